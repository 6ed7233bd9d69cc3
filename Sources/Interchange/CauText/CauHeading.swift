/// The lines of a paper that are for people: parts, the end, the answer table.
enum CauHeading {
    /// - Parameter line: without white space at its ends.
    static func read(_ line: Bytes) -> CauLine? {
        if let number = part(line) { return .part(number) }
        if let number = romanPoint(line) { return .roman(number) }
        return line.count <= 80 ? closing(line) : nil
    }

    /// "PHẦN II. …", "Phần 2: …", "Part III"; the inner nil: a part without a number.
    private static func part(_ line: Bytes) -> Int?? {
        let bare = line.begins(with: "**") ? line.dropFirst(2) : line
        let words: [StaticString] = ["PHẦN", "Phần", "PART", "Part"]
        guard let word = words.first(where: { bare.begins(with: $0) }) else { return nil }
        let rest = bare.dropFirst(word.utf8CodeUnitCount)
        guard rest.first == ASCII.space || rest.first == ASCII.tab else { return nil }
        let sign = rest.trimmedStart().prefix { $0.isDigit || romanDigit($0) != nil }
        let after = rest[sign.endIndex...].trimmedStart()
        let isCapital = bare.begins(with: "PHẦN") || bare.begins(with: "PART")
        let isApart =
            after.isEmpty || ".:)-–*".utf8.contains(after[after.startIndex])
            || isCapital && rest[sign.endIndex...].first == ASCII.space
        guard !sign.isEmpty, isApart else { return nil }
        return .some(Int(sign.text) ?? roman(sign))
    }

    private static func romanPoint(_ line: Bytes) -> Int? {
        let bare = line.begins(with: "**") ? line.dropFirst(2) : line
        let sign = bare.prefix { romanDigit($0) != nil }
        let rest = bare[sign.endIndex...]
        guard !sign.isEmpty, rest.first == ASCII.point, let number = roman(sign) else { return nil }
        let after = rest.dropFirst()
        return after.first.map { $0.isSpace || $0 == ASCII.star } ?? true ? number : nil
    }

    private static func romanDigit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "I"): 1
        case UInt8(ascii: "V"): 5
        case UInt8(ascii: "X"): 10
        default: nil
        }
    }

    /// I to XXXIX and the like; nil for letters that make no number.
    private static func roman(_ letters: Bytes) -> Int? {
        guard letters.count <= 6 else { return nil }
        var total = 0
        var before = 0
        for value in letters.reversed().compactMap(romanDigit) {
            total += value < before ? -value : value
            before = max(before, value)
        }
        return total > 0 ? total : nil
    }

    private static let frame: Set<Unicode.Scalar> = [
        "-", "–", "—", "=", "*", "_", ".", ":", " ", "\t",
    ]

    private static func closing(_ line: Bytes) -> CauLine? {
        if line.begins(with: "- "), line.last != ASCII.minus { return nil }
        let scalars = line.text.unicodeScalars
        let inner = scalars.drop { frame.contains($0) }
        guard let last = inner.lastIndex(where: { !frame.contains($0) }) else { return nil }
        switch String(inner[...last]) {
        case "HẾT", "Hết", "THE END": return .end
        case "BẢNG ĐÁP ÁN", "Bảng đáp án", "ĐÁP ÁN", "ANSWER KEY", "ANSWERS":
            return .answerTable
        // With a colon it is an answer that says nothing.
        case "Đáp án" where !line.contains(ASCII.colon): return .answerTable
        case let words
        where words.wholeMatch(of: /(?:BẢNG )?ĐÁP ÁN (?:[\p{Lu}\d]{2,} ?)+/) != nil:
            return .answerTable
        default: return nil
        }
    }
}
