/// A day of the Gregorian calendar, without a time or a zone.
package struct CalendarDate: Hashable, Sendable, Comparable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// - Returns: nil when there is no such day, or the year is not of four digits.
    package init?(year: Int, month: Int, day: Int) {
        guard (1000...9999).contains(year), (1...12).contains(month),
            (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Reads "20/11/2026" as Vietnamese write it (also "1/9/2020" and "01-09-2020"),
    /// or "2026-11-20" as machines do.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(omittingEmptySubsequences: false) { "/-.".contains($0) }
        guard parts.count == 3, parts.allSatisfy(\.isASCIIDigits),
            let first = Int(parts[0]), let month = Int(parts[1]), let last = Int(parts[2])
        else { return nil }
        if parts[0].utf8.count == 4 {
            self.init(year: first, month: month, day: last)
        } else {
            self.init(year: last, month: month, day: first)
        }
    }

    /// "20/11/2026".
    package var text: String { "\(VietnamTime.pad(day))/\(VietnamTime.pad(month))/\(year)" }

    /// "2026-11-20", which sorts as text and is what the database holds.
    package var iso: String { "\(year)-\(VietnamTime.pad(month))-\(VietnamTime.pad(day))" }

    package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

extension CalendarDate {
    /// Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms").
    package var daysSince1970: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day so many days later, earlier when negative; nil outside years of four digits.
    package func adding(days: Int) -> CalendarDate? {
        guard abs(days) < 10_000_000 else { return nil }
        let day = CalendarDate(daysSince1970: daysSince1970 + days)
        return (1000...9999).contains(day.year) ? day : nil
    }

    /// The day so many days after 1970-01-01; meant for years of four digits.
    package init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthPart = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthPart + 2) / 5 + 1
        month = monthPart < 10 ? monthPart + 3 : monthPart - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}

extension CalendarDate {
    /// The same day so many years later; 29 February becomes 28 where it has to. Nil beyond
    /// years of four digits.
    package func adding(years: Int) -> CalendarDate? {
        let (year, overflows) = year.addingReportingOverflow(years)
        guard !overflows else { return nil }
        return CalendarDate(year: year, month: month, day: day)
            ?? CalendarDate(year: year, month: month, day: 28)
    }
}

extension CalendarDate: Codable {
    /// Written as "2026-11-20".
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = CalendarDate(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(text) is not a date")
        }
        self = date
    }
}
