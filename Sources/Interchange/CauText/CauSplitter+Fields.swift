import Assessment
import Values

/// Keyword lines.
extension CauSplitter {
    mutating func take(
        _ field: CauField, _ value: Bytes, on line: SourceLine, _ trimmed: Bytes
    ) {
        let text = VietnameseText.clean(value.text)
        switch field {
        case .subject where current == nil && questions.isEmpty: subject = text.isEmpty ? nil : text
        case .grade where current == nil && questions.isEmpty: grade = text.isEmpty ? nil : text
        case .topic:
            finish()
            topic = CauTopic.read(text)
            target = .heading
        case .subject, .grade: takeText(line, trimmed)
        case .recording, .plays, .transcript:
            if !takeOfPassage(field, value, text, on: line) { takeText(line, trimmed) }
        default:
            if current == nil {
                append(line)
            } else {
                takeOwn(field, value, text, on: line, trimmed)
            }
        }
    }

    /// A keyword line of the question that is under way.
    private mutating func takeOwn(
        _ field: CauField, _ value: Bytes, _ text: String, on line: SourceLine, _ trimmed: Bytes
    ) {
        switch field {
        case .answer: takeAnswer(text, on: line)
        case .solution where isInSolution, .feedback where isInSolution,
            .criterion where isInSolution:
            takeText(line, trimmed)
        case .criterion:
            current?.criteria.append([SourceLine(number: line.number, bytes: value)])
            lastRoman = nil
            target = .criterion
        case .solution:
            current?.solution.append(SourceLine(number: line.number, bytes: value))
            lastRoman = nil
            target = .solution
        case .feedback: takeFeedback(value, of: owner, on: line)
        case .feedbackForTrue: takeFeedback(value, of: .saidTrue, on: line)
        case .feedbackForFalse: takeFeedback(value, of: .saidFalse, on: line)
        case .type, .grading, .matchesCase, .decimalMark:
            takeSetting(field, text, on: line, trimmed)
        case .level: takeLevel(text, on: line.number)
        default: takeLabel(field, text)
        }
    }

    private mutating func takeSetting(
        _ field: CauField, _ text: String, on line: SourceLine, _ trimmed: Bytes
    ) {
        let words = VietnameseText.clean(trimmed.text)
        var settings = current?.settings ?? CauSettings()
        let isKnown = settings.take(field, text, on: line.number, words: words)
        current?.settings = settings
        if isKnown { return }
        if isInSolution { return takeText(line, trimmed) }
        guard current?.broken == nil else { return }
        current?.broken = .settingNotUnderstood(words)
    }

    private mutating func takeLabel(_ field: CauField, _ text: String) {
        switch field {
        case .identifier: current?.identifier = text.isEmpty ? nil : text
        case .guid: current?.guid = text.isEmpty ? nil : text
        case .name: current?.name = text.isEmpty ? nil : text
        case .tags: current?.tags += CauTags.read(text)
        default: break
        }
    }

    /// In a solution "Đáp án: chọn câu B." is text; "Đáp án: B" is the answer there too,
    /// if the question's type has such answers.
    private mutating func takeAnswer(_ text: String, on line: SourceLine) {
        let answer = CauQuestion.Answer(text: text, line: line.number)
        if isInSolution {
            let place = current?.solution.count ?? 0
            current?.solutionAnswers.append(
                CauQuestion.SolutionAnswer(answer: answer, line: line, place: place))
        } else if !text.isEmpty {
            current?.answers.append(answer)
            owner = .answer
        }
    }

    private mutating func takeFeedback(
        _ value: Bytes, of owner: FeedbackOwner?, on line: SourceLine
    ) {
        lastRoman = nil
        guard let owner else {
            current?.notes.append((line.number, .feedbackDropped))
            target = .nowhere
            return
        }
        if let question = current, !question[keyPath: question.feedback(of: owner)].isEmpty {
            append(SourceLine(number: line.number, bytes: []), toFeedbackOf: owner)
        }
        append(SourceLine(number: line.number, bytes: value), toFeedbackOf: owner)
        target = .feedback(owner)
    }

    mutating func append(_ line: SourceLine, toFeedbackOf owner: FeedbackOwner) {
        guard let place = current?.feedback(of: owner) else { return }
        current?[keyPath: place].append(line)
    }

    private mutating func takeLevel(_ text: String, on line: Int) {
        if let level = CognitiveLevel(tag: text) {
            current?.level = level
        } else {
            current?.notes.append((line, .unknownLevel(text)))
        }
    }
}

extension CauQuestion {
    /// The lines of a feedback; an owner among options, statements or answers is the last.
    fileprivate func feedback(
        of owner: CauSplitter.FeedbackOwner
    ) -> WritableKeyPath<CauQuestion, [SourceLine]> {
        switch owner {
        case .option: \.options[options.count - 1].feedback
        case .statement: \.statements[statements.count - 1].feedback
        case .answer: \.answers[answers.count - 1].feedback
        case .saidTrue: \.feedbackForTrue
        case .saidFalse: \.feedbackForFalse
        }
    }
}
