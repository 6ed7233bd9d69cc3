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
        let passages = PassageRun.runs(of: draft.questions)
        for (place, draft) in draft.questions.enumerated() {
            let next = draft.question.topic.map(VietnameseText.clean).filter { !$0.isEmpty }
            if next != topic { writer.line("Chủ đề: \(CauTopic.write(next))") }
            topic = next
            if let run = passages[place] { writer.write(run) }
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

    private mutating func write(_ run: PassageRun) {
        if !out.isEmpty { line("") }
        text(run.stimulus.text, behind: CauPassageStart.write(run.numbers))
        guard let recording = run.stimulus.recording else { return }
        line("Tệp nghe: \(recording.source.name)")
        if let plays = recording.plays { line("Số lần nghe: \(plays)") }
        text(recording.transcript, behind: "Lời thoại:")
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
        let lines = Self.stem(question.content)
        let first = lines.first?.first
        let isRisky = first == ASCII.leftBracket || first == ASCII.leftParenthesis
        guard isRisky else { return text(lines, behind: "Câu \(number).\(level)") }
        line("Câu \(number).\(level)")
        for next in lines { line(next) }
    }

    /// The stem's lines, with what is to be filled in, or the list of what is to be joined
    /// or put in order.
    private static func stem(_ content: QuestionContent) -> [Bytes] {
        func listed(_ items: [RichText]) -> [Bytes] {
            let list = RichText.Block.list(ordered: true, items: items.map(\.blocks))
            return BlockWriter.lines(RichText(content.stem.blocks + [list]))
        }
        let lines = BlockWriter.lines(content.stem)
        return switch content.interaction {
        case .matching(let pairs): listed(pairs.prompts.map(\.text))
        case .ordering(let order): listed(order.items.map(\.text))
        case .cloze(let cloze): CauGaps.put(cloze.gaps.map(CauCloze.write), into: lines)
        default: lines
        }
    }

    private mutating func write(_ interaction: Interaction) {
        switch interaction {
        case .singleChoice(let choice): write(choice)
        case .multipleChoice(let choice): write(choice)
        case .trueFalse(let statement): write(statement)
        case .trueFalseGroup(let group): write(group)
        case .shortAnswer(let entry): write(entry)
        case .numeric(let entry): write(entry)
        case .matching(let pairs): write(pairs)
        case .ordering(let order): write(order)
        case .cloze(let cloze): write(cloze)
        case .essay(let essay): write(essay)
        }
    }

    private mutating func write(_ essay: Essay) {
        line("Loại: tự luận")
        for criterion in essay.criteria {
            text(criterion.text, behind: "Tiêu chí: \(CauEssay.write(criterion.points))")
        }
    }

    private mutating func write(_ pairs: Matching) {
        for (place, choice) in pairs.choices.enumerated() {
            text(choice.text, behind: "\(Lettering.option(place)).", isOption: true)
        }
        line("Đáp án: \(ResponseText.key(of: .matching(pairs)))")
        line("Loại: ghép cặp")
        if pairs.rule == .allOrNothing { line("Chấm: trọn câu") }
    }

    private mutating func write(_ order: Ordering) {
        line("Đáp án: \(ResponseText.key(of: .ordering(order)))")
        line("Loại: sắp xếp")
        if order.rule == .proportional { line("Chấm: từng phần") }
    }

    /// The gaps stand in the stem.
    private mutating func write(_ cloze: Cloze) {
        line("Loại: điền khuyết")
        if cloze.rule == .allOrNothing { line("Chấm: trọn câu") }
        if cloze.matchesCase { line("Phân biệt hoa thường: có") }
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
        line("Đáp án: \(CauTypedAnswers.weighted(words, weight, usual: usual))")
        self.feedback(feedback)
    }

    private mutating func feedback(_ said: RichText?, _ marker: String = "Phản hồi:") {
        if let said, !said.isEmpty { text(said, behind: marker) }
    }

    private mutating func text(_ text: RichText, behind marker: String, isOption: Bool = false) {
        self.text(BlockWriter.lines(text), behind: marker, isOption: isOption)
    }

    private mutating func text(_ lines: [Bytes], behind marker: String, isOption: Bool = false) {
        var first = lines.first ?? []
        var copy = first
        if isOption, CauWeight.take(from: &copy) != nil { first = [ASCII.backslash] + first }
        line(Array(marker.utf8) + (first.isEmpty ? [] : [ASCII.space] + first))
        for next in lines.dropFirst() { line(next) }
    }
}
