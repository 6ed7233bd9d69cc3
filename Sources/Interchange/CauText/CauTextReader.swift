import Assessment
import Values

/// Reads Câu text (docs/formats.md).
enum CauTextReader {
    static func read(_ source: SourceText, file: String) -> BankDraft {
        read(source.lines, file: file)
    }

    /// Reads lines that came from elsewhere, with their own numbers.
    ///
    /// - Parameter isWord: they come from a document, whose text was escaped on the way.
    static func read(_ lines: [SourceLine], file: String, isWord: Bool = false) -> BankDraft {
        var splitter = CauSplitter(lines, isWord: isWord)
        splitter.giveTableAnswers()
        var draft = BankDraft(
            questions: [], read: splitter.questions.count, subject: splitter.subject,
            grade: splitter.grade)
        draft.notes = splitter.notes.map {
            ImportNote(file: file, line: $0.line, question: nil, reason: $0.reason)
        }
        var identities = Identities()
        var passages = CauPassages(splitter.passages)
        for question in splitter.questions {
            take(question, file: file, &identities, &passages, into: &draft)
        }
        draft.notes += passages.notes.map {
            ImportNote(file: file, line: $0.line, question: nil, reason: $0.reason)
        }
        return draft
    }

    private static func take(
        _ source: CauQuestion, file: String, _ identities: inout Identities,
        _ passages: inout CauPassages, into draft: inout BankDraft
    ) {
        func note(_ reason: ImportReason, on line: Int) {
            draft.notes.append(
                ImportNote(file: file, line: line, question: source.title, reason: reason))
        }
        do throws(Refusal) {
            var findings = MarkupFindings()
            let question = try CauQuestionBuilder.question(
                source, about: try passages.stimulus(of: source.passage), &findings)
            if let twin = identities.add(question, line: source.line) { throw Refusal(twin) }
            draft.questions.append(DraftQuestion(question: question, line: source.line))
            for (line, reason) in source.notes { note(reason, on: line) }
            for reason in findings.reasons + question.content.warnings {
                note(reason, on: source.line)
            }
        } catch {
            note(error.reason, on: error.line ?? source.line)
        }
    }
}

/// Why one question is left out.
struct Refusal: Error {
    let reason: ImportReason
    /// A line more telling than the question's own.
    var line: Int?

    init(_ reason: ImportReason, line: Int? = nil) {
        self.reason = reason
        self.line = line
    }
}
