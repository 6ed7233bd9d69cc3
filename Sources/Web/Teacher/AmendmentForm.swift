import Assessment
import Interchange
import Values

/// What is wrong with a posted decision, as the key of a word.
struct AmendmentFormFault: Error {
    let key: String
}

/// A posted decision about a question: `change` names it, `o1` … the options by their
/// ids, `t0` … the truth of each statement, `g1` … what is right in a gap, `answer` what is to
/// be typed.
enum AmendmentForm {
    static func change(
        _ form: FormData, for interaction: Interaction
    ) throws(AmendmentFormFault) -> KeyAmendment.Change {
        switch form["change"] {
        case "drop": return .drop
        case "fullMarks": return .fullMarks
        case "newKey": return .newKey(try answer(form, for: interaction))
        case "acceptAlso":
            let typed = form["weight"].isEmpty ? "100" : form["weight"]
            guard let percent = Mark(typed: typed.filter { $0 != "%" && !$0.isWhitespace }),
                let hundredth = Mark(1, over: 100)
            else { throw AmendmentFormFault(key: "amend.error.badWeight") }
            return .acceptAlso(try answer(form, for: interaction), weight: percent * hundredth)
        case let text where text.hasPrefix("withdraw-"):
            guard let number = Int(text.dropFirst(9)) else {
                throw AmendmentFormFault(key: "amend.error.notStanding")
            }
            return .withdraw(number)
        default: throw AmendmentFormFault(key: "amend.error.choose")
        }
    }

    private static func answer(
        _ form: FormData, for interaction: Interaction
    ) throws(AmendmentFormFault) -> KeyAnswer {
        switch interaction {
        case .singleChoice(let choice): return options(form, choice.options)
        case .multipleChoice(let choice): return options(form, choice.options)
        case .trueFalse: return .truths([form["t0"] == "T"])
        case .trueFalseGroup(let group):
            return .truths(group.statements.indices.map { form["t\($0)"] == "T" })
        case .shortAnswer: return .words(form["answer"])
        case .numeric: return .number(try range(form["answer"]))
        case .matching, .ordering: return .parts(try parts(form["answer"], of: interaction))
        case .cloze(let cloze): return .gaps(try gaps(form, of: cloze))
        case .essay: throw AmendmentFormFault(key: "amend.error.choose")
        }
    }

    private static func options(_ form: FormData, _ options: [ChoiceOption]) -> KeyAnswer {
        .options(options.map(\.id).filter { form.isTicked("o\($0)") }.sorted())
    }

    /// "1-A, 2-C", "2-1-3".
    private static func parts(
        _ text: String, of interaction: Interaction
    ) throws(AmendmentFormFault) -> [Int] {
        guard case .parts(let parts)? = try? ResponseText.read(text, for: interaction),
            !parts.contains(nil)
        else { throw AmendmentFormFault(key: "amend.error.badParts") }
        return parts.compactMap { if case .option(let number)? = $0 { number } else { nil } }
    }

    /// What stands in the fields of gaps: of a list the number of its text, from 1.
    private static func gaps(
        _ form: FormData, of cloze: Cloze
    ) throws(AmendmentFormFault) -> [Int: KeyAnswer] {
        var answers: [Int: KeyAnswer] = [:]
        for (place, gap) in cloze.gaps.enumerated() {
            let typed = form["g\(place + 1)"]
            guard !typed.isEmpty else { continue }
            switch gap {
            case .choice:
                guard let id = Int(typed) else {
                    throw AmendmentFormFault(key: "amend.error.choose")
                }
                answers[place + 1] = .options([id])
            case .words: answers[place + 1] = .words(typed)
            case .number: answers[place + 1] = .number(try range(typed))
            }
        }
        return answers
    }

    /// "5", "5 ± 0,1", "5 ± 2%", "4,9..5,1".
    private static func range(_ text: String) throws(AmendmentFormFault) -> NumericEntry.Range {
        guard let range = AnswerFields.range(text, tolerance: "") else {
            throw AmendmentFormFault(key: "amend.error.badRange")
        }
        return range
    }
}

extension AmendmentFault {
    /// The key of the word that says it.
    var key: String {
        switch self {
        case .unknownQuestion, .otherType, .noSuchOption, .wrongCount: "amend.error.choose"
        case .nothingRight, .emptyAnswer: "amend.error.emptyAnswer"
        case .tooLong: "amend.error.tooLong"
        case .badRange: "amend.error.badRange"
        case .badWeight: "amend.error.badWeight"
        case .changesNothing: "amend.error.changesNothing"
        case .nothingLeft: "amend.error.nothingLeft"
        case .marksTooFine: "amend.error.marksTooFine"
        case .notStanding: "amend.error.notStanding"
        }
    }
}
