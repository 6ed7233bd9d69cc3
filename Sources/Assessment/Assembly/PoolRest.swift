/// What is left of a pool while questions are drawn from it: the places that an
/// array of them would hold from which each one drawn is exchanged with the last
/// and removed, without a copy of the pool.
struct PoolRest {
    private let source: Source
    private var moved: [Int: Int] = [:]
    private(set) var count: Int

    private enum Source {
        /// From this place on, without the gaps, ascending.
        case range(Int, gaps: [Int])
        case list([Int])
    }

    /// - Parameter gaps: places of the pool that are taken already, ascending.
    init(_ pool: Range<Int>, without gaps: [Int]) {
        source = .range(pool.lowerBound, gaps: gaps)
        count = pool.count - gaps.count
    }

    init(_ places: [Int]) {
        source = .list(places)
        count = places.count
    }

    /// Takes one by lot.
    ///
    /// - Precondition: there is one.
    mutating func takeOne(_ generator: inout Generator) -> Int {
        let place = generator.below(count)
        let taken = self[place]
        count -= 1
        moved[place] = self[count]
        return taken
    }

    private subscript(place: Int) -> Int {
        if let other = moved[place] { return other }
        switch source {
        case .list(let places): return places[place]
        case .range(let start, let gaps):
            var found = start + place
            for gap in gaps where gap <= found { found += 1 }
            return found
        }
    }
}
