/// Where the right options of single choices stand on a form, so that no letter has
/// more of them than chance need give it.
enum RightPlaces {
    /// The right option's id and its place, from 0.
    struct Dealt {
        let option: Int
        let place: Int
    }

    /// Step 4 of the algorithm (`Form.make`): choices whose right option cannot move
    /// (pinned, or in a part that shuffles none) count where they stand; then the
    /// others, shuffled, each take the letter among their free places that has come
    /// least often so far, by lot where there are several.
    ///
    /// Where all choices have the same letters free, counts differ by at most one.
    static func deal(
        _ manifest: Manifest, _ items: [Int], _ pad: KeyPad, _ generator: inout Generator
    ) -> [Int: Dealt] {
        var times: [Int: Int] = [:]
        var movable: [(slot: Int, right: Int, item: Manifest.Item)] = []
        for (slot, place) in items.enumerated() {
            let listing = manifest.listings[place]
            guard let right = right(of: listing.item, pad) else { continue }
            let option = listing.item.options[right]
            if manifest.parts[listing.part].shufflesOptions, !listing.item.pinned.contains(option) {
                movable.append((slot, option, listing.item))
            } else {
                times[right, default: 0] += 1
            }
        }
        generator.shuffle(&movable)
        var dealt: [Int: Dealt] = [:]
        for (slot, option, item) in movable {
            let free = item.options.indices.filter { !item.pinned.contains(item.options[$0]) }
            let least = free.map { times[$0, default: 0] }.min()
            let rarest = free.filter { times[$0, default: 0] == least }
            let place = rarest[generator.below(rarest.count)]
            times[place, default: 0] += 1
            dealt[slot] = Dealt(option: option, place: place)
        }
        return dealt
    }

    /// Where the right one stands in the author's order.
    private static func right(of item: Manifest.Item, _ pad: KeyPad) -> Int? {
        guard item.type == .singleChoice, let turn = item.traits.turn, !item.options.isEmpty else {
            return nil
        }
        return pad.place(turn, of: item.options.count, in: item.reference)
    }
}
