import Foundation

extension Numeral {
    /// Reads "-3,5", "1 234", "2.5e-3", "3×10^8", "3*10^8" and "3.10^8".
    ///
    /// - Returns: nil when the text is not one number of at most 35 digits.
    package init?(_ text: String) {
        guard let spelling = NumeralSpelling(text), let value = spelling.value else { return nil }
        let isUsual = spelling.text(decimalMark: ".", powerOfTen: nil) == value.description
        self.init(value, spelling: isUsual ? nil : spelling)
    }

    /// How the marks inside a typed number are read.
    package enum Notation: String, Hashable, Codable, Sendable {
        /// Comma and point are both decimal marks.
        case eitherMark
        /// The same, but commas between groups of three digits separate thousands: the
        /// rule of formats that come from English ("1,000.5"; Moodle).
        case pointDecimal
    }

    /// The numbers that a typed text can mean: none, one, or two.
    ///
    /// Who learnt to write the decimal comma must not lose a mark by the file that a
    /// question came from. So by the point's notation too a lone comma is a decimal mark
    /// ("3,14", "0,125"), and one before three digits ("3,142") can be either.
    package static func readings(of text: String, notation: Notation) -> [Numeral] {
        guard let spelling = NumeralSpelling(text) else { return [] }
        let plain = spelling.value.map { [Numeral($0)] } ?? []
        guard notation == .pointDecimal, let grouped = spelling.groupedValue else { return plain }
        return [Numeral(grouped)] + plain
    }
}

/// The pieces of a number as somebody wrote it.
struct NumeralSpelling: Sendable {
    /// "-", "−", "+" or nothing.
    private let sign: String
    /// Digits with their marks, and blanks between groups.
    private let digits: String
    /// What stands before the exponent: "×10^", "e".
    private let power: String
    private let exponent: String

    private static let signs: Set<Character> = ["+", "-", "−", "–"]
    private static let times: Set<Character> = ["×", "x", "*", "·", "."]

    /// - Returns: nil for a text that has not the shape of a number. What it has may
    ///   be none all the same (`value`).
    init?(_ text: String) {
        var words = text.split { $0.isWhitespace }.joined(separator: " ")
        if words.contains(" "), words.contains("^") {
            words = words.replacing(" ^", with: "^").replacing("^ ", with: "^")
        }
        var rest = Substring(words)
        sign = Self.takeSign(&rest)
        guard let (digits, power, exponent) = Self.parts(rest) else { return nil }
        self.digits = String(digits)
        self.power = String(power)
        self.exponent = String(exponent)
    }

    private static func takeSign(_ rest: inout Substring) -> String {
        guard let first = rest.first, signs.contains(first) else { return "" }
        rest.removeFirst()
        if rest.first == " " { rest.removeFirst() }
        return String(first)
    }

    /// Cuts the power of ten off: "3×10^8" is "3", "×10^", "8"; "2e-3" is "2", "e", "-3".
    private static func parts(
        _ text: Substring
    ) -> (digits: Substring, power: Substring, exponent: Substring)? {
        let base = text.firstRange(of: "10^") ?? text.firstRange(of: "10**")
        if let base {
            var digits = text[..<base.lowerBound].trimmedBlankEnd
            guard let sign = digits.popLast(), times.contains(sign) else { return nil }
            digits = digits.trimmedBlankEnd
            return (digits, text[digits.endIndex..<base.upperBound], text[base.upperBound...])
        }
        guard let place = text.firstIndex(where: { $0 == "e" || $0 == "E" }) else {
            return (text, "", "")
        }
        let digits = text[..<place].trimmedBlankEnd
        let next = text.index(after: place)
        return (digits, text[digits.endIndex..<next], text[next...])
    }

    /// The number by the national rule; nil where it is none.
    var value: Decimal? {
        let sides = digits.split(omittingEmptySubsequences: false) { ".,".contains($0) }
        guard sides.count <= 2, Self.blanksPartThousands(digits) else { return nil }
        return number(whole: sides[0], decimals: sides.count == 2 ? sides[1] : "")
    }

    /// "1,000.5" read without its commas; nil where they do not stand between groups of
    /// three digits.
    var groupedValue: Decimal? {
        let sides = digits.split(separator: ".", omittingEmptySubsequences: false)
        let groups = sides[0].split(separator: ",", omittingEmptySubsequences: false)
        guard sides.count <= 2, groups.count > 1, let first = groups.first,
            (1...3).contains(first.utf8.count), first.first != "0",
            groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
        else { return nil }
        return number(
            whole: groups.joined(separator: "")[...], decimals: sides.count == 2 ? sides[1] : "")
    }

    private func number(whole: Substring, decimals: Substring) -> Decimal? {
        let joined = (whole + decimals).filter { $0 != " " }
        guard let exponent = exponentValue, joined.isASCIIDigits, !joined.isEmpty,
            joined.utf8.count <= 35, let size = Decimal(string: joined)
        else { return nil }
        let places = decimals.utf8.count { $0 != UInt8(ascii: " ") }
        let scaled = Decimal(sign: .plus, exponent: exponent - places, significand: size)
        if scaled.isNaN { return nil }
        return sign.isEmpty || sign == "+" ? scaled : -scaled
    }

    private var exponentValue: Int? {
        if power.isEmpty { return 0 }
        var rest = Substring(exponent.filter { $0 != " " })
        if rest.first == "(", rest.last == ")" { rest = rest.dropFirst().dropLast() }
        let sign = Self.takeSign(&rest)
        guard !rest.isEmpty, rest.utf8.count <= 3, rest.isASCIIDigits,
            let size = Int(rest), size <= 90
        else { return nil }
        return sign.isEmpty || sign == "+" ? size : -size
    }

    /// A space may stand between whole groups of three digits.
    private static func blanksPartThousands(_ digits: String) -> Bool {
        let groups = digits.split(separator: " ")
        return groups.dropFirst().allSatisfy { $0.prefix { $0.isNumber }.count == 3 }
    }

    /// The number with another mark, and in one piece where its power of ten is written
    /// anew. A digit stands on both sides of the mark.
    func text(decimalMark: String, powerOfTen: String?) -> String {
        let sides = digits.split(omittingEmptySubsequences: false) { ".,".contains($0) }
            .map { powerOfTen == nil ? String($0) : $0.filter { $0 != " " } }
        let whole = sides[0].isEmpty ? "0" : sides[0]
        let decimals = sides.count == 2 && !sides[1].isEmpty ? decimalMark + sides[1] : ""
        guard let powerOfTen else { return sign + whole + decimals + power + exponent }
        let minus = sign.isEmpty || sign == "+" ? "" : "-"
        return minus + whole + decimals
            + (power.isEmpty ? "" : "\(powerOfTen)\(exponentValue ?? 0)")
    }
}

extension Substring {
    /// Without a blank at its end.
    fileprivate var trimmedBlankEnd: Substring { last == " " ? dropLast() : self }
}
