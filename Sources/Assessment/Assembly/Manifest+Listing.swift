import Values

extension Manifest {
    /// An item where it stands.
    struct Listing: Hashable, Sendable {
        let part: Int
        let worth: Mark
        let item: Item
        /// Which question it is: 0, 1, 2 … as they first stand in the manifest.
        let question: Int
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

    /// Bounds that let a form be kept in a few hundred bytes.
    private static let mostSlots = 1_000
    private static let mostItems = Int(UInt16.max)
    private static let mostOptions = 26

    /// - Returns: the draws' balance; nil where they cannot get into each other's way.
    static func check(
        _ parts: [Part], _ listings: [Listing], _ draws: [PlacedDraw], slots: Int
    ) throws(ManifestError) -> DrawBalance? {
        for listing in listings { try check(listing.item) }
        for (place, part) in parts.enumerated() {
            for (entryPlace, entry) in part.entries.enumerated() {
                guard entry.count > 0 else { throw .badCount(part: place, entry: entryPlace) }
                guard entry.worth >= .zero else {
                    throw .badWorth(part: place, entry: entryPlace)
                }
            }
        }
        guard slots > 0 else { throw .empty }
        guard slots <= mostSlots else { throw .tooManySlots(slots) }
        guard listings.count <= mostItems else { throw .tooManyItems(listings.count) }
        let fixed = try fixedQuestions(of: listings, draws)
        let pools = try draws.map { draw throws(ManifestError) in
            try pool(of: listings[draw.items], without: fixed)
        }
        if canAlwaysBeMet(draws, pools) { return nil }
        let balance = DrawBalance(counts: draws.map(\.count), pools: pools)
        for (draw, missing) in zip(draws, balance.missing) where missing > 0 {
            throw .poolTooSmall(
                part: draw.part, entry: draw.entry, needed: draw.count, sure: draw.count - missing)
        }
        return balance
    }

    private static func check(_ item: Item) throws(ManifestError) {
        let ids = Set(item.options)
        guard ids.count == item.options.count, ids.count <= mostOptions,
            ids.allSatisfy((1...255).contains),
            item.pinned.isSubset(of: ids)
        else { throw .badOptions(item.reference) }
    }

    private static func fixedQuestions(
        of listings: [Listing], _ draws: [PlacedDraw]
    ) throws(ManifestError) -> Set<Int> {
        let drawable = Set(draws.flatMap(\.items))
        var fixed: Set<Int> = []
        for (place, listing) in listings.enumerated() where !drawable.contains(place) {
            guard fixed.insert(listing.question).inserted else {
                throw .repeatedQuestion(listing.item.reference.question)
            }
        }
        return fixed
    }

    private static func pool(
        of listings: ArraySlice<Listing>, without fixed: Set<Int>
    ) throws(ManifestError) -> [Int] {
        var seen: Set<Int> = []
        for listing in listings where !seen.insert(listing.question).inserted {
            throw .repeatedQuestion(listing.item.reference.question)
        }
        return listings.map(\.question).filter { !fixed.contains($0) }
    }

    /// Whether each draw has enough even where each one before it took as much of its
    /// pool as it could: then nothing needs to be looked after while drawing.
    private static func canAlwaysBeMet(_ draws: [PlacedDraw], _ pools: [[Int]]) -> Bool {
        let sets = pools.map(Set.init)
        return draws.indices.allSatisfy { place in
            let taken = draws[..<place].indices.reduce(0) {
                $0 + min(draws[$1].count, sets[$1].intersection(sets[place]).count)
            }
            return sets[place].count - taken >= draws[place].count
        }
    }
}
