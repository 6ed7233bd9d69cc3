import Values

/// Writes `RichText` as the HTML that formats of others carry, so that `HTMLReader`
/// reads the same text again. (Sen's own pages have a renderer of their own.)
enum HTMLWriter {
    /// One paragraph alone goes without its tags.
    static func write(_ text: RichText) -> String {
        let blocks = text.canonical.blocks
        if blocks.count == 1, case .paragraph(let line) = blocks[0] { return write(line) }
        return blocks.map(write).joined()
    }

    private static func write(_ block: RichText.Block) -> String {
        switch block {
        case .paragraph(let line): "<p>\(write(line))</p>"
        case .list(let ordered, let items):
            wrap(
                ordered ? "ol" : "ul",
                items.map { "<li>\($0.map(write).joined())</li>" }.joined())
        case .table(let header, let rows):
            wrap("table", rows.enumerated().map { row($1, header && $0 == 0) }.joined())
        case .code(let text): "<pre>\n\(escaped(text))</pre>"
        case .formula(let tex): "<p>\\[\(formula(tex))\\]</p>"
        }
    }

    private static func row(_ cells: [[RichText.Inline]], _ isHeading: Bool) -> String {
        wrap("tr", cells.map { wrap(isHeading ? "th" : "td", write($0)) }.joined())
    }

    private static func write(_ line: [RichText.Inline]) -> String {
        line.map { inline in
            switch inline {
            case .text(let text): escaped(text)
            case .strong(let inner): wrap("strong", write(inner))
            case .emphasis(let inner): wrap("em", write(inner))
            case .underline(let inner): wrap("u", write(inner))
            case .superscript(let inner): wrap("sup", write(inner))
            case .subscript(let inner): wrap("sub", write(inner))
            case .code(let text): wrap("code", escaped(text))
            case .formula(let tex): "\\(\(formula(tex))\\)"
            case .image(let image): write(image)
            case .lineBreak: "<br>"
            }
        }
        .joined()
    }

    private static func write(_ image: RichText.Image) -> String {
        let path =
            switch image.source {
            case .path(let path): path
            case .asset(let hash): hash
            }
        let source = escaped(path).replacing("%", with: "%25")
        return "<img src=\"\(source)\" alt=\"\(escaped(image.alternative))\">"
    }

    private static func wrap(_ tag: String, _ inner: String) -> String {
        "<\(tag)>\(inner)</\(tag)>"
    }

    /// A last backslash is kept apart from the closing sign.
    private static func formula(_ tex: RichText.TeX) -> String {
        let backslashes = tex.source.utf8.reversed().prefix { $0 == ASCII.backslash }.count
        return angles(tex.source) + (backslashes % 2 == 1 ? " " : "")
    }

    /// Also the signs that would begin a formula.
    private static func escaped(_ text: String) -> String {
        angles(text).replacing("\"", with: "&quot;").replacing("\\", with: "&#92;")
            .replacing("$", with: "&#36;")
    }

    /// A combining mark that begins a text is written as a reference: beside the sign
    /// before it, it would become another letter.
    private static func angles(_ text: String) -> String {
        var result = ""
        var before: Unicode.Scalar = "\n"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case _ where before == "\n" && scalar.properties.canonicalCombiningClass != .notReordered:
                result += "&#\(scalar.value);"
            default: result.unicodeScalars.append(scalar)
            }
            before = scalar
        }
        return result
    }
}
