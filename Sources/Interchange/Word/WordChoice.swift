/// An option or a statement of a Word document: "B. …", "c) …".
struct WordChoice: Sendable {
    /// "A" to "H", or "a" to "z".
    let letter: Character
    /// A star before the letter.
    let isStarred: Bool
    /// A hash before the letter: it keeps its place.
    let isPinned: Bool
    /// The letter with the signs around it.
    let marker: StyledLine
    let text: StyledLine

    /// Cuts a line with one option, or with several side by side.
    ///
    /// - Returns: empty when the line begins with none.
    static func options(in line: StyledLine) -> [WordChoice] {
        cut(line) { $0.isASCII && ("A"..."H").contains($0) ? [".", ")", ":"] : [] }
    }

    /// A stem with its options behind it: "… là  A. Huế  B. Hà Nội  C. Đà Nẵng".
    ///
    /// - Returns: nil where no run of letters from A to C follows.
    static func options(
        behindStemOf line: StyledLine
    ) -> (stem: StyledLine, options: [WordChoice])? {
        for place in line.glyphs.indices where place == 0 || line.glyphs[place - 1].isBlank {
            var (stem, rest) = (line, line)
            rest.glyphs = Array(line.glyphs[place...])
            let options = options(in: rest)
            guard options.first?.letter == "A", options.count >= 3 else { continue }
            stem.glyphs = Array(line.glyphs[..<place])
            return (stem.trimmed, options)
        }
        return nil
    }

    static func statements(in line: StyledLine) -> [WordChoice] {
        cut(line) { $0.isASCII && $0.isLowercase ? [")"] : [] }
    }

    /// - Parameter ends: the signs that may stand behind a letter; none: no such letter.
    private static func cut(
        _ line: StyledLine, ends: (Character) -> Set<Character>
    ) -> [WordChoice] {
        let glyphs = line.glyphs
        guard let first = marker(in: glyphs, at: 0, ends) else { return [] }
        var starts = [first]
        for place in glyphs.indices.dropFirst() where glyphs[place - 1].isBlank {
            guard let next = marker(in: glyphs, at: place, ends),
                next.letter == Self.following(starts[starts.count - 1].letter)
            else { continue }
            // A blank alone parts options only where the letter is set off by its looks.
            let isGap =
                glyphs[place - 1].isCharacter(WordSigns.tab)
                || glyphs[place].looks != glyphs[place - 1].looks
                || place >= 2 && glyphs[place - 2].isBlank
            if isGap || isCertain(next, in: glyphs, ends) { starts.append(next) }
        }
        return starts.enumerated().map { place, start in
            let end = place + 1 < starts.count ? starts[place + 1].start : glyphs.count
            var (marker, text) = (line, line)
            marker.glyphs = Array(glyphs[start.start..<start.end])
            text.glyphs = Array(glyphs[start.end..<end])
            return WordChoice(
                letter: start.letter, isStarred: start.signs.contains("*"),
                isPinned: start.signs.contains("#"), marker: marker, text: text.trimmed)
        }
    }

    private struct Start {
        let start: Int
        let end: Int
        let letter: Character
        let signs: [Character]
    }

    private static func marker(
        in glyphs: [StyledLine.Glyph], at start: Int, _ ends: (Character) -> Set<Character>
    ) -> Start? {
        var place = start
        var signs: [Character] = []
        while place < glyphs.count, case .character(let sign) = glyphs[place].piece,
            sign == "*" || sign == "#", signs.count < 2
        {
            signs.append(sign)
            place += 1
        }
        guard place + 1 < glyphs.count || place + 1 == glyphs.count - 1,
            case .character(let letter)? = glyphs[place...].first?.piece,
            case .character(let end)? = glyphs[(place + 1)...].first?.piece,
            ends(letter).contains(end)
        else { return nil }
        return Start(start: start, end: place + 2, letter: letter, signs: signs)
    }

    /// Whether the rest of the line goes on to the letter after this one, too.
    private static func isCertain(
        _ start: Start, in glyphs: [StyledLine.Glyph], _ ends: (Character) -> Set<Character>
    ) -> Bool {
        guard let next = following(start.letter) else { return false }
        let isLast = start.letter == "D" || start.letter == "d"
        return isLast
            || glyphs.indices.dropFirst(start.end).contains {
                glyphs[$0 - 1].isBlank && marker(in: glyphs, at: $0, ends)?.letter == next
            }
    }

    private static func following(_ letter: Character) -> Character? {
        letter.unicodeScalars.first.flatMap { Unicode.Scalar($0.value + 1) }.map(Character.init)
    }
}

/// How a document marks what is right.
enum WordMark: CaseIterable {
    case star
    case underlinedLetter, underlinedText
    case colouredLetter, colouredText
    case strongLetter, strongText

    /// Whether a choice has this mark.
    func isOn(_ choice: WordChoice) -> Bool {
        switch self {
        case .star: choice.isStarred
        case .underlinedLetter: choice.marker.isLetter(.underline)
        case .underlinedText: choice.text.isWhole(.underline)
        case .colouredLetter: choice.marker.isLetter(.coloured)
        case .colouredText: choice.text.isWhole(.coloured)
        case .strongLetter: choice.marker.isLetter(.strong)
        case .strongText: choice.text.isWhole(.strong)
        }
    }

    /// What must go from the texts, so that the paper does not tell.
    var looks: StyledLine.Looks {
        switch self {
        case .star: []
        case .underlinedLetter, .underlinedText: .underline
        case .colouredLetter, .colouredText: .coloured
        case .strongLetter, .strongText: .strong
        }
    }
}

extension StyledLine {
    /// Whether its letter has this look.
    fileprivate func isLetter(_ look: Looks) -> Bool {
        glyphs.contains { glyph in
            guard case .character(let character) = glyph.piece else { return false }
            return character.isLetter && glyph.looks.contains(look)
        }
    }

    /// Whether all that it shows has this look.
    func isWhole(_ look: Looks) -> Bool {
        let shown = glyphs.filter { !$0.isBlank }
        // Formulas carry no looks in pandoc's tree.
        let words = shown.filter { if case .formula = $0.piece { false } else { true } }
        return !words.isEmpty && words.allSatisfy { $0.looks.contains(look) }
    }
}
