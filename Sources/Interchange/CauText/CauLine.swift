import Assessment

/// What a line of Câu text is when it stands alone (docs/formats.md, "Lines").
///
/// This is the widest reading: `CauSplitter` decides by what stands above whether
/// "C. elegans …" begins an option or goes on with the stem.
package enum CauLine {
    case blank
    case note
    case text
    case question(CauQuestionStart)
    /// "PHẦN II …", with its number where it has one.
    case part(Int?)
    /// "II. …", which is a part only where a question follows.
    case roman(Int)
    case field(CauField, value: Bytes)
    /// What several questions are about; a sentence may only look so.
    case passage(CauPassageStart)
    case option(CauMarker)
    case statement(CauMarker)
    /// "HẾT" alone.
    case end
    /// "BẢNG ĐÁP ÁN" alone.
    case answerTable

    /// - Parameter line: without white space at its ends.
    package init(_ line: Bytes) {
        guard let first = line.first else {
            self = .blank
            return
        }
        if line.begins(with: "//") {
            self = .note
        } else if let marker = CauMarker(option: line) {
            self = .option(marker)
        } else if let marker = CauMarker(statement: line) {
            self = .statement(marker)
        } else if first.isLetter || first >= 128 || first == ASCII.star || first == ASCII.minus
            || first == ASCII.equals || first == ASCII.underscore
        {
            self = Self.words(line)
        } else {
            self = .text
        }
    }

    private static func words(_ line: Bytes) -> CauLine {
        if let start = CauQuestionStart(line) { return .question(start) }
        if let heading = CauHeading.read(line) { return heading }
        if let (field, value) = CauField.read(line) { return .field(field, value: value) }
        if let start = CauPassageStart(line) { return .passage(start) }
        return .text
    }

    /// Whether the line would mean something else than its words: such a line of a text
    /// is written with a backslash before it.
    static func isStructural(_ line: Bytes) -> Bool {
        if ListMarker.begins(line) { return true }
        if case .text = CauLine(line) { return false }
        return true
    }

    /// A text's line without the backslash that kept it from being structural.
    static func unescaped(_ line: Bytes) -> Bytes {
        guard line.first == ASCII.backslash, let next = line.dropFirst().first,
            next.isLetter || next.isDigit || next >= 128 || next == ASCII.slash,
            isStructural(line.dropFirst())
        else { return line }
        return line.dropFirst()
    }
}

/// The letter that begins an option ("*#B.") or a statement ("*c)").
package struct CauMarker {
    /// The ASCII letter: A to H, or a to z.
    let letter: UInt8
    /// A star: the right option, a true statement.
    let isStarred: Bool
    /// A hash: the option keeps its place.
    let isPinned: Bool
    /// Whether a space, or nothing, follows the marker.
    let isApart: Bool
    let rest: Bytes

    init?(option line: Bytes) {
        var rest = line
        let signs = rest.prefix(2).prefix { $0 == ASCII.star || $0 == ASCII.hash }
        let isBold = signs.elementsEqual("**".utf8)
        rest = rest.dropFirst(signs.count)
        guard signs.count < 2 || signs.first != signs.last || isBold,
            let letter = rest.first, (UInt8(ascii: "A")...UInt8(ascii: "H")).contains(letter),
            let mark = rest.dropFirst().first,
            mark == ASCII.point || mark == ASCII.rightParenthesis
        else { return nil }
        rest = rest.dropFirst(2)
        if isBold {
            guard rest.begins(with: "**") else { return nil }
            rest = rest.dropFirst(2)
        }
        self.letter = letter
        isStarred = !isBold && signs.contains(ASCII.star)
        isPinned = signs.contains(ASCII.hash)
        isApart = rest.first.map(\.isSpace) ?? true
        self.rest = rest.trimmedStart()
    }

    init?(statement line: Bytes) {
        isStarred = line.first == ASCII.star
        let rest = line.dropFirst(isStarred ? 1 : 0)
        guard let letter = rest.first, letter.isLowerLetter,
            rest.dropFirst().first == ASCII.rightParenthesis
        else { return nil }
        self.letter = letter
        isPinned = false
        isApart = rest.dropFirst(2).first.map(\.isSpace) ?? true
        self.rest = rest.dropFirst(2).trimmedStart()
    }

    /// The letter as people see it.
    var name: String { String(UnicodeScalar(letter)) }
}
