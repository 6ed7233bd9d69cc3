import Values

/// A text that a short answer accepts: `*` stands for any text, `\*` for an asterisk;
/// any other backslash is itself.
///
/// Texts are compared in one Unicode form (NFC), without blanks around them and with
/// one blank wherever there are several.
struct TextPattern: Hashable, Sendable {
    private enum Sign: Hashable, Sendable {
        case anything
        case scalar(Unicode.Scalar)
    }

    private let signs: [Sign]
    private let matchesCase: Bool

    init(_ pattern: String, matchesCase: Bool) {
        self.matchesCase = matchesCase
        var signs: [Sign] = []
        for scalar in Self.comparable(pattern, matchesCase: matchesCase) {
            if scalar == "*", signs.last == .scalar("\\") {
                signs[signs.count - 1] = .scalar("*")
            } else if scalar == "*" {
                if signs.last != .anything { signs.append(.anything) }
            } else {
                signs.append(.scalar(scalar))
            }
        }
        self.signs = signs
    }

    /// Whether the whole text fits, in time proportional to text × pattern.
    func matches(_ text: String) -> Bool {
        let text = Self.comparable(text, matchesCase: matchesCase)
        var (place, sign) = (0, 0)
        /// Where the last `*` stands, and how far it reaches by now.
        var star: (sign: Int, reach: Int)?
        while place < text.count {
            if sign < signs.count, signs[sign] == .anything {
                star = (sign, place)
                sign += 1
            } else if sign < signs.count, signs[sign] == .scalar(text[place]) {
                place += 1
                sign += 1
            } else if let last = star {
                star = (last.sign, last.reach + 1)
                (place, sign) = (last.reach + 1, last.sign + 1)
            } else {
                return false
            }
        }
        return signs[sign...].allSatisfy { $0 == .anything }
    }

    private static func comparable(_ text: String, matchesCase: Bool) -> [Unicode.Scalar] {
        let clean = VietnameseText.clean(text)
        return Array(
            (matchesCase ? clean : VietnameseText.clean(clean.lowercased())).unicodeScalars)
    }
}
