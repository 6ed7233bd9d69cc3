/// How a question is answered (the term of QTI), with what is right.
package enum Interaction: Hashable, Codable, Sendable {
    case singleChoice(SingleChoice)
    case multipleChoice(MultipleChoice)
    case trueFalse(TrueFalse)
    case trueFalseGroup(TrueFalseGroup)
    case shortAnswer(ShortAnswer)
    case numeric(NumericEntry)
    case matching(Matching)
    case ordering(Ordering)
    case cloze(Cloze)
    case essay(Essay)

    package var type: QuestionType {
        switch self {
        case .singleChoice: .singleChoice
        case .multipleChoice: .multipleChoice
        case .trueFalse: .trueFalse
        case .trueFalseGroup: .trueFalseGroup
        case .shortAnswer: .shortAnswer
        case .numeric: .numeric
        case .matching: .matching
        case .ordering: .ordering
        case .cloze: .cloze
        case .essay: .essay
        }
    }
}

extension Interaction {
    /// The options of a choice, in the author's order; nil where there are none.
    package var options: [ChoiceOption]? {
        switch self {
        case .singleChoice(let choice): choice.options
        case .multipleChoice(let choice): choice.options
        default: nil
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
    case matching
    case ordering
    case cloze
    case essay

    /// Whether a person marks it.
    package var isMarkedByHand: Bool { self == .essay }

    /// Whether it is a choice: options by letters, displayed in an order of the form's own.
    package var hasOptions: Bool { self == .singleChoice || self == .multipleChoice }

    /// Whether the author's order would tell the answer, so that every form has its own,
    /// even where options keep their places.
    package var alwaysShuffles: Bool { self == .matching || self == .ordering }
}
