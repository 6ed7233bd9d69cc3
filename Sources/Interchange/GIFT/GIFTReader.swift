import Assessment
import Values

/// Maps a GIFT file to the questions that Sen has; what has no home is left out by name.
enum GIFTReader {
    static func read(_ source: SourceText, file: String) -> BankDraft {
        var draft = BankDraft(questions: [])
        var topic: [String] = []
        var identities = Identities()
        for item in GIFTParser.parse(source).items {
            switch item {
            case .category(let category): topic = GIFTTopic.read(category.path)
            case .broken(let broken):
                draft.read += 1
                draft.notes.append(
                    ImportNote(
                        file: file, line: broken.line, question: broken.words,
                        reason: reason(for: broken.fault)))
            case .question(let question):
                draft.read += 1
                take(question, topic, file: file, &identities, into: &draft)
            }
        }
        return draft
    }

    private static func reason(for fault: GIFTBroken.Fault) -> ImportReason {
        switch fault {
        case .braces: .unbalancedBraces
        case .tooFewAnswers(let count): .tooFewOptions(count)
        case .noArrow: .answerNotUnderstood("->")
        }
    }

    private static func take(
        _ source: GIFTQuestion, _ topic: [String], file: String, _ identities: inout Identities,
        into draft: inout BankDraft
    ) {
        let title = source.name ?? String(CanonicalForm.prose(source.stem.text).prefix(80))
        func note(_ reason: ImportReason) {
            draft.notes.append(
                ImportNote(file: file, line: source.line, question: title, reason: reason))
        }
        do throws(Refusal) {
            var mapping = GIFTMapping(source)
            let question = try mapping.question(topic: topic)
            if let twin = identities.add(question, line: source.line) { throw Refusal(twin) }
            draft.questions.append(DraftQuestion(question: question, line: source.line))
            for reason in mapping.reasons + question.content.warnings { note(reason) }
        } catch {
            note(error.reason)
        }
    }
}

/// The path of a category.
enum GIFTTopic {
    /// "$course$/top/A/B" is A, B: the context and its "top" are Moodle's own. One slash
    /// parts two names, a doubled one is a name's own.
    static func read(_ path: String) -> [String] {
        var names: [[UInt8]] = [[]]
        let bytes = Array(path.utf8)[...]
        var place = bytes.startIndex
        while place < bytes.endIndex {
            if bytes[place] == ASCII.slash {
                let run = InlineSpan.runLength(in: bytes, at: place)
                if run == 1 {
                    names.append([])
                } else {
                    names[names.count - 1] += Array(repeating: ASCII.slash, count: (run + 1) / 2)
                }
                place += run
            } else {
                names[names.count - 1].append(bytes[place])
                place += 1
            }
        }
        let clean = names.map { VietnameseText.clean($0[...].text) }.filter { !$0.isEmpty }
        guard let first = clean.first, first.hasPrefix("$"), first.hasSuffix("$"), first.count > 2
        else { return clean.first == "top" ? Array(clean.dropFirst()) : clean }
        return Array(clean.dropFirst(clean.dropFirst().first == "top" ? 2 : 1))
    }

    /// A name that begins or ends with a slash gets a space there, as in Moodle.
    static func write(_ topic: [String]) -> String {
        let names = topic.map { name in
            let doubled = name.replacing(byte: ASCII.slash, with: "//")
            return (doubled.utf8.first == ASCII.slash ? " " : "") + doubled
                + (doubled.utf8.last == ASCII.slash ? " " : "")
        }
        return (["$course$", "top"] + names).joined(separator: "/")
    }
}
