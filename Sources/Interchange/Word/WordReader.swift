import Assessment
import Values

/// Reads a Word document of questions, written the way Vietnamese teachers write papers
/// (docs/formats.md): its lines become Câu text, which `CauTextReader` reads.
///
/// Lines of the report are paragraphs of the document, counted from 1.
package enum WordReader {
    /// - Throws: `ImportFault` when the document holds no question.
    package static func read(
        _ tree: PandocTree, file: String
    ) throws(ImportFault) -> BankDraft {
        let outline = WordOutline(WordFlow(tree))
        let usual = usualMarks(outline.questions)
        let smallLetters = choosesBySmallLetters(outline, without: usual)
        var lines: [SourceLine] = []
        var notes = outline.notes.map {
            ImportNote(file: file, line: $0.line, question: $0.question, reason: $0.reason)
        }
        var leftOut = 0
        for section in outline.sections {
            switch section {
            case .lines(let own): lines += own
            case .question(let question):
                if let obstacle = question.obstacle {
                    leftOut += 1
                    notes.append(
                        ImportNote(
                            file: file, line: question.place, question: question.title,
                            reason: obstacle == .oldFont ? .oldFont : .mathType))
                } else {
                    let settled =
                        smallLetters && question.options.isEmpty
                        ? question.withLettersAsOptions : question.withVerdicts
                    if let letters = settled.severalMarked(without: usual) {
                        notes.append(
                            ImportNote(
                                file: file, line: question.place, question: question.title,
                                reason: .severalMarked(letters)))
                    }
                    lines += settled.script(without: usual)
                }
            }
        }
        var draft = CauTextReader.read(lines, file: file, isWord: true)
        draft.read += leftOut
        draft.notes = (notes + draft.notes).sorted { $0.line < $1.line }
        guard draft.read > 0 else { throw ImportFault(file: file, reason: .noQuestions) }
        return draft
    }

    /// Whether "a) … b) … c) … d) …" are options here: no word of what is true or false, and
    /// in every question just one of them is marked.
    private static func choosesBySmallLetters(
        _ outline: WordOutline, without usual: Set<WordMark>
    ) -> Bool {
        let groups = outline.questions.filter { !$0.statements.isEmpty }
        guard !groups.isEmpty, !outline.speaksOfTruth else { return false }
        return groups.allSatisfy { question in
            question.options.isEmpty && !question.hasAnswer && question.statements.count > 2
                && question.mark(without: usual).map { mark in
                    question.statements.count { mark.isOn($0) } == 1
                } ?? false
        }
    }

    /// Looks that letters have all through the document: house style, not marks.
    private static func usualMarks(_ questions: [WordQuestion]) -> Set<WordMark> {
        let choosing = questions.filter { $0.choices.count > 1 }
        return Set(
            WordMark.allCases.filter { mark in
                let alike = choosing.count { question in question.choices.allSatisfy(mark.isOn) }
                return alike * 2 > choosing.count
            })
    }
}
