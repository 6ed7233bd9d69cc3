import Assessment
import Authoring
import Interchange
import Storage
import Values

/// What the form makes of a question, with all that is wrong with it and all that its
/// author should look at.
struct EditorContent {
    /// As much of the question as there is.
    let question: Question
    /// A field's id and a sentence, in reading order; empty for a whole question.
    let errors: [(field: String, text: String)]
    /// Sentences about what came through, and may not be meant.
    let warnings: [String]
    /// Whether the key is whole: only then is it shown.
    let hasKey: Bool

    /// - Parameter form: takes what a Câu text says of topic, level, tags and name.
    init(
        _ form: inout EditorForm, in subject: BankStore.Subject, _ visit: Visit
    ) async throws {
        let reading = try await visit.site.banks.reading(of: form.typed, in: subject)
        let content = reading.question.content
        if form.typed.isText {
            form.takePlace(of: reading.question)
            form.typed.fields.type = content.interaction.type
        }
        errors = reading.faults.map { ($0.field, Self.text(of: $0, visit)) }
        hasKey = reading.hasKey
        var warnings = reading.notes.map { Self.text(of: $0.reason, line: $0.line, visit) }
        if content.hasSilentPictures { warnings.append(visit.word("editor.silentPicture")) }
        warnings += content.faults.filter { !$0.forbidsUse }
            .map { $0.reason.text(in: visit.language) }
        if let options = content.interaction.options {
            let loose = options.referring.subtracting(options.filter(\.pinned).map(\.id))
            if !loose.isEmpty { warnings.append(visit.word("editor.referring")) }
        }
        self.warnings = warnings
        question = form.question(content)
    }

    /// What is wrong, with its line where it is of a text.
    static func text(of fault: QuestionFields.Fault, _ visit: Visit) -> String {
        text(of: fault.reason, line: fault.line, visit)
    }

    static func text(of reason: ImportReason, line: Int?, _ visit: Visit) -> String {
        let text = reason.text(in: visit.language)
        return line.map { "\(visit.word("editor.line", ["number": "\($0)"])): \(text)" } ?? text
    }
}
