package import Values

/// One realised arrangement of a manifest (mã đề): which versions in which order,
/// with which order of options.
///
/// Kept small, because one is held for every open attempt: places of items and
/// option ids, beside the manifest that all forms of a sitting share.
package struct Form: Hashable, Sendable {
    package let manifest: Manifest
    /// For each slot, the place of its item among the manifest's.
    private let items: [UInt16]
    /// The option ids of all slots, one after the other, as displayed.
    private let orders: [UInt8]
    /// Where each slot's options begin in `orders`, and where the last one's end.
    private let starts: [UInt16]

    /// What stands in one place of the paper.
    package struct Slot: Hashable, Sendable {
        /// Place of its part in the manifest.
        package let part: Int
        package let reference: VersionReference
        package let type: QuestionType
        /// The marks that the right answer earns.
        package let worth: Mark
        /// The option ids of a choice in the order to display; empty for other types
        /// (the statements of a true/false group keep their order).
        package let options: [Int]
        /// How many statements a true/false group has; 0 for other types.
        package let statements: Int
    }

    /// How many slots there are; they are numbered from 0.
    package var count: Int { items.count }

    package subscript(slot: Int) -> Slot {
        let listing = manifest.listings[Int(items[slot])]
        return Slot(
            part: listing.part, reference: listing.item.reference, type: listing.item.type,
            worth: listing.worth, options: options(at: slot),
            statements: listing.item.type == .trueFalseGroup ? listing.item.options.count : 0)
    }

    /// All slots in the order of the paper.
    package var slots: [Slot] { items.indices.map { self[$0] } }

    /// The place of a slot's item among `manifest.references`, by which keys are found.
    package func item(at slot: Int) -> Int { Int(items[slot]) }

    /// The marks that a slot's right answer earns.
    package func worth(at slot: Int) -> Mark { manifest.listings[Int(items[slot])].worth }

    private func options(at slot: Int) -> [Int] {
        orders[Int(starts[slot])..<Int(starts[slot + 1])].map(Int.init)
    }

    /// Whether a response fits the slot's question: an option it has, one entry a
    /// statement, a short text. Nil (cleared) fits everywhere.
    package func accepts(_ response: Response?, at slot: Int) -> Bool {
        let item = manifest.listings[Int(items[slot])].item
        switch (item.type, response) {
        case (_, nil): return true
        case (.singleChoice, .option(let id)): return item.options.contains(id)
        case (.multipleChoice, .options(let ids)):
            return ids.allSatisfy(item.options.contains) && zip(ids, ids.dropFirst()).allSatisfy(<)
        case (.trueFalse, .truth): return true
        case (.trueFalseGroup, .statements(let said)): return said.count == item.options.count
        case (.numeric, .text(let text)), (.shortAnswer, .text(let text)):
            return text.utf8.count <= Self.longestText
        default: return false
        }
    }

    /// Bytes of a typed answer that are kept.
    package static let longestText = 200

    /// Draws the form that a seed gives; the same on every machine, forever.
    ///
    /// Algorithm 1, with one `Generator` started from the seed:
    /// 1. fixed questions are taken; then the draws are made, those of small pools
    ///    first and equal ones in the order of the paper, each from what is not yet
    ///    taken of its pool, in the pool's order (a question is taken with all its
    ///    versions), one after the other, passing over those without which another
    ///    draw could not be met any more;
    /// 2. part by part, slots stand in the order of entries, a draw's in the order
    ///    drawn; a part that shuffles questions then shuffles its slots;
    /// 3. slot by slot, a choice (single or multiple) in a part that shuffles options
    ///    has its options that are not pinned shuffled among their own places.
    package static func make(_ manifest: Manifest, seed: Seed) -> Form {
        var generator = Generator(seed)
        let items = arrange(manifest, drawn: draw(manifest, &generator), &generator)
        var orders: [UInt8] = []
        var starts: [UInt16] = [0]
        for item in items {
            let listing = manifest.listings[item]
            let shuffles = manifest.parts[listing.part].shufflesOptions
            orders += order(listing.item, shuffled: shuffles, &generator)
            starts.append(UInt16(orders.count))
        }
        return Form(
            manifest: manifest, items: items.map { UInt16($0) }, orders: orders, starts: starts)
    }

    private static func order(
        _ item: Manifest.Item, shuffled: Bool, _ generator: inout Generator
    ) -> [UInt8] {
        guard item.type.hasOptions else { return [] }
        guard shuffled else { return item.options.map { UInt8($0) } }
        var free = item.options.filter { !item.pinned.contains($0) }
        generator.shuffle(&free)
        var next = free.makeIterator()
        return item.options.map { UInt8(item.pinned.contains($0) ? $0 : next.next() ?? $0) }
    }
}

extension Form {
    /// What step 1 of the algorithm draws: for each draw's pool (by where it
    /// begins), the places of the chosen items.
    private static func draw(
        _ manifest: Manifest, _ generator: inout Generator
    ) -> [Int: [Int]] {
        var taken = [Bool](repeating: false, count: manifest.listings.count)
        for place in manifest.fixed { taken[manifest.listings[place].question] = true }
        var drawn: [Int: [Int]] = [:]
        var balance = manifest.balance
        for (number, draw) in manifest.draws.enumerated() {
            var rest = draw.items.filter { !taken[manifest.listings[$0].question] }
            drawn[draw.items.lowerBound] = (0..<draw.count).map { _ in
                let allowed = balance.map { balance in
                    rest.indices.filter {
                        balance.allows(manifest.listings[rest[$0]].question, to: number)
                    }
                }
                let place = generator.takeOne(of: &rest, among: allowed)
                balance?.take(manifest.listings[place].question, for: number)
                taken[manifest.listings[place].question] = true
                return place
            }
        }
        return drawn
    }

    /// Step 2: the places of all slots' items in the order of the paper.
    private static func arrange(
        _ manifest: Manifest, drawn: [Int: [Int]], _ generator: inout Generator
    ) -> [Int] {
        var paper: [Int] = []
        var start = 0
        for part in manifest.parts {
            var places: [Int] = []
            for entry in part.entries {
                places += drawn[start] ?? [start]
                start += entry.items.count
            }
            if part.shufflesQuestions { generator.shuffle(&places) }
            paper += places
        }
        return paper
    }
}
