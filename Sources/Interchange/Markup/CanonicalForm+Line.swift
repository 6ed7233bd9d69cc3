import Values

extension CanonicalForm {
    /// The marks that can stand around a part of a line.
    struct Spans: OptionSet {
        let rawValue: Int
        static let strong = Spans(rawValue: 1)
        static let emphasis = Spans(rawValue: 2)
        static let underline = Spans(rawValue: 4)
    }

    /// A line's parts, without trimming its ends.
    static func line(
        _ inlines: [RichText.Inline], inside spans: Spans, depth: Int
    ) -> [RichText.Inline] {
        var result: [RichText.Inline] = []
        var words = ""
        for inline in inlines {
            for part in canonical(inline, inside: spans, depth: depth) {
                if case .text(let text) = part {
                    words += text
                } else {
                    append(words: &words, to: &result, before: part)
                    result.append(part)
                }
            }
        }
        append(words: &words, to: &result, before: nil)
        return result
    }

    /// Ends a run of words: neighbouring texts are one, without spaces beside a break.
    private static func append(
        words: inout String, to line: inout [RichText.Inline], before next: RichText.Inline?
    ) {
        guard !words.isEmpty else { return }
        var text = prose(words)
        if line.last == .lineBreak { text = withoutFirstSpace(text) }
        if next == .lineBreak { text = withoutLastSpace(text) }
        if !text.isEmpty { line.append(.text(text)) }
        words = ""
    }

    /// By bytes: a space and a combining mark after it are one Character.
    static func withoutFirstSpace(_ text: String) -> String {
        text.utf8.first == ASCII.space
            ? String(decoding: text.utf8.dropFirst(), as: UTF8.self) : text
    }

    static func withoutLastSpace(_ text: String) -> String {
        text.utf8.last == ASCII.space ? String(decoding: text.utf8.dropLast(), as: UTF8.self) : text
    }

    private static func canonical(
        _ inline: RichText.Inline, inside spans: Spans, depth: Int
    ) -> [RichText.Inline] {
        switch inline {
        case .text:
            return [inline]
        case .strong(let inner):
            return span(inner, .strong, inside: spans, depth: depth) { .strong($0) }
        case .emphasis(let inner):
            return span(inner, .emphasis, inside: spans, depth: depth) { .emphasis($0) }
        case .underline(let inner):
            return span(inner, .underline, inside: spans, depth: depth) { .underline($0) }
        case .superscript(let inner):
            return span(inner, [], inside: spans, depth: depth) { .superscript($0) }
        case .subscript(let inner):
            return span(inner, [], inside: spans, depth: depth) { .subscript($0) }
        case .code(let text):
            let text = program(text).replacing(byte: ASCII.newline, with: " ")
            return text.isEmpty ? [] : [.code(text)]
        case .formula(let tex):
            let tex = formula(tex)
            return tex.source.isEmpty ? [] : [.formula(tex)]
        case .image(var image):
            image.alternative = trimmed(prose(image.alternative))
            return [.image(image)]
        case .lineBreak:
            return [.lineBreak]
        case .gap:
            return [inline]
        }
    }

    private static func span(
        _ inner: [RichText.Inline], _ mark: Spans, inside spans: Spans, depth: Int,
        as make: ([RichText.Inline]) -> RichText.Inline
    ) -> [RichText.Inline] {
        let isRepeated = !mark.isEmpty && spans.contains(mark)
        let parts = line(inner, inside: spans.union(mark), depth: depth + 1)
        if isRepeated || depth >= deepestSpan { return parts }
        return parts.isEmpty ? [] : [make(parts)]
    }

    /// Words: NFC, one plain space for any white space, no control signs.
    static func prose(_ text: String) -> String {
        if isTidy(text) { return Composition.composed(text) }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar == "\u{A0}" || scalar.isASCII && UInt8(ascii: scalar).isSpace {
                if bytes.last != ASCII.space { bytes.append(ASCII.space) }
            } else if scalar.value >= 32 && scalar.value != 127 {
                bytes.append(contentsOf: String(scalar).utf8)
            }
        }
        return Composition.composed(bytes[...].text)
    }

    private static func isTidy(_ text: String) -> Bool {
        var before: UInt8 = 0
        for byte in text.utf8 {
            if byte < 32 || byte == 127 || byte == 0xA0 && before == 0xC2
                || byte == 32 && before == 32
            {
                return false
            }
            before = byte
        }
        return true
    }

    private static func trimmed(_ text: String) -> String { Array(text.utf8)[...].trimmed().text }

    /// A program: line ends are LF, tabs and spaces stay, no other control signs.
    static func program(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        var before: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where before == "\r": break
            case "\n", "\r": kept.append("\n")
            case "\u{A0}": kept.append(" ")
            case _ where scalar.value >= 32 && scalar.value != 127 || scalar == "\t":
                kept.append(scalar)
            default: break
            }
            before = scalar
        }
        return Composition.composed(String(kept))
    }

    /// TeX: white space is one space (TeX sees no difference), "$$" inside is parted.
    static func formula(_ tex: RichText.TeX) -> RichText.TeX {
        RichText.TeX(trimmed(prose(tex.source)).replacing("$$", with: "$ $"))
    }
}
