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

    @Test func whatIsTakenAwayIsMissingNoLonger() async throws {
        let room = try await ClassRoom(
            rule: CompletionRule(attendancePercent: 100, needsLessons: true))
        let done = try await room.addLesson("bài 1", .opened)
        let extra = try await room.addLesson("bài 2", .marked)
        let held = try await room.addSession("buổi 1")
        let extraSession = try await room.addSession("buổi 2")
        let trainee = try room.person("003")
        _ = try await room.learning.open(
            done, in: try await room.seat("003"), by: trainee, at: now)
        try await room.sessions.record(
            ["P003"], of: ["P003", "P004"], at: held, in: room.listed, by: Province.official,
            at: now)
        try await room.desk.remove(extra, of: room.listed, by: Province.official, at: now)
        #expect(try await room.events("003").last == .attended, "a session is missing still")
        try await room.sessions.remove(
            extraSession, of: room.listed, by: Province.official, at: now)
        #expect(try await room.events("003").last == .completed)
        #expect(try await room.events("004") == [.enrolled])
    }

    @Test func anEasierRuleOfALessonCompletes() async throws {
        let room = try await ClassRoom(rule: CompletionRule(needsLessons: true))
        let lesson = try await room.addLesson("bài 1", .marked)
        _ = try await room.learning.open(
            lesson, in: try await room.seat("003"), by: try room.person("003"), at: now)
        #expect(try await room.events("003").last == .attended)
        try await room.desk.change(
            lesson, to: Lesson(title: "bài 1", text: "Nội dung", rule: .opened),
            of: room.listed, by: Province.official, at: now)
        #expect(try await room.events("003").last == .completed)
    }

    @Test func anEasierProgrammeCompletes() async throws {
        let room = try await ClassRoom(
            rule: CompletionRule(
                components: [.init(name: "kiểm tra cuối", passMark: Mark(8))], needsLessons: false))
        try await room.progress.mark(
            ["kiểm tra cuối": Mark(6)], of: "P003", in: room.listed, by: Province.official, at: now)
        #expect(try await room.events("003").last == .result)
        let known = try #require(
            try await room.province.programmes.all(by: Province.official).first)
        var easier = known.programme
        easier.rule = CompletionRule(
            components: [.init(name: "kiểm tra cuối", passMark: Mark(5))], needsLessons: false)
        try await room.province.programmes.change(
            known.code, to: easier, by: Province.official, at: now)
        #expect(try await room.events("003").last == .completed)
    }

    @Test func aCancelledClassStandsStillAndDoesNotCount() async throws {
        let room = try await ClassRoom(rule: CompletionRule(needsLessons: true))
        let lesson = try await room.addLesson("bài 1", .opened)
        let classes = room.province.classes
        try await classes.cancel(
            room.listed, because: "Thiếu học viên", by: Province.official, at: now)
        func known() async throws -> TrainingClassStore.Listed {
            try await classes.trainingClass(
                room.listed.code, for: .readTrainingClass, by: Province.official)
        }
        #expect(try await known().trainingClass.cancelled?.reason == "Thiếu học viên")
        _ = try await room.learning.open(
            lesson, in: try await room.seat("003"), by: try room.person("003"), at: now)
        #expect(try await room.events("003") == [.enrolled])
        func count(_ day: CalendarDate) async throws -> Int {
            let query = ReportQuery(from: Province.day("2020-01-01"), asOf: day)
            return try await room.province.reports.figures(query).figures.total.classes
        }
        #expect(try await count(Province.day("2020-01-11")) == 1, "that day it was being held")
        #expect(try await count(ClassRoom.today) == 0)
        try await classes.change(
            room.listed.code,
            to: .init(
                room.listed.trainingClass,
                programme: try #require(
                    try await room.province.programmes.all(by: Province.official).first
                ).code, unit: "SO"), by: Province.official, at: now)
        #expect(try await known().trainingClass.cancelled != nil, "a change does not undo it")
        try await classes.cancel(
            try await known(), because: nil, by: Province.official, at: now)
        #expect(try await count(ClassRoom.today) == 1)
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
        #expect(
            match.minutes([0: MeetingMatch.nobody]).isEmpty == false
                && match.minutes([0: MeetingMatch.nobody, 2: MeetingMatch.nobody]).isEmpty,
            "whoever looked like a member can be nobody of the class")
        try await room.sessions.record(
            match.minutes([1: "P006", 3: "P003"]), atLeast: 60, at: roll, in: room.listed,
            by: Province.official, at: now)
        let after = try await room.sessions.roll(session, of: room.listed, on: ClassRoom.today)
        let there = after.members.filter { after.attendances[$0.enrolment] != nil }
        #expect(
            Set(there.map(\.code)) == ["P003", "P004", "P006"],
            "a name that is nobody's can be anybody's device; who was there too short is not")
    }
}
