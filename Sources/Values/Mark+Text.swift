extension Mark {
    /// Reads a decimal ("0.25", "0,25", "-1") or a fraction ("1/3").
    ///
    /// At most nine digits on each side of the decimal mark; nothing separates thousands.
    ///
    /// - Returns: nil when the text is anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        switch parts.count {
        case 1:
            self.init(decimal: parts[0])
        case 2:
            guard let top = Int64(parts[0]), let bottom = Int64(parts[1]) else { return nil }
            self.init(top, over: bottom)
        default:
            return nil
        }
    }

    /// The most that anybody types as a number of marks, points or per cent.
    package static let mostTyped = Mark(10_000)

    /// Reads a number that somebody typed into a form: "0,25", "0.25", "3".
    ///
    /// - Returns: nil for anything else: a sign, a fraction, more than three decimals, more
    ///   than `mostTyped`; sums and products of what is left are within what a mark holds.
    package init?(typed text: some StringProtocol) {
        guard let first = text.utf8.first, first != UInt8(ascii: "+"), !text.contains("/"),
            let mark = Mark(text), (Mark.zero...Self.mostTyped).contains(mark),
            1_000 % mark.denominator == 0
        else { return nil }
        self = mark
    }

    private init?(decimal text: some StringProtocol) {
        var digits = Substring(text)
        let negative = digits.first == "-" || digits.first == "−"
        if negative || digits.first == "+" { digits.removeFirst() }
        let sides = digits.split(
            maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { ".,".contains($0) })
        guard let whole = sides.first, whole.count <= 9,
            sides.allSatisfy(\.isASCIIDigits),
            sides.contains(where: { !$0.isEmpty })
        else { return nil }
        let decimals = sides.count == 2 ? sides[1] : ""
        guard decimals.count <= 9 else { return nil }
        let scale = (0..<decimals.count).reduce(Int64(1)) { total, _ in total * 10 }
        let value = (Int64(whole) ?? 0) * scale + (Int64(decimals) ?? 0)
        self.init(negative ? -value : value, over: scale)
    }

    /// The mark as decimals, rounded half up (away from zero) once.
    ///
    /// - Parameters:
    ///   - places: digits kept behind the decimal mark, 0 to 9.
    ///   - separator: "," for Vietnamese pages, "." for machines.
    ///   - padded: keeps trailing zeros ("2,50") where columns must line up.
    package func decimal(
        places: Int, separator: String = ".", padded: Bool = false
    ) -> String {
        let scale = (0..<places).reduce(Int128(1)) { total, _ in total * 10 }
        let bottom = Int128(denominator)
        let doubled = Int128(numerator.magnitude) * scale * 2 + bottom
        let rounded = doubled / (bottom * 2)
        let sign = numerator < 0 && rounded > 0 ? "-" : ""
        let whole = String(rounded / scale)
        var decimals = String(rounded % scale)
        decimals = String(repeating: "0", count: places - min(places, decimals.count)) + decimals
        if places == 0 { return sign + whole }
        if !padded { while decimals.last == "0" { decimals.removeLast() } }
        return decimals.isEmpty ? sign + whole : sign + whole + separator + decimals
    }

    /// The exact text: "0.25" where decimals can say it, else "1/3".
    package var exact: String {
        var scale: Int64 = 1
        for places in 0...9 {
            if scale % denominator == 0 { return decimal(places: places) }
            scale *= 10
        }
        return "\(numerator)/\(denominator)"
    }
}

extension Mark: CustomStringConvertible {
    package var description: String { exact }
}

extension Mark: Codable {
    /// Written as its exact text, so that JSON never turns it into a float.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(exact)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let mark = Mark(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(text) is not a mark")
        }
        self = mark
    }
}
