import Values

/// Reads the inside of a paragraph, as docs/formats.md, "Inside a text", has it.
///
/// Linear in the length of the text: every search that fails is remembered, and
/// spans nest at most `CanonicalForm.deepestSpan` deep.
struct InlineReader {
    enum Dialect {
        case cauText
        /// `_` and `__` are emphasis and strong, as in Markdown.
        case markdown
    }

    /// Stands in a joined paragraph for a line end that is a break.
    static let hardBreak: UInt8 = 0x0B

    /// Stands for a gap of a cloze, whose answer `CauGaps` has taken out.
    static let gap: UInt8 = 0x1F

    let text: Bytes
    let dialect: Dialect
    var place: Int
    var open = [OpenSpan(mark: nil)]
    var findings = MarkupFindings()
    private var spans = SpanSearch()
    /// No picture's path ends any more.
    private var isWithoutPictures = false

    /// A span whose end has not come yet; the first is the paragraph itself.
    struct OpenSpan {
        let mark: SpanMark?
        var inlines: [RichText.Inline] = []
        var words: [UInt8] = []

        var isEmpty: Bool { inlines.isEmpty && words.isEmpty }

        /// Turns the words so far into a part of the line.
        mutating func flush() {
            guard !words.isEmpty else { return }
            inlines.append(.text(words[...].text))
            words.removeAll(keepingCapacity: true)
        }
    }

    /// - Parameter text: a paragraph whose lines are joined by newline or `hardBreak`.
    /// - Returns: the parts, not yet canonical.
    static func read(
        _ text: Bytes, as dialect: Dialect, findings: inout MarkupFindings
    ) -> [RichText.Inline] {
        var reader = InlineReader(text: text, dialect: dialect, place: text.startIndex)
        reader.findings = findings
        while reader.place < text.endIndex { reader.step() }
        while reader.open.count > 1 { reader.giveUpInnermost() }
        reader.open[0].flush()
        findings = reader.findings
        return reader.open[0].inlines
    }

    private init(text: Bytes, dialect: Dialect, place: Int) {
        (self.text, self.dialect, self.place) = (text, dialect, place)
    }

    private mutating func step() {
        switch text[place] {
        case ASCII.space, ASCII.tab, ASCII.newline: takeSpace()
        case Self.hardBreak: takeBreak(length: 1)
        case ASCII.backslash: takeBackslash()
        case ASCII.star, ASCII.underscore: takeMark()
        case ASCII.backtick: takeCode()
        case ASCII.dollar: takeDollars()
        case ASCII.less: takeTag()
        case ASCII.exclamation: takePicture()
        case Self.gap: takeGap()
        default: takeWords()
        }
    }

    private mutating func takeWords() {
        let end =
            text[place...].firstIndex { byte in
                switch byte {
                case 9...13, 31, 32, 33, 36, 42, 60, 92, 95, 96: true
                default: false
                }
            } ?? text.endIndex
        open[open.count - 1].words.append(contentsOf: text[place..<end])
        place = end
    }

    private mutating func takeSpace() {
        if open[open.count - 1].words.last != ASCII.space {
            open[open.count - 1].words.append(ASCII.space)
        }
        place += 1
    }

    private mutating func takeGap() {
        findings.gaps += 1
        add(.gap(findings.gaps))
        place += 1
    }

    private mutating func takeBreak(length: Int) {
        add(.lineBreak)
        place += length
    }

    /// Takes `length` bytes as the words that they are.
    mutating func takeLiterally(_ length: Int) {
        open[open.count - 1].words.append(contentsOf: text[place..<place + length])
        place += length
    }

    mutating func add(_ inline: RichText.Inline) {
        open[open.count - 1].flush()
        open[open.count - 1].inlines.append(inline)
    }

    private mutating func takeBackslash() {
        guard place + 1 < text.endIndex else { return takeLiterally(1) }
        switch text[place + 1] {
        case ASCII.newline, Self.hardBreak: takeBreak(length: 2)
        case ASCII.leftParenthesis: takeParenthesised()
        case ASCII.ampersand where dialect == .cauText: place += 2
        case let byte where Self.escapable.contains(byte):
            place += 1
            takeLiterally(1)
        default: takeLiterally(1)
        }
    }

    private static let escapable = Set("*$_`\\#<[]!-|)".utf8)

    private mutating func takeCode() {
        let length = InlineSpan.runLength(in: text, at: place)
        guard let end = spans.end(in: text, at: place) else {
            return takeLiterally(length)
        }
        var inside = text[place + length..<end - length]
        if inside.first == ASCII.space, inside.last == ASCII.space,
            inside.contains(where: { $0 != 32 })
        {
            inside = inside.dropFirst().dropLast()
        }
        let line = inside.map { $0 == ASCII.newline || $0 == Self.hardBreak ? ASCII.space : $0 }
        add(.code(line[...].text))
        place = end
    }

    private mutating func takeDollars() {
        let isDouble = text[place...].begins(with: "$$")
        let length = isDouble ? 2 : 1
        guard let end = spans.end(in: text, at: place) else {
            findings.loneDollar = true
            return takeLiterally(length)
        }
        takeFormula(text[place + length..<end - length], upTo: end)
    }

    private mutating func takeParenthesised() {
        guard let end = spans.end(in: text, at: place) else {
            return takeLiterally(2)
        }
        takeFormula(text[place + 2..<end - 2], upTo: end)
    }

    private mutating func takeFormula(_ tex: Bytes, upTo end: Int) {
        let line = tex.map { $0 == Self.hardBreak ? ASCII.space : $0 }
        add(.formula(RichText.TeX(line[...].text)))
        place = end
    }

    /// `![what it shows](where it is)`; the parentheses of a path may pair.
    private mutating func takePicture() {
        guard text[place...].begins(with: "!["), !isWithoutPictures,
            let alternative = unescaped(from: place + 2, until: ASCII.rightBracket),
            alternative.end + 1 < text.endIndex, text[alternative.end + 1] == ASCII.leftParenthesis
        else { return takeLiterally(1) }
        guard let path = unescaped(from: alternative.end + 2, until: ASCII.rightParenthesis) else {
            isWithoutPictures = true
            return takeLiterally(1)
        }
        if let local = PicturePath.local(path.text) {
            add(.image(RichText.Image(source: .path(local), alternative: alternative.text)))
        } else {
            findings.drop(picture: path.text)
            open[open.count - 1].words.append(contentsOf: alternative.text.utf8)
        }
        place = path.end + 1
    }

    /// The text up to the bracket `close` with its escapes undone, and that bracket's place.
    private func unescaped(from start: Int, until close: UInt8) -> (text: String, end: Int)? {
        let opening = close == ASCII.rightParenthesis ? ASCII.leftParenthesis : ASCII.leftBracket
        var bytes: [UInt8] = []
        var depth = 0
        var next = start
        while next < text.endIndex {
            switch text[next] {
            case ASCII.backslash
            where next + 1 < text.endIndex && Self.pathEscapes.contains(text[next + 1]):
                next += 1
                bytes.append(text[next])
            case close where depth == 0: return (bytes[...].text, next)
            case opening where close == ASCII.rightBracket: return nil
            case opening, close:
                depth += text[next] == opening ? 1 : -1
                bytes.append(text[next])
            default: bytes.append(text[next])
            }
            next += 1
        }
        return nil
    }

    private static let pathEscapes = Set("\\[]()|`$".utf8)
}
