package import Values

/// The day that is asked about, and what was known when the answer is given.
///
/// A fact has days of effect and a moment of recording; it is never changed, only
/// withdrawn and followed by another. So "as of 30/06/2020, as known that day" has the
/// same answer forever, and "as known now" shows what was corrected since.
package struct AsOf: Hashable, Sendable {
    /// The day on which facts must be in effect.
    package let date: CalendarDate
    /// The last moment at which a fact may have been recorded.
    package let known: Instant

    /// As all is known now.
    package init(_ date: CalendarDate) {
        self.date = date
        known = Instant(milliseconds: .max)
    }

    /// As it was known at the end of a day, by Vietnamese clocks; nil: as it is known now.
    package init(_ date: CalendarDate, known day: CalendarDate?) {
        self.date = date
        known =
            day.map {
                let next = VietnamTime.instant(on: $0, minuteOfDay: 24 * 60)
                return Instant(milliseconds: next.milliseconds - 1)
            } ?? Instant(milliseconds: .max)
    }
}
