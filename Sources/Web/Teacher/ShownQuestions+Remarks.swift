import Assessment
import Interchange
import Values

/// What a question's author says to each option or answer, and what else than the whole mark
/// one of them earns: for who may see the key.
extension ShownQuestions {
    func remarks(of reference: VersionReference) -> [View] {
        guard let one = rendered[reference] else { return [] }
        return one.content.interaction.remarks { isTrue in truth(isTrue) }
            .filter { $0.text != nil || $0.share != nil }
            .map { remark in
                [
                    "label": remark.label, "share": remark.share.map(Self.percent) ?? "",
                    "html": remark.text?.html(in: one.surroundings) ?? "",
                ]
            }
    }
}

extension Interaction {
    fileprivate typealias Remark = (label: String, share: Mark?, text: RichText?)

    /// Every option or answer with what is said to it; its share where it is not the usual one.
    fileprivate func remarks(truth: (Bool) -> String) -> [Remark] {
        switch self {
        case .singleChoice(let choice):
            Self.remarks(choice.options) { $0 == .one || $0 == .zero }
        case .multipleChoice(let choice):
            Self.remarks(choice.options) { _ in choice.rule == .allOrNothing }
        case .trueFalse(let statement):
            [
                (truth(true), nil, statement.feedbackForTrue),
                (truth(false), nil, statement.feedbackForFalse),
            ]
        case .trueFalseGroup(let group):
            group.statements.enumerated().map {
                (QuestionFragment.letter($0, lowercase: true), nil, $1.feedback)
            }
        case .shortAnswer(let entry):
            entry.answers.map {
                ($0.pattern, Self.unusual($0.weight, of: $0.pattern), $0.feedback)
            }
        case .numeric(let entry):
            entry.answers.map { answer in
                let (text, tolerance) = AnswerFields.write(answer.range)
                return (
                    tolerance.isEmpty ? text : "\(text) ± \(tolerance)",
                    Self.unusual(answer.weight, of: text), answer.feedback
                )
            }
        case .matching, .ordering, .cloze, .essay: []
        }
    }

    private static func remarks(
        _ options: [ChoiceOption], isUsual: (Mark) -> Bool
    ) -> [Remark] {
        options.enumerated().map { place, option in
            (
                QuestionFragment.letter(place, lowercase: false),
                isUsual(option.weight) ? nil : option.weight, option.feedback
            )
        }
    }

    private static func unusual(_ weight: Mark, of answer: String) -> Mark? {
        weight == .one || answer == "*" && weight == .zero ? nil : weight
    }
}
