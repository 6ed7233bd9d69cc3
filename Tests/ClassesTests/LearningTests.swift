import People
import Storage
import Testing
import Training
import Values

@testable import Classes

/// A trainee's way through a class, and what it comes to.
@Suite struct LearningTests {
    private let now = ClassRoom.now

    @Test func fromTheFirstLessonToTheCompletion() async throws {
        let room = try await ClassRoom()
        let first = try await room.addLesson("bài 1", .opened)
        let second = try await room.addLesson("bài 2", .marked)
        let session = try await room.addSession("buổi 1")
        let trainee = try room.person("003")
        var seat = try await room.seat("003")
        #expect(
            seat.standing.completion.explanation(in: .vietnamese)
                == "còn thiếu: bài 1, bài 2, dự đủ 1 buổi (đã dự 0), kiểm tra cuối ≥ 5")

        _ = try await room.learning.open(first, in: seat, by: trainee, at: now)
        #expect(try await room.events("003") == [.enrolled, .attended])
        seat = try await room.seat("003")
        #expect(try await room.learning.finish(second, in: seat, by: trainee, at: now))

        try await room.sessions.openCode(of: session, in: room.listed, minutes: 10, at: now)
        let code = try #require(
            try await room.sessions.sessions(of: room.listed).first?.attendanceCode)
        #expect(
            try await room.learning.attend("SAI", in: seat, by: trainee, at: now) == nil)
        let late = now.adding(seconds: 601)
        #expect(try await room.learning.attend(code, in: seat, by: trainee, at: late) == nil)
        #expect(
            try await room.learning.attend(
                code.lowercased(), in: seat, by: trainee, at: now) != nil)
        seat = try await room.seat("003")
        #expect(
            seat.standing.completion.explanation(in: .vietnamese)
                == "còn thiếu: kiểm tra cuối ≥ 5")

        for (mark, complete) in [("4,5", false), ("8", true)] {
            try await room.progress.mark(
                ["kiểm tra cuối": try #require(Mark(mark))], of: "P003", in: room.listed,
                by: Province.official, at: now)
            #expect(
                try await room.seat("003").standing.state.hasCompleted(by: ClassRoom.today)
                    == complete)
        }
        #expect(
            try await room.events("003")
                == [.enrolled, .attended, .result, .result, .completed], "each once")
        #expect(try await room.seat("003").standing.state.total == Mark(8))
    }

    @Test func aLessonOfTimeIsNotDoneEarly() async throws {
        let room = try await ClassRoom()
        let lesson = try await room.addLesson("bài 1", .time(minutes: 20))
        let trainee = try room.person("003")
        let seat = try await room.seat("003")
        #expect(try await !room.learning.finish(lesson, in: seat, by: trainee, at: now))
        _ = try await room.learning.open(lesson, in: seat, by: trainee, at: now)
        let early = now.adding(seconds: 1_199)
        #expect(try await !room.learning.finish(lesson, in: seat, by: trainee, at: early))
        let then = now.adding(seconds: 1_200)
        #expect(try await room.learning.finish(lesson, in: seat, by: trainee, at: then))
        #expect(try await room.seat("003").standing.done.count == 1)
    }

    @Test func whoIsNotInTheClassFindsNothing() async throws {
        let room = try await ClassRoom(members: ["003"])
        await #expect(throws: TrainingFault.missing) { try await room.seat("004") }
        let other = try await ClassRoom()
        let lesson = try await other.addLesson("bài 1", .opened)
        await #expect(throws: TrainingFault.missing, "a lesson of another class") {
            try await room.learning.open(
                lesson, in: room.seat("003"), by: room.person("003"), at: now)
        }
        let pupil = Principal(person: 3, name: "An", roles: [.student])
        await #expect(throws: AccessDenied.self) {
            try await room.learning.seats(by: pupil, on: ClassRoom.today)
        }
    }

    /// What somebody did under a record that was merged is hers.
    @Test func anotherRecordOfHersCounts() async throws {
        let room = try await ClassRoom(members: ["006"])
        let merged = Principal(
            person: try #require(room.province.people["003"]), name: "Ân", roles: [.teacher],
            also: [try #require(room.province.people["006"])])
        #expect(try await room.learning.seats(by: merged, on: ClassRoom.today).count == 1)
    }

    @Test func attendanceByListCanBeTakenBack() async throws {
        let room = try await ClassRoom(
            rule: CompletionRule(attendancePercent: 100), members: ["003", "004"])
        let session = try await room.addSession("buổi 1")
        func tick(_ present: Set<String>) async throws {
            try await room.sessions.record(
                present, of: ["P003", "P004"], at: session, in: room.listed,
                by: Province.official, at: now)
        }
        try await tick(["P003", "P005"])
        #expect(try await room.events("003") == [.enrolled, .attended, .completed])
        #expect(try await room.events("004") == [.enrolled])
        try await tick(["P004"])
        let roll = try await room.sessions.roll(session, of: room.listed, on: ClassRoom.today)
        #expect(roll.attendances.count == 1)
    }

    // MARK: Meeting logs

    @Test func aLogIsMatchedAndTheDoubtfulAreDecided() async throws {
        let room = try await ClassRoom(
            rule: CompletionRule(attendancePercent: 100), members: ["003", "004", "005", "006"])
        let session = try await room.addSession("buổi 1")
        let csv = """
            Name,Email,Duration
            004 - TH Hoa Sen,,80
            Nguyễn Thị Ân,,85
            DIỄM VÕ THỊ,,20
            Ai Đó,,90
            """
        let log = try await room.sessions.read(Array(csv.utf8), name: "log.csv")
        let roll = try await room.sessions.roll(session, of: room.listed, on: ClassRoom.today)
        let match = try await room.sessions.match(log, with: roll)
        #expect(match.rows.map(\.member?.code) == ["P004", nil, "P005", nil])
        #expect(Set(match.rows[1].candidates.map(\.code)) == ["P003", "P006"])
        #expect(match.rows[3].candidates.isEmpty)
        try await room.sessions.record(
            match.minutes([1: "P006", 3: "P003"]), atLeast: 60, at: roll, in: room.listed,
            by: Province.official, at: now)
        let after = try await room.sessions.roll(session, of: room.listed, on: ClassRoom.today)
        let there = after.members.filter { after.attendances[$0.enrolment] != nil }
        #expect(
            Set(there.map(\.code)) == ["P004", "P006"],
            "who was there too short, and who could not be it, are not")
    }
}
