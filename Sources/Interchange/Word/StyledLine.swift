import Values

/// A line of a Word document, sign by sign with its looks: what is cut into markers
/// and texts.
struct StyledLine: Sendable {
    var glyphs: [Glyph]
    /// The paragraph of the document, from 1.
    var place: Int
    /// Goes on in the paragraph of the line before it.
    var isContinued = false
    /// Something in it cannot be read.
    var obstacle: Obstacle?

    /// A drawing stood here that is not read.
    var hasLostDrawing = false
    /// It stood in a text box.
    var isOfBox = false

    enum Obstacle: Hashable, Sendable { case oldFont, mathType }

    struct Glyph: Hashable, Sendable {
        var piece: Piece
        var looks: Looks
    }

    enum Piece: Hashable, Sendable {
        case character(Character)
        case code(String)
        case formula(tex: String, isDisplayed: Bool)
        case image(path: String, alternative: String)
    }

    struct Looks: OptionSet, Hashable, Sendable {
        let rawValue: UInt8
        static let strong = Looks(rawValue: 1)
        static let emphasis = Looks(rawValue: 2)
        static let underline = Looks(rawValue: 4)
        static let coloured = Looks(rawValue: 8)
        static let superscript = Looks(rawValue: 16)
        static let `subscript` = Looks(rawValue: 32)
    }

    /// One character a glyph; objects are U+FFFC.
    var text: String {
        String(
            glyphs.map { glyph -> Character in
                if case .character(let character) = glyph.piece { character } else { "\u{FFFC}" }
            })
    }

    var isBlank: Bool { glyphs.allSatisfy(\.isBlank) }

    /// The line without blanks at its ends.
    var trimmed: StyledLine {
        var line = self
        line.glyphs = Array(
            glyphs.drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed())
        return line
    }

    /// Its last `count` glyphs.
    func suffix(_ count: Int) -> StyledLine {
        var line = self
        line.glyphs = Array(glyphs.suffix(count))
        return line
    }

    /// Without some looks, such as the one that marks the right answer.
    func without(_ looks: Looks) -> StyledLine {
        var line = self
        for place in glyphs.indices { line.glyphs[place].looks.subtract(looks) }
        return line
    }

    /// What stands in the gaps of a cloze without looks: it is compared as text.
    var withPlainGaps: StyledLine {
        var line = self
        var place = 0
        while place + 1 < glyphs.count {
            guard glyphs[place].isCharacter("["), glyphs[place + 1].isCharacter("[") else {
                place += 1
                continue
            }
            guard let end = gapEnd(from: place + 2) else { break }
            for inside in place..<end { line.glyphs[inside].looks = [] }
            place = end
        }
        return line
    }

    /// The place behind "]]"; a backslash keeps the sign behind it from meaning anything.
    private func gapEnd(from start: Int) -> Int? {
        var place = start
        while place + 1 < glyphs.count {
            if glyphs[place].isCharacter("\\") {
                place += 2
            } else if glyphs[place].isCharacter("]"), glyphs[place + 1].isCharacter("]") {
                return place + 2
            } else {
                place += 1
            }
        }
        return nil
    }

    /// As Câu text writes it.
    var markup: Bytes { InlineWriter.write(inlines)[...] }

    /// The parts of the line; tab stops are blanks, colours are left out.
    var inlines: [RichText.Inline] {
        var result: [RichText.Inline] = []
        var rest = glyphs[...]
        while let first = rest.first {
            let looks = first.looks.subtracting(.coloured)
            let run = rest.prefix { $0.looks.subtracting(.coloured) == looks }
            rest = rest.dropFirst(run.count)
            result.append(contentsOf: Self.dressed(Self.pieces(run), looks))
        }
        return result
    }

    private static func pieces(_ run: ArraySlice<Glyph>) -> [RichText.Inline] {
        var result: [RichText.Inline] = []
        var text = ""
        for glyph in run {
            if case .character(let character) = glyph.piece {
                text.append(character == WordSigns.tab ? " " : character)
                continue
            }
            if !text.isEmpty { result.append(.text(text)) }
            text = ""
            switch glyph.piece {
            case .character: break
            case .code(let code): result.append(.code(code))
            case .formula(let tex, _): result.append(.formula(RichText.TeX(tex)))
            case .image(let path, let alternative):
                result.append(
                    .image(RichText.Image(source: .path(path), alternative: alternative)))
            }
        }
        if !text.isEmpty { result.append(.text(text)) }
        return result
    }

    private static func dressed(
        _ pieces: [RichText.Inline], _ looks: Looks
    ) -> [RichText.Inline] {
        var result = pieces
        if looks.contains(.subscript) { result = [.subscript(result)] }
        if looks.contains(.superscript) { result = [.superscript(result)] }
        if looks.contains(.underline) { result = [.underline(result)] }
        if looks.contains(.emphasis) { result = [.emphasis(result)] }
        if looks.contains(.strong) { result = [.strong(result)] }
        return result
    }
}

extension StyledLine.Glyph {
    var isBlank: Bool {
        if case .character(let character) = piece {
            return character.isWhitespace || character == WordSigns.tab
        }
        return false
    }

    func isCharacter(_ wanted: Character) -> Bool { piece == .character(wanted) }
}
