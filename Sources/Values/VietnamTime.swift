/// A moment as Vietnamese clocks show it: UTC+7 all year, without summer time
/// since 1975 (IANA zone Asia/Ho_Chi_Minh).
package struct VietnamTime: Hashable, Sendable {
    package let date: CalendarDate
    /// Minutes since midnight, 0 to 1439.
    package let minuteOfDay: Int
    /// Seconds of the minute, 0 to 59.
    package let second: Int

    private static let offset: Int64 = 7 * 3_600

    package init(_ instant: Instant) {
        let seconds = instant.milliseconds.flooredDivision(by: 1_000) + Self.offset
        let days = seconds.flooredDivision(by: 86_400)
        let rest = Int(seconds - days * 86_400)
        date = CalendarDate(daysSince1970: Int(days))
        minuteOfDay = rest / 60
        second = rest % 60
    }

    /// The moment that Vietnamese clocks show as this date and time of day.
    package static func instant(on date: CalendarDate, minuteOfDay: Int) -> Instant {
        let seconds = Int64(date.daysSince1970) * 86_400 + Int64(minuteOfDay) * 60 - offset
        return Instant(milliseconds: seconds * 1_000)
    }

    /// The day of a moment by Vietnamese clocks.
    package static func date(of instant: Instant) -> CalendarDate { VietnamTime(instant).date }

    /// "07:05".
    package var time: String { Self.pad(minuteOfDay / 60) + ":" + Self.pad(minuteOfDay % 60) }

    /// "07:05, 20/11/2026": the order of Vietnamese documents, "07:05, ngày 20/11/2026", with
    /// the comma that both languages write.
    package var text: String { "\(time), \(date.text)" }

    static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Int64 {
    /// Division that rounds towards negative infinity.
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
