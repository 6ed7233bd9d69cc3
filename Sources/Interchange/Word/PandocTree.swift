import Foundation

/// pandoc's syntax tree (pandoc-types 1.22), as far as documents of questions use it.
package struct PandocTree: Decodable, Sendable {
    package let blocks: [Block]

    package init(blocks: [Block]) { self.blocks = blocks }

    /// - Throws: `DecodingError`.
    package init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(PandocTree.self, from: Data(json))
    }

    package indirect enum Block: Sendable {
        /// A paragraph, a heading, or a line of one.
        case paragraph([Inline])
        case code(String)
        case bullets([[Block]])
        case ordered(start: Int, style: NumberStyle, items: [[Block]])
        /// Rows of cells; header rows first.
        case table(headerRows: Int, rows: [[[Block]]])
        case group([Block])
        /// What has no text: rules, raw markup.
        case nothing
    }

    package enum NumberStyle: String, Sendable {
        case decimal = "Decimal"
        case upperLetters = "UpperAlpha"
        case lowerLetters = "LowerAlpha"
        case upperRoman = "UpperRoman"
        case lowerRoman = "LowerRoman"
        case other
    }

    package indirect enum Inline: Sendable {
        case text(String)
        case space
        case lineBreak
        case styled(Style, [Inline])
        case code(String)
        case formula(tex: String, isDisplayed: Bool)
        case image(alternative: [Inline], path: String)
        /// A link, a quotation, a span: its text counts, it does not.
        case group([Inline])
        /// A footnote or raw markup: left out.
        case dropped
    }

    package enum Style: String, Sendable {
        case emphasis = "Emph"
        case strong = "Strong"
        case underline = "Underline"
        case strikeout = "Strikeout"
        case superscript = "Superscript"
        case `subscript` = "Subscript"
        case smallCaps = "SmallCaps"
    }
}

/// An element is `{"t": name, "c": content}`.
private enum ElementKey: String, CodingKey { case t, c }

extension PandocTree.Block: Decodable {
    package init(from decoder: any Decoder) throws {
        let element = try decoder.container(keyedBy: ElementKey.self)
        switch try element.decode(String.self, forKey: .t) {
        case "Para", "Plain":
            self = .paragraph(try element.decode([PandocTree.Inline].self, forKey: .c))
        case "LineBlock":
            let lines = try element.decode([[PandocTree.Inline]].self, forKey: .c)
            self = .group(lines.map { .paragraph($0) })
        case "Header":
            var parts = try element.nestedUnkeyedContainer(forKey: .c)
            try parts.skip(2)
            self = .paragraph(try parts.decode([PandocTree.Inline].self))
        case "CodeBlock":
            var parts = try element.nestedUnkeyedContainer(forKey: .c)
            try parts.skip(1)
            self = .code(try parts.decode(String.self))
        case "BlockQuote":
            self = .group(try element.decode([PandocTree.Block].self, forKey: .c))
        case "Div":
            var parts = try element.nestedUnkeyedContainer(forKey: .c)
            try parts.skip(1)
            self = .group(try parts.decode([PandocTree.Block].self))
        case "BulletList":
            self = .bullets(try element.decode([[PandocTree.Block]].self, forKey: .c))
        case "OrderedList":
            var parts = try element.nestedUnkeyedContainer(forKey: .c)
            var numbers = try parts.nestedUnkeyedContainer()
            let start = try numbers.decode(Int.self)
            let style = try numbers.decode(NamedElement.self).name
            self = .ordered(
                start: start, style: PandocTree.NumberStyle(rawValue: style) ?? .other,
                items: try parts.decode([[PandocTree.Block]].self))
        case "Table": self = try Self.table(element)
        default: self = .nothing
        }
    }

