import Storage
import Testing
import Training
import Values

@testable import Classes

/// Attendance counts from the day of its session on, and no longer once it is taken back.
@Suite struct AttendanceTests {
    private let now = ClassRoom.now

    private func tick(
        _ present: Set<String>, at session: String, in room: ClassRoom
    ) async throws {
        try await room.sessions.record(
            present, of: ["P003"], at: session, in: room.listed, by: Province.official, at: now)
    }

    private func state(_ room: ClassRoom) async throws -> TrainingState {
        try await room.seat("003").standing.state
    }

    @Test func itCountsFromTheDayOfTheSession() async throws {
        let room = try await ClassRoom(rule: CompletionRule(attendancePercent: 50))
        let later = try await room.addSession("buổi 2")
        let first = try await room.addSession("buổi 1", day: -1)
        try await tick(["P003"], at: later, in: room)
        #expect(try await state(room).attendedOn == ClassRoom.today)
        try await tick(["P003"], at: first, in: room)
        let yesterday = ClassRoom.today.adding(days: -1)
        #expect(try await state(room).attendedOn == yesterday, "known later, true before")
    }

    /// One of two sessions was enough: the day of the first, though it is typed in today.
    @Test func aCompletionIsOfTheDayOfTheLastThingThatItTook() async throws {
        let room = try await ClassRoom(rule: CompletionRule(attendancePercent: 50))
        let first = try await room.addSession("buổi 1", day: -1)
        _ = try await room.addSession("buổi 2")
        try await tick(["P003"], at: first, in: room)
        #expect(try await state(room).completedOn == ClassRoom.today.adding(days: -1))
    }

    @Test func whoWasNotThereIsNotCounted() async throws {
        let room = try await ClassRoom(rule: CompletionRule(attendancePercent: 100))
        let only = try await room.addSession("buổi 1")
        try await tick(["P003"], at: only, in: room)
        #expect(try await state(room).hasCompleted(by: ClassRoom.today))
        try await tick([], at: only, in: room)
        let state = try await state(room)
        #expect(state.attendedOn == nil && state.completedOn == nil && state.enrolledOn != nil)
        try await tick(["P003"], at: only, in: room)
        #expect(try await self.state(room).hasCompleted(by: ClassRoom.today))
    }

    @Test func nobodyWasAtWhatIsYetToCome() async throws {
        let room = try await ClassRoom()
        let tomorrow = try await room.addSession("buổi 3", day: 1)
        await #expect(throws: TrainingFault.notYet) {
            try await tick(["P003"], at: tomorrow, in: room)
        }
        await #expect(throws: TrainingFault.notYet) {
            try await room.sessions.openCode(
                of: tomorrow, in: room.listed, minutes: 10, at: now)
        }
    }

    // MARK: Marks

    private static let rule = CompletionRule(
        components: [.init(name: "giữa kì"), .init(name: "cuối kì", passMark: Mark(5))])

    private func mark(
        _ marks: [String: Mark], withdrawn: Set<String> = [], in room: ClassRoom
    ) async throws {
        try await room.progress.mark(
            marks, withdrawn: withdrawn, of: "P003", in: room.listed, by: Province.official,
            at: now)
    }

    @Test func aMarkThatIsCorrectedCorrectsTheCompletion() async throws {
        let room = try await ClassRoom(rule: Self.rule)
        try await mark(["giữa kì": Mark(6), "cuối kì": Mark(8)], in: room)
        #expect(try await state(room).hasCompleted(by: ClassRoom.today))
        try await mark(["cuối kì": Mark(3)], in: room)
        #expect(try await state(room).completedOn == nil)
        try await mark(["cuối kì": Mark(5)], in: room)
        #expect(try await state(room).hasCompleted(by: ClassRoom.today))
    }

    @Test func aMarkOfSomebodyElseIsTakenBack() async throws {
        let room = try await ClassRoom(rule: Self.rule)
        try await mark(["giữa kì": Mark(6)], in: room)
        try await mark(["cuối kì": Mark(8)], in: room)
        try await mark([:], withdrawn: ["cuối kì"], in: room)
        let state = try await state(room)
        #expect(state.marks == ["giữa kì": Mark(6)] && state.completedOn == nil)
        #expect(state.total == nil)
    }

    /// What is on paper and checked by anybody is taken back by a revocation alone.
    @Test func aCertificateKeepsItsCompletion() async throws {
        let room = try await ClassRoom(rule: Self.rule)
        try await mark(["giữa kì": Mark(6), "cuối kì": Mark(8)], in: room)
        let given = try await room.certificates.give(
            in: room.listed, decision: "", on: ClassRoom.today, by: Province.official, at: now)
        #expect(given == 1)
        await #expect(throws: TrainingFault.certified(["0001/2020/SO"])) {
            try await mark(["cuối kì": Mark(3)], in: room)
        }
        #expect(try await state(room).hasCompleted(by: ClassRoom.today))
    }
}
