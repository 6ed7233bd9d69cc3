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

    func check() throws(ManifestError) {
        for listing in listings { try Self.check(listing.item) }
        for (place, part) in parts.enumerated() {
            for (entryPlace, entry) in part.entries.enumerated() {
                guard entry.count > 0 else { throw .badCount(part: place, entry: entryPlace) }
                guard entry.worth >= .zero else {
                    throw .badWorth(part: place, entry: entryPlace)
                }
            }
        }
        guard slotCount > 0 else { throw .empty }
        guard slotCount <= Self.mostSlots else { throw .tooManySlots(slotCount) }
        guard listings.count <= Self.mostItems else { throw .tooManyItems(listings.count) }
        try checkThatDrawsCanBeMet()
    }

    private static func check(_ item: Item) throws(ManifestError) {
        let ids = Set(item.options)
        guard ids.count == item.options.count, ids.count <= mostOptions,
            ids.allSatisfy((1...255).contains),
            item.pinned.isSubset(of: ids)
        else { throw .badOptions(item.reference) }
    }

    /// In the worst case each earlier draw took as much of a pool as it could.
    private func checkThatDrawsCanBeMet() throws(ManifestError) {
        var fixed: Set<GUID> = []
        for case .fixed(let item, _) in parts.flatMap(\.entries) {
            guard fixed.insert(item.reference.question).inserted else {
                throw .repeatedQuestion(item.reference.question)
            }
        }
        var earlier: [(count: Int, pool: Set<GUID>)] = []
        for draw in draws {
            let questions = listings[draw.items].map(\.item.reference.question)
            let pool = Set(questions)
            if pool.count < questions.count { throw .repeatedQuestion(Self.twin(in: questions)) }
            let taken = earlier.reduce(pool.intersection(fixed).count) {
                $0 + min($1.count, $1.pool.intersection(pool).count)
            }
            guard pool.count - taken >= draw.count else {
                throw .poolTooSmall(
                    part: draw.part, entry: draw.entry, needed: draw.count,
                    sure: max(0, pool.count - taken))
            }
            earlier.append((draw.count, pool))
        }
    }

    /// - Precondition: some question stands twice.
    private static func twin(in questions: [GUID]) -> GUID {
        var seen: Set<GUID> = []
        return questions.first { !seen.insert($0).inserted } ?? questions[0]
    }
}
