extension RichText {
    /// What is read in one line: as a title or in a list, without formatting, with
    /// formulas in signs ("y = x³ − 3x") and pictures by their alternative text.
    package var readableText: String {
        var text = ""
        for block in blocks { Self.read(block, into: &text) }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The same, cut behind a word where it is longer than so many characters.
    package func readableText(upTo limit: Int) -> String {
        let text = readableText
        guard text.count > limit else { return text }
        let cut = text.prefix(limit)
        let words = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut
        return (words.count > limit / 2 ? words : cut) + "…"
    }

    private static func read(_ block: Block, into text: inout String) {
        switch block {
        case .paragraph(let line): read(line, into: &text)
        case .list(_, let items):
            for block in items.joined() { read(block, into: &text) }
        case .table(_, let rows):
            for cell in rows.joined() {
                read(cell, into: &text)
                text += " "
            }
        case .code(let code): text += code
        case .formula(let tex): text += TeXText.plain(tex.source)
        }
        text += " "
    }

    private static func read(_ line: [Inline], into text: inout String) {
        for inline in line {
            switch inline {
            case .text(let words), .code(let words): text += words
            case .strong(let inner), .emphasis(let inner), .underline(let inner):
                read(inner, into: &text)
            case .superscript(let inner): read(inner, small: TeXSigns.superscripts, into: &text)
            case .subscript(let inner): read(inner, small: TeXSigns.subscripts, into: &text)
            case .formula(let tex): text += TeXText.plain(tex.source)
            case .image(let image): if !image.isDecorative { text += image.alternative }
            case .lineBreak: text += " "
            case .gap: text += "…"
            }
        }
    }

    /// In small signs where each has one; else as it stands.
    private static func read(
        _ line: [Inline], small: [Character: Character], into text: inout String
    ) {
        var plain = ""
        read(line, into: &plain)
        let signs = plain.map { small[$0] }
        text += signs.contains(nil) ? plain : String(signs.compactMap(\.self))
    }
}
