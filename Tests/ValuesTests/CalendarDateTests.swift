import Testing

@testable import Values

@Suite struct CalendarDateTests {
    @Test(arguments: [
        ("20/11/2026", "2026-11-20"), ("1/9/2020", "2020-09-01"), ("01-09-2020", "2020-09-01"),
        ("2.9.1945", "1945-09-02"), ("2026-11-20", "2026-11-20"), ("29/02/2024", "2024-02-29"),
        ("29/02/2000", "2000-02-29"),
    ])
    func reads(text: String, iso: String) {
        #expect(CalendarDate(text)?.iso == iso)
    }

    @Test(arguments: [
        "31/02/2026", "29/02/2026", "29/02/1900", "00/01/2020", "1/13/2020", "1/1/20", "", "1/1",
        "a/b/c", "1/1/2020/1", "-1/1/2020", "+1/1/2020", "1/1/99999", "20261120",
    ])
    func refuses(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test func countsDays() throws {
        #expect(try #require(CalendarDate("1970-01-01")).daysSince1970 == 0)
        #expect(try #require(CalendarDate("2000-03-01")).daysSince1970 == 11_017)
        #expect(try #require(CalendarDate("1969-12-31")).daysSince1970 == -1)
    }

    /// Every day of four centuries comes back from its number.
    @Test func numbersAreReversible() {
        for days in stride(from: -100_000, through: 150_000, by: 1) {
            let date = CalendarDate(daysSince1970: days)
            #expect(
                CalendarDate(year: date.year, month: date.month, day: date.day)?.daysSince1970
                    == days)
        }
    }

    @Test func sortsAsText() throws {
        let dates = try ["2019-12-31", "2020-01-01", "2020-02-01", "2020-02-02"].map {
            try #require(CalendarDate($0))
        }
        #expect(dates.reversed().sorted() == dates)
        #expect(dates.map(\.iso).sorted() == dates.map(\.iso))
        #expect(dates[0].text == "31/12/2019")
    }
}

@Suite struct VietnamTimeTests {
    @Test(
        arguments: [
            (0, "07:00, 01/01/1970"), (1_605_805_200_000, "00:00, 20/11/2020"),
            (1_605_805_199_999, "23:59, 19/11/2020"),
            (-1, "06:59, 01/01/1970"), (4_102_419_600_000, "00:00, 01/01/2100"),
        ] as [(Int64, String)])
    func showsVietnamsClock(milliseconds: Int64, text: String) {
        #expect(VietnamTime(Instant(milliseconds: milliseconds)).text == text)
    }

    @Test func isReversible() throws {
        let date = try #require(CalendarDate("20/11/2026"))
        for minute in [0, 1, 425, 1_439] {
            let time = VietnamTime(VietnamTime.instant(on: date, minuteOfDay: minute))
            #expect((time.date, time.minuteOfDay, time.second) == (date, minute, 0))
        }
    }

    /// Seconds left are rounded up: a page never says 0 while time is left.
    @Test(
        arguments: [(0, 1, 1), (0, 1_000, 1), (0, 1_001, 2), (0, 0, 0), (5_000, 0, -5)]
            as [(Int64, Int64, Int64)])
    func countsSecondsLeft(from: Int64, to: Int64, seconds: Int64) {
        #expect(Instant(milliseconds: from).seconds(until: Instant(milliseconds: to)) == seconds)
    }
}
