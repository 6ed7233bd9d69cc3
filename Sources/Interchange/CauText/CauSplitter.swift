import Assessment
import Values

/// Cuts a Câu text into questions and their parts, line by line.
struct CauSplitter {
    var subject: String?
    var grade: String?
    var questions: [CauQuestion] = []
    var table = AnswerTable()
    /// Notes about the file rather than a question.
    var notes: [(line: Int, reason: ImportReason)] = []

    private var current: CauQuestion?
    private var target = Target.outside
    private var topic: [String] = []
    private var part: Int?
    /// The line on which a program began that has not ended.
    private var fence: Int?
    /// The last "I.", "II." … met in the running text, which makes the next one its sequel.
    private var lastRoman: Int?
    private var notedBehindEnd = false

    /// What a line without a meaning of its own goes on with.
    private enum Target {
        case heading, outside, stem, option, statement, criterion, solution, end, table
        case feedback(FeedbackOwner)
        /// A feedback that belongs to nothing.
        case nowhere
    }

    /// The option, statement or answer line that came last.
    private var owner: FeedbackOwner?

    /// What a line "Phản hồi:" belongs to.
    fileprivate enum FeedbackOwner { case option, statement, answer, saidTrue, saidFalse }

    /// - Parameter lines: all lines of the file.
    init(_ lines: [SourceLine]) {
        for place in lines.indices { take(lines[place], before: lines[(place + 1)...]) }
        finish()
    }

    private mutating func take(_ line: SourceLine, before later: ArraySlice<SourceLine>) {
        let trimmed = line.bytes.trimmed()
        if fence != nil, takeInsideFence(line, trimmed) { return }
        let shape = CauLine(trimmed)
        switch target {
        case .table, .end: return takeBehindEnd(shape, line, trimmed)
        default: break
        }
        switch shape {
        case .note: break
        case .blank, .text: takeText(line, trimmed)
        case .question(let start): begin(start, on: line)
        case .part(let number): beginPart(number)
        case .roman(let number) where isHeading(number, before: later): beginPart(number)
        case .roman(let number):
            lastRoman = number
            takeText(line, trimmed)
        case .field(let field, let value): take(field, value, on: line, trimmed)
        case .option(let marker): takeOption(marker, on: line, trimmed)
        case .statement(let marker): takeStatement(marker, on: line, trimmed)
        case .end: close(as: .end)
        case .answerTable: close(as: .table)
        }
    }

    /// - Returns: whether the line belongs to the program. The beginning of a question
    ///   at the very start of a line ends a program that its author forgot to end.
    private mutating func takeInsideFence(_ line: SourceLine, _ trimmed: Bytes) -> Bool {
        if line.bytes.indentation == 0, case .question = CauLine(trimmed) {
            current?.broken = .unclosedCode(line: fence ?? line.number)
            fence = nil
            return false
        }
        append(line)
        if CodeFence.closes(trimmed) { fence = nil }
        return true
    }

    private mutating func takeText(_ line: SourceLine, _ trimmed: Bytes) {
        if CodeFence.opens(trimmed), current != nil { fence = line.number }
        append(line)
    }

    private mutating func append(_ line: SourceLine) {
        switch target {
        case .stem: current?.stem.append(line)
        case .solution: current?.solution.append(line)
        case .option:
            guard let last = current?.options.indices.last else { return }
            current?.options[last].lines.append(line)
        case .statement:
            guard let last = current?.statements.indices.last else { return }
            current?.statements[last].lines.append(line)
        case .criterion:
            guard let last = current?.criteria.indices.last else { return }
            current?.criteria[last].append(line)
        case .feedback(let owner): append(line, toFeedbackOf: owner)
        case .outside where !line.isBlank:
            notes.append((line.number, .textOutsideQuestions))
            target = .heading
        case .outside, .heading, .end, .table, .nowhere: break
        }
    }

    private mutating func append(_ line: SourceLine, toFeedbackOf owner: FeedbackOwner) {
        guard let place = current?.feedback(of: owner) else { return }
        current?[keyPath: place].append(line)
    }

    private mutating func begin(_ start: CauQuestionStart, on line: SourceLine) {
        finish()
        current = CauQuestion(
            line: line.number, number: start.number, part: part, topic: topic, level: start.level,
            stem: [SourceLine(number: line.number, bytes: start.rest)])
        target = .stem
    }

    private mutating func beginPart(_ number: Int?) {
        finish()
        part = number
        target = .heading
    }

