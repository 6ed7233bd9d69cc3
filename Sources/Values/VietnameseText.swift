import Foundation

/// What Vietnamese needs of text: one normal form, an order, and a folding for search.
package enum VietnameseText {
    /// NFC, without the marks and spaces that copying leaves behind: a byte-order mark,
    /// zero-width spaces, no-break spaces, runs of blanks.
    package static func clean(_ text: String) -> String {
        if isClean(text) { return text }
        // By scalars: a space and a combining mark after it are one Character.
        let visible = text.precomposedStringWithCanonicalMapping.unicodeScalars.filter {
            !["\u{FEFF}", "\u{200B}", "\u{200E}", "\u{200F}", "\u{2060}"].contains($0)
        }
        return visible.split { $0.properties.isWhitespace || $0 == "\u{A0}" }
            .map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    }

    /// Whether a glance shows that `clean` would change nothing: printable ASCII and
    /// precomposed Latin letters, with single spaces between them.
    private static func isClean(_ text: String) -> Bool {
        var wasSpace = true
        for scalar in text.unicodeScalars {
            switch scalar {
            case " ":
                if wasSpace { return false }
                wasSpace = true
            case "!"..."~", "\u{C0}"..."\u{24F}", "\u{1EA0}"..."\u{1EF9}": wasSpace = false
            default: return false
            }
        }
        return !wasSpace || text.isEmpty
    }

    /// Lower case without diacritics and with đ as d: what search compares.
    package static func folded(_ text: String) -> String {
        var folded = ""
        folded.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x41, 0x5B..<0x80: folded.unicodeScalars.append(scalar)
            case 0..<0x370: folded += latin[Int(scalar.value)]
            case 0x1E00..<0x2300: folded += moreLatin[Int(scalar.value) - 0x1E00]
            default: return fullyFolded(text)
            }
        }
        return folded
    }

    /// What each scalar is folded to: Latin with its marks; and more of it, punctuation,
    /// arrows and signs of mathematics.
    private static let latin = table(0..<0x370)
    private static let moreLatin = table(0x1E00..<0x2300)

    private static func table(_ scalars: Range<UInt32>) -> [String] {
        scalars.map { Unicode.Scalar($0).map { fullyFolded(String($0)) } ?? "" }
    }

    private static func fullyFolded(_ text: String) -> String {
        let bare = text.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars
            .filter { $0.properties.canonicalCombiningClass == .notReordered }
            .map { $0 == "đ" ? "d" : $0 }
        return String(String.UnicodeScalarView(bare))
    }

    /// Texts in Vietnamese order; each one's key is made once.
    package static func sorted(_ texts: some Sequence<String>) -> [String] {
        texts.map { (key: sortKey($0), text: $0) }.sorted { $0.key < $1.key }.map(\.text)
    }

    /// A key whose byte order is the Vietnamese alphabetical order of the words:
    /// letters first (a ă â b c d đ e ê …), tones after (ngang huyền hỏi ngã sắc nặng).
    package static func sortKey(_ text: String) -> String {
        var letters = ""
        var tones = ""
        for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar {
            case "\u{0300}": tones.replaceLast(with: "2")
            case "\u{0309}": tones.replaceLast(with: "3")
            case "\u{0303}": tones.replaceLast(with: "4")
            case "\u{0301}": tones.replaceLast(with: "5")
            case "\u{0323}": tones.replaceLast(with: "6")
            case "\u{0306}": letters.replaceLast(with: "1")  // ă
            case "\u{0302}": letters.replaceLast(with: "2")  // â ê ô
            case "\u{031B}": letters.replaceLast(with: "3")  // ơ ư
            case "đ":
                letters.append("d1")
                tones.append("1")
            default:
                // Every letter has a rank behind it, or a mark would count before
                // the next letter: "Ân" must come after "An" and before "Bình".
                letters.unicodeScalars.append(scalar)
                letters.append("0")
                tones.append("1")
            }
        }
        return letters + "\u{1}" + tones
    }

    /// The order of people: given name (the last word), then the rest.
    package static func nameSortKey(_ fullName: String) -> String {
        let words = fullName.split(separator: " ")
        let given = words.last.map(String.init) ?? ""
        return sortKey(given) + "\u{2}" + sortKey(words.dropLast().joined(separator: " "))
    }
}

extension String {
    /// Puts `character` in the place of the last one, where there is one.
    fileprivate mutating func replaceLast(with character: Character) {
        guard !isEmpty else { return }
        removeLast()
        append(character)
    }
}
