/// One tag of HTML with its attributes.
struct HTMLTag {
    /// In lower case.
    let name: String
    let isEnd: Bool
    /// Names in lower case, values with their references resolved.
    private(set) var attributes: [String: String] = [:]
    /// The place behind the closing angle.
    private(set) var end: Int
    /// Whether an attribute stands without a value that is none of HTML's own: then the
    /// "tag" is likely a comparison, as in "a <b and b> c".
    private(set) var hasBareWord = false

    /// Reads the tag that begins at the angle at `place`.
    ///
    /// - Returns: nil when there is none.
    init?(_ text: Bytes, at place: Int) {
        var next = place + 1
        guard next < text.endIndex else { return nil }
        isEnd = text[next] == ASCII.slash
        if isEnd { next += 1 }
        let letters = text[next...].prefix(32).prefix {
            $0.isLetter || $0.isDigit || $0 == ASCII.minus
        }
        guard let first = letters.first, first.isLetter else { return nil }
        name = letters.text.lowercased()
        end = letters.endIndex
        guard end < text.endIndex,
            text[end].isSpace || text[end] == ASCII.slash || text[end] == ASCII.greater
        else { return nil }
        while readAttribute(text) {}
        guard end < text.endIndex, text[end] == ASCII.greater else { return nil }
        end += 1
    }

    /// - Returns: false at the closing angle, or where no attribute can be.
    private mutating func readAttribute(_ text: Bytes) -> Bool {
        end = text[end...].firstIndex { !$0.isSpace && $0 != ASCII.slash } ?? text.endIndex
        let name = text[end...].prefix(64).prefix {
            $0.isLetter || $0.isDigit || $0 == ASCII.minus || $0 == ASCII.underscore
                || $0 == ASCII.colon
        }
        guard !name.isEmpty else { return false }
        end = name.endIndex
        let key = name.text.lowercased()
        guard end < text.endIndex, text[end] == ASCII.equals else {
            hasBareWord = hasBareWord || !Self.bareWords.contains(key)
            return true
        }
        end += 1
        let value: Bytes
        if end < text.endIndex, text[end] == ASCII.quote || text[end] == ASCII.apostrophe {
            let quote = text[end]
            guard let close = text[(end + 1)...].firstIndex(of: quote) else {
                end = text.endIndex
                return false
            }
            value = text[(end + 1)..<close]
            end = close + 1
        } else {
            value = text[end...].prefix { !$0.isSpace && $0 != ASCII.greater }
            end = value.endIndex
        }
        if attributes[key] == nil { attributes[key] = HTMLText.decoded(value) }
        return true
    }

    private static let bareWords: Set<String> = [
        "allowfullscreen", "async", "autoplay", "checked", "compact", "controls", "default",
        "defer", "disabled", "hidden", "ismap", "loop", "multiple", "muted", "nohref",
        "noshade", "nowrap", "open", "readonly", "required", "reversed", "selected",
    ]
}

/// Text between tags.
enum HTMLText {
    /// The text with every character reference resolved.
    static func decoded(_ text: Bytes) -> String {
        guard text.contains(ASCII.ampersand) else { return text.text }
        var result: [UInt8] = []
        var place = text.startIndex
        while place < text.endIndex {
            if text[place] == ASCII.ampersand, let (piece, end) = HTMLEntity.read(text, at: place) {
                result += piece.utf8
                place = end
            } else {
                result.append(text[place])
                place += 1
            }
        }
        return result[...].text
    }
}
