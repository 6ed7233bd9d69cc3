/// How a question is answered (the term of QTI), with what is right.
package enum Interaction: Hashable, Codable, Sendable {
    case singleChoice(SingleChoice)
    case multipleChoice(MultipleChoice)
    case trueFalse(TrueFalse)
    case trueFalseGroup(TrueFalseGroup)
    case shortAnswer(ShortAnswer)
    case numeric(NumericEntry)

    package var type: QuestionType {
        switch self {
        case .singleChoice: .singleChoice
        case .multipleChoice: .multipleChoice
        case .trueFalse: .trueFalse
        case .trueFalseGroup: .trueFalseGroup
        case .shortAnswer: .shortAnswer
        case .numeric: .numeric
        }
    }
}

extension Interaction {
    /// What is chosen from, in the author's order; nil where nothing is.
    package var options: [ChoiceOption]? {
        switch self {
        case .singleChoice(let choice): choice.options
        case .multipleChoice(let choice): choice.options
        case .trueFalse, .trueFalseGroup, .shortAnswer, .numeric: nil
        }
    }
}

/// The name of an interaction in files, addresses and the database.
package enum QuestionType: String, Hashable, Codable, Sendable, CaseIterable {
    case singleChoice
    case multipleChoice
    case trueFalse
    case trueFalseGroup
    case shortAnswer
    case numeric

    /// Whether its options are displayed in an order of the form's own.
    package var hasOptions: Bool { self == .singleChoice || self == .multipleChoice }
}
