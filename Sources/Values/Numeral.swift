package import Foundation

/// A number as people write it in an answer: exact, in decimal.
///
/// Comma and point are both decimal marks and only a space separates thousands:
/// "0,5" = "0.5" = "0,50", and "1.234.567" is not a number (national exam rule).
package struct Numeral: Hashable, Sendable {
    /// The exact value; at most 38 digits, exponent -128 to 127.
    package let value: Decimal

    package init(_ value: Decimal) { self.value = value }

    package static let zero = Numeral(0)

    /// How the marks inside a typed number are read.
    package enum Notation: String, Hashable, Codable, Sendable {
        /// Comma and point are both decimal marks.
        case eitherMark
        /// Only the point is one, commas separate thousands: the rule of formats that
        /// come from English ("1,000.5"; Moodle).
        case pointDecimal
    }

    /// Reads a number as its notation says.
    package init?(_ text: String, notation: Notation) {
        switch notation {
        case .eitherMark: self.init(text)
        case .pointDecimal: self.init(text.replacing(",", with: ""))
        }
    }

    /// Reads "-3,5", "1 234", "2.5e-3", "3×10^8", "3*10^8" and "3.10^8".
    ///
    /// - Returns: nil when the text is not one number of at most 34 digits.
    package init?(_ text: String) {
        var rest = Substring(text.filter { !$0.isWhitespace })
        let negative = Self.takeSign(&rest)
        let (digits, exponentText) = Self.splitExponent(rest)
        guard let exponent = exponentText.map(Self.exponent) ?? 0,
            let magnitude = Self.magnitude(digits, exponent: exponent),
            Self.spacesSeparateDigits(text)
        else { return nil }
        value = negative ? -magnitude : magnitude
    }

    /// Plain decimal text with "." and no needless zeros; machines read it.
    package var plain: String { value.description }

    /// As plain, with the Vietnamese decimal comma.
    package var vietnamese: String { plain.replacing(".", with: ",") }

    private static func takeSign(_ rest: inout Substring) -> Bool {
        guard let first = rest.first, "+-−–".contains(first) else { return false }
        rest.removeFirst()
        return first != "+"
    }

    /// Cuts the power of ten off: "3×10^8" is ("3", "8"), "2e-3" is ("2", "-3").
    private static func splitExponent(_ text: Substring) -> (Substring, Substring?) {
        for mark in ["×10^", "x10^", "*10^", "·10^", "×10**", "x10**", "*10**", "e", "E"] {
            guard let range = text.range(of: mark) else { continue }
            return (text[..<range.lowerBound], text[range.upperBound...])
        }
        if let range = text.range(of: ".10^") {
            return (text[..<range.lowerBound], text[range.upperBound...])
        }
        return (text, nil)
    }

    private static func exponent(_ text: Substring) -> Int? {
        var rest = text
        if rest.first == "(", rest.last == ")" { rest = rest.dropFirst().dropLast() }
        let negative = takeSign(&rest)
        guard !rest.isEmpty, rest.utf8.count <= 3, rest.isASCIIDigits,
            let size = Int(rest), size <= 90
        else { return nil }
        return negative ? -size : size
    }

    private static func magnitude(_ text: Substring, exponent: Int) -> Decimal? {
        let sides = text.split(omittingEmptySubsequences: false) { ".,".contains($0) }
        guard sides.count <= 2, sides.contains(where: { !$0.isEmpty }),
            sides.allSatisfy(\.isASCIIDigits),
            text.utf8.count <= 35
        else { return nil }
        let decimals = sides.count == 2 ? sides[1].utf8.count : 0
        guard let whole = Decimal(string: sides.joined()) else { return nil }
        let scaled = Decimal(sign: .plus, exponent: exponent - decimals, significand: whole)
        return scaled.isNaN ? nil : scaled
    }

    /// A space may stand around the number or between whole groups of three digits.
    private static func spacesSeparateDigits(_ text: String) -> Bool {
        let groups = text.split { $0.isWhitespace }
        guard groups.count > 1, !groups.contains(where: { $0.contains("10^") || $0.contains("×") })
        else { return true }
        return groups.dropFirst().allSatisfy { group in
            let whole = group.prefix { $0.isNumber }
            return whole.count == 3 || group == groups[1] && "+-−–".contains(groups[0])
        }
    }
}

extension Numeral: Comparable {
    package static func < (left: Numeral, right: Numeral) -> Bool { left.value < right.value }

    package static func - (left: Numeral, right: Numeral) -> Numeral {
        Numeral(left.value - right.value)
    }

    package static func + (left: Numeral, right: Numeral) -> Numeral {
        Numeral(left.value + right.value)
    }

    package static func * (left: Numeral, right: Numeral) -> Numeral {
        Numeral(left.value * right.value)
    }

    /// The distance from zero.
    package var magnitude: Numeral { Numeral(value.magnitude) }
}

extension Numeral: Codable {
    /// Written as text, so that JSON never turns it into a float.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(plain)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Decimal(string: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(text) is not a number")
        }
        self.value = value
    }
}
