import Values

/// Papers in the format of the national upper-secondary exam since 2025: every total is 10.
package enum NationalFormat: String, Hashable, Sendable, CaseIterable {
    /// 12 choices, 4 true/false groups, 6 numbers worth 0.5.
    case maths = "national-maths"
    /// Physics, Chemistry, Biology: 18, 4, and 6 numbers worth 0.25.
    case science = "national-science"
    /// History, Geography, Economics and Law, Informatics, Technology: 24 and 4.
    case humanities = "national-humanities"

    /// Minutes: Maths 90, the others 50.
    package var duration: Int { self == .maths ? 90 : 50 }

    /// The blueprint, drawing from the whole bank.
    ///
    /// - Parameter titles: of the parts, in the paper's language; as many as three are used.
    package func blueprint(titles: [String]) -> Blueprint {
        let counts: [(QuestionType, Int, String)] =
            switch self {
            case .maths:
                [(.singleChoice, 12, "0.25"), (.trueFalseGroup, 4, "1"), (.numeric, 6, "0.5")]
            case .science:
                [(.singleChoice, 18, "0.25"), (.trueFalseGroup, 4, "1"), (.numeric, 6, "0.25")]
            case .humanities: [(.singleChoice, 24, "0.25"), (.trueFalseGroup, 4, "1")]
            }
        let parts = zip(counts, titles).map { count, title in
            Blueprint.Part(
                title: title,
                lines: [
                    .draw(
                        Blueprint.Draw(
                            type: count.0, count: count.1, worth: Mark(count.2) ?? .one))
                ])
        }
        return Blueprint(parts: parts)
    }
}
