/// Item analysis of a whole matrix: every candidate had every item.
package struct ItemAnalysis: Hashable, Sendable {
    package let candidates: Int
    /// Of the whole marks; nil without candidates.
    package let totals: Distribution?
    /// Cronbach's alpha (for items that are right or wrong, KR-20): k/(k − 1) ·
    /// (1 − Σ item variances / variance of the totals). May be negative; nil for one
    /// item, and where the totals do not vary.
    package let alpha: Double?
    /// The standard error of measurement, sd · √(1 − alpha).
    package let sem: Double?
    package let items: [Item]

    package struct Item: Hashable, Sendable {
        package let statistics: ItemStatistics
        /// What alpha is without this item.
        package let alphaIfDeleted: Double?
    }

    /// - Parameters:
    ///   - scores: by candidate, then by item.
    ///   - possible: the most that each item can give.
    package init(scores: [[Double]], possible: [Double]) {
        let sums = scores.map { $0.reduce(0, +) }
        let total = Series(sums)
        let columns = possible.indices.map { item in Series(scores.map { $0[item] }) }
        let itemSquares = columns.reduce(0) { $0 + $1.squares }
        let alpha = Self.alpha(
            items: columns.count, itemSquares: itemSquares,
            totalSquares: total.isConstant ? 0 : total.squares)
        candidates = scores.count
        totals = Distribution(sums)
        self.alpha = alpha
        sem = total.variance.flatMap { variance in
            alpha.map { (variance * (1 - $0)).squareRoot() }
        }
        items = zip(columns, possible).map { column, possible in
            let rest = Series(zip(sums, column.values).map { $0 - $1 })
            return Item(
                statistics: ItemStatistics(
                    scores: column.values, totals: sums, possible: possible),
                alphaIfDeleted: Self.alpha(
                    items: columns.count - 1, itemSquares: itemSquares - column.squares,
                    totalSquares: rest.isConstant ? 0 : rest.squares))
        }
    }

    /// Of sums of squares, because n − 1 cancels.
    private static func alpha(
        items: Int, itemSquares: Double, totalSquares: Double
    ) -> Double? {
        guard items > 1, totalSquares > 0 else { return nil }
        return Double(items) / Double(items - 1) * (1 - itemSquares / totalSquares)
    }
}

/// How one option of an item was chosen.
package struct OptionStatistics: Hashable, Sendable {
    package let chosen: Int
    /// Of all candidates who had the item.
    package let share: Double
    /// Pearson's r of choosing it with the whole mark less the item.
    package let rest: Double?

    /// - Parameters:
    ///   - isChosen: by candidate.
    ///   - rests: the candidates' whole marks less the item, in the same order.
    package init(isChosen: [Bool], rests: [Double]) {
        chosen = isChosen.count { $0 }
        share = isChosen.isEmpty ? 0 : Double(chosen) / Double(isChosen.count)
        rest = Series(isChosen.map { $0 ? 1 : 0 }).correlation(with: Series(rests))
    }
}
