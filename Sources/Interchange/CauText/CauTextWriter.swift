import Assessment
import Values

/// Writes Câu text that reads back as the same bank (docs/formats.md).
struct CauTextWriter {
    private var out: [UInt8] = []

    static func write(
        _ draft: BankDraft, file: String
    ) -> (bytes: [UInt8], notes: [ImportNote]) {
        var writer = CauTextWriter()
        writer.field("Môn", draft.subject)
        writer.field("Khối", draft.grade)
        var topic: [String] = []
        for (place, draft) in draft.questions.enumerated() {
            let next = draft.question.topic.map(VietnameseText.clean).filter { !$0.isEmpty }
            if next != topic { writer.line("Chủ đề: \(CauTopic.write(next))") }
            topic = next
            writer.write(draft.question, number: place + 1)
        }
        return (writer.out, [])
    }

    private mutating func line(_ text: some Sequence<UInt8>) {
        out += text
        out.append(ASCII.newline)
    }

    private mutating func line(_ text: String) {
        line(Array(Composition.composed(text).utf8)[...].trimmedEnd())
    }

    private mutating func field(_ name: String, _ value: String?) {
        let value = value.map(VietnameseText.clean) ?? ""
        if !value.isEmpty { line("\(name): \(value)") }
    }

    private mutating func write(_ question: Question, number: Int) {
        if !out.isEmpty { line("") }
        writeStem(question, number: number)
        switch question.content.interaction {
        case .singleChoice(let choice): write(choice)
        case .trueFalseGroup(let group): write(group)
        case .numeric(let entry): line("Đáp án: \(CauAnswer.write(entry))")
        case .multipleChoice, .trueFalse, .shortAnswer: break
        }
        field("Mã", question.identifier)
        field("GUID", question.guid?.description)
        field("Tên", question.name)
        let tags = question.tags.map(VietnameseText.clean).filter { !$0.isEmpty }
        if !tags.isEmpty { line("Từ khóa: \(CauTags.write(tags))") }
        if !question.content.solution.isEmpty {
            text(question.content.solution, behind: "Lời giải:")
        }
    }

    /// A stem that begins with a bracket goes on a line of its own: behind the number
    /// "[NB]" would be the level.
    private mutating func writeStem(_ question: Question, number: Int) {
        let level = question.level.map { " [\($0.rawValue)]" } ?? ""
        let lines = BlockWriter.lines(question.content.stem)
        let first = lines.first?.first
        let isRisky = first == ASCII.leftBracket || first == ASCII.leftParenthesis
        guard isRisky else { return text(question.content.stem, behind: "Câu \(number).\(level)") }
        line("Câu \(number).\(level)")
        for next in lines { line(next) }
    }

    private mutating func write(_ choice: SingleChoice) {
        for (place, option) in choice.options.enumerated() {
            let signs = (option.weight == .one ? "*" : "") + (option.pinned ? "#" : "")
            text(option.text, behind: "\(signs)\(Lettering.option(place)).")
        }
    }

    private mutating func write(_ group: TrueFalseGroup) {
        for (place, statement) in group.statements.enumerated() {
            let sign = statement.isTrue ? "*" : ""
            text(statement.text, behind: "\(sign)\(Lettering.statement(place)))")
        }
        if !group.statements.contains(where: \.isTrue) {
            line("Đáp án: \(String(repeating: "S", count: group.statements.count))")
        }
    }

    private mutating func text(_ text: RichText, behind marker: String) {
        let lines = BlockWriter.lines(text)
        let first = lines.first ?? []
        line(Array(marker.utf8) + (first.isEmpty ? [] : [ASCII.space] + first))
        for next in lines.dropFirst() { line(next) }
    }
}
