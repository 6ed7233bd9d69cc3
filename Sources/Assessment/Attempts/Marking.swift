package import Values

/// What a person said of one answer: the points by the rubric, and words for its author.
package struct Marking: Hashable, Codable, Sendable {
    /// Which slot of the paper, from 0.
    package let slot: Int
    /// One entry a criterion; of an essay without a rubric, the share of the whole.
    package let points: [Mark]
    /// Empty: nothing was said.
    package let comment: String

    package init(slot: Int, points: [Mark], comment: String) {
        self.slot = slot
        self.points = points
        self.comment = comment
    }

    /// Bytes of a comment that are kept.
    package static let longestComment = 4_000
}