    /// `[attributes, caption, columns, head, [body], foot]`; a row is `[attributes, cells]`,
    /// a cell `[attributes, alignment, rows, columns, blocks]`.
    private static func table(_ element: KeyedDecodingContainer<ElementKey>) throws -> Self {
        var parts = try element.nestedUnkeyedContainer(forKey: .c)
        try parts.skip(3)
        let head = try parts.decode(Rows.self)
        var rows = head.rows
        for body in try parts.decode([Body].self) { rows += body.rows }
        rows += try parts.decode(Rows.self).rows
        return .table(headerRows: head.rows.count, rows: rows)
    }

    private struct Rows: Decodable {
        let rows: [[[PandocTree.Block]]]

        init(from decoder: any Decoder) throws {
            var parts = try decoder.unkeyedContainer()
            try parts.skip(1)
            rows = try parts.decode([Row].self).map(\.cells)
        }
    }

    private struct Body: Decodable {
        let rows: [[[PandocTree.Block]]]

        init(from decoder: any Decoder) throws {
            var parts = try decoder.unkeyedContainer()
            try parts.skip(2)
            rows = try parts.decode([Row].self).map(\.cells) + parts.decode([Row].self).map(\.cells)
        }
    }

    private struct Row: Decodable {
        let cells: [[PandocTree.Block]]

        init(from decoder: any Decoder) throws {
            var parts = try decoder.unkeyedContainer()
            try parts.skip(1)
            cells = try parts.decode([Cell].self).map(\.blocks)
        }
    }

    private struct Cell: Decodable {
        let blocks: [PandocTree.Block]

        init(from decoder: any Decoder) throws {
            var parts = try decoder.unkeyedContainer()
            try parts.skip(4)
            blocks = try parts.decode([PandocTree.Block].self)
        }
    }
}

extension PandocTree.Inline: Decodable {
    package init(from decoder: any Decoder) throws {
        let element = try decoder.container(keyedBy: ElementKey.self)
        let name = try element.decode(String.self, forKey: .t)
        if let style = PandocTree.Style(rawValue: name) {
            self = .styled(style, try element.decode([PandocTree.Inline].self, forKey: .c))
            return
        }
        switch name {
        case "Str": self = .text(try element.decode(String.self, forKey: .c))
        case "Space", "SoftBreak": self = .space
        case "LineBreak": self = .lineBreak
        case "Quoted":
            var parts = try element.nestedUnkeyedContainer(forKey: .c)
            let isSingle = try parts.decode(NamedElement.self).name == "SingleQuote"
            let inner = try parts.decode([PandocTree.Inline].self)
            self = .group([.text(isSingle ? "‘" : "“")] + inner + [.text(isSingle ? "’" : "”")])
        case "Span", "Link", "Cite":
            var parts = try element.nestedUnkeyedContainer(forKey: .c)
            try parts.skip(1)
            self = .group(try parts.decode([PandocTree.Inline].self))
        case "Code":
            var parts = try element.nestedUnkeyedContainer(forKey: .c)
            try parts.skip(1)
            self = .code(try parts.decode(String.self))
        case "Math":
            var parts = try element.nestedUnkeyedContainer(forKey: .c)
            let isDisplayed = try parts.decode(NamedElement.self).name == "DisplayMath"
            self = .formula(tex: try parts.decode(String.self), isDisplayed: isDisplayed)
        case "Image":
            var parts = try element.nestedUnkeyedContainer(forKey: .c)
            try parts.skip(1)
            let alternative = try parts.decode([PandocTree.Inline].self)
            let path = try parts.decode([String].self).first ?? ""
            self = .image(alternative: alternative, path: path)
        default: self = .dropped
        }
    }
}

/// Only an element's name is wanted.
private struct NamedElement: Decodable {
    let name: String

    init(from decoder: any Decoder) throws {
        name = try decoder.container(keyedBy: ElementKey.self).decode(String.self, forKey: .t)
    }
}

/// Anything at all.
private struct Skipped: Decodable {
    init(from decoder: any Decoder) throws {}
}

extension UnkeyedDecodingContainer {
    fileprivate mutating func skip(_ count: Int) throws {
        for _ in 0..<count { _ = try decode(Skipped.self) }
    }
}
