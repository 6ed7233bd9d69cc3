import Values

/// The gaps of a cloze in its lines of Câu text: "Thủ đô là [[Hà Nội]]."
///
/// Code has brackets of its own, so nothing in it is a gap; elsewhere `[\[` is two brackets.
enum CauGaps {
    /// Takes what stands between the brackets out of the lines.
    ///
    /// - Parameter isWord: the lines come from a document, whose text was escaped on the way.
    /// - Returns: the lines with `InlineReader.gap` in each place, and what stood there, with
    ///   the line it stood on.
    static func take(
        _ lines: [SourceLine], isWord: Bool = false
    ) -> (lines: [SourceLine], gaps: [(text: String, line: Int)]) {
        var gaps: [(text: String, line: Int)] = []
        var isInCode = false
        let kept = lines.map { line in
            guard isText(line.bytes, &isInCode) else { return line }
            var walk = GapWalk(line.bytes, isWord: isWord)
            var out: [UInt8] = []
            while let piece = walk.next() {
                switch piece {
                case .gap(let inside):
                    gaps.append((unescaped(inside), line.number))
                    out.append(InlineReader.gap)
                case .brackets: out += "[[".utf8
                case .plainBracket: out += "\\[".utf8
                case .other(let bytes): out += bytes
                }
            }
            return SourceLine(number: line.number, bytes: out[...])
        }
        return (kept, gaps)
    }

    /// Puts the gaps' texts where `InlineWriter` left their marks.
    static func put(_ gaps: [String], into lines: [Bytes]) -> [Bytes] {
        var rest = gaps[...]
        var isInCode = false
        return lines.map { line in
            guard isText(line, &isInCode) else { return line }
            var walk = GapWalk(line, opensGaps: false)
            var out: [UInt8] = []
            while let piece = walk.next() {
                switch piece {
                // A bracket of the text's own must not open a gap.
                case .brackets: out += "[\\[".utf8
                case .plainBracket: out += "\\[".utf8
                case .gap: break
                case .other(let bytes):
                    for byte in bytes {
                        guard byte == InlineReader.gap, let gap = rest.popFirst() else {
                            out.append(byte)
                            continue
                        }
                        // Apart from a bracket before it.
                        if out.last == ASCII.leftBracket { out += "\\&".utf8 }
                        out += "[[".utf8 + escaped(Array(Composition.composed(gap).utf8))
                        out += "]]".utf8
                    }
                }
            }
            return out[...]
        }
    }

    /// The lines as a document shall show them: what stands in gaps is kept from meaning
    /// markup, and so is the backslash of `[\[`.
    static func literal(_ lines: [Bytes]) -> [Bytes] {
        var isInCode = false
        return lines.map { line in
            guard isText(line, &isInCode) else { return line }
            var walk = GapWalk(line)
            var out: [UInt8] = []
            while let piece = walk.next() {
                switch piece {
                case .gap(let inside):
                    let literal = inside.flatMap {
                        GapWalk.escapes.contains($0) ? [ASCII.backslash, $0] : [$0]
                    }
                    out += "[[".utf8 + literal + "]]".utf8
                case .brackets: out += "[[".utf8
                case .plainBracket: out += "\\\\[".utf8
                case .other(let bytes): out += bytes
                }
            }
            return out[...]
        }
    }

    /// Whether the line is no part of a program.
    private static func isText(_ line: Bytes, _ isInCode: inout Bool) -> Bool {
        let trimmed = line.trimmed()
        if isInCode {
            isInCode = !CodeFence.closes(trimmed)
            return false
        }
        isInCode = CodeFence.opens(trimmed)
        return !isInCode
    }

    private static func unescaped(_ inside: [UInt8]) -> String {
        var out: [UInt8] = []
        var rest = inside[...]
        while let byte = rest.popFirst() {
            if byte == ASCII.backslash, let next = rest.popFirst() {
                out += next == ASCII.rightBracket ? [next] : [byte, next]
            } else {
                out.append(byte)
            }
        }
        return out[...].text
    }

    /// A bracket gets a backslash where it would end the gap.
    private static func escaped(_ text: [UInt8]) -> [UInt8] {
        text.enumerated().flatMap { place, byte in
            let isEnd = place + 1 == text.count || text[place + 1] == ASCII.rightBracket
            return byte == ASCII.rightBracket && isEnd ? [ASCII.backslash, byte] : [byte]
        }
    }
}

/// A walk along a line that stops at its brackets; code and formulas are stepped over.
/// Linear: that no gap ends any more is found out once.
private struct GapWalk {
    enum Piece {
        /// What stands between "[[" and "]]", backslashes kept.
        case gap([UInt8])
        /// "[[" that opens no gap.
        case brackets
        /// `\[` behind a bracket, which keeps the two from opening one.
        case plainBracket
        case other(Bytes)
    }

    /// What `InlineWriter` puts a backslash before.
    static let escapes = Set("*_$`\\<!|".utf8)

    private let line: Bytes
    private let isWord: Bool
    private var place: Int
    private var spans = SpanSearch()
    private var opensGaps: Bool

    init(_ line: Bytes, isWord: Bool = false, opensGaps: Bool = true) {
        (self.line, self.isWord, self.opensGaps) = (line, isWord, opensGaps)
        place = line.startIndex
    }

    mutating func next() -> Piece? {
        guard place < line.endIndex else { return nil }
        let rest = line[place...]
        if rest.begins(with: "[[") {
            place += 2
            if opensGaps, let (text, end) = inside() {
                place = end
                return .gap(text)
            }
            opensGaps = false
            return .brackets
        }
        let isBehindBracket = place > line.startIndex && line[place - 1] == ASCII.leftBracket
        if isBehindBracket, isWord ? rest.begins(with: "\\\\[") : rest.begins(with: "\\[") {
            place += isWord ? 3 : 2
            return .plainBracket
        }
        let start = place
        if let end = spans.end(in: line, at: place) {
            place = end
        } else if rest.first == ASCII.backtick {
            place += InlineSpan.runLength(in: line, at: place)
        } else {
            place += rest.first == ASCII.backslash ? min(2, rest.count) : 1
        }
        return .other(line[start..<place])
    }

    /// What stands up to "]]", a backslash before a bracket or another backslash heeded.
    private func inside() -> (text: [UInt8], end: Int)? {
        var text: [UInt8] = []
        var next = place
        while let (sign, behind) = sign(at: next) {
            next = behind
            guard sign == ASCII.backslash || sign == ASCII.rightBracket,
                let (second, end) = self.sign(at: behind)
            else {
                text.append(sign)
                continue
            }
            if sign == ASCII.backslash {
                text += [sign, second]
                next = end
            } else if second == ASCII.rightBracket {
                return (text, end)
            } else {
                text.append(sign)
            }
        }
        return nil
    }

    /// A sign as its author wrote it, and the place behind it.
    private func sign(at place: Int) -> (UInt8, Int)? {
        guard place < line.endIndex else { return nil }
        let isEscape =
            isWord && line[place] == ASCII.backslash && place + 1 < line.endIndex
            && Self.escapes.contains(line[place + 1])
        return isEscape ? (line[place + 1], place + 2) : (line[place], place + 1)
    }
}
