import Assessment
import Values

/// Writes GIFT that Moodle reads, and that reads back here as the same bank.
///
/// Level, GUID and pinned options have no place in GIFT: the level goes as a tag, the
/// others in comments that Moodle skips.
struct GIFTWriter {
    private var out: [UInt8] = []
    private var notes: [ImportNote] = []
    private let file: String

    static func write(
        _ draft: BankDraft, file: String
    ) -> (bytes: [UInt8], notes: [ImportNote]) {
        var writer = GIFTWriter(file: file)
        var topic: [String] = []
        for draft in draft.questions {
            let next = draft.question.topic.map(VietnameseText.clean).filter { !$0.isEmpty }
            if next != topic { writer.writeTopic(next) }
            topic = next
            writer.write(draft)
        }
        return (writer.out, writer.notes)
    }

    private init(file: String) { self.file = file }

    private mutating func add(_ text: String) { out += Composition.composed(text).utf8 }

    private mutating func writeTopic(_ topic: [String]) {
        add("$CATEGORY: \(GIFTTopic.write(topic).backslashed("\\"))\n\n")
    }

    private mutating func write(_ draft: DraftQuestion) {
        let question = draft.question
        let isWritable: Bool
        switch question.content.interaction {
        case .singleChoice, .numeric: isWritable = true
        case .multipleChoice, .trueFalse, .trueFalseGroup, .shortAnswer: isWritable = false
        }
        guard isWritable else { return refuse(draft) }
        writeComments(question)
        if let name = question.name.map(VietnameseText.clean), !name.isEmpty {
            add("::")
            out += GIFTEscapes.escaped(name.utf8)
            add("::")
        }
        add("[html]")
        writeText(question.content.stem)
        switch question.content.interaction {
        case .singleChoice(let choice): write(choice)
        case .numeric(let entry): write(entry)
        case .multipleChoice, .trueFalse, .trueFalseGroup, .shortAnswer: break
        }
        if !question.content.solution.isEmpty {
            add("####")
            writeText(question.content.solution, afterSign: true)
        }
        add("}\n\n")
    }

    private mutating func refuse(_ draft: DraftQuestion) {
        let words = draft.question.name ?? String(draft.question.content.stem.plainText.prefix(80))
        let type = draft.question.content.interaction.type.rawValue
        notes.append(
            ImportNote(file: file, line: draft.line, question: words, reason: .noPlace(type)))
    }

    private mutating func writeComments(_ question: Question) {
        var marks: [String] = []
        func mark(_ key: String, _ value: String) {
            let value = value.backslashed("\\]")
            marks.append("[\(key):\(value)]")
        }
        if let identifier = question.identifier { mark("id", VietnameseText.clean(identifier)) }
        if let level = question.level { mark("tag", level.rawValue) }
        for tag in question.tags.map(VietnameseText.clean) { mark("tag", tag) }
        if let guid = question.guid { mark("guid", guid.description) }
        if case .singleChoice(let choice) = question.content.interaction {
            let pinned = choice.options.indices.filter { choice.options[$0].pinned }
            if !pinned.isEmpty {
                mark("pinned", pinned.map { "\($0 + 1)" }.joined(separator: ","))
            }
        }
        if !marks.isEmpty { add("// \(marks.joined(separator: " "))\n") }
    }

    private mutating func write(_ choice: SingleChoice) {
        add("{\n")
        for option in choice.options {
            add(option.weight == .one ? "\t=" : "\t~")
            writeText(option.text, afterSign: true)
            add("\n")
        }
    }

    private mutating func write(_ entry: NumericEntry) {
        guard case .near(let answer, .absolute(let distance))? = entry.answers.first?.range else {
            return
        }
        let tolerance = distance == .zero ? "" : ":\(distance.plain)"
        add("{#\(answer.plain)\(tolerance)")
    }

    /// As HTML. Behind "=", "~" and "####" a first "[" would be a format and "%" a weight.
    private mutating func writeText(_ text: RichText, afterSign: Bool = false) {
        let html = HTMLWriter.write(text)
        let isRisky = afterSign && (html.first == ASCII.leftBracket || html.first == ASCII.percent)
        if isRisky, let first = html.first { out += "&\\#\(first);".utf8 }
        out += GIFTEscapes.escaped(isRisky ? html.dropFirst() : html[...])
    }
}
