/// The gaps of a cloze in its lines of Câu text: "Thủ đô là [[Hà Nội]]."
///
/// Code has brackets of its own, so nothing in it is a gap; elsewhere `[\[` is two brackets.
enum CauGaps {
    private static let open = Array("[[".utf8)

    /// Takes what stands between the brackets out of the lines.
    ///
    /// - Returns: the lines with `InlineReader.gap` in each place, and what stood there, with
    ///   the line it stood on.
    static func take(
        _ lines: [SourceLine]
    ) -> (lines: [SourceLine], gaps: [(text: String, line: Int)]) {
        var gaps: [(text: String, line: Int)] = []
        var kept: [SourceLine] = []
        var isInCode = false
        for line in lines {
            var line = line
            let trimmed = line.bytes.trimmed()
            if isInCode || CodeFence.opens(trimmed) {
                isInCode = isInCode ? !CodeFence.closes(trimmed) : true
            } else {
                let number = line.number
                line.bytes = walk(line.bytes) { behind in
                    guard let end = end(in: behind) else { return nil }
                    gaps.append((unescaped(behind[..<end]).text, number))
                    return ([InlineReader.gap], end: end + 2)
                }
            }
            kept.append(line)
        }
        return (kept, gaps)
    }

    /// Puts the gaps' texts where `InlineWriter` left their marks.
    static func put(_ gaps: [String], into lines: [Bytes]) -> [Bytes] {
        var rest = gaps[...]
        var isInCode = false
        return lines.map { line in
            let trimmed = line.trimmed()
            if isInCode || CodeFence.opens(trimmed) {
                isInCode = isInCode ? !CodeFence.closes(trimmed) : true
                return line
            }
            // A bracket of the text's own must not open a gap.
            let plain = walk(line) { (Array("[\\[".utf8), end: $0.startIndex) }
            var out: [UInt8] = []
            for byte in plain {
                if byte == InlineReader.gap, let gap = rest.popFirst() {
                    // Apart from a bracket before it.
                    if out.last == ASCII.leftBracket { out += "\\&".utf8 }
                    out += "[[".utf8 + escaped(Array(Composition.composed(gap).utf8)) + "]]".utf8
                } else {
                    out.append(byte)
                }
            }
            return out[...]
        }
    }

    /// The lines with what stands in gaps kept from meaning markup.
    static func literal(_ lines: [Bytes]) -> [Bytes] {
        lines.map { line in
            walk(line) { behind in
                guard let end = end(in: behind) else { return nil }
                let inside = behind[..<end].flatMap {
                    "*_$`\\<!".utf8.contains($0) ? [ASCII.backslash, $0] : [$0]
                }
                return (Array("[[".utf8) + inside + Array("]]".utf8), end: end + 2)
            }
        }
    }

    /// The line with what begins with "[[" outside code and formulas replaced.
    ///
    /// - Parameter replace: takes what follows the brackets; says what stands instead of
    ///   them and what follows up to a place, or nil to keep them.
    private static func walk(
        _ line: Bytes, _ replace: (Bytes) -> ([UInt8], end: Int)?
    ) -> Bytes {
        var out: [UInt8] = []
        var place = line.startIndex
        while place < line.endIndex {
            if line[place...].starts(with: open), let (text, end) = replace(line[(place + 2)...]) {
                out += text
                place = end
            } else if let end = InlineSpan.end(in: line, at: place) {
                out += line[place..<end]
                place = end
            } else {
                let length = line[place] == ASCII.backslash ? min(2, line.endIndex - place) : 1
                out += line[place..<place + length]
                place += length
            }
        }
        return out[...]
    }

    /// Where "]]" stands, a backslash before a bracket or another backslash heeded.
    private static func end(in line: Bytes) -> Int? {
        var place = line.startIndex
        while place + 1 < line.endIndex {
            if line[place] == ASCII.backslash {
                place += 2
            } else if line[place] == ASCII.rightBracket, line[place + 1] == ASCII.rightBracket {
                return place
            } else {
                place += 1
            }
        }
        return nil
    }

    private static func unescaped(_ text: Bytes) -> Bytes {
        var out: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == ASCII.backslash, rest.first == ASCII.rightBracket {
                out.append(rest.removeFirst())
            } else if byte == ASCII.backslash, let next = rest.popFirst() {
                out += [byte, next]
            } else {
                out.append(byte)
            }
        }
        return out[...]
    }

    private static func escaped(_ text: [UInt8]) -> [UInt8] {
        text.flatMap { $0 == ASCII.rightBracket ? [ASCII.backslash, $0] : [$0] }
    }
}
