import Foundation
package import Values

/// Reads HTML, or text with some, into `RichText`: a small safe subset comes through,
/// the rest is dropped and named.
///
/// What comes out holds no tag at all, so that no script, style or handler survives.
package struct HTMLReader {
    package enum Mode {
        case html
        /// Moodle's own: HTML in which line ends count; what is no known tag is text.
        case autoFormat
        /// No tags and no references; line ends count.
        case plain
    }

    private let text: Bytes
    private let mode: Mode
    private var place: Int
    private var flow = FlowBuilder()
    private var findings: MarkupFindings
    /// Angles that began no tag; after many, none is tried any more (hostile texts).
    private var falseAngles = 0
    private var exhausted: Set<UInt8> = []

    /// - Returns: canonical text. `findings` gains what was dropped.
    static func read(
        _ text: String, as mode: Mode, findings: inout MarkupFindings
    ) -> RichText {
        var reader = HTMLReader(Array(text.utf8)[...], mode, findings)
        while reader.place < reader.text.endIndex { reader.step() }
        findings = reader.findings
        return reader.flow.finish()
    }

    /// The same without a report, for whoever only wants the text.
    package static func read(_ text: String, as mode: Mode) -> RichText {
        var findings = MarkupFindings()
        return read(text, as: mode, findings: &findings)
    }

    private init(_ text: Bytes, _ mode: Mode, _ findings: MarkupFindings) {
        (self.text, self.mode, self.findings) = (text, mode, findings)
        place = text.startIndex
    }

    private mutating func step() {
        switch text[place] {
        case ASCII.less where mode != .plain: takeAngle()
        case ASCII.backslash: takeBackslash()
        case ASCII.dollar: takeDollars()
        case ASCII.newline where mode != .html: takeNewlines()
        default: takeWords()
        }
    }

    private mutating func takeWords() {
        let end =
            text[(place + 1)...].firstIndex {
                $0 == ASCII.less || $0 == ASCII.backslash || $0 == ASCII.dollar
                    || $0 == ASCII.newline
            } ?? text.endIndex
        add(words: text[place..<end])
        place = end
    }

    private mutating func add(words: Bytes) {
        flow.add(.text(mode == .plain ? words.text : HTMLText.decoded(words)))
    }

    private mutating func takeLiterally(_ length: Int) {
        add(words: text[place..<place + length])
        place += length
    }

    private mutating func takeNewlines() {
        let end = text[place...].firstIndex { !$0.isSpace } ?? text.endIndex
        let count = text[place..<end].count { $0 == ASCII.newline }
        if count > 1 { flow.breakParagraph() } else { flow.add(.lineBreak) }
        place = end
    }

    private mutating func takeBackslash() {
        guard place + 1 < text.endIndex else { return takeLiterally(1) }
        let sign = text[place + 1]
        let end: Int? =
            switch sign {
            case ASCII.leftParenthesis: find(sign, InlineSpan.parenthesisEnd)
            case ASCII.leftBracket: find(sign, InlineSpan.bracketEnd)
            default: nil
            }
        guard let end, !holdsTag(text[place..<end]) else { return takeLiterally(1) }
        let tex = self.tex(text[(place + 2)..<(end - 2)])
        if sign == ASCII.leftBracket {
            flow.addDisplay(tex, breaks: true)
        } else {
            flow.add(RichText.Inline.formula(tex))
        }
        place = end
    }

    private mutating func takeDollars() {
        guard text[place...].begins(with: "$$"),
            let end = find(ASCII.dollar, InlineSpan.dollarEnd), end > place + 4,
            !holdsTag(text[place..<end])
        else { return takeLiterally(1) }
        flow.addDisplay(tex(text[(place + 2)..<(end - 2)]), breaks: false)
        place = end
    }

    private func tex(_ source: Bytes) -> RichText.TeX {
        RichText.TeX(mode == .plain ? source.text : HTMLText.decoded(source))
    }

    private mutating func find(_ sign: UInt8, _ end: (Bytes, Int) -> Int?) -> Int? {
        guard !exhausted.contains(sign) else { return nil }
        let found = end(text, place)
        if found == nil { exhausted.insert(sign) }
        return found
    }

    /// Whether a stretch that looks like a formula runs over a tag: then it is none.
    private func holdsTag(_ stretch: Bytes) -> Bool {
        guard mode != .plain else { return false }
        return stretch.indices.contains { place in
            stretch[place] == ASCII.less
                && HTMLTag(stretch, at: place).map { HTMLElement.isKnown($0.name) } == true
        }
    }
}

