import Values

/// The share of the mark before an answer: "%50%", "%-33.33333%".
enum GIFTWeight {
    /// Cuts a weight off, when there is one (Moodle: `^%\-*([0-9]{1,2})\.?([0-9]*)%`).
    static func take(from text: inout Bytes) -> Mark? {
        guard text.first == ASCII.percent else { return nil }
        let signs = text.dropFirst().prefix { $0 == ASCII.minus }
        let number = text[signs.endIndex...].prefix(24).prefix { $0.isDigit || $0 == ASCII.point }
        guard number.first?.isDigit == true, number.count(where: { $0 == ASCII.point }) <= 1,
            number.endIndex < text.endIndex, text[number.endIndex] == ASCII.percent,
            let share = Percent.share(number.text)
        else { return nil }
        text = text[(number.endIndex + 1)...]
        return signs.count % 2 == 1 ? Mark.zero - share : share
    }
}
