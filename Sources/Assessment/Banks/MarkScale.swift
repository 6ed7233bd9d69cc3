package import Values

/// What a paper's marks add up to.
package enum MarkScale: String, Hashable, Codable, Sendable, CaseIterable {
    /// Ten, whatever the lines say: each worth × 10 / their sum, exactly.
    case toTen
    /// What the lines say.
    case asStated
}

extension Blueprint {
    /// Ten: what a paper can earn when it is scaled.
    package static let fullMarks = Mark(10)

    /// The most steps of the finest worth in a total that is scaled: 10 marks in
    /// ten-thousandths. Keeps sums of scaled marks inside 64 bits.
    private static let mostSteps: Int64 = 100_000

    /// What each question's worth is multiplied by, once, when a manifest is frozen.
    ///
    /// - Returns: nil when the marks are too fine to be scaled exactly, or there are none.
    package func factor(for scale: MarkScale) -> Mark? {
        let total = totalMarks
        guard scale == .toTen, total != Self.fullMarks else { return .one }
        let worths = parts.flatMap(\.lines).map(\.worth)
        let step = worths.reduce(total.denominator) { lowestCommonMultiple($0, $1.denominator) }
        guard total > .zero, step / total.denominator <= Self.mostSteps / total.numerator else {
            return nil
        }
        return Mark(total.denominator * 10, over: total.numerator)
    }

    private func lowestCommonMultiple(_ one: Int64, _ other: Int64) -> Int64 {
        var (a, b) = (one, other)
        while b != 0 { (a, b) = (b, a % b) }
        return one / a * other
    }
}
