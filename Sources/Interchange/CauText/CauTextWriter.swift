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
        write(question.content.interaction)
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

    private mutating func write(_ interaction: Interaction) {
        switch interaction {
        case .singleChoice(let choice): write(choice)
        case .multipleChoice(let choice): write(choice)
        case .trueFalse(let statement): write(statement)
        case .trueFalseGroup(let group): write(group)
        case .shortAnswer(let entry): write(entry)
        case .numeric(let entry): write(entry)
        }
    }

    private mutating func write(_ choice: SingleChoice) {
        for (place, option) in choice.options.enumerated() {
            let isStarred = option.weight == .one
            let isPlain = isStarred || option.weight == .zero
            write(option, place, isStarred: isStarred, weight: isPlain ? nil : option.weight)
        }
        if choice.right.count > 1 { line("Loại: một đáp án") }
    }

    private mutating func write(_ choice: MultipleChoice) {
        let right = Set(choice.right)
        let usual = MultipleChoice(options: choice.options, right: right, rule: .weighted)
        let hasWeights = choice.rule == .weighted && choice != usual
        for (place, option) in choice.options.enumerated() {
            write(
                option, place, isStarred: right.contains(option.id),
                weight: hasWeights ? option.weight : nil)
        }
        if right.count == 1 { line("Loại: nhiều đáp án") }
        if choice.rule == .weighted && !hasWeights { line("Chấm: từng phần") }
    }

    /// A text that begins like a weight gets a backslash.
    private mutating func write(
        _ option: ChoiceOption, _ place: Int, isStarred: Bool, weight: Mark?
    ) {
        var marker = (isStarred ? "*" : "") + (option.pinned ? "#" : "") + Lettering.option(place)
        marker += "."
        if let weight { marker += " \(CauWeight.write(weight))" }
        text(option.text, behind: marker, isOption: true)
        feedback(option.feedback)
    }

    private mutating func write(_ statement: TrueFalse) {
        line("Đáp án: \(statement.isTrue ? "Đ" : "S")")
        feedback(statement.feedbackForTrue, "Phản hồi Đúng:")
        feedback(statement.feedbackForFalse, "Phản hồi Sai:")
    }

    private mutating func write(_ group: TrueFalseGroup) {
        for (place, statement) in group.statements.enumerated() {
            let sign = statement.isTrue ? "*" : ""
            text(statement.text, behind: "\(sign)\(Lettering.statement(place)))")
            feedback(statement.feedback)
        }
        if !group.statements.contains(where: \.isTrue) {
            line("Đáp án: \(String(repeating: "S", count: group.statements.count))")
        }
        if group.rule == .proportional { line("Chấm: tỉ lệ") }
    }

    private mutating func write(_ entry: ShortAnswer) {
        for answer in entry.answers {
            let words = CauTypedAnswers.write(answer.pattern, isOther: answer.weight == .zero)
            write(words, answer.weight, usual: words == "*" ? .zero : .one, answer.feedback)
        }
        if entry.matchesCase { line("Phân biệt hoa thường: có") }
    }

    private mutating func write(_ entry: NumericEntry) {
        for answer in entry.answers {
            write(
                CauNumber.write(answer.range), answer.weight,
                usual: answer.range == .anything ? .zero : .one, answer.feedback)
        }
        if entry.notation == .pointDecimal { line("Dấu thập phân: chấm") }
    }

    private mutating func write(
        _ words: String, _ weight: Mark, usual: Mark, _ feedback: RichText?
    ) {
        line("Đáp án: \(weight == usual ? "" : "\(CauWeight.write(weight)) ")\(words)")
        self.feedback(feedback)
    }

    private mutating func feedback(_ said: RichText?, _ marker: String = "Phản hồi:") {
        if let said, !said.isEmpty { text(said, behind: marker) }
    }

    private mutating func text(_ text: RichText, behind marker: String, isOption: Bool = false) {
        let lines = BlockWriter.lines(text)
        var first = lines.first ?? []
        var copy = first
        if isOption, CauWeight.take(from: &copy) != nil { first = [ASCII.backslash] + first }
        line(Array(marker.utf8) + (first.isEmpty ? [] : [ASCII.space] + first))
        for next in lines.dropFirst() { line(next) }
    }
}
