import Values

extension Manifest {
    /// An item where it stands.
    struct Listing: Hashable, Sendable {
        let part: Int
        let worth: Mark
        let item: Item
        /// Which question it is: 0, 1, 2 … as they first stand in the manifest.
        let question: Int

        var facility: Int { item.traits.facility ?? 0 }
    }

    /// A draw where it stands; its pool is `listings[items]`.
    struct PlacedDraw: Hashable, Sendable {
        let part: Int
        let entry: Int
        let count: Int
        let items: Range<Int>
    }

    static func list(_ parts: [Part]) -> [Listing] {
        var numbers: [GUID: Int] = [:]
        return parts.enumerated().flatMap { place, part in
            part.entries.flatMap { entry in
                entry.items.map { item in
                    let next = numbers.count
                    let number = numbers[item.reference.question, default: next]
                    numbers[item.reference.question] = number
                    return Listing(
                        part: place, worth: entry.worth, item: item, question: number)
                }
            }
        }
    }

    /// Small pools first, so that wide ones leave them what they need; equal ones
    /// in the order of the paper.
    static func draws(of parts: [Part]) -> [PlacedDraw] {
        var found: [PlacedDraw] = []
        var start = 0
        for (place, part) in parts.enumerated() {
            for (entryPlace, entry) in part.entries.enumerated() {
                let items = start..<start + entry.items.count
                if case .draw(let count, _, _) = entry {
                    found.append(
                        PlacedDraw(part: place, entry: entryPlace, count: count, items: items))
                }
                start = items.upperBound
            }
        }
        return found.enumerated().sorted {
            ($0.element.items.count, $0.offset) < ($1.element.items.count, $1.offset)
        }.map(\.element)
    }

    /// The places that no draw's pool holds.
    static func fixed(_ draws: [PlacedDraw], of count: Int) -> [Int] {
        var isDrawable = Array(repeating: false, count: count)
        for draw in draws { for place in draw.items { isDrawable[place] = true } }
        return isDrawable.indices.filter { !isDrawable[$0] }
    }

    static func passages(of listings: [Listing]) -> [Int: [Int]] {
        var found: [Int: [Int]] = [:]
        for (place, listing) in listings.enumerated() {
            if let passage = listing.item.traits.passage {
                found[passage, default: []].append(place)
            }
        }
        return found
    }

    /// - Returns: nil where the draws cannot get into each other's way, and no rule
    ///   limits what stands together.
    static func balance(
        of draws: [PlacedDraw], _ fixed: [Int], _ listings: [Listing], _ rules: Rules
    ) throws(ManifestError) -> DrawBalance? {
        var draft = PlanDraft(counts: draws.map(\.count), mostOfSource: rules.mostOfSource)
        let traits = try traits(of: draws, fixed, listings, &draft)
        guard !draft.isBrokenByFixed else { throw .rulesBrokenByFixed }
        let isRuled = traits.contains {
            $0?.enemies != nil || rules.mostOfSource != nil && $0?.source != nil
        }
        if !isRuled, canAlwaysBeMet(draws, traits) { return nil }
        let balance = DrawBalance(draft, traits: traits)
        for (draw, missing) in zip(draws, balance.missing) where missing > 0 {
            throw .poolTooSmall(
                part: draw.part, entry: draw.entry, needed: draw.count, sure: draw.count - missing)
        }
        return balance
    }

    /// What each question is to the draws; nil for those that none may take.
    private static func traits(
        of draws: [PlacedDraw], _ fixed: [Int], _ listings: [Listing], _ draft: inout PlanDraft
    ) throws(ManifestError) -> [PlanDraft.Trait?] {
        let questions = (listings.lazy.map(\.question).max() ?? -1) + 1
        var isFixed = Array(repeating: false, count: questions)
        for place in fixed {
            let listing = listings[place]
            guard !isFixed[listing.question] else {
                throw .repeatedQuestion(listing.item.reference.question)
            }
            isFixed[listing.question] = true
            let traits = listing.item.traits
            draft.fix(source: traits.source, enemies: traits.enemies)
        }
        var drawsOf = Array(repeating: [Int](), count: questions)
        var first = Array(repeating: 0, count: questions)
        for (number, draw) in draws.enumerated() {
            for place in draw.items {
                let question = listings[place].question
                guard drawsOf[question].last != number else {
                    throw .repeatedQuestion(listings[place].item.reference.question)
                }
                drawsOf[question].append(number)
                first[question] = place
            }
        }
        return drawsOf.indices.map { question in
            guard !isFixed[question], !drawsOf[question].isEmpty else { return nil }
            let traits = listings[first[question]].item.traits
            let trait = PlanDraft.Trait(
                draws: drawsOf[question], source: traits.source, enemies: traits.enemies)
            draft.add(trait)
            return trait
        }
    }

    /// Whether each draw has enough even where each one before it took as much of its
    /// pool as it could: then nothing needs to be looked after while drawing.
    private static func canAlwaysBeMet(
        _ draws: [PlacedDraw], _ traits: [PlanDraft.Trait?]
    ) -> Bool {
        var kinds: [[Int]: Int] = [:]
        for trait in traits { if let trait { kinds[trait.draws, default: 0] += 1 } }
        var shared = Array(repeating: Array(repeating: 0, count: draws.count), count: draws.count)
        for (kind, count) in kinds {
            for one in kind { for other in kind { shared[one][other] += count } }
        }
        return draws.indices.allSatisfy { place in
            let taken = draws[..<place].indices.reduce(0) {
                $0 + min(draws[$1].count, shared[$1][place])
            }
            return shared[place][place] - taken >= draws[place].count
        }
    }
}

/// For each question, its places in a list.
struct QuestionPlaces: Hashable, Sendable {
    private var starts: [Int32]
    private var places: [Int32]

    init(_ questions: [Int]) {
        let count = (questions.max() ?? -1) + 1
        starts = Array(repeating: 0, count: count + 1)
        for question in questions { starts[question + 1] += 1 }
        for question in 0..<count { starts[question + 1] += starts[question] }
        places = Array(repeating: 0, count: questions.count)
        var next = starts
        for (place, question) in questions.enumerated() {
            places[Int(next[question])] = Int32(place)
            next[question] += 1
        }
    }

    /// Ascending.
    subscript(question: Int) -> [Int] {
        places[Int(starts[question])..<Int(starts[question + 1])].map(Int.init)
    }
}
