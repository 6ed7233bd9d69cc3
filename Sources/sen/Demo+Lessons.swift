import Assessment
import Authoring
import Classes
import People
import Storage
import Training
import Values

extension Demo {
    /// A training class that runs: lessons, a session, a quiz, and trainees of whom two have
    /// completed it and one is asked for.
    func addTrainingClass(
        trainedBy teacher: Principal, by administrator: Principal, _ lines: inout [String]
    ) async throws {
        let now = parts.now
        let today = VietnamTime.date(of: now)
        let trainees = try await addTrainees(&lines)
        let department = try await parts.database.read { connection in
            try UnitStore(connection).roots(AsOf(today)).first { $0.unit.kind == .department }
        }
        guard let unit = department?.unit.code else { return }
        let classes = TrainingClasses(database: parts.database)
        let programme = try await Programmes(database: parts.database).add(
            Programme(
                identifier: "CNTT-DH", name: "Ứng dụng công nghệ thông tin trong dạy học",
                kind: .basicIT, periods: 40,
                rule: CompletionRule(
                    components: [.init(name: "kiểm tra cuối", passMark: Mark(5))],
                    needsLessons: true)), by: administrator, at: now)
        let code = try await classes.add(
            .init(
                TrainingClass(
                    identifier: "CNTT-DH-01", title: "Ứng dụng CNTT trong dạy học, lớp 1",
                    from: today.adding(days: -20) ?? today, until: today.adding(days: 40) ?? today,
                    mode: .selfPaced, capacity: 40, admission: .registration),
                programme: programme, unit: unit), by: administrator, at: now)
        let listed = try await classes.trainingClass(
            code, for: .changeTrainingClass, by: administrator)
        try await classes.addTrainer("giaovien", to: listed, by: administrator, at: now)
        _ = try await classes.enrol(
            Self.trainees.map(\.account).joined(separator: "\n"), in: listed,
            on: today.adding(days: -20) ?? today, by: administrator, at: now)
        let lessons = try await addLessons(to: listed, by: teacher)
        try await giveQuiz(in: listed, by: teacher)
        try await finish(lessons, in: listed, trainees.prefix(2), by: teacher)
        _ = try await Certificates(database: parts.database).give(
            in: listed, decision: "01/QĐ-SGDĐT (mẫu)", on: today, by: administrator, at: now)
    }

    /// Invented teachers who learn.
    private static let trainees = [
        (name: "Huỳnh Thị Sen", account: "hocvien"), (name: "Võ Minh Tâm", account: "tam.vo"),
        (name: "Đặng Thị Thu", account: "thu.dang"),
    ]

    private func addTrainees(_ lines: inout [String]) async throws -> [Principal] {
        var trainees: [Principal] = []
        for (place, one) in Self.trainees.enumerated() {
            var unprinted: [String] = []
            let principal = try await addStaff(one.name, one.account, [.teacher], &unprinted)
            // The last one has yet to complete the class: she is whom to sign in as.
            if place == Self.trainees.count - 1 {
                lines += unprinted.map {
                    $0.replacing("giáo viên / teacher", with: "học viên bồi dưỡng / trainee")
                }
            }
            trainees.append(principal)
        }
        return trainees
    }

    private func addLessons(
        to listed: TrainingClassStore.Listed, by teacher: Principal
    ) async throws -> [String] {
        let desk = LessonDesk(database: parts.database)
        let drafts = [
            Lesson(
                title: "Học liệu số",
                text: """
                    Học liệu số gồm:

                    - **bài giảng** điện tử,
                    - *phim* và âm thanh,
                    - bài kiểm tra trực tuyến.
                    """, rule: .opened),
            Lesson(
                title: "Soạn câu hỏi trắc nghiệm",
                text: "Mỗi câu hỏi đo **một** yêu cầu cần đạt. Phương án nhiễu phải có lý do.",
                rule: .marked),
            Lesson(
                title: "Kho học liệu của ngành",
                text: "Xem kho học liệu rồi đánh dấu đã học.",
                link: "https://hoclieu.example.edu.vn/",
                rule: .marked),
        ]
        var codes: [String] = []
        for lesson in drafts {
            if let code = try await desk.add(lesson, to: listed, by: teacher, at: parts.now) {
                codes.append(code)
            }
        }
        _ = try await ClassSessions(database: parts.database).add(
            ClassSession(
                title: "Buổi giải đáp", starts: parts.now.adding(seconds: 3 * 86_400),
                minutes: 90, link: "https://meet.example.vn/cntt"), to: listed, by: teacher,
            at: parts.now)
        try await ClassBoard(database: parts.database).write(
            .announcement, "Chào mừng thầy cô đến với lớp. Hạn hoàn thành ghi ở đầu trang.",
            in: listed, by: teacher, at: parts.now)
        return codes
    }

    /// The teacher's own test as a practice, where the sample banks gave one.
    private func giveQuiz(
        in listed: TrainingClassStore.Listed, by teacher: Principal
    ) async throws {
        let tests = try await parts.database.read { try TestStore($0).tests(by: teacher.person) }
        guard let test = tests.first(where: { $0.settings.title.contains("Tin học") }) else {
            return
        }
        let quizzes = ClassQuizzes(database: parts.database)
        let people = try await quizzes.waiting(
            for: test.code, in: listed, on: VietnamTime.date(of: parts.now))
        let sitting = try await parts.sittings.openPractice(
            test: test.code, to: people, of: listed.unit,
            by: PracticeRules(attempts: 3, counting: .best, feedback: .atEnd),
            opens: parts.now.adding(seconds: -1), closes: parts.now.adding(seconds: 40 * 86_400),
            as: teacher, at: parts.now)
        try await quizzes.add(
            sitting, for: "kiểm tra cuối", to: listed, by: teacher, at: parts.now)
    }

    private func finish(
        _ lessons: [String], in listed: TrainingClassStore.Listed,
        _ trainees: ArraySlice<Principal>, by teacher: Principal
    ) async throws {
        let learning = Learning(database: parts.database)
        let progress = ClassProgress(database: parts.database)
        let today = VietnamTime.date(of: parts.now)
        for (place, trainee) in trainees.enumerated() {
            let seat = try await learning.seat(listed.code, by: trainee, on: today)
            for lesson in lessons {
                _ = try await learning.open(lesson, in: seat, by: trainee, at: parts.now)
                _ = try await learning.finish(lesson, in: seat, by: trainee, at: parts.now)
            }
            let table = try await progress.table(of: listed, after: nil, limit: 100)
            guard
                let member = table.rows.first(where: { $0.member.person == trainee.person })?
                    .member
            else { continue }
            try await progress.mark(
                ["kiểm tra cuối": Mark(8 + place)], of: member.code, in: listed, by: teacher,
                at: parts.now)
        }
    }
}
