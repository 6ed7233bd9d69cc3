import Values

/// A Word document as a flow of lines, tables among them.
struct WordFlow {
    enum Item: Sendable {
        case line(StyledLine)
        case table(headerRows: Int, cells: [[[StyledLine]]], place: Int)
        case code(String, place: Int)
    }

    private(set) var items: [Item] = []
    private var place = 0
    /// The looks that signs have begun (`WordSigns`).
    private var signed: StyledLine.Looks = []
    private var isHeading = false
    private var lastCodeLine = 0

    init(_ tree: PandocTree) {
        for block in tree.blocks { add(block, prefix: "") }
    }

    private mutating func add(_ block: PandocTree.Block, prefix: String) {
        switch block {
        case .paragraph(let inlines) where Self.isCode(inlines):
            place += 1
            add(codeLine: Self.codeLine(inlines))
        case .paragraph(let inlines):
            place += 1
            for line in lines(inlines, prefix: prefix) { items.append(.line(line)) }
        case .code(let text):
            place += 1
            items.append(.code(Self.code(text), place: place))
        case .bullets(let all): for item in all { add(item: item, prefix: "- ") }
        case .ordered(let start, let style, let all):
            for (offset, item) in all.enumerated() {
                add(item: item, prefix: style.marker(start + offset))
            }
        case .group(let blocks): for inner in blocks { add(inner, prefix: prefix) }
        case .table(let headerRows, let rows): add(table: rows, headerRows: headerRows)
        case .nothing: break
        }
    }

    private mutating func add(item: [PandocTree.Block], prefix: String) {
        for (place, block) in item.enumerated() { add(block, prefix: place == 0 ? prefix : "") }
    }

    private mutating func add(table rows: [[[PandocTree.Block]]], headerRows: Int) {
        place += 1
        let start = place
        let outside = items
        var cells: [[[StyledLine]]] = []
        // pandoc gives every table of an OpenDocument an empty heading row.
        let isEmpty = rows.prefix(headerRows).allSatisfy { $0.allSatisfy(\.isEmpty) }
        let rows = isEmpty ? Array(rows.dropFirst(headerRows)) : rows
        var headerRows = isEmpty ? 0 : headerRows
        for row in rows {
            isHeading = false
            defer { if isHeading { headerRows += 1 } }
            cells.append([])
            for cell in row {
                items = []
                for block in cell { add(block, prefix: "") }
                cells[cells.count - 1].append(
                    items.compactMap { if case .line(let line) = $0 { line } else { nil } })
            }
        }
        items = outside + [.table(headerRows: headerRows, cells: cells, place: start)]
    }

    // MARK: Lines

    private mutating func lines(
        _ inlines: [PandocTree.Inline], prefix: String
    ) -> [StyledLine] {
        var line = StyledLine(glyphs: [], place: place)
        line.append(prefix, [])
        var found: [StyledLine] = []
        signed = []
        add(inlines, [], to: &line, &found)
        found.append(line)
        return found.map(\.trimmed.withFormulasInLine.withObstacleOfLetters)
            .filter { !$0.glyphs.isEmpty || $0.obstacle != nil || $0.hasLostDrawing }
    }

    private mutating func add(
        _ inlines: [PandocTree.Inline], _ looks: StyledLine.Looks, to line: inout StyledLine,
        _ found: inout [StyledLine]
    ) {
        for inline in inlines {
            let own = looks.union(signed)
            switch inline {
            case .text(let text): add(text, looks, to: &line)
            case .space: line.append(" ", own)
            case .lineBreak:
                found.append(line)
                line = StyledLine(glyphs: [], place: place, isContinued: true)
            case .styled(.strikeout, _), .dropped: break
            case .styled(let style, let inner):
                add(inner, looks.union(style.looks), to: &line, &found)
            case .group(let inner): add(inner, looks, to: &line, &found)
            case .code(let text):
                line.glyphs.append(.init(piece: .code(Self.code(text)), looks: own))
            case .formula(let tex, let isDisplayed):
                line.glyphs.append(
                    .init(piece: .formula(tex: tex, isDisplayed: isDisplayed), looks: own))
            case .image(let alternative, let path):
                line.glyphs.append(
                    .init(
                        piece: .image(path: path, alternative: Self.plain(alternative)), looks: own)
                )
            }
        }
    }

