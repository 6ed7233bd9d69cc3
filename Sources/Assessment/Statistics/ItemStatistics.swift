/// What one item shows of those who had it (classical test theory).
package struct ItemStatistics: Hashable, Sendable {
    /// How many had it.
    package let candidates: Int
    /// The mean as a share of the most that can be had: p, 0 to 1; the easier the higher.
    package let facility: Double
    /// Of a sample (n − 1); nil for fewer than two.
    package let sd: Double?
    /// Pearson's r of the item with the whole mark. For items that are right or
    /// wrong, the point-biserial correlation.
    package let itemTotal: Double?
    /// The same with the whole mark less the item: the discrimination index. Nil
    /// where the item or the rest does not vary.
    package let itemRest: Double?

    /// - Parameters:
    ///   - scores: what each candidate who had the item earned by it.
    ///   - totals: those candidates' whole marks, in the same order.
    ///   - possible: the most that the item can give.
    package init(scores: [Double], totals: [Double], possible: Double) {
        let item = Series(scores)
        candidates = scores.count
        facility = possible > 0 ? item.mean / possible : 0
        sd = item.variance?.squareRoot()
        itemTotal = item.correlation(with: Series(totals))
        itemRest = item.correlation(with: Series(zip(totals, scores).map { $0 - $1 }))
    }
}

/// What the figures of an item tell its author to look at.
package enum ItemVerdict: String, Hashable, Sendable, CaseIterable {
    case tooEasy
    case tooHard
    /// Those who do well elsewhere do hardly better on it.
    case poorDiscrimination
    /// More chose one wrong answer than the right one, and rather the better ones:
    /// the key itself may be wrong.
    case checkKey
}

extension ItemStatistics {
    /// Fewer candidates than this say nothing about an item.
    package static let fewestCandidates = 10
    /// Shares of the mark outside which an item tells few apart.
    package static let usualFacility = 0.2...0.9
    /// Below it an item hardly tells strong and weak apart (Ebel's rule of thumb).
    package static let lowestDiscrimination = 0.2

    /// - Parameters:
    ///   - right: how many gave the right answer.
    ///   - wrong: how many gave the wrong answer that was given most.
    package func verdicts(right: Int, wrong: Int) -> [ItemVerdict] {
        guard candidates >= Self.fewestCandidates else { return [] }
        var found: [ItemVerdict] = []
        if let itemRest, itemRest < 0, wrong > right { found.append(.checkKey) }
        if facility > Self.usualFacility.upperBound { found.append(.tooEasy) }
        if facility < Self.usualFacility.lowerBound { found.append(.tooHard) }
        // An item that nearly all or nearly none get right cannot tell them apart.
        if Self.usualFacility.contains(facility), let itemRest,
            itemRest < Self.lowestDiscrimination
        {
            found.append(.poorDiscrimination)
        }
        return found
    }
}
