import Assessment
import Values

/// A question of Câu text with gaps in its stem: "[[Hà Nội | [50%] Thăng Long]]" is to be
/// typed, as is "[[3,14 ± 0,01]]"; of "[[*went / goes / go]]" one is to be chosen.
struct CauCloze {
    private let source: CauQuestion

    init(_ source: CauQuestion) { self.source = source }

    func asked(_ findings: inout MarkupFindings) throws(Refusal) -> (stem: RichText, Interaction) {
        try source.settings.check(
            allowed: [.type, .matchesCase],
            gradings: [.allOrNothing, .partial, .proportional])
        guard source.options.isEmpty, source.statements.isEmpty else {
            throw Refusal(.optionsAndStatements)
        }
        if let line = source.criteria.first?.first {
            throw Refusal(.criteriaWithoutEssay, line: line.number)
        }
        source.noteFeedbackForTruths(in: &findings)
        if let answer = (source.answers + source.laterAnswers).first {
            throw Refusal(.answerNotUnderstood(answer.text), line: answer.line)
        }
        let (lines, written) = CauGaps.take(source.stem, isWord: source.isWord)
        let stem = BlockReader.read(lines, findings: &findings)
        guard !written.isEmpty else { throw Refusal(.noGap) }
        var gaps: [Cloze.Gap] = []
        for (place, (text, line)) in written.enumerated() {
            do throws(Refusal) {
                gaps.append(try gap(text, on: line))
            } catch {
                throw Refusal(.gap(place + 1, error.reason), line: line)
            }
        }
        let rule: PartRule =
            source.settings.grading == .allOrNothing ? .allOrNothing : .proportional
        return (stem, .cloze(Cloze(gaps: gaps, rule: rule)))
    }

    private func gap(_ text: String, on line: Int) throws(Refusal) -> Cloze.Gap {
        if Self.isList(text) { return try Self.list(text) }
        var typed = source
        typed.answers = [CauQuestion.Answer(text: text, line: line)]
        typed.laterAnswers = []
        typed.settings = CauSettings()
        var findings = MarkupFindings()
        switch try CauTypedAnswers(typed).interaction(&findings) {
        case .shortAnswer(var entry):
            entry.matchesCase = source.settings.matchesCase ?? false
            return .words(entry)
        case .numeric(let entry): return .number(entry)
        default: throw Refusal(.answerNotUnderstood(text), line: line)
        }
    }

    // MARK: Lists to choose from

    /// Whether " / " parts the text somewhere outside the quotes of an answer.
    private static func isList(_ text: String) -> Bool {
        CauAccepted.read(text).contains { !$0.isQuoted && pieces($0.text).count > 1 }
    }

    /// Texts parted by " / ", the right one with a star.
    private static func list(_ text: String) throws(Refusal) -> Cloze.Gap {
        let pieces = pieces(text)
        let starred = pieces.indices.filter { pieces[$0].first == ASCII.star }
        guard let right = starred.first, starred.count == 1 else { throw Refusal(.notOneStar) }
        let texts = pieces.enumerated().map { place, piece in
            unescaped(place == right ? piece.dropFirst() : piece)
        }
        return .choice(texts, right: right)
    }

    private static func pieces(_ text: String) -> [Bytes] {
        var pieces: [[UInt8]] = [[]]
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == ASCII.backslash, let next = rest.popFirst() {
                pieces[pieces.count - 1] += [byte, next]
            } else if byte == ASCII.slash, pieces.last?.last?.isSpace ?? true,
                rest.first?.isSpace ?? true
            {
                pieces.append([])
            } else {
                pieces[pieces.count - 1].append(byte)
            }
        }
        return pieces.map { $0[...].trimmed() }
    }

    /// Undoes the backslash before a slash, a star, a quote and another backslash.
    private static func unescaped(_ text: Bytes) -> String {
        var out: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            let isEscape =
                byte == ASCII.backslash
                && rest.first.map {
                    [ASCII.slash, ASCII.star, ASCII.quote, ASCII.backslash].contains($0)
                } ?? false
            out.append(isEscape ? rest.removeFirst() : byte)
        }
        return VietnameseText.clean(out[...].text)
    }

    // MARK: Writing

    /// What stands between the brackets for a gap.
    static func write(_ gap: Cloze.Gap) -> String {
        switch gap {
        case .choice(let texts, let right): write(texts, right: right)
        case .words(let entry): write(entry)
        case .number(let entry):
            entry.answers.map {
                CauTypedAnswers.weighted(
                    CauNumber.write($0.range), $0.weight,
                    usual: $0.range == .anything ? .zero : .one)
            }.joined(separator: " | ")
        }
    }

    /// A quote gets a backslash where the list would read as an answer in quotes.
    private static func write(_ texts: [String], right: Int) -> String {
        func list(escaping signs: StaticString) -> String {
            texts.enumerated().map { place, text in
                (place == right ? "*" : "") + text.backslashed(signs)
            }.joined(separator: " / ")
        }
        let bare = list(escaping: "\\/*")
        return isList(bare) ? bare : list(escaping: "\\/*\"")
    }

    /// Words that would read as a list to choose from stand in quotes.
    private static func write(_ entry: ShortAnswer) -> String {
        func text(quoted: Bool) -> String {
            entry.answers.map {
                let written = CauTypedAnswers.write($0.pattern, isOther: $0.weight == .zero)
                let words =
                    quoted && written.first != "\"" ? "\"\(written)\"" : written
                return CauTypedAnswers.weighted(
                    words, $0.weight, usual: words == "*" ? .zero : .one)
            }.joined(separator: " | ")
        }
        let bare = text(quoted: false)
        return isList(bare) ? text(quoted: true) : bare
    }
}
