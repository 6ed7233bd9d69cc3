/// An amount of marks: an exact rational, never a float.
///
/// A total never depends on the order of addition, and rounding happens once,
/// at display (`decimal(places:)`).
///
/// - Invariant: `denominator > 0` and the two share no factor. What a question can
///   give is written with at most nine decimals, or shared out among at most 26
///   statements, so sums over a whole test stay inside 64 bits.
package struct Mark: Hashable, Sendable {
    /// Top of the reduced fraction; negative where a wrong choice carries a penalty.
    package let numerator: Int64
    /// Bottom of the reduced fraction, always positive.
    package let denominator: Int64

    package static let zero = Mark(0)
    package static let one = Mark(1)

    /// Whole marks.
    package init(_ whole: Int) {
        numerator = Int64(whole)
        denominator = 1
    }

    /// The fraction `numerator / denominator`, reduced.
    ///
    /// - Returns: nil when the denominator is not positive.
    package init?(_ numerator: Int64, over denominator: Int64) {
        guard denominator > 0, numerator != .min else { return nil }
        self.init(reducing: Int128(numerator), over: Int128(denominator))
    }

    /// Reduces a wide fraction. Its callers keep within the invariant, so that
    /// the reduced fraction always fits.
    init(reducing top: Int128, over bottom: Int128) {
        let factor = Self.greatestCommonDivisor(top.magnitude, bottom.magnitude)
        numerator = Int64(top / Int128(factor))
        denominator = Int64(bottom / Int128(factor))
    }

    private static func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return max(a, 1)
    }
}

extension Mark: Comparable, AdditiveArithmetic {
    package static func + (left: Mark, right: Mark) -> Mark {
        Mark(
            reducing: Int128(left.numerator) * Int128(right.denominator)
                + Int128(right.numerator) * Int128(left.denominator),
            over: Int128(left.denominator) * Int128(right.denominator))
    }

    package static func - (left: Mark, right: Mark) -> Mark {
        left + Mark(reducing: -Int128(right.numerator), over: Int128(right.denominator))
    }

    package static func * (left: Mark, right: Mark) -> Mark {
        Mark(
            reducing: Int128(left.numerator) * Int128(right.numerator),
            over: Int128(left.denominator) * Int128(right.denominator))
    }

    package static func < (left: Mark, right: Mark) -> Bool {
        Int128(left.numerator) * Int128(right.denominator)
            < Int128(right.numerator) * Int128(left.denominator)
    }
}
