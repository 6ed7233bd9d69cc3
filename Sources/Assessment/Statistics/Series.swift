/// Numbers with their mean and what they scatter around it, in two passes: the mean
/// first, so that large sums take nothing from small differences.
struct Series {
    let values: [Double]
    let mean: Double
    /// The sum of the squared deviations from the mean.
    let squares: Double

    init(_ values: [Double]) {
        let mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
        self.values = values
        self.mean = mean
        squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }

    /// The variance of a sample (n − 1); nil for fewer than two numbers.
    var variance: Double? { values.count < 2 ? nil : squares / Double(values.count - 1) }

    /// Whether all numbers are the same, but for the rounding of their last digit.
    var isConstant: Bool { squares <= 1e-20 * Double(values.count) * (1 + mean * mean) }

    /// The sum of the products of deviations, number by number.
    func products(with other: Series) -> Double {
        zip(values, other.values).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - other.mean) }
    }

    /// Pearson's r; nil where one of the two does not vary.
    func correlation(with other: Series) -> Double? {
        guard !isConstant, !other.isConstant else { return nil }
        return products(with: other) / (squares * other.squares).squareRoot()
    }
}
