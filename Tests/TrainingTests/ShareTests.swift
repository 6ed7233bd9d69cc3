import Testing
import Values

@testable import Training

/// Rates as the source document writes them.
@Suite struct ShareTests {
    @Test(arguments: [
        (55, 282, "55/282 (19,50%)"), (165, 282, "165/282 (58,51%)"), (183, 183, "183/183 (100%)"),
        (43, 43, "43/43 (100%)"), (0, 5, "0/5 (0,00%)"), (0, 0, "0/0"), (1, 3, "1/3 (33,33%)"),
        (99_999, 100_000, "99999/100000 (100,00%)"),
    ])
    func aRateHasItsDenominator(part: Int, whole: Int, text: String) {
        #expect(Share(part, of: whole).text == text)
    }

    @Test(arguments: [
        (0, "0"), (25, "25"), (999, "999"), (1_928, "1.928"), (2_995, "2.995"),
        (1_234_567, "1.234.567"), (-1_000, "-1.000"), (1_000_000, "1.000.000"),
    ])
    func countsAreGrouped(count: Int, text: String) { #expect(CountText.grouped(count) == text) }

    @Test func recordsComeBackFromBytes() throws {
        let day = try #require(CalendarDate("2020-02-01"))
        let event = TrainingEvent(
            id: 1, kind: .completed, effectiveOn: day,
            recordedAt: Instant(milliseconds: 5))
        let versions = TrainingState.versions([event]).map {
            RecordVersion(enrolment: 7, person: .max, $0)
        }
        var back: [RecordVersion] = []
        RecordVersion.forEach(in: RecordVersion.pack(versions) + [1, 2, 3]) { back.append($0) }
        #expect(back == versions)
        #expect(RecordVersion.date(back[0].completedOn) == CalendarDate("2020-02-01"))
        #expect(back[0].isKnown(at: .max) && back[0].isKnown(at: 5) && !back[0].isKnown(at: 4))
    }
}
