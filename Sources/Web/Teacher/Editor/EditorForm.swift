import Assessment
import Authoring
import Interchange
import Storage
import Values

/// What stands in the form of a question: exactly what was typed, until it is saved.
struct EditorForm {
    var typed: TypedQuestion
    var topic = ""
    var level = ""
    var tags = ""
    var name = ""
    var identifier = ""
    var note = ""
    /// The version that the author began from; 0 for a new question.
    var seen = 0
    /// The identity of a new question, so that a form sent twice adds one.
    var guid = GUID()

    var type: QuestionType { typed.fields.type }

    /// An empty form.
    init(type: QuestionType) {
        typed = TypedQuestion(type: type)
        if typed.isText { typed.text = EditorForm.beginning(of: type) }
    }

    /// The form of a question that the bank has.
    ///
    /// - Parameter content: with pictures and recordings by their short names.
    init(_ desk: Banks.Desk, _ content: QuestionContent) {
        typed = desk.unfinished ?? TypedQuestion(content)
        seen = desk.version.question.version
        identifier = desk.version.question.identifier ?? ""
        topic = desk.stored.topic.joined(separator: BankStore.topicSeparator)
        level = desk.stored.level?.rawValue ?? ""
        tags = desk.stored.tags.joined(separator: ", ")
        name = desk.stored.name ?? ""
    }

    /// The passage or recording of another question of the bank, for one more about it.
    mutating func takePassage(
        of code: String, in subject: BankStore.Subject, _ visit: Visit
    ) async throws {
        guard !code.isEmpty else { return }
        let desk = try await BankPages.found {
            try await visit.site.banks.desk(code, by: visit.principal, at: visit.site.now())
        }
        guard desk.subject.id == subject.id else { throw Refusal.notFound }
        let content = try await visit.site.banks.named(desk.version.content)
        let other = desk.unfinished ?? TypedQuestion(content)
        typed.fields.passage = other.fields.passage
        typed.fields.recording = other.fields.recording
        typed.fields.plays = other.fields.plays
        typed.fields.transcript = other.fields.transcript
        topic = desk.stored.topic.joined(separator: BankStore.topicSeparator)
    }

    /// What was posted.
    init(_ form: FormData) {
        let type = QuestionType(rawValue: form["shownType"]) ?? .singleChoice
        typed = TypedQuestion(type: type)
        if form["mode"] == "text" { typed.isText = true }
        typed.text = form.exact("text") ?? ""
        typed.fields = QuestionFields(form, of: type)
        topic = form["topic"]
        level = form["level"]
        tags = form["tags"]
        name = form["name"]
        identifier = form["identifier"]
        note = String(form["note"].prefix(500))
        seen = Int(form["seen"]) ?? 0
        guid = GUID(form["guid"]) ?? GUID()
    }

    /// Topic, level, tags and the rest, around a content.
    func question(_ content: QuestionContent) -> Question {
        let path = topic.split(separator: "/").map { VietnameseText.clean(String($0)) }
        return Question(
            content: content, guid: seen == 0 ? guid : nil,
            identifier: identifier.isEmpty ? nil : VietnameseText.clean(identifier),
            name: name.isEmpty ? nil : VietnameseText.clean(name),
            topic: path.filter { !$0.isEmpty }, level: CognitiveLevel(rawValue: level),
            tags: tags.split(separator: ",").map { VietnameseText.clean(String($0)) }
                .filter { !$0.isEmpty })
    }

    /// Takes from a text what fields of the page are for: "Chủ đề:", "[NB]" and the like.
    mutating func takePlace(of question: Question) {
        if !question.topic.isEmpty {
            topic = question.topic.joined(separator: BankStore.topicSeparator)
        }
        if let level = question.level { self.level = level.rawValue }
        if !question.tags.isEmpty { tags = question.tags.joined(separator: ", ") }
        if let name = question.name { self.name = name }
        if seen == 0, let identifier = question.identifier { self.identifier = identifier }
    }

    // MARK: Other forms of the same

