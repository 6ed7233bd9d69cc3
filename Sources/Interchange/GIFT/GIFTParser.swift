/// Takes a GIFT file apart, by the rules of Moodle's own reader: blank lines part
/// questions (also inside braces), lines are trimmed, "//" begins a comment.
package enum GIFTParser {
    package static func parse(_ source: SourceText) -> GIFTDocument {
        var document = GIFTDocument(items: [])
        var block: [SourceLine] = []
        for line in source.lines {
            let trimmed = SourceLine(number: line.number, bytes: line.bytes.trimmed())
            if trimmed.bytes.isEmpty {
                take(block, into: &document)
                block.removeAll(keepingCapacity: true)
            } else {
                block.append(trimmed)
            }
        }
        take(block, into: &document)
        return document
    }

    /// A category ends with its line, whatever follows it (Moodle takes the whole block
    /// for its name).
    private static func take(_ block: [SourceLine], into document: inout GIFTDocument) {
        var comments = GIFTComments()
        var lines: [SourceLine] = []
        for line in block {
            if line.bytes.begins(with: "//") {
                comments.take(line.bytes)
            } else if lines.isEmpty, line.bytes.begins(with: "$CATEGORY:") {
                var hidden: [UInt8] = []
                GIFTEscapes.hide(line.bytes.dropFirst(10), into: &hidden)
                let path = GIFTEscapes.shown(hidden[...])
                document.items.append(.category(GIFTCategory(line: line.number, path: path)))
                comments = GIFTComments()
            } else {
                lines.append(line)
            }
        }
        guard !lines.isEmpty else { return }
        document.items.append(GIFTBlock.parse(lines, comments))
    }
}

/// What the comments above a question say of it.
struct GIFTComments {
    private(set) var identifier: String?
    private(set) var tags: [String] = []
    private(set) var own = GIFTOwnMarks()

    /// Reads `[id:…]`, `[tag:…]` and Sen's own of one comment line.
    mutating func take(_ line: Bytes) {
        var place = line.startIndex
        while let open = line[place...].firstIndex(of: ASCII.leftBracket) {
            place = open + 1
            let rest = line[place...]
            guard let colon = rest.prefix(12).firstIndex(of: ASCII.colon),
                let (value, end) = Self.value(line, from: colon + 1)
            else { continue }
            take(rest[..<colon].text, value)
            place = end
        }
    }

    private mutating func take(_ key: String, _ value: String) {
        switch key {
        case "id" where identifier == nil && !value.isEmpty: identifier = value
        case "tag" where !value.isEmpty: tags.append(value)
        case "guid": own.guid = value
        case "pinned": own.pinned = value.split(separator: ",").compactMap { Int($0) }
        case "choices": own.choices = value.split(separator: ",").compactMap { Int($0) }
        case "passage":
            own.hasLineBehindPassage = value.hasSuffix("+")
            own.passage = Int(own.hasLineBehindPassage ? String(value.dropLast()) : value)
        case "recording": own.recording = value
        case "plays": own.plays = Int(value)
        case "transcript": own.transcript = value
        case "criterion": own.criteria.append(value)
        case "grading": own.isAllOrNothing = value == "all"
        case "case": own.matchesCase = value == "yes"
        case "decimal": own.takesEitherMark = value == "either"
        case "relative":
            for pair in value.split(separator: ",") {
                let sides = pair.split(separator: "=")
                guard sides.count == 2, let place = Int(sides[0]) else { continue }
                own.relative[place] = String(sides[1])
            }
        default: break
        }
    }

    /// Up to the bracket; `\]` is one of the value's own.
    private static func value(_ line: Bytes, from start: Int) -> (String, end: Int)? {
        var value: [UInt8] = []
        var place = start
        while place < line.endIndex {
            if line[place] == ASCII.backslash, place + 1 < line.endIndex,
                line[place + 1] == ASCII.rightBracket || line[place + 1] == ASCII.backslash
            {
                place += 1
            } else if line[place] == ASCII.rightBracket {
                return (value[...].trimmed().text, place + 1)
            }
            value.append(line[place])
            place += 1
        }
        return nil
    }
}
