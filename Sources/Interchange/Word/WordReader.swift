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
        var lines: [SourceLine] = []
        var notes: [ImportNote] = []
        for section in outline.sections {
            switch section {
            case .lines(let own): lines += own
            case .question(let question):
                if let obstacle = question.obstacle {
                    notes.append(
                        ImportNote(
                            file: file, line: question.place, question: question.title,
                            reason: obstacle == .oldFont ? .oldFont : .mathType))
                } else {
                    lines += question.script(without: usual)
                }
            }
        }
        var draft = CauTextReader.read(lines, file: file, isWord: true)
        draft.read += notes.count
        draft.notes = (notes + draft.notes).sorted { $0.line < $1.line }
        guard draft.read > 0 else { throw ImportFault(file: file, reason: .noQuestions) }
        return draft
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
