package import Values

/// Words to be typed.
package struct ShortAnswer: Hashable, Codable, Sendable {
    /// What is accepted; the first that fits a response counts.
    package var answers: [Accepted]
    /// Whether "hà nội" is another answer than "Hà Nội".
    package var matchesCase: Bool

    package init(answers: [Accepted], matchesCase: Bool = false) {
        self.answers = answers
        self.matchesCase = matchesCase
    }

    package struct Accepted: Hashable, Codable, Sendable {
        /// The text to be typed; `*` stands for any text, `\*` for an asterisk.
        package var pattern: String
        /// The share of the question's worth that it earns, 0 to 1.
        package var weight: Mark
        /// Said to who answered so, when the review rule allows.
        package var feedback: RichText?

        package init(pattern: String, weight: Mark = .one, feedback: RichText? = nil) {
            self.pattern = pattern
            self.weight = weight
            self.feedback = feedback
        }
    }
}
