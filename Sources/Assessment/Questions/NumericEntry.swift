package import Values

/// A number to be typed.
package struct NumericEntry: Hashable, Codable, Sendable {
    /// What is accepted; the first that fits a response counts.
    package var answers: [Accepted]
    package var notation: Numeral.Notation

    package init(answers: [Accepted], notation: Numeral.Notation = .eitherMark) {
        self.answers = answers
        self.notation = notation
    }

    /// One answer for the whole mark.
    package init(answer: Numeral, tolerance: Numeral = .zero) {
        self.init(answers: [Accepted(.near(answer, .absolute(tolerance)))])
    }

    package struct Accepted: Hashable, Codable, Sendable {
        package var range: Range
        /// The share of the question's worth that it earns, 0 to 1.
        package var weight: Mark
        /// Said to who answered so, when the review rule allows.
        package var feedback: RichText?

        package init(_ range: Range, weight: Mark = .one, feedback: RichText? = nil) {
            self.range = range
            self.weight = weight
            self.feedback = feedback
        }
    }

    /// Which numbers an answer takes in, its ends included.
    package enum Range: Hashable, Codable, Sendable {
        case near(Numeral, Tolerance)
        case between(Numeral, Numeral)
        /// Every number, also a text that is none: for feedback to all the others.
        case anything
    }

    /// The largest distance from an answer that still counts.
    package enum Tolerance: Hashable, Codable, Sendable {
        /// In the answer's own unit.
        case absolute(Numeral)
        /// As a share of the answer: 0.05 is five per cent.
        case relative(Numeral)
    }
}
