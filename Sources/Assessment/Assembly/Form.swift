package import Values

/// One realised arrangement of a manifest (mã đề): which versions in which order,
/// with which order of options.
///
/// Kept small, because one is held for every open attempt: places of items and
/// option ids, beside the manifest that all forms of a sitting share.
package struct Form: Hashable, Sendable {
    package let manifest: Manifest
    /// For each slot, the place of its item among the manifest's.
    private let items: [UInt32]
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
        /// The option ids of a choice, those that prompts are joined with, and the numbers
        /// of items to be put in order, in the order to display; empty for other types
        /// (the statements of a true/false group keep their order).
        package let options: [Int]
        /// How many statements a true/false group has; 0 for other types.
        package let statements: Int
        /// As in `Manifest.Item`.
        package let parts: [Int]
        /// As in `Manifest.Traits`.
        package let passage: Int?
    }

    /// How many slots there are; they are numbered from 0.
    package var count: Int { items.count }

    package subscript(slot: Int) -> Slot {
        let listing = manifest.listings[Int(items[slot])]
        return Slot(
            part: listing.part, reference: listing.item.reference, type: listing.item.type,
            worth: listing.worth, options: options(at: slot),
            statements: listing.item.type == .trueFalseGroup ? listing.item.options.count : 0,
            parts: listing.item.parts, passage: listing.item.traits.passage)
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
        case (.essay, .text(let text)): return text.utf8.count <= Self.longestEssay
        case (.matching, .parts(let parts)), (.ordering, .parts(let parts)),
            (.cloze, .parts(let parts)):
            return parts.count == item.parts.count
                && zip(parts, item.parts).allSatisfy(Self.fits)
        default: return false
        }
    }

    private static func fits(_ part: Response?, options: Int) -> Bool {
        switch part {
        case nil: true
        case .option(let id): (1...max(1, options)).contains(id) && options > 0
        case .text(let text): options == 0 && text.utf8.count <= longestText
        default: false
        }
    }

    /// Bytes of a typed answer that are kept: 200 Vietnamese letters, as many as its field takes.
    package static let longestText = 600
    /// Bytes of an essay that are kept: the 10,000 signs that its field takes, some 2,500 words.
    package static let longestEssay = 30_000

    /// Draws the form that a seed gives; the same on every machine, forever.
    ///
    /// Algorithm 1, with one `Generator` started from the seed:
    /// 1. fixed questions are taken; then the draws are made, those of small pools
    ///    first and equal ones in the order of the paper, each from what is not yet
    ///    taken of its pool, in the pool's order (a question is taken with all its
    ///    versions), one after the other, where the rules keep passages each with the
    ///    others of its passage and pool behind it, in the pool's order, as far as the
    ///    draw's count goes; one without which another draw could not be
    ///    met any more, or a rule not be kept, is put aside and another one drawn, and
    ///    those put aside are drawn from, in that order, when nothing else is left;
    /// 2. where the rules wish a mean facility, drawn questions are exchanged
    ///    (`approach`);
    /// 3. part by part, slots stand in the order of entries, a draw's in the order
    ///    drawn, and those of one passage together where the first of them stands; a part
    ///    that shuffles questions then shuffles its slots, those of a passage as one, and
    ///    after that, passage by passage, those of each among themselves (`Passages`);
    /// 4. where right options are to be balanced, their places are dealt
    ///    (`RightPlaces`);
    /// 5. slot by slot, a choice (single or multiple) in a part that shuffles options
    ///    has its options that are not pinned shuffled among their own places, or, if
    ///    the right one's place is dealt, the others among the rest;
    ///    what is to be joined or put in order is shuffled in every part.
    ///
    /// - Parameter pad: what the manifest's right options are hidden by; without it none
    ///   is balanced.
    package static func make(_ manifest: Manifest, seed: Seed, pad: KeyPad? = nil) -> Form {
        var generator = Generator(seed)
        var drawn = draw(manifest, &generator)
        if let difficulty = manifest.rules.difficulty {
            approach(difficulty, &drawn, of: manifest, &generator)
        }
        let items = arrange(manifest, drawn: drawn, &generator)
        var right: [Int: RightPlaces.Dealt] = [:]
        if manifest.rules.balancesRight, let pad {
            right = RightPlaces.deal(manifest, items, pad, &generator)
        }
        var orders: [UInt8] = []
        var starts: [UInt16] = [0]
        for (slot, item) in items.enumerated() {
            let listing = manifest.listings[item]
            let shuffles = manifest.parts[listing.part].shufflesOptions
            orders += order(
                listing.item, shuffled: shuffles, right: right[slot], &generator)
            starts.append(UInt16(orders.count))
        }
        return Form(
            manifest: manifest, items: items.map { UInt32($0) }, orders: orders, starts: starts)
    }

    private static func order(
        _ item: Manifest.Item, shuffled: Bool, right: RightPlaces.Dealt?,
        _ generator: inout Generator
    ) -> [UInt8] {
        guard item.type.hasOptions || item.type.alwaysShuffles else { return [] }
        guard shuffled || item.type.alwaysShuffles else { return item.options.map { UInt8($0) } }
        var free = item.options.filter { !item.pinned.contains($0) && $0 != right?.option }
        generator.shuffle(&free)
        var next = free.makeIterator()
        return item.options.enumerated().map { place, option in
            if item.pinned.contains(option) { return UInt8(option) }
            if let right, right.place == place { return UInt8(right.option) }
            return UInt8(next.next() ?? option)
        }
    }
}

extension Form {
    /// What step 1 of the algorithm draws: for each draw, the places of the chosen
    /// items.
    private static func draw(
        _ manifest: Manifest, _ generator: inout Generator
    ) -> [[Int]] {
        var taken = manifest.fixed.map { manifest.listings[$0].question }
        var balance = manifest.balance
        return manifest.draws.enumerated().map { number, draw in
            let gaps = taken.flatMap { manifest.places[$0] }.filter(draw.items.contains).sorted()
            var rest = PoolRest(draw.items, without: gaps)
            var aside: [Int] = []
            var drawn: [Int] = []
            while drawn.count < draw.count {
                if rest.count == 0 {
                    rest = PoolRest(aside)
                    aside = []
                }
                let place = rest.takeOne(&generator)
                let question = manifest.listings[place].question
                // It followed another one of its passage.
                if !manifest.passages.isEmpty, taken.contains(question) { continue }
                guard balance?.take(question, for: number) ?? true else {
                    aside.append(place)
                    continue
                }
                taken.append(question)
                drawn.append(place)
                for other in manifest.followers(of: place, in: draw, taken: taken)
                where drawn.count < draw.count {
                    let question = manifest.listings[other].question
                    guard balance?.take(question, for: number) ?? true else { continue }
                    taken.append(question)
                    drawn.append(other)
                }
            }
            return drawn
        }
    }

    /// Step 3: the places of all slots' items in the order of the paper.
    private static func arrange(
        _ manifest: Manifest, drawn: [[Int]], _ generator: inout Generator
    ) -> [Int] {
        let drawn = Dictionary(
            uniqueKeysWithValues: zip(manifest.draws.map(\.items.lowerBound), drawn))
        var paper: [Int] = []
        var start = 0
        for part in manifest.parts {
            var places: [Int] = []
            for entry in part.entries {
                places += drawn[start] ?? [start]
                start += entry.items.count
            }
            paper += Passages.together(
                places, of: manifest, shuffled: part.shufflesQuestions, &generator)
        }
        return paper
    }
}
