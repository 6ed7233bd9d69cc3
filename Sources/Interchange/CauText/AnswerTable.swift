/// The answers behind the questions: `1-A`, `2.ĐSĐĐ`, `3-1,41`.
struct AnswerTable {
    struct Entry {
        let number: Int
        /// The part under whose heading it stands.
        let part: Int?
        let line: Int
        var answer: String
    }

    private(set) var entries: [Entry] = []

    /// Reads one line of the table.
    ///
    /// - Returns: false when nothing in it is an entry.
    mutating func take(_ line: Bytes, on number: Int, part: Int?) -> Bool {
        let tokens = line.split { $0.isSpace || $0 == ASCII.bar || $0 == ASCII.semicolon }
        let before = entries.count
        var waiting: Int?
        var sawHeading = false
        for token in tokens {
            if let question = waiting {
                add(question, token, part, number)
                waiting = nil
            } else if let (question, answer) = Self.entry(token) {
                if answer.isEmpty {
                    waiting = question
                } else {
                    add(question, answer, part, number)
                }
            } else if before < entries.count, let last = entries.indices.last,
                let more = CauAnswer.statements(token.text), more.count == 1,
                CauAnswer.statements(entries[last].answer) != nil
            {
                entries[last].answer += token.text
            } else {
                sawHeading =
                    sawHeading || ["Câu", "Đáp", "án", "Question", "Answer"].contains(token.text)
            }
        }
        return entries.count > before || sawHeading || tokens.allSatisfy(TableRow.isDashes)
    }

    private mutating func add(_ question: Int, _ answer: Bytes, _ part: Int?, _ line: Int) {
        let bare =
            answer.last == ASCII.comma || answer.last == ASCII.point ? answer.dropLast() : answer
        entries.append(Entry(number: question, part: part, line: line, answer: bare.text))
    }

    /// "12-A" is question 12, answer "A"; "12." waits for its answer.
    private static func entry(_ token: Bytes) -> (Int, Bytes)? {
        let digits = token.prefix { $0.isDigit }
        guard (1...6).contains(digits.count), let number = Int(digits.text) else { return nil }
        let rest = token.dropFirst(digits.count)
        guard let sign = rest.first else { return (number, rest) }
        if "-.:)".utf8.contains(sign) { return (number, rest.dropFirst()) }
        if rest.begins(with: "–") { return (number, rest.dropFirst(3)) }
        return sign.isLetter || sign >= 128 ? (number, rest) : nil
    }
}
