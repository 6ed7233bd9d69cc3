/// Questions about one passage or recording, as forms keep them together.
enum Passages {
    /// Step 3 of the algorithm (`Form.make`) in one part.
    ///
    /// - Parameter places: of the part's items, in the order of entries.
    static func together(
        _ places: [Int], of manifest: Manifest, shuffled: Bool, _ generator: inout Generator
    ) -> [Int] {
        var groups: [[Int]] = []
        var known: [Int: Int] = [:]
        for place in places {
            guard let passage = manifest.listings[place].item.traits.passage else {
                groups.append([place])
                continue
            }
            if let group = known[passage] {
                groups[group].append(place)
            } else {
                known[passage] = groups.count
                groups.append([place])
            }
        }
        if shuffled {
            generator.shuffle(&groups)
            for group in groups.indices where groups[group].count > 1 {
                generator.shuffle(&groups[group])
            }
        }
        return groups.flatMap(\.self)
    }
}

extension Manifest {
    /// The questions of a pool that follow one where passages are kept together.
    func followers(of place: Int, in draw: PlacedDraw, taken: [Int]) -> [Int] {
        guard let passage = listings[place].item.traits.passage, let all = passages[passage] else {
            return []
        }
        return all.filter { draw.items.contains($0) && !taken.contains(listings[$0].question) }
    }
}

extension Form {
    /// The slots around this one that are about the same passage; itself where it has none.
    package func passage(around slot: Int) -> ClosedRange<Int> {
        let own = manifest.listings[item(at: slot)]
        guard let passage = own.item.traits.passage else { return slot...slot }
        func isSame(_ other: Int) -> Bool {
            let listing = manifest.listings[item(at: other)]
            return listing.part == own.part && listing.item.traits.passage == passage
        }
        var (first, last) = (slot, slot)
        while first > 0, isSame(first - 1) { first -= 1 }
        while last + 1 < count, isSame(last + 1) { last += 1 }
        return first...last
    }
}
