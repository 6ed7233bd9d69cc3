/// A stretch of UTF-8, always cut at the border of a character.
///
/// The readers work on bytes: every sign that has a meaning in our formats is
/// ASCII, and walking Characters would be many times slower.
package typealias Bytes = ArraySlice<UInt8>

/// The signs that mean something in a format, by name.
enum ASCII {
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let exclamation = UInt8(ascii: "!")
    static let quote = UInt8(ascii: "\"")
    static let hash = UInt8(ascii: "#")
    static let dollar = UInt8(ascii: "$")
    static let percent = UInt8(ascii: "%")
    static let ampersand = UInt8(ascii: "&")
    static let apostrophe = UInt8(ascii: "'")
    static let leftParenthesis = UInt8(ascii: "(")
    static let rightParenthesis = UInt8(ascii: ")")
    static let star = UInt8(ascii: "*")
    static let plus = UInt8(ascii: "+")
    static let comma = UInt8(ascii: ",")
    static let minus = UInt8(ascii: "-")
    static let point = UInt8(ascii: ".")
    static let slash = UInt8(ascii: "/")
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    static let less = UInt8(ascii: "<")
    static let equals = UInt8(ascii: "=")
    static let greater = UInt8(ascii: ">")
    static let question = UInt8(ascii: "?")
    static let leftBracket = UInt8(ascii: "[")
    static let backslash = UInt8(ascii: "\\")
    static let rightBracket = UInt8(ascii: "]")
    static let underscore = UInt8(ascii: "_")
    static let backtick = UInt8(ascii: "`")
    static let leftBrace = UInt8(ascii: "{")
    static let bar = UInt8(ascii: "|")
    static let rightBrace = UInt8(ascii: "}")
    static let tilde = UInt8(ascii: "~")
}

extension UInt8 {
    /// Space, tab or a line end.
    var isSpace: Bool { self == 32 || (9...13).contains(self) }
    var isDigit: Bool { self >= 48 && self <= 57 }
    var isLowerLetter: Bool { self >= 97 && self <= 122 }
    var isUpperLetter: Bool { self >= 65 && self <= 90 }
    var isLetter: Bool { isLowerLetter || isUpperLetter }
    /// The lower-case form of an ASCII letter; anything else as it is.
    var lowered: UInt8 { isUpperLetter ? self + 32 : self }
}

extension ArraySlice<UInt8> {
    /// The same text as a String.
    var text: String { String(decoding: self, as: UTF8.self) }

    /// Without white space at both ends.
    func trimmed() -> Bytes { trimmedStart().trimmedEnd() }

    /// Without white space before the first sign.
    func trimmedStart() -> Bytes {
        self[(firstIndex { !$0.isSpace } ?? endIndex)...]
    }

    /// Without white space after the last sign.
    func trimmedEnd() -> Bytes {
        self[..<(lastIndex { !$0.isSpace }.map { $0 + 1 } ?? startIndex)]
    }

    /// How many spaces stand before the first sign; a tab counts as four.
    var indentation: Int {
        var columns = 0
        for byte in self {
            if byte == ASCII.space {
                columns += 1
            } else if byte == ASCII.tab {
                columns += 4
            } else {
                break
            }
        }
        return columns
    }

    /// Without its first `columns` columns of spaces, as far as there are any.
    func outdented(by columns: Int) -> Bytes {
        var rest = self
        var left = columns
        while left > 0, let byte = rest.first, byte == ASCII.space || byte == ASCII.tab {
            left -= byte == ASCII.tab ? 4 : 1
            rest.removeFirst()
        }
        return rest
    }

    /// Whether the text begins with these letters.
    func begins(with prefix: StaticString) -> Bool {
        count >= prefix.utf8CodeUnitCount
            && prefix.withUTF8Buffer { self.prefix($0.count).elementsEqual($0) }
    }

    /// Whether the text ends with these letters.
    func ends(with suffix: StaticString) -> Bool {
        count >= suffix.utf8CodeUnitCount
            && suffix.withUTF8Buffer { self.suffix($0.count).elementsEqual($0) }
    }

    /// Where `pattern` first stands, at or after `start`.
    func firstPlace(of pattern: StaticString, from start: Int? = nil) -> Int? {
        pattern.withUTF8Buffer { wanted in
            guard let head = wanted.first else { return nil }
            var place = start ?? startIndex
            while let found = self[place...].firstIndex(of: head) {
                if self[found...].prefix(wanted.count).elementsEqual(wanted) { return found }
                place = found + 1
            }
            return nil
        }
    }

    /// The pieces between the `separator` bytes; empty ones are kept.
    func pieces(between separator: UInt8) -> [Bytes] {
        split(separator: separator, omittingEmptySubsequences: false)
    }

    /// The Unicode scalar that ends just before `place`.
    func scalar(before place: Int) -> Unicode.Scalar? {
        var start = place
        while start > startIndex, place - start < 4 {
            start -= 1
            if self[start] & 0xC0 != 0x80 { break }
        }
        return self[start..<place].text.unicodeScalars.last
    }

    /// The Unicode scalar that begins at `place`.
    func scalar(at place: Int) -> Unicode.Scalar? {
        self[place...].prefix(4).text.unicodeScalars.first
    }
}

extension Unicode.Scalar {
    /// Whether it belongs to a word: a letter, a mark on one, or a digit.
    var isWordSign: Bool {
        if isASCII { return UInt8(ascii: self).isLetter || UInt8(ascii: self).isDigit }
        return properties.isAlphabetic || properties.numericType != nil
            || properties.canonicalCombiningClass != .notReordered
    }
}
