import Assessment
import Authoring
import Interchange
import Values

/// What the form makes of a question, with all that is wrong with it and all that its
/// author should look at.
struct EditorContent {
    /// The question, where it is sound.
    private(set) var question: Question?
    /// A field's id and a sentence, in reading order.
    private(set) var errors: [(field: String, text: String)] = []
    /// Sentences about what came through, and may not be meant.
    private(set) var warnings: [String] = []

    /// - Parameters:
    ///   - form: takes what a Câu text says of topic, level, tags and name.
    ///   - base: what the question was; what has no field is taken from it.
    init(_ form: inout EditorForm, in base: QuestionContent?, _ visit: Visit) async throws {
        let read = form.isText ? readText(&form, visit) : readFields(form, in: base, visit)
        guard let read, errors.isEmpty else { return }
        let (content, missing) = try await visit.site.banks.attached(read)
        let field = form.isText ? "text" : "stem"
        for path in missing {
            errors.append(
                (field, visit.word("editor.noPicture", ["path": String(path.prefix(80))])))
        }
        guard errors.isEmpty else { return }
        if content.hasSilentPictures { warnings.append(visit.word("editor.silentPicture")) }
        for fault in content.faults { warnings.append(fault.reason.text(in: visit.language)) }
        if let options = content.interaction.options {
            let loose = options.referring.subtracting(options.filter(\.pinned).map(\.id))
            if !loose.isEmpty { warnings.append(visit.word("editor.referring")) }
        }
        question = form.question(content)
    }

    private mutating func readText(_ form: inout EditorForm, _ visit: Visit) -> QuestionContent? {
        let (question, notes) = QuestionText.read(form.text)
        for note in notes {
            let line = visit.word("editor.line", ["number": "\(note.line)"])
            let text = "\(line): \(note.text(in: visit.language))"
            if note.kind == .leftOut {
                errors.append(("text", text))
            } else {
                warnings.append(text)
            }
        }
        guard let question else {
            if errors.isEmpty { errors.append(("text", visit.word("editor.unreadable"))) }
            return nil
        }
        form.takePlace(of: question)
        form.type = question.content.interaction.type
        return question.content
    }

    private mutating func readFields(
        _ form: EditorForm, in base: QuestionContent?, _ visit: Visit
    ) -> QuestionContent? {
        for place in form.unsaid { errors.append(("r\(place)", visit.word("editor.unsaid"))) }
        do throws(QuestionFields.Faults) {
            return try form.fields.content(in: base)
        } catch {
            errors += error.all.filter { fault in
                !errors.contains { $0.field == fault.field }
            }.map { ($0.field, $0.reason.text(in: visit.language)) }
            return nil
        }
    }
}
