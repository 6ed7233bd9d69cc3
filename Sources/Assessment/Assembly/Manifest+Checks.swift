import Values

/// What a manifest must keep to before anything is computed from it: one that is read back
/// may come from outside (`sen form verify`).
extension Manifest {
    /// Bounds that let a form be kept in a few hundred bytes, and a manifest in memory.
    private static let mostSlots = 1_000
    private static let mostItems = 500_000
    private static let mostOptions = 26
    /// Prompts, items or gaps of one question.
    private static let mostParts = 26
    /// More marks than any question of a test is worth.
    private static let mostWorth = Mark(10_000)

    static func check(_ parts: [Part]) throws(ManifestError) {
        for (place, part) in parts.enumerated() {
            for (entryPlace, entry) in part.entries.enumerated() {
                guard entry.count > 0 else { throw .badCount(part: place, entry: entryPlace) }
                guard entry.count <= mostSlots else { throw .tooManySlots(entry.count) }
                guard (Mark.zero...mostWorth).contains(entry.worth) else {
                    throw .badWorth(part: place, entry: entryPlace)
                }
            }
        }
    }

    static func check(_ rules: Rules) throws(ManifestError) {
        let thousandths = 0...1_000
        let isAsked = rules.difficulty.map {
            thousandths.contains($0.target) && thousandths.contains($0.tolerance)
        }
        guard isAsked ?? true, (0...mostSlots).contains(rules.mostOfSource ?? 0) else {
            throw .badRules
        }
    }

    static func check(_ listings: [Listing], slots: Int) throws(ManifestError) {
        for listing in listings { try check(listing.item) }
        guard slots > 0 else { throw .empty }
        guard slots <= mostSlots else { throw .tooManySlots(slots) }
        guard listings.count <= mostItems else { throw .tooManyItems(listings.count) }
    }

    private static func check(_ item: Item) throws(ManifestError) {
        let ids = Set(item.options)
        guard ids.count == item.options.count, ids.count <= mostOptions,
            ids.allSatisfy((1...255).contains),
            item.pinned.isSubset(of: ids), hasSoundParts(item)
        else { throw .badOptions(item.reference) }
        let traits = item.traits
        guard (0...mostItems).contains(traits.source ?? 0),
            (0...mostItems).contains(traits.enemies ?? 0),
            (-1_000...1_000).contains(traits.facility ?? 0),
            (0..<mostOptions).contains(traits.turn ?? 0)
        else { throw .badRules }
    }

    /// Whether what is answered in parts has as many as its type and options say.
    private static func hasSoundParts(_ item: Item) -> Bool {
        switch item.type {
        case .matching:
            let highest = item.options.max() ?? 0
            return (1...mostParts).contains(item.parts.count)
                && item.parts.allSatisfy { $0 == highest }
        case .ordering:
            let count = item.options.count
            return count > 0 && Set(item.options) == Set(1...count)
                && item.parts == Array(repeating: count, count: count)
        case .cloze:
            return (1...mostParts).contains(item.parts.count)
                && item.parts.allSatisfy((0...mostOptions).contains)
        default: return item.parts.isEmpty
        }
    }
}
