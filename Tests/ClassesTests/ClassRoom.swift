import People
import Storage
import Testing
import Training
import Values

@testable import Classes

/// A class with lessons and sessions, in the small province.
struct ClassRoom {
    let province: Province
    let learning: Learning
    let desk: LessonDesk
    let sessions: ClassSessions
    let progress: ClassProgress
    let certificates: Certificates
    let admissions: Admissions
    let listed: TrainingClassStore.Listed

    static let today = Province.day("2020-01-12")
    static let now = VietnamTime.instant(on: today, minuteOfDay: 480)

    /// - Parameter members: identifiers of those who are enrolled.
    init(
        rule: CompletionRule = CompletionRule(
            components: [.init(name: "kiểm tra cuối", passMark: Mark(5))],
            attendancePercent: 50, needsLessons: true),
        capacity: Int? = nil, admission: TrainingClass.Admission = .list,
        members: [String] = ["003", "004"]
    ) async throws {
        let province = try await Province()
        self.province = province
        let database = province.database
        learning = Learning(database: database)
        desk = LessonDesk(database: database)
        sessions = ClassSessions(database: database)
        progress = ClassProgress(database: database)
        certificates = Certificates(database: database)
        admissions = Admissions(database: database)
        let programme = try await province.programmes.add(
            Programme(
                identifier: "MD1", name: "Mô đun 1", kind: .regular01, periods: 40, rule: rule),
            by: Province.official, at: Province.before)
        let code = try await province.classes.add(
            .init(
                TrainingClass(
                    identifier: "L1", title: "Lớp 1", from: Province.day("2020-01-10"),
                    until: Province.day("2020-01-20"), capacity: capacity,
                    admission: admission), programme: programme, unit: "SO"),
            by: Province.official, at: Province.before)
        listed = try await province.classes.trainingClass(
            code, for: .readTrainingClass, by: Province.official)
        if !members.isEmpty {
            _ = try await province.classes.enrol(
                members.joined(separator: "\n"), in: listed, on: Province.day("2020-01-10"),
                by: Province.official, at: Province.before)
        }
    }

    func person(_ identifier: String) throws -> Principal {
        Principal(
            person: try #require(province.people[identifier]), name: identifier,
            roles: [.teacher])
    }

    func seat(_ identifier: String) async throws -> Learning.Seat {
        try await learning.seat(listed.code, by: try person(identifier), on: Self.today)
    }

    func addLesson(_ title: String, _ rule: LessonRule) async throws -> String {
        try #require(
            try await desk.add(
                Lesson(title: title, text: "Nội dung", rule: rule), to: listed,
                by: Province.official, at: Self.now))
    }

    /// - Parameter day: from today.
    func addSession(_ title: String, day: Int = 0) async throws -> String {
        let starts = Self.now.adding(seconds: Int64(day) * 86_400)
        _ = try await sessions.add(
            ClassSession(title: title, starts: starts, minutes: 90), to: listed,
            by: Province.official, at: Self.now)
        return try #require(
            try await sessions.sessions(of: listed).first { $0.session.title == title }
        ).code
    }

    func events(_ identifier: String) async throws -> [TrainingEvent.Kind] {
        let enrolment = try await seat(identifier).enrolment
        return try await province.database.read {
            try EnrolmentStore($0).events(of: enrolment).map(\.kind)
        }
    }
}