    private mutating func add(
        _ text: String, _ looks: StyledLine.Looks, to line: inout StyledLine
    ) {
        // By scalars: a sign and a combining mark behind it are one Character.
        var words = String.UnicodeScalarView()
        func flush() {
            line.append(String(words), looks.union(signed))
            words = String.UnicodeScalarView()
        }
        for scalar in Composition.composed(text).unicodeScalars {
            switch Character(scalar) {
            case WordSigns.colourBegins:
                flush()
                signed.insert(.coloured)
            case WordSigns.colourEnds:
                flush()
                signed.remove(.coloured)
            case WordSigns.underlineBegins:
                flush()
                signed.insert(.underline)
            case WordSigns.underlineEnds:
                flush()
                signed.remove(.underline)
            case WordSigns.heading: isHeading = true
            case WordSigns.oldFont: line.obstacle = .oldFont
            case WordSigns.drawing: line.hasLostDrawing = true
            case WordSigns.box: line.isOfBox = true
            case WordSigns.mathType: line.obstacle = line.obstacle ?? .mathType
            // A blank that does not break is a blank.
            case "\u{A0}", "\u{2007}", "\u{202F}": words.append(" ")
            default: words.append(scalar)
            }
        }
        flush()
    }

    /// A program without signs: before blanks a tab stop's is no tab.
    private static func code(_ text: String) -> String {
        let tab = String(WordSigns.tab)
        let spaced = text.replacing("\(tab) ", with: " ").replacing(tab, with: "\t")
        return WordSigns.removed(from: spaced)
    }

    private static func isCode(_ inlines: [PandocTree.Inline]) -> Bool {
        guard case .text(let text)? = inlines.first else { return false }
        return text.first == WordSigns.code
    }

    private static func codeLine(_ inlines: [PandocTree.Inline]) -> String {
        let text = inlines.map { inline in
            switch inline {
            case .text(let text): text.replacing(String(WordSigns.codeBlank), with: " ")
            case .space: " "
            default: plain([inline])
            }
        }.joined()
        return code(text)
    }

    /// A program that has a paragraph for each line, as in an OpenDocument.
    private mutating func add(codeLine: String) {
        if case .code(let above, let start)? = items.last, lastCodeLine == place - 1 {
            items[items.count - 1] = .code("\(above)\n\(codeLine)", place: start)
        } else {
            items.append(.code(codeLine, place: place))
        }
        lastCodeLine = place
    }

    private static func plain(_ inlines: [PandocTree.Inline]) -> String {
        inlines.map { inline in
            switch inline {
            case .text(let text): WordSigns.removed(from: text)
            case .space, .lineBreak: " "
            case .styled(_, let inner), .group(let inner): plain(inner)
            default: ""
            }
        }.joined()
    }
}

extension StyledLine {
    /// Letters of TCVN3 or VNI are told by themselves, where the font is not named.
    fileprivate var withObstacleOfLetters: StyledLine {
        guard obstacle == nil, OldLetters.show(in: text) else { return self }
        var line = self
        line.obstacle = .oldFont
        return line
    }

    /// Beside anything else a formula stands in the line, whatever it says: in an
    /// OpenDocument each says that it is displayed.
    fileprivate var withFormulasInLine: StyledLine {
        guard glyphs.count > 1 else { return self }
        var line = self
        for place in glyphs.indices {
            guard case .formula(let tex, true) = glyphs[place].piece else { continue }
            line.glyphs[place].piece = .formula(tex: tex, isDisplayed: false)
        }
        return line
    }

    fileprivate mutating func append(_ text: String, _ looks: Looks) {
        glyphs += text.map { Glyph(piece: .character($0), looks: looks) }
    }
}

extension PandocTree.Style {
    fileprivate var looks: StyledLine.Looks {
        switch self {
        case .strong: .strong
        case .emphasis: .emphasis
        case .underline: .underline
        case .superscript: .superscript
        case .subscript: .subscript
        case .strikeout, .smallCaps: []
        }
    }
}

extension PandocTree.NumberStyle {
    /// What a list that Word numbers by itself shows before an item.
    fileprivate func marker(_ number: Int) -> String {
        switch self {
        case .upperLetters: "\(Lettering.option(number - 1)). "
        case .lowerLetters: "\(Lettering.statement(number - 1))) "
        case .decimal, .other: "\(number). "
        case .upperRoman, .lowerRoman: Self.roman(number) + ". "
        }
    }

    private static func roman(_ number: Int) -> String {
        var (rest, text) = (number, "")
        for (value, sign) in [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
            while rest >= value {
                text += sign
                rest -= value
            }
        }
        return text
    }
}
