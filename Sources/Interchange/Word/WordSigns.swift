/// Characters that carry through pandoc what its tree has no place for.
///
/// They stand in the private use area; where a document has them itself, they are
/// taken out first.
package enum WordSigns {
    /// A tab stop, which pandoc makes a space of.
    package static let tab: Character = "\u{E000}"
    /// Text between these two has a colour or a background of its own.
    package static let colourBegins: Character = "\u{E001}"
    package static let colourEnds: Character = "\u{E002}"
    /// Text between these two is underlined (of an OpenDocument pandoc makes it emphasis).
    package static let underlineBegins: Character = "\u{E005}"
    package static let underlineEnds: Character = "\u{E006}"
    /// In a cell of a table's heading row.
    package static let heading: Character = "\u{E007}"
    /// At the start of a line of a program, whose blanks count.
    package static let code: Character = "\u{E008}"
    /// One of those blanks.
    package static let codeBlank: Character = "\u{E009}"
    /// What follows is set in a font of an encoding before Unicode (TCVN3, VNI).
    package static let oldFont: Character = "\u{E003}"
    /// In the place of a MathType object, which holds no text.
    package static let mathType: Character = "\u{E004}"

    /// Where a drawing was that is not read.
    package static let drawing: Character = "\u{E00A}"
    /// What follows on the line stood in a text box.
    package static let box: Character = "\u{E00B}"

    package static let all: Set<Character> = [
        tab, colourBegins, colourEnds, underlineBegins, underlineEnds, heading, code, codeBlank,
        oldFont, mathType, drawing, box,
    ]

    package static func removed(from text: String) -> String {
        text.contains(where: all.contains) ? text.filter { !all.contains($0) } : text
    }
}
