package import Assessment
package import Interchange
import Values

/// A question as it stands in its form: all that was typed, whether it is a whole question
/// or not yet. Drafts that are none keep it, so that nothing typed is lost.
package struct TypedQuestion: Hashable, Codable, Sendable {
    /// Written as one Câu text, not in fields.
    package var isText: Bool
    package var fields: QuestionFields
    package var text: String

    package init(type: QuestionType) {
        isText = !QuestionFields.types.contains(type)
        fields = QuestionFields(type: type)
        text = ""
    }

    /// A question that the bank has, in fields where they can hold all of it.
    ///
    /// - Parameter content: with pictures and recordings by their short names.
    package init(_ content: QuestionContent) {
        self.init(type: content.interaction.type)
        if let fields = QuestionFields(content) {
            self.fields = fields
        } else {
            isText = true
            text = QuestionText.write(content)
        }
    }

    /// What comes of it.
    package struct Reading: Hashable, Sendable {
        /// As much of a question as there is; with topic and the like where a text says them.
        package var question: Question
        /// What is missing or wrong; empty for a whole question.
        package var faults: [QuestionFields.Fault]
        /// Of a text: what came through otherwise than it was written.
        package var notes: [ImportNote]

        /// Whether what is right is whole, whatever else is missing: only then is it shown.
        package var hasKey: Bool {
            !faults.contains { fault in
                fault.field == "text"
                    || "ropvw".contains(fault.field.prefix(1))
                        && fault.field != "plays"
            }
        }
    }

    package func read() -> Reading {
        guard isText else {
            let (content, _, faults) = fields.read()
            return Reading(question: Question(content: content), faults: faults, notes: [])
        }
        let (question, notes) = QuestionText.read(text)
        var faults = notes.filter { $0.kind == .leftOut }.map {
            QuestionFields.Fault(field: "text", reason: $0.reason, line: $0.line)
        }
        if question == nil, faults.isEmpty {
            faults = [QuestionFields.Fault(field: "text", reason: .textOutsideQuestions)]
        }
        // What cannot be read yet is shown as it was typed.
        let content = QuestionContent(
            stem: MarkupText.read(text).text,
            interaction: QuestionFields(type: fields.type).read().content.interaction)
        return Reading(
            question: question ?? Question(content: content), faults: faults,
            notes: notes.filter { $0.kind == .changed })
    }
}