    /// Puts the fields of another type in the place of these; what was typed stays.
    mutating func become(_ other: QuestionType) {
        guard other != type else { return }
        if typed.isText, typed.text != Self.beginning(of: type) { takeFieldsOfText() }
        typed.fields.type = other
        typed.fields.isTicked = false
        typed.isText = !QuestionFields.types.contains(other)
        guard typed.isText else { return }
        let texts = [typed.fields.stem] + typed.fields.rows.map(\.text)
        let all = texts.filter { !$0.trimmingSpaces.isEmpty }.joined(separator: "\n")
        typed.text = all.isEmpty ? Self.beginning(of: other) : all
    }

    /// A text in fields; what is no question yet in the field of what is asked.
    private mutating func takeFieldsOfText() {
        if let question = QuestionText.read(typed.text).question,
            let fields = QuestionFields(question.content)
        {
            takePlace(of: question)
            typed.fields = fields
        } else {
            typed.fields.stem = typed.text
        }
    }

    /// From fields to one text, or back where fields can hold it all.
    ///
    /// - Returns: why it stays as it is.
    mutating func changeMode() -> [ModeFault] {
        if !typed.isText {
            let (content, unread, _) = typed.fields.read()
            // A text could not say it, and it would be lost.
            guard unread.isEmpty else { return unread.map(ModeFault.field) }
            typed.text = QuestionText.write(content)
            typed.isText = true
            return []
        }
        let (question, notes) = QuestionText.read(typed.text)
        guard let question else { return notes.map(ModeFault.line) }
        guard let fields = QuestionFields(question.content) else { return [.noFields] }
        takePlace(of: question)
        typed.fields = fields
        typed.isText = false
        return []
    }

    enum ModeFault {
        case field(QuestionFields.Fault)
        case line(ImportNote)
        case noFields
    }

    /// Two more of what the type has several of.
    mutating func addRows() {
        typed.fields.rows.extend(
            by: 2, beyond: type.usualRows, atMost: QuestionFields.mostRows)
        guard type == .matching else { return }
        typed.fields.prompts.extend(by: 2, beyond: type.usualRows, atMost: 20)
    }

    /// A text to begin from where there are no fields.
    private static func beginning(of type: QuestionType) -> String {
        type == .cloze
            ? "Câu 1. Thủ đô của Việt Nam là [[Hà Nội]], nằm bên sông [[*Hồng / Cửu Long / Hương]].\n"
                + "Loại: điền khuyết"
            : "Câu 1. "
    }
}

extension [QuestionFields.Row] {
    fileprivate mutating func extend(by count: Int, beyond usual: Int, atMost most: Int) {
        let wanted = Swift.min(most, Swift.max(self.count, usual) + count)
        while self.count < wanted { append(.init(text: "")) }
    }
}

extension QuestionType {
    /// Rows that an empty form shows.
    var usualRows: Int {
        switch self {
        case .singleChoice, .multipleChoice, .trueFalseGroup, .matching, .ordering: 4
        case .trueFalse, .essay, .shortAnswer, .numeric: 2
        case .cloze: 0
        }
    }
}

extension QuestionFields {
    /// As many as a true/false group can have.
    static let mostRows = 26

    /// What was posted in fields.
    init(_ form: FormData, of type: QuestionType) {
        self.init(type: type)
        stem = form.exact("stem") ?? ""
        solution = form.exact("solution") ?? ""
        passage = form.exact("passage") ?? ""
        recording = form["recording"]
        plays = form["plays"]
        transcript = form.exact("transcript") ?? ""
        isTicked = form.isTicked("ticked")
        for place in 0..<Self.mostRows {
            // Nothing is typed for "true" and "false" themselves.
            let isTruth = type == .trueFalse && place < 2
            guard let text = form.exact("o\(place)") ?? (isTruth ? "" : nil) else { break }
            rows.append(
                Row(
                    text: text, isRight: Self.isRight(place, of: type, form),
                    isPinned: form.isTicked("k\(place)"), value: form["v\(place)"],
                    weight: form["w\(place)"], feedback: form.exact("f\(place)") ?? ""))
        }
        for place in 0..<Self.mostRows {
            guard let text = form.exact("p\(place)") else { break }
            prompts.append(.init(text: text, value: form["m\(place)"]))
        }
    }

    private static func isRight(_ place: Int, of type: QuestionType, _ form: FormData) -> Bool? {
        let said = form["r\(place)"]
        return switch type {
        case .singleChoice, .trueFalse: form["right"] == "\(place)"
        case .trueFalseGroup: said.isEmpty ? nil : said == "T"
        default: said == "1"
        }
    }
}