    private mutating func close(as end: Target) {
        finish()
        part = nil
        target = end
    }

    private mutating func finish() {
        if var question = current {
            if let fence { question.broken = .unclosedCode(line: fence) }
            questions.append(question)
        }
        current = nil
        fence = nil
        lastRoman = nil
        owner = nil
        target = .outside
    }

    private var isInTable: Bool { if case .table = target { true } else { false } }

    private var isInSolution: Bool { if case .solution = target { true } else { false } }

    /// Behind "HẾT" only an answer table counts.
    private mutating func takeBehindEnd(_ shape: CauLine, _ line: SourceLine, _ trimmed: Bytes) {
        switch shape {
        case .blank, .note, .end: break
        case .answerTable: target = .table
        case .part(let number) where isInTable: part = number
        case .roman(let number) where isInTable: part = number
        default:
            if isInTable, table.take(trimmed, on: line.number, part: part) { return }
            if !notedBehindEnd { notes.append((line.number, .textOutsideQuestions)) }
            notedBehindEnd = true
        }
    }

    /// "II. …" is a part's heading where no question is under way, or where a question
    /// follows at once and it does not go on with a list "I. … II. …" of the text.
    private func isHeading(_ number: Int, before later: ArraySlice<SourceLine>) -> Bool {
        if current == nil { return true }
        if number == 1 || lastRoman == number - 1 { return false }
        for line in later {
            switch CauLine(line.bytes.trimmed()) {
            case .blank, .note, .field(.topic, _): continue
            case .question: return true
            default: return false
            }
        }
        return false
    }
}

extension CauSplitter {
    private mutating func take(
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
        case .answer: takeAnswer(text, on: line, trimmed)
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

    /// In a solution "Đáp án: chọn câu B." is text; "Đáp án: B" is the answer there too.
    private mutating func takeAnswer(_ text: String, on line: SourceLine, _ trimmed: Bytes) {
        if isInSolution, !CauAnswer.isPlausible(text) { return takeText(line, trimmed) }
        if text.isEmpty { return }
        let answer = CauQuestion.Answer(text: text, line: line.number)
        if isInSolution {
            current?.laterAnswers.append(answer)
        } else {
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

    private mutating func takeLevel(_ text: String, on line: Int) {
        if let level = CognitiveLevel(tag: text) {
            current?.level = level
        } else {
            current?.notes.append((line, .unknownLevel(text)))
        }
    }

    /// A is the first option and each next letter the next; a marker that cannot be
    /// meant as one (in a solution, without its space, before any A) is text.
    private mutating func takeOption(_ marker: CauMarker, on line: SourceLine, _ trimmed: Bytes) {
        guard let question = current, !isInSolution,
            question.options.isEmpty
                ? marker.letter == UInt8(ascii: "A")
                : marker.isApart || marker.letter == nextLetter(question.options)
        else { return takeText(line, trimmed) }
        if question.options.isEmpty, !question.statements.isEmpty {
            if question.statements.contains(where: { $0.marker.isStarred || !$0.feedback.isEmpty })
            {
                current?.broken = .optionsAndStatements
            } else {
                current?.foldStatements()
            }
        }
        for choice in CauOptionLine.split(line, marker) {
            checkOrder(choice.marker, after: current?.options ?? [], first: UInt8(ascii: "A"))
            current?.options.append(choice)
        }
        lastRoman = nil
        owner = .option
        target = .option
    }

    private mutating func takeStatement(_ marker: CauMarker, on line: SourceLine, _ trimmed: Bytes)
    {
        guard let question = current, !isInSolution, question.options.isEmpty,
            question.statements.isEmpty
                ? marker.letter == UInt8(ascii: "a")
                : marker.isApart || marker.letter == nextLetter(question.statements)
        else { return takeText(line, trimmed) }
        checkOrder(marker, after: question.statements, first: UInt8(ascii: "a"))
        current?.statements.append(CauQuestion.Choice(marker, on: line))
        lastRoman = nil
        owner = .statement
        target = .statement
    }

    private func nextLetter(_ choices: [CauQuestion.Choice]) -> UInt8? {
        choices.last.map { $0.marker.letter + 1 }
    }

    private mutating func checkOrder(
        _ marker: CauMarker, after choices: [CauQuestion.Choice], first: UInt8
    ) {
        let expected = nextLetter(choices) ?? first
        guard marker.letter != expected, current?.broken == nil else { return }
        current?.broken = .letterMissing(
            expected: String(UnicodeScalar(expected)), found: marker.name)
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
