package import Assessment

/// The line that begins a question: "Câu 3. [TH] …".
package struct CauQuestionStart {
    /// As written; nil in "Câu. …".
    package let number: Int?
    package let level: CognitiveLevel?
    /// What follows on the line, without white space at its start.
    package let rest: Bytes

    private static let words: [[UInt8]] = [
        "Câu", "Bài", "Question", "CÂU", "BÀI", "QUESTION",
    ].map { Array($0.utf8) }

    /// - Parameter line: without white space at its ends.
    init?(_ line: Bytes) {
        let isBold = line.begins(with: "**")
        var rest = isBold ? line.dropFirst(2) : line
        guard let first = rest.first, [67, 66, 81].contains(first),
            let word = Self.words.first(where: { rest.starts(with: $0) })
        else { return nil }
        rest = rest.dropFirst(word.count)
        let digits = rest.drop { $0 == ASCII.space || $0 == ASCII.tab }.prefix { $0.isDigit }
        guard digits.count <= 9 else { return nil }
        if !digits.isEmpty { rest = rest[digits.endIndex...] }
        number = Int(digits.text)

        var isClosed = !isBold
        var level: CognitiveLevel?
        var hasPoint = false
        Self.takeLevel(&rest, &level)
        let tagged = level != nil
        Self.takeBold(&rest, &isClosed)
        Self.takePoint(&rest, &hasPoint)
        guard
            hasPoint || !digits.isEmpty && (tagged || rest.trimmed().isEmpty || isBold && isClosed)
        else { return nil }
        Self.takeBold(&rest, &isClosed)
        if level == nil { Self.takeLevel(&rest, &level) }
        Self.takeBold(&rest, &isClosed)
        self.level = level
        rest = rest.trimmedStart()
        self.rest = isClosed ? rest : ([ASCII.star, ASCII.star] + rest)[...]
    }

    private static func takeBold(_ rest: inout Bytes, _ isClosed: inout Bool) {
        guard !isClosed, rest.trimmedStart().begins(with: "**") else { return }
        rest = rest.trimmedStart().dropFirst(2)
        isClosed = true
    }

    private static func takePoint(_ rest: inout Bytes, _ taken: inout Bool) {
        let trimmed = rest.trimmedStart()
        guard let mark = trimmed.first,
            mark == ASCII.point || mark == ASCII.colon || mark == ASCII.rightParenthesis
        else { return }
        rest = trimmed.dropFirst()
        taken = true
    }

    /// Takes "[NB]" or "(NB)"; anything else in brackets is the question's own.
    private static func takeLevel(_ rest: inout Bytes, _ level: inout CognitiveLevel?) {
        let trimmed = rest.trimmedStart()
        let close: UInt8
        switch trimmed.first {
        case ASCII.leftBracket: close = ASCII.rightBracket
        case ASCII.leftParenthesis: close = ASCII.rightParenthesis
        default: return
        }
        let inside = trimmed.dropFirst().prefix(8).prefix { $0 != close }
        guard inside.endIndex < trimmed.endIndex, trimmed[inside.endIndex] == close,
            let found = CognitiveLevel(rawValue: inside.trimmed().text)
        else { return }
        level = found
        rest = trimmed[(inside.endIndex + 1)...]
    }
}
