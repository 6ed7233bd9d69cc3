package import Assessment

/// One question as Câu text, without what a bank's page has fields for: topic, level,
/// tags, name and ids.
package enum QuestionText {
    /// The text; reading it again gives the same content.
    package static func write(_ content: QuestionContent) -> String {
        let question = DraftQuestion(question: Question(content: content), line: 1)
        let draft = BankDraft(questions: [question])
        let (bytes, _) = BankFormat.cauText.write(draft)
        return bytes[...].trimmed().text
    }

    /// Reads the one question of a text; a first line without "Câu 1." is its stem.
    ///
    /// - Returns: nil where nothing can be taken, with the reasons: `leftOut` ones say why.
    package static func read(_ typed: String) -> (question: Question?, notes: [ImportNote]) {
        var text = typed
        let begins = MarkupText.lines(of: typed).first { !$0.isBlank }.map { line in
            let trimmed = line.bytes.trimmed()
            return switch CauLine(trimmed) {
            case .question, .field, .part: true
            default: CauPassageStart(trimmed) != nil
            }
        }
        if begins != true { text = "Câu 1. " + typed }
        let lines = MarkupText.lines(of: text)
        let draft = CauTextReader.read(lines, file: "")
        guard draft.read == 1 else {
            let reason: ImportReason = draft.read == 0 ? .emptyStem : .severalQuestions(draft.read)
            return (nil, [ImportNote(file: "", line: 1, question: nil, reason: reason)])
        }
        return (draft.questions.first?.question, draft.notes)
    }
}
