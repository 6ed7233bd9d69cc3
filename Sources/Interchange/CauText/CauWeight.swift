import Values

/// The share of a question's worth before an option or an answer: "[50%]", "[-33,33333%]".
enum CauWeight {
    /// Cuts a weight off, when there is one.
    static func take(from text: inout Bytes) -> Mark? {
        let trimmed = text.trimmedStart()
        guard trimmed.first == ASCII.leftBracket,
            let close = trimmed.prefix(24).firstIndex(of: ASCII.rightBracket)
        else { return nil }
        var inside = trimmed[(trimmed.startIndex + 1)..<close].trimmed()
        guard inside.last == ASCII.percent else { return nil }
        inside = inside.dropLast().trimmed()
        var isNegative = inside.first == ASCII.minus
        if isNegative || inside.first == ASCII.plus { inside = inside.dropFirst() }
        if inside.begins(with: "−") {
            isNegative = true
            inside = inside.dropFirst("−".utf8.count)
        }
        guard inside.first?.isDigit == true,
            inside.allSatisfy({ $0.isDigit || $0 == ASCII.comma || $0 == ASCII.point }),
            let share = Percent.share(inside.text)
        else { return nil }
        text = trimmed[(close + 1)...].trimmedStart()
        return isNegative ? .zero - share : share
    }

    static func write(_ weight: Mark) -> String {
        "[\(Percent.text(weight, decimalMark: ","))%]"
    }
}
