import Values

/// Writes a line's parts so that `InlineReader` reads the same parts again.
struct InlineWriter {
    private var out: [UInt8] = []
    /// Whether a span's closing sign was written last: a letter there would undo it.
    private var isBehindSpan = false
    /// In a table's cell bars are escaped and breaks are `<br>`.
    private let inCell: Bool

    /// Stands for nothing; keeps a sign from meaning something with its neighbour.
    private static let nothing: StaticString = "\\&"

    /// - Returns: Câu text, of several lines where the line has breaks.
    static func write(_ line: [RichText.Inline], inCell: Bool = false) -> [UInt8] {
        var writer = InlineWriter(inCell: inCell)
        writer.write(line)
        return writer.out
    }

    private init(inCell: Bool) { self.inCell = inCell }

    private mutating func write(_ line: [RichText.Inline]) {
        for inline in line { write(inline) }
    }

    private mutating func write(_ inline: RichText.Inline) {
        switch inline {
        case .text(let text): write(words: Array(text.utf8))
        case .strong(let inner): write(inner, between: "**")
        case .emphasis(let inner): write(inner, between: "*")
        case .underline(let inner): write(inner, between: "__")
        case .superscript(let inner): write(inner, in: "sup")
        case .subscript(let inner): write(inner, in: "sub")
        case .code(let text): write(code: Array(text.utf8))
        case .formula(let tex): append(Self.formula(tex))
        case .image(let image): write(image)
        case .lineBreak: append(inCell ? Array("<br>".utf8) : Array("\\\n".utf8))
        case .gap: append([InlineReader.gap])
        }
    }

    /// Adds a piece, apart from a closing sign before it where it must be.
    private mutating func append(_ piece: [UInt8]) {
        if isBehindSpan, let first = piece[...].scalar(at: 0),
            first.isWordSign || first == "*" || first == "_"
        {
            append(Self.nothing)
        } else if out.last == ASCII.backtick, piece.first == ASCII.backtick {
            append(Self.nothing)
        }
        isBehindSpan = false
        out += piece
    }

    private mutating func append(_ piece: StaticString) {
        piece.withUTF8Buffer { out += $0 }
    }

    private mutating func write(words: [UInt8]) {
        var escaped: [UInt8] = []
        /// How many underscores stand together where one was seen last.
        var underscores = 0
        for (place, byte) in words.enumerated() {
            let next = place + 1 < words.count ? words[place + 1] : nil
            let isFirst = place == 0 || words[place - 1] != byte
            if byte == ASCII.underscore, isFirst {
                underscores = InlineSpan.runLength(in: words[...], at: place)
            }
            let isFree =
                switch byte {
                case ASCII.backslash, ASCII.star, ASCII.dollar, ASCII.backtick: false
                case ASCII.underscore:
                    underscores > 2 || underscores == 1 && place > 0 && next != nil
                case ASCII.less: !(next.map { $0.isLetter || $0 == ASCII.slash } ?? false)
                case ASCII.exclamation: next != ASCII.leftBracket
                case ASCII.bar: !inCell
                default: true
                }
            if !isFree { escaped.append(ASCII.backslash) }
            escaped.append(byte)
        }
        append(escaped)
    }

    private mutating func write(_ inner: [RichText.Inline], between sign: String) {
        let mark = Array(sign.utf8)
        isBehindSpan = false
        if let last = out[...].scalar(before: out.count),
            last.isWordSign || last == "*" || last == "_"
        {
            append(Self.nothing)
        }
        out += mark
        let start = out.count
        write(inner)
        isBehindSpan = false
        if let first = out[start...].scalar(at: start), Self.isUnfitInside(first) {
            out.insert(contentsOf: Array("\\&".utf8), at: start)
        }
        if let last = out[...].scalar(before: out.count), Self.isUnfitInside(last) {
            append(Self.nothing)
        }
        out += mark
        isBehindSpan = true
    }

    private static func isUnfitInside(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && UInt8(ascii: scalar).isSpace || scalar == "*" || scalar == "_"
            || scalar.properties.canonicalCombiningClass != .notReordered
    }

    private mutating func write(_ inner: [RichText.Inline], in tag: String) {
        append(Array("<\(tag)>".utf8))
        let start = out.count
        write(inner)
        isBehindSpan = false
        if let first = out[start...].scalar(at: start),
            first.properties.canonicalCombiningClass != .notReordered
        {
            out.insert(contentsOf: Array("\\&".utf8), at: start)
        }
        out += Array("</\(tag)>".utf8)
        isBehindSpan = true
    }

    private mutating func write(code: [UInt8]) {
        var longest = 0
        var place = 0
        var lengths: Set<Int> = []
        while let found = code[place...].firstIndex(of: ASCII.backtick) {
            let run = InlineSpan.runLength(in: code[...], at: found)
            lengths.insert(run)
            longest = max(longest, run)
            place = found + run
        }
        let length = (1...(longest + 1)).first { !lengths.contains($0) } ?? longest + 1
        let fence = Array(repeating: ASCII.backtick, count: length)
        let isPadded =
            code.first == ASCII.backtick || code.last == ASCII.backtick
            || code.first == ASCII.space && code.last == ASCII.space
                && code.contains { $0 != ASCII.space }
        let pad = isPadded ? [ASCII.space] : []
        append(fence + pad + code + pad + fence)
    }

    /// Between dollars, or between `\(` and `\)` where the TeX has a dollar of its own.
    private static func formula(_ tex: RichText.TeX) -> [UInt8] {
        var source = Array(tex.source.utf8)
        let backslashes = source.reversed().prefix { $0 == ASCII.backslash }.count
        if backslashes % 2 == 1 { source.append(ASCII.space) }
        if isWhole([ASCII.dollar] + source + [ASCII.dollar], InlineSpan.dollarEnd) {
            return [ASCII.dollar] + source + [ASCII.dollar]
        }
        return Array("\\(".utf8) + source + Array("\\)".utf8)
    }

    private static func isWhole(_ span: [UInt8], _ end: (Bytes, Int) -> Int?) -> Bool {
        end(span[...], 0) == span.count && !span.starts(with: [ASCII.dollar, ASCII.dollar])
    }

    private mutating func write(_ image: RichText.Image) {
        let path =
            switch image.source {
            case .path(let path): path
            case .asset(let hash): hash
            }
        let alternative = image.alternative.backslashed("\\[]|`$")
        append(Array("![\(alternative)](\(path.backslashed("\\()|`$")))".utf8))
    }
}
