import Assessment
import Authoring
import Interchange
import Storage
import Values

/// What stands in the form of a question: exactly what was typed, until it is saved.
struct EditorForm {
    var type: QuestionType
    /// Written as one Câu text, not in fields.
    var isText: Bool
    var fields: QuestionFields
    var text = ""
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
    /// Places of statements that were called neither true nor false.
    var unsaid: [Int] = []

    /// An empty form.
    init(type: QuestionType) {
        self.type = type
        isText = !QuestionFields.types.contains(type)
        fields = QuestionFields(type: type)
        if isText { text = EditorForm.beginning(of: type) }
    }

    /// The form of a question that the bank has.
    ///
    /// - Parameter content: with pictures by their short names.
    init(_ desk: Banks.Desk, _ content: QuestionContent) {
        type = content.interaction.type
        let fields = QuestionFields(content)
        isText = fields == nil
        self.fields = fields ?? QuestionFields(type: type)
        if isText { text = QuestionText.write(content) }
        seen = desk.version.question.version
        identifier = desk.version.question.identifier ?? ""
        setPlace(
            topic: desk.stored.topic, level: desk.stored.level, tags: desk.stored.tags,
            name: desk.stored.name)
    }

    private mutating func setPlace(
        topic: [String], level: CognitiveLevel?, tags: [String], name: String?
    ) {
        self.topic = topic.joined(separator: BankStore.topicSeparator)
        self.level = level?.rawValue ?? ""
        self.tags = tags.joined(separator: ", ")
        self.name = name ?? ""
    }

    /// What was posted.
    init(_ form: FormData) {
        type = QuestionType(rawValue: form["shownType"]) ?? .singleChoice
        isText = form["mode"] == "text" || !QuestionFields.types.contains(type)
        fields = QuestionFields(type: type)
        text = form.exact("text") ?? ""
        topic = form["topic"]
        level = form["level"]
        tags = form["tags"]
        name = form["name"]
        identifier = form["identifier"]
        note = String(form["note"].prefix(500))
        seen = Int(form["seen"]) ?? 0
        guid = GUID(form["guid"]) ?? GUID()
        readFields(form)
    }

    private mutating func readFields(_ form: FormData) {
        fields.stem = form.exact("stem") ?? ""
        fields.solution = form.exact("solution") ?? ""
        fields.answers = form.exact("answers") ?? ""
        fields.isTicked = form.isTicked("ticked")
        let right = Int(form["right"])
        for place in 0..<Self.mostRows {
            guard let text = form.exact("o\(place)") else { break }
            let said = form["r\(place)"]
            let row = QuestionFields.Row(
                text: text,
                isRight: type == .singleChoice ? right == place : ["T", "1"].contains(said),
                isPinned: form.isTicked("k\(place)"), value: form["v\(place)"])
            if type == .trueFalseGroup, said.isEmpty, !text.trimmingSpaces.isEmpty {
                unsaid.append(place)
            }
            fields.rows.append(row)
        }
        for place in 0..<Self.mostRows {
            guard let text = form.exact("p\(place)") else { break }
            fields.prompts.append(.init(text: text, value: form["m\(place)"]))
        }
        if type == .trueFalse {
            fields.rows = form["r0"].isEmpty ? [] : [.init(text: "", isRight: form["r0"] == "T")]
            if fields.rows.isEmpty { unsaid = [0] }
        }
    }

    /// As many as a true/false group can have.
    static let mostRows = 26

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

    /// Puts the fields of another type in the place of these; what was typed stays where
    /// there is a field for it.
    mutating func become(_ other: QuestionType) {
        guard other != type else { return }
        var fields = QuestionFields(type: other)
        fields.stem = self.fields.stem
        fields.solution = self.fields.solution
        fields.rows = self.fields.rows
        fields.prompts = self.fields.prompts
        fields.answers = self.fields.answers
        type = other
        self.fields = fields
        unsaid = []
        isText = !QuestionFields.types.contains(other)
        if isText, text.trimmingSpaces.isEmpty {
            text = fields.stem.trimmingSpaces.isEmpty ? Self.beginning(of: other) : fields.stem
        }
    }

    /// Two more of what the type has several of.
    mutating func addRows() {
        let shown = max(fields.rows.count, Self.usualRows(of: type))
        while fields.rows.count < min(Self.mostRows, shown + 2) {
            fields.rows.append(.init(text: ""))
        }
        guard type == .matching else { return }
        let prompts = max(fields.prompts.count, Self.usualRows(of: type))
        while fields.prompts.count < min(20, prompts + 2) {
            fields.prompts.append(.init(text: ""))
        }
    }

    /// Rows that an empty form shows.
    static func usualRows(of type: QuestionType) -> Int {
        switch type {
        case .singleChoice, .multipleChoice, .trueFalseGroup, .matching, .ordering: 4
        case .essay: 2
        case .trueFalse, .shortAnswer, .numeric, .cloze: 0
        }
    }

    /// A text to begin from where there are no fields.
    private static func beginning(of type: QuestionType) -> String {
        type == .cloze
            ? "Câu 1. Thủ đô của Việt Nam là [[Hà Nội]], nằm bên sông [[*Hồng / Cửu Long / Hương]].\n"
                + "Loại: điền khuyết"
            : "Câu 1. "
    }
}
