import Foundation

/// What a cell of a spreadsheet shows.
enum CellText {
    /// The column of "AB12": 28; nil where there are no letters.
    static func column(_ reference: String) -> Int? {
        var number = 0
        for letter in reference.utf8.prefix(while: { $0 >= 65 && $0 <= 90 }).prefix(4) {
            number = number * 26 + Int(letter) - 64
        }
        return number > 0 ? number : nil
    }

    /// The number with at most 15 digits, as spreadsheets show it.
    static func number(_ stored: String) -> String {
        guard let value = Double(stored), value.isFinite else { return stored }
        if let whole = Int64(exactly: value), abs(whole) < 1_000_000_000_000_000 {
            return String(whole)
        }
        return String(format: "%.15g", value)
    }

    /// dd/mm/yyyy, with the time where there is one.
    ///
    /// Day 1 is 01/01/1900, and there is a 29/02/1900 that never was (ECMA-376, 18.17.4).
    static func date(_ stored: String, countsFrom1904: Bool) -> String {
        guard let serial = Double(stored), serial >= 0, serial < 2_958_466 else { return stored }
        var days = Int(serial)
        let seconds = Int(((serial - Double(days)) * 86_400).rounded())
        days += countsFrom1904 ? 1_462 : 0
        // From 01/01/1970; days before March 1900 are one less.
        let since1970 = days - (days < 60 ? 25_568 : 25_569)
        let (year, month, day) = civil(since1970)
        let text = String(format: "%02d/%02d/%04d", day, month, year)
        guard seconds > 0 else { return text }
        return text
            + String(format: " %02d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60)
    }

    /// The date of a day (H. Hinnant, "chrono-compatible low-level date algorithms").
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    /// Hours, minutes and seconds: "255:10:10".
    static func duration(_ stored: String) -> String {
        guard let days = Double(stored), abs(days) < 1_000_000 else { return stored }
        let seconds = Int((abs(days) * 86_400).rounded())
        let sign = days < 0 ? "-" : ""
        return sign
            + String(format: "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60)
    }

    /// A part of 1 as "12,5%" would show it, with a point.
    static func percent(_ stored: String) -> String {
        guard let value = Double(stored), value.isFinite else { return stored }
        return number(String(format: "%.12g", value * 100)) + "%"
    }

    enum NumberKind: Hashable, Sendable { case date, duration, percent }

    /// What a number format makes of a number; nil: a number.
    static func numberKind(format id: Int, code: String?) -> NumberKind? {
        if id == 9 || id == 10 { return .percent }
        if id == 46 { return .duration }
        if (14...22).contains(id) || id == 45 || id == 47 { return .date }
        guard let code else { return nil }
        if code.contains(/\[[hms]+\]/) { return .duration }
        let plain = code.replacing(/"[^"]*"|\\.|\[[^\]]*\]/, with: "").lowercased()
        if plain.contains("%") { return .percent }
        let isDate = plain.contains { "dmyhs".contains($0) } && !plain.contains("general")
        return isDate ? .date : nil
    }

    /// Signs that XML cannot hold stand as `_x000D_`.
    static func unescaped(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        return text.replacing(/_x([0-9A-Fa-f]{4})_/) { match in
            UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) }
                ?? String(match.0)
        }
    }
}
