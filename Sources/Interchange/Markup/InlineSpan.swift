/// Where code and formulas in a line end. Their inside has its own signs, so every
/// search through a line steps over them.
enum InlineSpan {
    /// The place behind the code or the formula that begins at `place`.
    ///
    /// - Returns: nil when none begins there, or it does not end.
    static func end(in text: Bytes, at place: Int) -> Int? {
        switch text[place] {
        case ASCII.backtick: codeEnd(in: text, at: place)
        case ASCII.dollar: dollarEnd(in: text, at: place)
        case ASCII.backslash: parenthesisEnd(in: text, at: place)
        default: nil
        }
    }

    /// Code ends with as many backticks as it begins with.
    static func codeEnd(in text: Bytes, at place: Int) -> Int? {
        let length = runLength(in: text, at: place)
        var next = place + length
        while let found = text[next...].firstIndex(of: ASCII.backtick) {
            let run = runLength(in: text, at: found)
            if run == length { return found + run }
            next = found + run
        }
        return nil
    }

    /// A formula between dollars; between double dollars, only these end it.
    static func dollarEnd(in text: Bytes, at place: Int) -> Int? {
        let isDouble = text[place...].begins(with: "$$")
        var next = place + (isDouble ? 2 : 1)
        while next < text.endIndex {
            switch text[next] {
            case ASCII.backslash: next += 2
            case ASCII.dollar where !isDouble: return next + 1
            case ASCII.dollar where text[next...].begins(with: "$$"): return next + 2
            default: next += 1
            }
        }
        return nil
    }

    /// A formula between `\(` and `\)`.
    static func parenthesisEnd(in text: Bytes, at place: Int) -> Int? {
        delimitedEnd(
            in: text, at: place, open: ASCII.leftParenthesis, close: ASCII.rightParenthesis)
    }

    /// A formula between `\[` and `\]`.
    static func bracketEnd(in text: Bytes, at place: Int) -> Int? {
        delimitedEnd(in: text, at: place, open: ASCII.leftBracket, close: ASCII.rightBracket)
    }

    private static func delimitedEnd(
        in text: Bytes, at place: Int, open: UInt8, close: UInt8
    ) -> Int? {
        guard text[place] == ASCII.backslash, place + 1 < text.endIndex, text[place + 1] == open
        else { return nil }
        var next = place + 2
        while next + 1 < text.endIndex {
            if text[next] != ASCII.backslash {
                next += 1
            } else if text[next + 1] == close {
                return next + 2
            } else {
                next += 2
            }
        }
        return nil
    }

    /// How many of the same sign stand in a row at `place`.
    static func runLength(in text: Bytes, at place: Int) -> Int {
        (text[place...].firstIndex { $0 != text[place] } ?? text.endIndex) - place
    }
}

/// Searches for the ends of code and formulas along one text. What was looked for in vain is
/// remembered, so that the searches together stay linear however hostile the text is.
struct SpanSearch {
    private var exhausted: Set<Kind> = []

    private enum Kind: Hashable { case code(Int), dollar, doubleDollar, parenthesis }

    /// The place behind the code or the formula that begins at `place`; the places that are
    /// asked for go up.
    ///
    /// - Returns: nil when none begins there, or it does not end.
    mutating func end(in text: Bytes, at place: Int) -> Int? {
        guard let kind = Self.kind(in: text, at: place), !exhausted.contains(kind) else {
            return nil
        }
        let end = InlineSpan.end(in: text, at: place)
        if end == nil { exhausted.insert(kind) }
        return end
    }

    private static func kind(in text: Bytes, at place: Int) -> Kind? {
        switch text[place] {
        case ASCII.backtick: .code(InlineSpan.runLength(in: text, at: place))
        case ASCII.dollar: text[place...].begins(with: "$$") ? .doubleDollar : .dollar
        case ASCII.backslash: text[place...].begins(with: "\\(") ? .parenthesis : nil
        default: nil
        }
    }
}
