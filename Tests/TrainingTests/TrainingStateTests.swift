import Testing
import Values

@testable import Training

/// What events come to, on any day, as known at any moment.
@Suite struct TrainingStateTests {
    private static func day(_ text: String) -> CalendarDate {
        CalendarDate(text) ?? CalendarDate(daysSince1970: 1)
    }

    private static func event(
        _ id: Int64, _ kind: TrainingEvent.Kind, _ on: String, known: Int64,
        _ content: TrainingEvent.Content = .init(), corrects: Int64? = nil
    ) -> TrainingEvent {
        TrainingEvent(
            id: id, kind: kind, effectiveOn: day(on), recordedAt: Instant(milliseconds: known),
            content: content, corrects: corrects)
    }

    private static let usual = [
        event(1, .enrolled, "2020-01-05", known: 10),
        event(2, .completed, "2020-02-01", known: 20, .init(total: Mark("8"))),
    ]

    @Test func theDaysAnswerForAnyDate() {
        let state = TrainingState(Self.usual)
        #expect(!state.isEnrolled(on: Self.day("2020-01-04")))
        #expect(state.isEnrolled(on: Self.day("2020-01-05")))
        #expect(!state.hasCompleted(by: Self.day("2020-01-31")))
        #expect(state.hasCompleted(by: Self.day("2020-02-01")))
        #expect(state.hasAttended(by: Self.day("2020-02-01")), "who completed was there")
        #expect(state.total == Mark("8"))
    }

    @Test func whatWasNotKnownYetDoesNotCount() {
        let state = TrainingState(Self.usual, knownAt: Instant(milliseconds: 19))
        #expect(state.completedOn == nil)
        #expect(state.enrolledOn != nil)
    }

    @Test func aRevocationEndsACompletionFromItsDayOn() {
        let state = TrainingState(
            Self.usual + [Self.event(3, .revoked, "2021-01-01", known: 30)])
        #expect(state.hasCompleted(by: Self.day("2020-12-31")))
        #expect(!state.hasCompleted(by: Self.day("2021-01-01")))
    }

    @Test func aCorrectionReplacesWhatWasRecorded() {
        let corrected = Self.event(
            3, .corrected, "2020-02-01", known: 30,
            .init(becomes: .notCompleted, reason: "nhầm người"), corrects: 2)
        let now = TrainingState(Self.usual + [corrected])
        #expect(now.completedOn == nil)
        #expect(now.failedOn == Self.day("2020-02-01"))
        let before = TrainingState(Self.usual + [corrected], knownAt: Instant(milliseconds: 29))
        #expect(before.completedOn != nil, "what was reported then can be reported again")
    }

    @Test func aCorrectionCanBeCorrected() {
        let events =
            Self.usual + [
                Self.event(3, .corrected, "2020-02-01", known: 30, corrects: 2),
                Self.event(
                    4, .corrected, "2020-02-03", known: 40, .init(becomes: .completed),
                    corrects: 3),
            ]
        #expect(TrainingState(events, knownAt: Instant(milliseconds: 30)).completedOn == nil)
        #expect(TrainingState(events).completedOn == Self.day("2020-02-03"))
    }

    @Test func absenceIsNoAttendance() {
        let events = [
            Self.event(1, .enrolled, "2020-01-05", known: 10),
            Self.event(2, .notCompleted, "2020-02-01", known: 20, .init(wasAbsent: true)),
        ]
        #expect(TrainingState(events).attendedOn == nil)
        #expect(TrainingState(events).failedOn != nil)
    }

    @Test func versionsFollowWhatWasKnown() {
        let again = Self.event(3, .result, "2020-02-01", known: 25, .init(total: Mark("8")))
        let versions = TrainingState.versions(Self.usual + [again])
        #expect(versions.map(\.recordedAt.milliseconds) == [10, 20], "25 tells nothing new")
        #expect(versions.map(\.withdrawnAt?.milliseconds) == [20, nil])
    }

    @Test func eventsComeInAnyOrder() {
        #expect(TrainingState(Self.usual.reversed()) == TrainingState(Self.usual))
        #expect(TrainingState.versions([]) == [])
    }
}
