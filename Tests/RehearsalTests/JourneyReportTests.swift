import Testing

@testable import Rehearsal

@Suite struct JourneyReportTests {
    private func report(
        finished: Int = 2, failing error: RehearsalError? = nil, lost: [LostAnswer] = []
    ) -> RehearsalReport {
        var tally = Tally()
        tally.add(.journey, nanoseconds: 1_500_000_000)
        if let error { tally.fail(error) }
        let journeys = JourneyReport(
            candidates: 2, finished: finished, arrivalsPerSecond: 1, seconds: 4, lost: lost,
            tally: tally)
        return RehearsalReport(
            server: ServerAddress(host: "localhost", port: 1),
            parts: [RehearsalReport.Part(journeys)], lost: lost)
    }

    @Test func aRateIsAMinute() {
        #expect(report().parts[0].rate == 30)
    }

    /// A report is good only when nothing at all went wrong.
    @Test func anyFaultIsTold() {
        #expect(report().isGood)
        #expect(!report(finished: 1).isGood)
        #expect(!report(failing: .timedOut).isGood)
        let lost = LostAnswer(ticket: "T", slot: 3, acknowledged: .place(1), found: nil)
        #expect(!report(lost: [lost]).isGood)
        #expect(
            report(lost: [lost]).text.contains("T, slot 3: acknowledged place 1, found nothing"))
    }
}
