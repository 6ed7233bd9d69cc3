/// The figures above a list of marks.
package struct Distribution: Hashable, Sendable {
    package let count: Int
    package let mean: Double
    package let median: Double
    /// Of a sample (n − 1); nil for fewer than two.
    package let sd: Double?
    package let lowest: Double
    package let highest: Double

    /// Nil for no numbers at all.
    package init?(_ numbers: [Double]) {
        let sorted = numbers.sorted()
        guard let lowest = sorted.first, let highest = sorted.last else { return nil }
        let series = Series(sorted)
        count = sorted.count
        mean = series.mean
        median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
        sd = series.variance?.squareRoot()
        (self.lowest, self.highest) = (lowest, highest)
    }
}
