import Assessment
import Values

/// Maps a GIFT file to the questions that Sen has; what has no home is left out by name.
enum GIFTReader {
    static func read(_ source: SourceText, file: String) -> BankDraft {
        var draft = BankDraft(questions: [])
        var topic: [String] = []
        var identities = Identities()
        let items = GIFTParser.parse(source).items
        var mapped = mapped(items)[...]
        for item in items {
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
                guard let mapped = mapped.popFirst() else { continue }
                take(question, mapped, topic, file: file, &identities, into: &draft)
            }
        }
        return draft
    }

    /// A question that was understood, as far as it can be without its topic.
    private struct Mapped: Sendable {
        let question: Result<Question, Refusal>
        let reasons: [ImportReason]
    }

    /// The questions among the items, in their order.
    private static func mapped(_ items: [GIFTItem]) -> [Mapped] {
        let questions = items.compactMap { item in
            if case .question(let question) = item { question } else { nil }
        }
        // Nothing is thrown: what fails is a result.
        let mapped = try? HeavyWork.map(questions) { source in
            var mapping = GIFTMapping(source)
            do throws(Refusal) {
                let question = try mapping.question(topic: [])
                return Mapped(
                    question: .success(question),
                    reasons: mapping.reasons + question.content.warnings)
            } catch {
                return Mapped(question: .failure(error), reasons: [])
            }
        }
        return mapped ?? []
    }

    private static func reason(for fault: GIFTBroken.Fault) -> ImportReason {
        switch fault {
        case .braces: .unbalancedBraces
        case .tooFewAnswers(let count): .tooFewOptions(count)
        case .noArrow: .answerNotUnderstood("->")
        }
    }

    private static func take(
        _ source: GIFTQuestion, _ mapped: Mapped, _ topic: [String], file: String,
        _ identities: inout Identities, into draft: inout BankDraft
    ) {
        let title = source.name ?? String(CanonicalForm.prose(source.stem.text).prefix(80))
        func note(_ reason: ImportReason) {
            draft.notes.append(
                ImportNote(file: file, line: source.line, question: title, reason: reason))
        }
        do throws(Refusal) {
            var question = try mapped.question.get()
            question.topic = topic
            if let twin = identities.add(question, line: source.line) { throw Refusal(twin) }
            draft.questions.append(DraftQuestion(question: question, line: source.line))
            for reason in mapped.reasons { note(reason) }
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
