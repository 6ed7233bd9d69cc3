/// How far counts are from even ones: Pearson's χ².
///
/// Seeds are fixed, so that a test gives the same every time; the bounds are the
/// 99.99 % points of the distribution, by Wilson and Hilferty's approximation.
struct ChiSquare {
    let value: Double
    let degrees: Int

    init(_ counts: [some Hashable: Int], cells: Int) {
        let trials = counts.values.reduce(0, +)
        let expected = Double(trials) / Double(cells)
        let missing = Double(cells - counts.count) * expected
        value = counts.values.reduce(missing) {
            $0 + (Double($1) - expected) * (Double($1) - expected) / expected
        }
        degrees = cells - 1
    }

    private init(value: Double, degrees: Int) {
        self.value = value
        self.degrees = degrees
    }

    /// Of independent trials together.
    static func + (left: ChiSquare, right: ChiSquare) -> ChiSquare {
        ChiSquare(value: left.value + right.value, degrees: left.degrees + right.degrees)
    }

    static let nothing = ChiSquare(value: 0, degrees: 0)

    var isEven: Bool { value < bound }

    /// 3.719 is the 99.99 % point of the normal distribution.
    private var bound: Double {
        let degrees = Double(degrees)
        let root = 1 - 2 / (9 * degrees) + 3.719 * (2 / (9 * degrees)).squareRoot()
        return degrees * root * root * root
    }
}
