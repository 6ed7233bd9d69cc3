package import Values

/// How a question is answered (the term of QTI), with what is right.
package enum Interaction: Hashable, Codable, Sendable {
    case singleChoice(SingleChoice)
    case trueFalseGroup(TrueFalseGroup)
    case numeric(NumericEntry)

    package var type: QuestionType {
        switch self {
        case .singleChoice: .singleChoice
        case .trueFalseGroup: .trueFalseGroup
        case .numeric: .numeric
        }
    }
}

/// The name of an interaction in files, addresses and the database.
package enum QuestionType: String, Hashable, Codable, Sendable, CaseIterable {
    case singleChoice
    case trueFalseGroup
    case numeric
}

/// One right option among two to eight.
package struct SingleChoice: Hashable, Codable, Sendable {
    package var options: [Option]
    /// The `Option.id` of the right one.
    package var right: Int

    package init(options: [Option], right: Int) {
        self.options = options
        self.right = right
    }

    package struct Option: Hashable, Codable, Sendable {
        /// 1, 2, … in the author's order; steps and keys name an option by it.
        package var id: Int
        package var text: RichText
        /// Keeps its place when options are shuffled ("cả A, B, C đều đúng").
        package var pinned: Bool

        package init(id: Int, text: RichText, pinned: Bool = false) {
            self.id = id
            self.text = text
            self.pinned = pinned
        }
    }
}

/// A stem with statements a, b, c, d, each to be called true (đúng) or false (sai).
package struct TrueFalseGroup: Hashable, Codable, Sendable {
    package var statements: [Statement]

    package init(statements: [Statement]) { self.statements = statements }

    package struct Statement: Hashable, Codable, Sendable {
        package var text: RichText
        package var isTrue: Bool

        package init(text: RichText, isTrue: Bool) {
            self.text = text
            self.isTrue = isTrue
        }
    }
}

/// A number to be typed.
package struct NumericEntry: Hashable, Codable, Sendable {
    package var answer: Numeral
    /// Largest distance from `answer` that still counts; zero: exactly it.
    package var tolerance: Numeral

    package init(answer: Numeral, tolerance: Numeral = .zero) {
        self.answer = answer
        self.tolerance = tolerance
    }
}
