package import Values

/// One of the options that a candidate chooses from.
package struct ChoiceOption: Hashable, Codable, Sendable {
    /// 1, 2, … in the author's order; steps and keys name an option by it.
    package var id: Int
    package var text: RichText
    /// The share of the question's worth that choosing it earns, −1 to 1.
    package var weight: Mark
    /// Keeps its place when options are shuffled ("cả A, B, C đều đúng").
    package var pinned: Bool
    /// Said to who chose it, when the review rule allows.
    package var feedback: RichText?

    package init(
        id: Int, text: RichText, weight: Mark = .zero, pinned: Bool = false,
        feedback: RichText? = nil
    ) {
        self.id = id
        self.text = text
        self.weight = weight
        self.pinned = pinned
        self.feedback = feedback
    }
}
