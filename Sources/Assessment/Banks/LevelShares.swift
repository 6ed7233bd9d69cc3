/// How the marks of a paper should be shared out among the levels: a school's rule,
/// which is data, not law.
package struct LevelShares: Hashable, Codable, Sendable {
    /// Hundredths for NB, TH, VD and VDC, in this order.
    package let percents: [Int]

    /// - Returns: nil unless there are four from 0 to 100 that add up to 100.
    package init?(_ percents: [Int]) {
        guard percents.count == CognitiveLevel.allCases.count,
            percents.allSatisfy((0...100).contains), percents.reduce(0, +) == 100
        else { return nil }
        self.percents = percents
    }

    private init(unchecked percents: [Int]) { self.percents = percents }

    /// 40 – 30 – 20 – 10, the most widespread.
    package static let usual = LevelShares(unchecked: [40, 30, 20, 10])
    /// The three levels of công văn 7991/BGDĐT-GDTrH for a paper without an essay: biết
    /// 30, hiểu 40, vận dụng 30 (of both levels of application together).
    package static let threeLevels = LevelShares(unchecked: [30, 40, 30, 0])

    package static let presets = [usual, threeLevels]

    package subscript(level: CognitiveLevel) -> Int {
        percents[CognitiveLevel.allCases.firstIndex(of: level) ?? 0]
    }

    /// "40-30-20-10".
    package var text: String { percents.map(String.init).joined(separator: "-") }

    /// Reads "40-30-20-10", also with spaces, commas or slashes between.
    package init?(_ text: String) {
        let parts = text.split { !$0.isNumber }.map { Int($0) }
        self.init(parts.compactMap(\.self))
    }
}