extension HTMLReader {
    private mutating func takeAngle() {
        let rest = text[place...]
        if rest.begins(with: "<!--") {
            place = text.firstPlace(of: "-->", from: place + 4).map { $0 + 3 } ?? text.endIndex
        } else if mode == .html, rest.begins(with: "<!") || rest.begins(with: "<?") {
            place = text[place...].firstIndex(of: ASCII.greater).map { $0 + 1 } ?? text.endIndex
        } else if falseAngles < 256, let tag = HTMLTag(text, at: place), isMeant(tag) {
            place = tag.end
            take(tag)
        } else {
            falseAngles += 1
            takeLiterally(1)
        }
    }

    private func isMeant(_ tag: HTMLTag) -> Bool {
        mode == .html || HTMLElement.isKnown(tag.name) && !tag.hasBareWord
    }

    private mutating func take(_ tag: HTMLTag) {
        guard let element = HTMLElement(tag.name) else {
            if HTMLElement.isBlock(tag.name) { flow.breakParagraph() }
            return findings.drop(markup: "<\(tag.name)>")
        }
        switch element {
        case .span(let mark): tag.isEnd ? flow.close(mark) : flow.open(mark)
        case .lineBreak: flow.add(.lineBreak)
        case .block: flow.breakParagraph()
        case .heading:
            flow.breakParagraph()
            tag.isEnd ? flow.close(.strong) : flow.open(.strong)
        case .picture: takePicture(tag)
        case .code, .program: if !tag.isEnd { takeCode(tag) }
        case .transparent: break
        case .hidden: if !tag.isEnd { skip(tag) }
        default: takeStructure(element, tag)
        }
    }

    private mutating func takeStructure(_ element: HTMLElement, _ tag: HTMLTag) {
        switch element {
        case .list(let ordered):
            if tag.isEnd {
                flow.closeList()
            } else if !flow.openList(ordered: ordered) {
                findings.drop(markup: "<\(tag.name)>")
            }
        case .item: tag.isEnd ? flow.closeItem() : flow.openItem()
        case .table:
            if tag.isEnd {
                flow.closeTable()
            } else if !flow.openTable() {
                findings.drop(markup: "<table>")
            }
        case .row: tag.isEnd ? flow.closeRow() : flow.openRow()
        case .cell(let isHeading):
            tag.isEnd ? flow.closeCell() : flow.openCell(isHeading: isHeading)
        default: break
        }
    }

    /// Moodle names the files of a question "@@PLUGINFILE@@/…".
    private mutating func takePicture(_ tag: HTMLTag) {
        let source = tag.attributes["src"] ?? ""
        let named = source.replacing("@@PLUGINFILE@@/", with: "", maxReplacements: 1)
        let alternative = tag.attributes["alt"] ?? ""
        if let path = PicturePath.local(named.removingPercentEncoding ?? named) {
            flow.add(.image(RichText.Image(source: .path(path), alternative: alternative)))
        } else {
            findings.drop(picture: source)
            if !alternative.isEmpty { flow.add(.text(alternative)) }
        }
    }

    /// The text up to the end tag, in which other tags mean nothing.
    private mutating func takeCode(_ tag: HTMLTag) {
        var code = ""
        var start = place
        func rest(_ text: Bytes, _ upTo: Int) -> String { HTMLText.decoded(text[start..<upTo]) }
        while place < text.endIndex {
            guard text[place] == ASCII.less, let inner = HTMLTag(text, at: place),
                HTMLElement.isKnown(inner.name)
            else {
                place += 1
                continue
            }
            code += rest(text, place) + (inner.name == "br" ? "\n" : "")
            place = inner.end
            start = place
            if inner.isEnd, inner.name == tag.name { break }
        }
        if start < place { code += rest(text, place) }
        if tag.name == "pre" {
            flow.add(RichText.Block.code(String(code.trimmingPrefix("\n"))))
        } else {
            flow.add(RichText.Inline.code(code))
        }
    }

    /// Drops an element with all that it holds.
    private mutating func skip(_ tag: HTMLTag) {
        findings.drop(markup: "<\(tag.name)>")
        var depth = 1
        while depth > 0, let angle = text[place...].firstIndex(of: ASCII.less) {
            guard let inner = HTMLTag(text, at: angle), inner.name == tag.name else {
                place = angle + 1
                continue
            }
            depth += inner.isEnd ? -1 : 1
            place = inner.end
        }
        if depth > 0 { place = text.endIndex }
    }
}
