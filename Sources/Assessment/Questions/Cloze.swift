/// Gaps in the running text of the stem are to be filled (điền khuyết).
package struct Cloze: Hashable, Codable, Sendable {
    /// In the order in which the stem's `RichText.Inline.gap` name them, from 1.
    package var gaps: [Gap]
    package var rule: PartRule

    package init(gaps: [Gap], rule: PartRule = .proportional) {
        self.gaps = gaps
        self.rule = rule
    }

    /// Whether capital letters count in what is typed: of all gaps alike.
    package var matchesCase: Bool {
        gaps.contains { if case .words(let entry) = $0 { entry.matchesCase } else { false } }
    }

    package enum Gap: Hashable, Codable, Sendable {
        /// One of two to eight texts, in the author's order; `right` is a place among them.
        case choice([String], right: Int)
        case words(ShortAnswer)
        case number(NumericEntry)
    }
}
