import Values

/// One of the answers on an answer line: `[80%] Thăng Long`.
struct CauAccepted {
    var weight: Mark?
    /// Escapes undone, one space between words.
    var text: String
    /// In double quotes it is text whatever it looks like.
    var isQuoted: Bool

    /// The answers of a line, parted by bars.
    static func read(_ line: String) -> [CauAccepted] {
        var found: [CauAccepted] = []
        var rest = Array(line.utf8)[...]
        while true {
            let weight = CauWeight.take(from: &rest)
            rest = rest.trimmedStart()
            let (words, end) = quoted(rest) ?? bare(rest)
            found.append(
                CauAccepted(
                    weight: weight, text: VietnameseText.clean(unescaped(words)),
                    isQuoted: words.startIndex > rest.startIndex))
            guard end < rest.endIndex else { return found }
            rest = rest[(end + 1)...]
        }
    }

    /// What stands in the quotes, and the place of the bar behind them.
    private static func quoted(_ text: Bytes) -> (Bytes, end: Int)? {
        guard text.first == ASCII.quote,
            let close = place(of: ASCII.quote, in: text.dropFirst())
        else { return nil }
        let behind = text[(close + 1)...].trimmedStart()
        guard behind.first.map({ $0 == ASCII.bar }) ?? true else { return nil }
        return (
            text[(text.startIndex + 1)..<close], behind.isEmpty ? text.endIndex : behind.startIndex
        )
    }

    private static func bare(_ text: Bytes) -> (Bytes, end: Int) {
        let end = place(of: ASCII.bar, in: text) ?? text.endIndex
        return (text[..<end], end)
    }

    /// Where a sign first stands without a backslash before it.
    private static func place(of sign: UInt8, in text: Bytes) -> Int? {
        var place = text.startIndex
        while place < text.endIndex {
            if text[place] == sign { return place }
            place += text[place] == ASCII.backslash ? 2 : 1
        }
        return nil
    }

    /// `\*` stays: it is the pattern's own.
    private static func unescaped(_ text: Bytes) -> String {
        var result: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            let isEscape =
                byte == ASCII.backslash
                && (rest.first == ASCII.backslash || rest.first == ASCII.bar
                    || rest.first == ASCII.quote)
            result.append(isEscape ? rest.removeFirst() : byte)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// A pattern of a short answer, with its signs escaped.
    static func escaped(_ pattern: String) -> String {
        var result: [UInt8] = []
        var rest = Array(pattern.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == ASCII.bar || byte == ASCII.quote
                || byte == ASCII.backslash && rest.first != ASCII.star
            {
                result.append(ASCII.backslash)
            }
            result.append(byte)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
