package import Foundation

/// A number as people write it in an answer: exact, in decimal.
///
/// Comma and point are both decimal marks and only a space separates thousands:
/// "0,5" = "0.5" = "0,50", and "1.234.567" is not a number (national exam rule).
package struct Numeral: Sendable {
    /// The exact value; at most 38 digits, exponent -128 to 127.
    package let value: Decimal
    /// As its author wrote it, so that "6,21.10^-21" is shown so; nil for a number that was
    /// computed. Two spellings of a number are equal.
    let spelling: NumeralSpelling?

    package init(_ value: Decimal) {
        self.value = value
        spelling = nil
    }

    init(_ value: Decimal, spelling: NumeralSpelling?) {
        self.value = value
        self.spelling = spelling
    }

    package static let zero = Numeral(0)

    /// Plain decimal text with "." and no needless zeros; machines read it.
    package var plain: String { value.description }

    /// As plain, with the Vietnamese decimal comma.
    package var vietnamese: String { plain.replacing(".", with: ",") }

    /// The number for people: as it was written, but for the mark.
    ///
    /// - Parameters:
    ///   - decimalMark: the mark to write.
    ///   - powerOfTen: stands between digits and exponent, and no blank in the number; nil:
    ///     as it was written, "×10^" where it was not.
    package func text(decimalMark: String, powerOfTen: String? = nil) -> String {
        if let spelling {
            return spelling.text(decimalMark: decimalMark, powerOfTen: powerOfTen)
        }
        let plain = plain
        if plain.utf8.count <= 24 || value.exponent == 0 {
            return plain.replacing(".", with: decimalMark)
        }
        let digits = value.significand.description.utf8.count
        let exponent = min(max(value.exponent + digits - 1, -90), 90)
        let mantissa = Decimal(
            sign: value.sign, exponent: value.exponent - exponent, significand: value.significand)
        return mantissa.description.replacing(".", with: decimalMark)
            + (powerOfTen ?? "×10^") + "\(exponent)"
    }
}

extension Numeral: Hashable {
    package static func == (left: Numeral, right: Numeral) -> Bool { left.value == right.value }

    package func hash(into hasher: inout Hasher) { hasher.combine(value) }
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
    /// Written as text, so that JSON never turns it into a float; as its author did, so
    /// that the spelling is kept.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(spelling?.text(decimalMark: ".", powerOfTen: nil) ?? plain)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        if let number = Numeral(text) {
            self = number
        } else if let value = Decimal(string: text) {
            // More digits than anybody may type.
            self.init(value)
        } else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(text) is not a number")
        }
    }
}
