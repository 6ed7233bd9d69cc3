import Values

/// Writes a text's blocks so that `BlockReader` reads the same blocks again.
enum BlockWriter {
    /// - Parameter text: any text; its canonical form is written.
    /// - Returns: its lines. The first goes behind the marker; it is empty when the text
    ///   does not begin with a paragraph.
    static func lines(_ text: RichText) -> [Bytes] { lines(text.canonical.blocks) }

    private static func lines(_ blocks: [RichText.Block]) -> [Bytes] {
        var result: [Bytes] = []
        for (place, block) in blocks.enumerated() {
            if case .paragraph(let line) = block, place == 0 {
                result += paragraph(line, behindMarker: true)
            } else {
                result.append([])
                result += lines(block)
            }
        }
        return result
    }

    private static func lines(_ block: RichText.Block) -> [Bytes] {
        switch block {
        case .paragraph(let line): paragraph(line, behindMarker: false)
        case .list(let ordered, let items): list(ordered, items)
        case .table(let header, let rows): table(header, rows)
        case .code(let text): code(text)
        case .formula(let tex): [formula(tex)]
        }
    }

    private static func paragraph(_ line: [RichText.Inline], behindMarker: Bool) -> [Bytes] {
        let lines = InlineWriter.write(line)[...].pieces(between: ASCII.newline)
        guard behindMarker, let first = lines.first else { return lines.map(escaped) }
        return [first] + lines.dropFirst().map(escaped)
    }

    /// A line that would read as something else begins with a backslash, or with the
    /// sign for nothing where a backslash would mean something too.
    static func escaped(_ line: Bytes) -> Bytes {
        guard let first = line.first, first == ASCII.bar || CauLine.isStructural(line) else {
            return line
        }
        let isWord = first.isLetter || first.isDigit || first >= 128 || first == ASCII.slash
        let isSign = first == ASCII.bar || first == ASCII.minus || first == ASCII.hash
        return Array(isWord || isSign ? "\\".utf8 : "\\&".utf8) + line
    }

    private static func list(_ ordered: Bool, _ items: [[RichText.Block]]) -> [Bytes] {
        var result: [Bytes] = []
        for (place, item) in items.enumerated() {
            let inside = lines(item)
            let marker = Array((ordered ? "\(place % 999 + 1))" : "-").utf8)
            let first = inside.first ?? []
            result.append(first.isEmpty ? marker[...] : plain(marker + [ASCII.space], first))
            result += inside.dropFirst().map { $0.isEmpty ? $0 : [ASCII.space, ASCII.space] + $0 }
        }
        return result
    }

    /// An item's first line, kept from meaning something with its marker ("- HẾT -").
    private static func plain(_ marker: [UInt8], _ first: Bytes) -> Bytes {
        if case .text = CauLine((marker + first)[...]) { return marker + first }
        return marker + "\\&".utf8 + first
    }

    private static func table(_ header: Bool, _ rows: [[[RichText.Inline]]]) -> [Bytes] {
        var result: [Bytes] = []
        for row in rows {
            var line: [UInt8] = [ASCII.bar]
            for cell in row {
                let words = InlineWriter.write(cell, inCell: true)[...]
                line += [ASCII.space] + (TableRow.isDashes(words) ? Array("\\&".utf8) : []) + words
                line += [ASCII.space, ASCII.bar]
            }
            result.append(line[...])
            if header, result.count == 1 {
                result.append(Array("|\(String(repeating: "---|", count: row.count))".utf8)[...])
            }
        }
        return result
    }

    private static func code(_ text: String) -> [Bytes] {
        let lines = Array(text.utf8)[...].pieces(between: ASCII.newline)
        let fence = Array("```".utf8)[...]
        return [fence] + lines.map(CodeFence.escaped) + [fence]
    }

    /// Spaces keep the dollars, and a last backslash, apart from the TeX.
    private static func formula(_ tex: RichText.TeX) -> Bytes {
        let source = Array(tex.source.utf8)
        let needsRoom =
            source.first == ASCII.dollar || source.last == ASCII.dollar
            || source.last == ASCII.backslash
        return Array((needsRoom ? "$$ \(tex.source) $$" : "$$\(tex.source)$$").utf8)[...]
    }
}
