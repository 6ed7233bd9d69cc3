package import Assessment

/// The line that begins a question: "Câu 3. [TH] …", "Câu 3 (NB - 0,25 điểm): …".
package struct CauQuestionStart {
    /// As written; nil in "Câu. …".
    package let number: Int?
    package let level: CognitiveLevel?
    /// What follows on the line, without white space at its start.
    package let rest: Bytes

    private static let words: [[UInt8]] = [
        "Câu hỏi", "Câu", "Bài", "Question", "CÂU HỎI", "CÂU", "BÀI", "QUESTION",
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
        let tagged = Self.takeTag(&rest, &level)
        Self.takeBold(&rest, &isClosed)
        Self.takePoint(&rest, &hasPoint, isNumbered: !digits.isEmpty)
        guard
            hasPoint || !digits.isEmpty && (tagged || rest.trimmed().isEmpty || isBold && isClosed)
        else { return nil }
        Self.takeBold(&rest, &isClosed)
        while Self.takeTag(&rest, &level) {}
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

    /// "Câu 3." "Câu 3:" "Câu 3)", and behind a number also "Câu 3/ …" and "Câu 3 - …".
    private static func takePoint(_ rest: inout Bytes, _ taken: inout Bool, isNumbered: Bool) {
        let trimmed = rest.trimmedStart()
        guard let mark = trimmed.first else { return }
        let isApart = trimmed.dropFirst().first.map(\.isSpace) ?? true
        guard
            mark == ASCII.point || mark == ASCII.colon || mark == ASCII.rightParenthesis
                || isNumbered && isApart && (mark == ASCII.slash || mark == ASCII.minus)
        else { return }
        rest = trimmed.dropFirst()
        taken = true
    }

    /// Takes "[NB]", "(Thông hiểu)", "(0,25 điểm)" or "(NB - 0,25đ)"; anything else in
    /// brackets is the question's own. What it is worth is for the test to say.
    ///
    /// - Returns: whether there was one.
    private static func takeTag(_ rest: inout Bytes, _ level: inout CognitiveLevel?) -> Bool {
        let trimmed = rest.trimmedStart()
        let close: UInt8
        switch trimmed.first {
        case ASCII.leftBracket: close = ASCII.rightBracket
        case ASCII.leftParenthesis: close = ASCII.rightParenthesis
        default: return false
        }
        let inside = trimmed.dropFirst().prefix(48).prefix { $0 != close }
        guard inside.endIndex < trimmed.endIndex, trimmed[inside.endIndex] == close,
            let match = inside.text.wholeMatch(of: tag)
        else { return false }
        if let word = match.1 ?? match.2 {
            guard level == nil, let found = CognitiveLevel(words: word) else { return false }
            level = found
        } else if !inside.contains(where: \.isDigit) {
            return false
        }
        rest = trimmed[(inside.endIndex + 1)...]
        return true
    }

    private static var tag: Regex<(Substring, Substring?, Substring?)> {
        /\s*(NB|TH|VDC|VD|Nhận biết|Thông hiểu|Vận dụng cao|Vận dụng)?[\s,;:–-]*(?:\d+(?:[.,]\d+)?\s*(?:đ|điểm|pts?|points?|marks?)\.?)?[\s,;:–-]*(NB|TH|VDC|VD|Nhận biết|Thông hiểu|Vận dụng cao|Vận dụng)?\s*/
            .ignoresCase()
    }
}
