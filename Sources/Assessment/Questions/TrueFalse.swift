package import Values

/// The stem is one statement, to be called true (đúng) or false (sai).
package struct TrueFalse: Hashable, Codable, Sendable {
    package var isTrue: Bool
    /// Said to who called it true, when the review rule allows.
    package var feedbackForTrue: RichText?
    /// Said to who called it false.
    package var feedbackForFalse: RichText?

    package init(
        isTrue: Bool, feedbackForTrue: RichText? = nil, feedbackForFalse: RichText? = nil
    ) {
        self.isTrue = isTrue
        self.feedbackForTrue = feedbackForTrue
        self.feedbackForFalse = feedbackForFalse
    }
}

/// A stem with statements a, b, c, d, each to be called true (đúng) or false (sai).
package struct TrueFalseGroup: Hashable, Codable, Sendable {
    package var statements: [Statement]
    package var rule: Rule

    package enum Rule: String, Hashable, Codable, Sendable, CaseIterable {
        /// 0.1 / 0.25 / 0.5 / 1 for 1 / 2 / 3 / 4 right of four; groups of another
        /// size pay in proportion.
        case national2025
        /// An equal share for every right one.
        case proportional
    }

    package init(statements: [Statement], rule: Rule = .national2025) {
        self.statements = statements
        self.rule = rule
    }

    package struct Statement: Hashable, Codable, Sendable {
        package var text: RichText
        package var isTrue: Bool
        /// Why it is true or false: shown with the solution.
        package var feedback: RichText?

        package init(text: RichText, isTrue: Bool, feedback: RichText? = nil) {
            self.text = text
            self.isTrue = isTrue
            self.feedback = feedback
        }
    }
}
