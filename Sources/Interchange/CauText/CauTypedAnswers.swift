import Assessment
import Values

/// Tells by its answer lines what a question without options and statements is: true or
/// false, words or a number to be typed.
struct CauTypedAnswers {
    private let source: CauQuestion
    /// Every answer of every line that counts, with the feedback below its line.
    private let answers: [(answer: CauAccepted, meaning: Meaning, feedback: [SourceLine])]

    private enum Meaning: Equatable {
        case number(NumericEntry.Range)
        case truth(Bool)
        case words
        /// "*" alone: every other answer.
        case anything
    }

    /// - Throws: the reason when an answer means nothing, or answers contradict.
    init(_ source: CauQuestion) throws(Refusal) {
        self.source = source
        let lines = source.answers.isEmpty ? source.laterAnswers : source.answers
        var answers: [(answer: CauAccepted, meaning: Meaning, feedback: [SourceLine])] = []
        for line in lines {
            for answer in CauAccepted.read(line.text) {
                answers.append((answer, try Self.meaning(answer, on: line.line), line.feedback))
            }
        }
        guard !answers.isEmpty else { throw Refusal(.noAnswer) }
        self.answers = answers
        try checkLaterAnswers(lines)
    }

    private static func meaning(
        _ answer: CauAccepted, on line: Int
    ) throws(Refusal) -> Meaning {
        if answer.isQuoted { return .words }
        let text = answer.text
        if text == "*" { return .anything }
        if let range = CauNumber.read(text) { return .number(range) }
        if let said = CauAnswer.statements(text) {
            guard said.count == 1, let isTrue = said[0] else {
                throw Refusal(.answerNotUnderstood(text), line: line)
            }
            return .truth(isTrue)
        }
        let isLetter = CauAnswer.option(text).map { $0 < 8 } ?? false
        let saysSomething =
            text.isEmpty || text.unicodeScalars.contains(where: \.properties.isAlphabetic)
        guard !isLetter, saysSomething, !CauNumber.isLike(text) else {
            throw Refusal(.answerNotANumber(text), line: line)
        }
        return .words
    }

    /// What the solution and the answer table say must be one of the answers; words stand
    /// in neither.
    private func checkLaterAnswers(_ lines: [CauQuestion.Answer]) throws(Refusal) {
        for later in source.laterAnswers {
            let meaning = try Self.meaning(
                CauAccepted(weight: nil, text: later.text, isQuoted: false), on: later.line)
            guard meaning != .words else {
                throw Refusal(.answerNotUnderstood(later.text), line: later.line)
            }
            let known = source.answers.isEmpty ? answers.first?.meaning : nil
            let agrees = known.map { $0 == meaning } ?? answers.contains { $0.meaning == meaning }
            guard agrees else { throw Refusal(.answersContradict) }
        }
    }

    /// - Throws: the reason when the answers do not go together.
    func interaction(_ findings: inout MarkupFindings) throws(Refusal) -> Interaction {
        if answers.contains(where: { $0.meaning == .words }) {
            return .shortAnswer(try words(&findings))
        }
        if answers.contains(where: { if case .truth = $0.meaning { true } else { false } }) {
            return .trueFalse(try truth(&findings))
        }
        return .numeric(try number(&findings))
    }

    private func words(_ findings: inout MarkupFindings) throws(Refusal) -> ShortAnswer {
        try source.settings.check(allowed: [.matchesCase])
        source.noteFeedbackForTruths(in: &findings)
        var accepted: [ShortAnswer.Accepted] = []
        for (answer, meaning, feedback) in answers {
            switch meaning {
            case .number: throw Refusal(.numbersAndWords)
            case .truth: throw Refusal(.answerNotUnderstood(answer.text))
            case .words, .anything: break
            }
            accepted.append(
                ShortAnswer.Accepted(
                    pattern: answer.text,
                    weight: answer.weight ?? (meaning == .anything ? .zero : .one),
                    feedback: CauQuestionBuilder.feedback(feedback, &findings)))
        }
        return ShortAnswer(answers: accepted, matchesCase: source.settings.matchesCase ?? false)
    }

    private func number(_ findings: inout MarkupFindings) throws(Refusal) -> NumericEntry {
        try source.settings.check(allowed: [.decimalMark])
        source.noteFeedbackForTruths(in: &findings)
        var accepted: [NumericEntry.Accepted] = []
        for (answer, meaning, feedback) in answers {
            let range: NumericEntry.Range =
                if case .number(let range) = meaning { range } else { .anything }
            let next = NumericEntry.Accepted(
                range, weight: answer.weight ?? (range == .anything ? .zero : .one),
                feedback: CauQuestionBuilder.feedback(feedback, &findings))
            if !accepted.contains(next) { accepted.append(next) }
        }
        return NumericEntry(
            answers: accepted,
            notation: source.settings.hasPointDecimals == true ? .pointDecimal : .eitherMark)
    }

    private func truth(_ findings: inout MarkupFindings) throws(Refusal) -> TrueFalse {
        try source.settings.check(allowed: [])
        guard let first = answers.first, case .truth(let isTrue) = first.meaning,
            answers.allSatisfy({ $0.meaning == first.meaning && $0.answer.weight == nil })
        else { throw Refusal(.answersContradict) }
        var forTrue = source.feedbackForTrue
        var forFalse = source.feedbackForFalse
        for below in answers.map(\.feedback) where !below.isEmpty {
            if isTrue { forTrue += below } else { forFalse += below }
        }
        return TrueFalse(
            isTrue: isTrue, feedbackForTrue: CauQuestionBuilder.feedback(forTrue, &findings),
            feedbackForFalse: CauQuestionBuilder.feedback(forFalse, &findings))
    }

    /// An answer with its weight, where that is not the usual one.
    static func weighted(_ words: String, _ weight: Mark, usual: Mark) -> String {
        weight == usual ? words : "\(CauWeight.write(weight)) \(words)"
    }

    /// A pattern as an answer line writes it: in quotes where it would read as anything else
    /// than words.
    ///
    /// - Parameter isOther: whether "*" may stand bare, for every other answer.
    static func write(_ pattern: String, isOther: Bool) -> String {
        let pattern = VietnameseText.clean(pattern)
        let escaped = CauAccepted.escaped(pattern)
        let read = CauAccepted.read(escaped)
        let isBare =
            if read.count == 1, read[0].weight == nil, !read[0].isQuoted, read[0].text == pattern {
                switch Result(catching: { () throws(Refusal) in try meaning(read[0], on: 1) }) {
                case .success(.words): true
                case .success(.anything): isOther
                default: false
                }
            } else {
                false
            }
        return isBare ? escaped : "\"\(escaped)\""
    }
}
