import Assessment
import Values

/// Writes GIFT that Moodle reads, and that reads back here as the same bank.
///
/// The level goes as a tag; what else has no place in GIFT (`GIFTOwnMarks`) goes in
/// comments that Moodle skips.
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
        if let reason = GIFTPlace.refusal(of: question.content.interaction) {
            return note(reason, of: draft)
        }
        for reason in GIFTPlace.losses(of: question.content) { note(reason, of: draft) }
        writeComments(question)
        if let name = question.name.map(VietnameseText.clean), !name.isEmpty {
            add("::")
            out += GIFTEscapes.escaped(name.utf8)
            add("::")
        }
        add("[html]")
        writeText(GIFTPlace.stem(of: question.content))
        write(question.content.interaction)
        if !question.content.solution.isEmpty {
            add("####")
            writeText(question.content.solution, afterSign: true)
        }
        add("}\n\n")
    }

    private mutating func note(_ reason: ImportReason, of draft: DraftQuestion) {
        let words = draft.question.name ?? String(draft.question.content.stem.plainText.prefix(80))
        notes.append(ImportNote(file: file, line: draft.line, question: words, reason: reason))
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
        for (key, value) in GIFTPlace.ownMarks(of: question.content) { mark(key, value) }
        if !marks.isEmpty { add("// \(marks.joined(separator: " "))\n") }
    }

    private mutating func write(_ interaction: Interaction) {
        switch interaction {
        case .singleChoice(let choice):
            add("{\n")
            for option in choice.options { write(option, isRight: option.weight == .one) }
        case .multipleChoice(let choice):
            add("{\n")
            for option in GIFTPlace.weighted(choice) { write(option, isRight: false) }
        case .trueFalse(let statement): write(statement)
        case .shortAnswer(let entry):
            add("{\n")
            for answer in entry.answers { write(answer) }
        case .numeric(let entry):
            add("{#\n")
            for answer in entry.answers { write(answer) }
        case .matching(let pairs): write(pairs)
        case .essay: add("{")
        case .trueFalseGroup, .ordering, .cloze: break
        }
    }

    /// A pair a prompt; a choice that no prompt names goes with an empty one.
    private mutating func write(_ pairs: Matching) {
        add("{\n")
        for prompt in pairs.prompts {
            write(prompt.text, joinedWith: pairs.choices.first { $0.id == prompt.choice })
        }
        for choice in pairs.choices where !pairs.prompts.contains(where: { $0.choice == choice.id })
        {
            write(RichText([]), joinedWith: choice)
        }
    }

    private mutating func write(_ prompt: RichText, joinedWith choice: Matching.Choice?) {
        add("\t=")
        if !prompt.isEmpty { writeText(prompt, afterSign: true) }
        add(" -> ")
        out += GIFTEscapes.escaped(GIFTPlace.text(ofChoice: choice?.text ?? RichText([])))
        add("\n")
    }

    private mutating func write(_ option: ChoiceOption, isRight: Bool) {
        add(isRight ? "\t=" : "\t~")
        if !isRight, option.weight != .zero { writeWeight(option.weight) }
        writeText(option.text, afterSign: true)
        writeFeedback(option.feedback)
        add("\n")
    }

    private mutating func write(_ statement: TrueFalse) {
        add(statement.isTrue ? "{TRUE" : "{FALSE")
        let whenRight = statement.isTrue ? statement.feedbackForTrue : statement.feedbackForFalse
        let whenWrong = statement.isTrue ? statement.feedbackForFalse : statement.feedbackForTrue
        if whenRight != nil || whenWrong != nil {
            add("#")
            if let whenWrong { writeText(whenWrong, afterSign: true) }
        }
        writeFeedback(whenRight)
    }

    /// A weight is written where the words' first sign would be taken for one, or would
    /// become another letter beside "=".
    private mutating func write(_ answer: ShortAnswer.Accepted) {
        let words = VietnameseText.clean(answer.pattern)
        let first = words.unicodeScalars.first
        let isMark = first.map { $0.properties.canonicalCombiningClass != .notReordered } ?? false
        add("\t=")
        if answer.weight != .one || first == "%" || isMark { writeWeight(answer.weight) }
        if first == "[" { add("[html]") }
        out += GIFTEscapes.escaped(words.utf8)
        writeFeedback(answer.feedback)
        add("\n")
    }

    private mutating func write(_ answer: NumericEntry.Accepted) {
        add("\t=")
        if answer.weight != .one { writeWeight(answer.weight) }
        add(GIFTPlace.text(of: answer.range))
        writeFeedback(answer.feedback)
        add("\n")
    }

    private mutating func writeWeight(_ weight: Mark) {
        add("%\(Percent.text(weight, decimalMark: "."))%")
    }

    private mutating func writeFeedback(_ feedback: RichText?) {
        guard let feedback, !feedback.isEmpty else { return }
        add("#")
        writeText(feedback, afterSign: true)
    }

    /// As HTML. Behind a sign a first "[" would be a format and "%" a weight.
    private mutating func writeText(_ text: RichText, afterSign: Bool = false) {
        let html = HTMLWriter.write(text)
        let isRisky = afterSign && (html.first == ASCII.leftBracket || html.first == ASCII.percent)
        if isRisky, let first = html.first { out += "&\\#\(first);".utf8 }
        out += GIFTEscapes.escaped(isRisky ? html.dropFirst() : html[...])
    }
}
