import Values

/// Reads the lines of one text (a stem, an option, a solution) into blocks, as
/// docs/formats.md, "Inside a text", has them.
struct BlockReader {
    let dialect: InlineReader.Dialect
    var findings = MarkupFindings()
    /// Openings of programs that never end; after a few, none is looked for any more,
    /// so that a hostile text stays linear.
    private var unclosed = 0

    private init(dialect: InlineReader.Dialect, findings: MarkupFindings) {
        (self.dialect, self.findings) = (dialect, findings)
    }

    /// - Parameters:
    ///   - lines: the text's lines. The first stands on the line of its marker
    ///     ("A. …"), so it is words and begins no list, table or code.
    ///   - findings: what could not be kept is added to it.
    /// - Returns: canonical text.
    static func read(
        _ lines: [SourceLine], as dialect: InlineReader.Dialect = .cauText,
        findings: inout MarkupFindings
    ) -> RichText {
        var reader = BlockReader(dialect: dialect, findings: findings)
        let blocks = reader.blocks(lines.map(\.bytes)[...], depth: 0)
        findings = reader.findings
        return RichText(blocks).canonical
    }

    private mutating func blocks(_ lines: ArraySlice<Bytes>, depth: Int) -> [RichText.Block] {
        var result: [RichText.Block] = []
        var paragraph: [Bytes] = []
        var place = lines.startIndex
        while place < lines.endIndex {
            let isFirst = place == lines.startIndex
            if !isFirst, let (block, end) = special(lines, at: place, depth: depth) {
                result += self.paragraph(&paragraph)
                result.append(block)
                place = end
                continue
            }
            if lines[place].trimmed().isEmpty {
                result += self.paragraph(&paragraph)
            } else {
                paragraph.append(lines[place])
            }
            place += 1
        }
        return result + self.paragraph(&paragraph)
    }

    /// The block other than a paragraph that begins at this line, and the line behind it.
    private mutating func special(
        _ lines: ArraySlice<Bytes>, at place: Int, depth: Int
    ) -> (RichText.Block, Int)? {
        let line = lines[place].trimmed()
        switch line.first {
        case ASCII.backtick: return code(lines, at: place)
        case ASCII.dollar: return formula(lines, at: place)
        case ASCII.bar: return table(lines, at: place)
        default:
            guard depth < CanonicalForm.deepestList,
                let marker = ListMarker(lines, at: place, dialect)
            else { return nil }
            return list(lines, at: place, marker, depth: depth)
        }
    }

    private mutating func code(_ lines: ArraySlice<Bytes>, at place: Int) -> (RichText.Block, Int)?
    {
        guard unclosed < 32, CodeFence.opens(lines[place]) else { return nil }
        guard let end = lines[(place + 1)...].firstIndex(where: CodeFence.closes) else {
            unclosed += 1
            return nil
        }
        let indentation = lines[place].indentation
        let inside = lines[(place + 1)..<end].map {
            CodeFence.unescaped($0.outdented(by: indentation)).text
        }
        return (.code(inside.joined(separator: "\n")), end + 1)
    }

    /// `$$ … $$`, on one line or several without a blank one between.
    private func formula(_ lines: ArraySlice<Bytes>, at place: Int) -> (RichText.Block, Int)? {
        let first = lines[place].trimmed()
        guard first.begins(with: "$$") else { return nil }
        if first.count > 4, let end = InlineSpan.dollarEnd(in: first, at: first.startIndex) {
            guard end == first.endIndex else { return nil }
            return (.formula(RichText.TeX(first.dropFirst(2).dropLast(2).text)), place + 1)
        }
        var tex = first.dropFirst(2).text
        for next in lines[(place + 1)...].indices {
            let line = lines[next].trimmed()
            if line.isEmpty || line.begins(with: "$$") && line.count > 2 { return nil }
            if line.ends(with: "$$") {
                return (.formula(RichText.TeX(tex + " " + line.dropLast(2).text)), next + 1)
            }
            tex += " " + line.text
        }
        return nil
    }

    private mutating func table(
        _ lines: ArraySlice<Bytes>, at place: Int
    ) -> (RichText.Block, Int)? {
        var rows: [[Bytes]] = []
        var end = place
        while end < lines.endIndex, let cells = TableRow.cells(of: lines[end]) {
            rows.append(cells)
            end += 1
        }
        guard !rows.isEmpty else { return nil }
        let hasHeading = rows.count > 1 && TableRow.isRule(rows[1])
        if hasHeading { rows.remove(at: 1) }
        let table = rows.map { $0.map { InlineReader.read($0, as: dialect, findings: &findings) } }
        return (.table(header: hasHeading, rows: table), end)
    }

    private mutating func list(
        _ lines: ArraySlice<Bytes>, at place: Int, _ first: ListMarker, depth: Int
    ) -> (RichText.Block, Int) {
        var items: [[RichText.Block]] = []
        var next = place
        while next < lines.endIndex,
            let marker = ListMarker(lines, at: next, dialect), marker.isOrdered == first.isOrdered
        {
            let (inside, end) = ListItem.lines(lines, at: next, marker, dialect)
            items.append(blocks(inside[...], depth: depth + 1))
            next = end
            if let later = ListItem.skipBlank(lines, from: next), later > next,
                let marker = ListMarker(lines, at: later, dialect),
                marker.isOrdered == first.isOrdered
            {
                next = later
            }
        }
        return (.list(ordered: first.isOrdered, items: items), next)
    }

    /// Ends a paragraph: its lines become one text.
    private mutating func paragraph(_ lines: inout [Bytes]) -> [RichText.Block] {
        guard let last = lines.last else { return [] }
        var joined: [UInt8] = []
        for line in lines.dropLast() {
            joined += CauLine.unescaped(line.trimmed())
            joined.append(line.ends(with: "  ") ? InlineReader.hardBreak : ASCII.newline)
        }
        joined += CauLine.unescaped(last.trimmed())
        lines.removeAll()
        return [.paragraph(InlineReader.read(joined[...], as: dialect, findings: &findings))]
    }
}
