package import Assessment

extension QuestionFault {
    /// The fault as imports and editors say it.
    package var reason: ImportReason { QuestionContent.reason(for: self) }
}

extension QuestionContent {
    /// The first fault that forbids the question's use, as a reason to leave it out.
    var refusal: ImportReason? {
        faults.lazy.filter(\.forbidsUse).map { Self.reason(for: $0) }.first
    }

    /// The faults that only deserve a look.
    var warnings: [ImportReason] {
        faults.filter { !$0.forbidsUse }.map { Self.reason(for: $0) }
    }

    fileprivate static func reason(for fault: QuestionFault) -> ImportReason {
        switch fault {
        case .emptyStem: .emptyStem
        case .tooFewOptions(let count): .tooFewOptions(count)
        case .tooManyOptions(let count): .tooManyOptions(count)
        case .noRightOption: .noRightOption
        case .emptyOption(let place): .emptyOption(Lettering.option(place))
        case .sameOptions(let first, let second):
            .sameOptions(Lettering.option(first), Lettering.option(second))
        case .sameChoices(let first, let second):
            .sameChoices(Lettering.option(first), Lettering.option(second))
        case .wrongNumberOfStatements(let count):
            .wrongNumberOfAnswers(statements: count, answers: 0)
        case .emptyStatement(let place): .emptyOption(Lettering.statement(place))
        case .badWeight(let place): .badWeight(answer: place + 1)
        case .weightsDoNotSumToOne(let sum): .weightsDoNotSumToOne(sum)
        case .noRightAnswer: .noRightAnswer
        case .emptyAnswer(let place): .emptyAnswer(place + 1)
        case .negativeTolerance: .negativeTolerance
        case .emptyRange(let place): .emptyRange(answer: place + 1)
        case .tooFewParts(let count): .tooFewParts(count)
        case .emptyPart(let place): .emptyOption("\(place + 1)")
        case .partWithoutAnswer(let place): .partWithoutAnswer(place + 1)
        case .listBeforeParts: .listBeforeParts
        case .recordingWithoutTranscript: .recordingWithoutTranscript
        case .badPlays(let count): .badPlays(count)
        case .badPoints(let place): .badPoints(place + 1)
        case .gapsDoNotMatch(let inText, let answers):
            .wrongNumberOfAnswers(statements: inText, answers: answers)
        case .gap(let number, let fault): .gap(number, reason(for: fault))
        }
    }
}

/// The letters by which options and statements go.
package enum Lettering {
    /// "A" for 0; beyond "Z" the number itself.
    package static func option(_ place: Int) -> String { letter(place, from: "A") }

    /// "a" for 0.
    static func statement(_ place: Int) -> String { letter(place, from: "a") }

    private static func letter(_ place: Int, from first: Unicode.Scalar) -> String {
        guard (0..<26).contains(place), let scalar = Unicode.Scalar(first.value + UInt32(place))
        else { return "\(place + 1)" }
        return String(scalar)
    }
}
