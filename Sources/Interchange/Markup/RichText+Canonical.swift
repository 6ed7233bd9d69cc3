package import Values

extension RichText {
    /// The same text in the one shape that every reader here makes and every writer
    /// here can write: NFC, single spaces, no empty parts, no emphasis inside the
    /// same emphasis, lists at most six deep, tables with rows of equal length.
    ///
    /// Reading what was written of a canonical text gives that text again.
    package var canonical: RichText { RichText(CanonicalForm.blocks(blocks, depth: 0)) }
}

/// The steps to `RichText.canonical`.
enum CanonicalForm {
    /// Lists inside lists, at most; deeper ones become paragraphs.
    static let deepestList = 6
    /// Spans inside spans, at most; deeper ones lose their mark.
    static let deepestSpan = 8

    static func blocks(_ blocks: [RichText.Block], depth: Int) -> [RichText.Block] {
        var result: [RichText.Block] = []
        for block in blocks.flatMap({ canonical($0, depth: depth) }) {
            if case .list(let ordered, let items) = block,
                case .list(ordered, let earlier)? = result.last
            {
                result[result.count - 1] = .list(ordered: ordered, items: earlier + items)
            } else {
                result.append(block)
            }
        }
        return result
    }

    private static func canonical(_ block: RichText.Block, depth: Int) -> [RichText.Block] {
        switch block {
        case .paragraph(let line):
            let line = paragraph(line)
            return line.isEmpty ? [] : [.paragraph(line)]
        case .list(let ordered, let items):
            if depth >= deepestList { return items.flatMap { blocks($0, depth: depth) } }
            let kept = items.map { blocks($0, depth: depth + 1) }.filter { !$0.isEmpty }
            return kept.isEmpty ? [] : [.list(ordered: ordered, items: kept)]
        case .table(let header, let rows):
            let width = rows.map(\.count).max() ?? 0
            guard width > 0 else { return [] }
            let padded = rows.map { row in
                row.map { paragraph($0) } + Array(repeating: [], count: width - row.count)
            }
            return [.table(header: header, rows: padded)]
        case .code(let text):
            let text = program(text)
            return text.isEmpty ? [] : [.code(text)]
        case .formula(let tex):
            let tex = formula(tex)
            return tex.source.isEmpty ? [] : [.formula(tex)]
        }
    }

    /// A paragraph's line: nothing but words at its ends and beside its breaks.
    static func paragraph(_ line: [RichText.Inline]) -> [RichText.Inline] {
        var rest = self.line(line, inside: [], depth: 0)
        trimStart(&rest)
        trimEnd(&rest)
        return rest
    }

    private static func trimStart(_ line: inout [RichText.Inline]) {
        while let first = line.first {
            if case .text(let text) = first {
                let trimmed = withoutFirstSpace(text)
                if trimmed.isEmpty { line.removeFirst() } else { line[0] = .text(trimmed) }
                if !trimmed.isEmpty { return }
            } else if case .lineBreak = first {
                line.removeFirst()
            } else {
                return
            }
        }
    }

    private static func trimEnd(_ line: inout [RichText.Inline]) {
        while let last = line.last {
            if case .text(let text) = last {
                let trimmed = withoutLastSpace(text)
                line.removeLast()
                if !trimmed.isEmpty { return line.append(.text(trimmed)) }
            } else if case .lineBreak = last {
                line.removeLast()
            } else {
                return
            }
        }
    }
}
