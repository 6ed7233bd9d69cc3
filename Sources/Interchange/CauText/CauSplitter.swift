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

    /// What several questions are about, and the one that holds for those that follow.
    var passages: [CauPassage] = []
    var openPassage: Int?
    /// The next question that was looked for, by the place of its line.
    var nextQuestion: (place: Int, number: Int?)?

    var current: CauQuestion?
    var target = Target.outside
    var topic: [String] = []
    var part: Int?
    /// The option, statement or answer line that came last.
    var owner: FeedbackOwner?
    /// The last "I.", "II." … met in the running text, which makes the next one its sequel.
    var lastRoman: Int?
    var notedBehindEnd = false

    private let isWord: Bool
    /// The line on which a program began that has not ended.
    private var fence: Int?

    /// What a line without a meaning of its own goes on with.
    enum Target {
        case heading, outside, stem, option, statement, criterion, solution, end, table
        case passage, transcript
        case feedback(FeedbackOwner)
        /// A feedback that belongs to nothing.
        case nowhere
    }

    /// What a line "Phản hồi:" belongs to.
    enum FeedbackOwner { case option, statement, answer, saidTrue, saidFalse }

    /// - Parameters:
    ///   - lines: all lines of the file.
    ///   - isWord: they come from a document.
    init(_ lines: [SourceLine], isWord: Bool = false) {
        self.isWord = isWord
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
        case .passage(let start): takePassage(start, on: line, trimmed, before: later)
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

    mutating func takeText(_ line: SourceLine, _ trimmed: Bytes) {
        if CodeFence.opens(trimmed), current != nil || isInPassage { fence = line.number }
        append(line)
    }

    mutating func append(_ line: SourceLine) {
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
        case .passage: appendToPassage(line, asTranscript: false)
        case .transcript: appendToPassage(line, asTranscript: true)
        case .outside where !line.isBlank:
            notes.append((line.number, .textOutsideQuestions))
            target = .heading
        case .outside, .heading, .end, .table, .nowhere: break
        }
    }

    private mutating func begin(_ start: CauQuestionStart, on line: SourceLine) {
        finish()
        current = CauQuestion(
            line: line.number, number: start.number, part: part, topic: topic, level: start.level,
            stem: [SourceLine(number: line.number, bytes: start.rest)], isWord: isWord,
            passage: passage(for: start.number))
        target = .stem
    }

    private mutating func beginPart(_ number: Int?) {
        finish()
        part = number
        openPassage = nil
        target = .heading
    }

    private mutating func close(as end: Target) {
        finish()
        part = nil
        openPassage = nil
        target = end
    }

    mutating func finish() {
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

    var isInSolution: Bool { if case .solution = target { true } else { false } }

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
