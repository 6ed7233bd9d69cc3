import Values

/// Writes `RichText` as the HTML that formats of others carry, so that `HTMLReader`
/// reads the same text again. (Sen's own pages have a renderer of their own.)
struct HTMLWriter {
    private var out: [UInt8] = []

    /// One paragraph alone goes without its tags.
    ///
    /// - Returns: UTF-8 in NFC.
    static func write(_ text: RichText) -> [UInt8] {
        var writer = HTMLWriter()
        let blocks = text.canonical.blocks
        if blocks.count == 1, case .paragraph(let line) = blocks[0] {
            writer.write(line)
        } else {
            writer.write(blocks)
        }
        return writer.out
    }

    private mutating func add(_ markup: StaticString) {
        markup.withUTF8Buffer { out += $0 }
    }

    private mutating func write(_ blocks: [RichText.Block]) {
        for block in blocks { write(block) }
    }

    private mutating func write(_ block: RichText.Block) {
        switch block {
        case .paragraph(let line): wrap("<p>", line, "</p>")
        case .list(let ordered, let items):
            add(ordered ? "<ol>" : "<ul>")
            for item in items {
                add("<li>")
                write(item)
                add("</li>")
            }
            add(ordered ? "</ol>" : "</ul>")
        case .table(let header, let rows):
            add("<table>")
            for (place, row) in rows.enumerated() { write(row, isHeading: header && place == 0) }
            add("</table>")
        case .code(let text):
            add("<pre>\n")
            escape(text)
            add("</pre>")
        case .formula(let tex):
            add("<p>\\[")
            write(tex)
            add("\\]</p>")
        }
    }

    private mutating func write(_ cells: [[RichText.Inline]], isHeading: Bool) {
        add("<tr>")
        for cell in cells {
            if isHeading { wrap("<th>", cell, "</th>") } else { wrap("<td>", cell, "</td>") }
        }
        add("</tr>")
    }

    private mutating func wrap(
        _ open: StaticString, _ line: [RichText.Inline], _ close: StaticString
    ) {
        add(open)
        write(line)
        add(close)
    }

    private mutating func write(_ line: [RichText.Inline]) {
        for inline in line { write(inline) }
    }

    private mutating func write(_ inline: RichText.Inline) {
        switch inline {
        case .text(let text): escape(text)
        case .strong(let inner): wrap("<strong>", inner, "</strong>")
        case .emphasis(let inner): wrap("<em>", inner, "</em>")
        case .underline(let inner): wrap("<u>", inner, "</u>")
        case .superscript(let inner): wrap("<sup>", inner, "</sup>")
        case .subscript(let inner): wrap("<sub>", inner, "</sub>")
        case .code(let text): wrap("<code>", [.text(text)], "</code>")
        case .formula(let tex):
            add("\\(")
            write(tex)
            add("\\)")
        case .image(let image): write(image)
        case .lineBreak: add("<br>")
        case .gap: add("_____")
        }
    }

    private mutating func write(_ image: RichText.Image) {
        let path =
            switch image.source {
            case .path(let path): path
            case .asset(let hash): hash
            }
        add("<img src=\"")
        escape(path.replacing(byte: ASCII.percent, with: "%25"))
        add("\" alt=\"")
        escape(image.alternative)
        add("\">")
    }

    /// A last backslash is kept apart from the closing sign.
    private mutating func write(_ tex: RichText.TeX) {
        let backslashes = tex.source.utf8.reversed().prefix { $0 == ASCII.backslash }.count
        escape(tex.source, isFormula: true)
        if backslashes % 2 == 1 { out.append(ASCII.space) }
    }

    /// Adds words with the signs escaped that HTML, or a formula's beginning, would take.
    ///
    /// A combining mark that begins a text is written as a reference: beside the sign
    /// before it, it would become another letter.
    private mutating func escape(_ text: String, isFormula: Bool = false) {
        var isFirst = true
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.first {
            if isFirst, byte >= 0xCC, let scalar = bytes.scalar(at: bytes.startIndex),
                scalar.properties.canonicalCombiningClass != .notReordered
            {
                out += "&#\(scalar.value);".utf8
                bytes.removeFirst(UTF8.width(scalar))
                continue
            }
            isFirst = byte == ASCII.newline
            switch byte {
            case ASCII.ampersand: add("&amp;")
            case ASCII.less: add("&lt;")
            case ASCII.greater: add("&gt;")
            case ASCII.quote where !isFormula: add("&quot;")
            case ASCII.backslash where !isFormula: add("&#92;")
            case ASCII.dollar where !isFormula: add("&#36;")
            default: out.append(byte)
            }
            bytes.removeFirst()
        }
    }
}
