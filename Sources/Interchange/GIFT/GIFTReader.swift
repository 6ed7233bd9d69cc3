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
    /// "$course$/top/A/B" is A, B: the context and its "top" are Moodle's own. A doubled
    /// slash is one of the name's own.
    static func read(_ path: String) -> [String] {
        var names: [String] = []
        var bytes = Array(path.utf8)[...]
        var name: [UInt8] = []
        while let byte = bytes.popFirst() {
            if byte == ASCII.slash, bytes.first == ASCII.slash {
                name.append(ASCII.slash)
                bytes.removeFirst()
            } else if byte == ASCII.slash {
                names.append(name[...].text)
                name.removeAll()
            } else {
                name.append(byte)
            }
        }
        names.append(name[...].text)
        let clean = names.map(VietnameseText.clean).filter { !$0.isEmpty }
        guard let first = clean.first, first.hasPrefix("$"), first.hasSuffix("$"), first.count > 2
        else { return clean.first == "top" ? Array(clean.dropFirst()) : clean }
        return Array(clean.dropFirst(clean.dropFirst().first == "top" ? 2 : 1))
    }

    static func write(_ topic: [String]) -> String {
        (["$course$", "top"] + topic.map { $0.replacing("/", with: "//") })
            .joined(separator: "/")
    }
}
