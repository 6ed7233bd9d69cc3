import Testing
import Training
import Values

@testable import Storage

/// Calls every function of the stores of what happens inside a class once, for the test of
/// query plans.
struct LessonsUse {
    private let connection: Connection
    private let person: Int64
    private let unit: Int64

    private let now = Instant(milliseconds: 1_600_000_000_000)
    private let day = CalendarDate(daysSince1970: 18_000)

    init(_ connection: Connection, person: Int64, unit: Int64) {
        self.connection = connection
        self.person = person
        self.unit = unit
    }

    func useEverything() throws {
        let classes = TrainingClassStore(connection)
        let trainingClass = try #require(try classes.trainingClass(code: "L")).id
        _ = try classes.open(on: day)
        let enrolments = EnrolmentStore(connection)
        let enrolment = try enrolments.enrolment(of: person, in: trainingClass, at: now)
        #expect(try enrolments.member(code: "P", of: trainingClass)?.enrolment == enrolment)
        try useLessons(trainingClass, enrolment)
        try useSessions(trainingClass, enrolment)
        try useCertificates(trainingClass, enrolment)
        try useAdmissions(trainingClass)
        try useQuizzes(trainingClass, enrolment)
        try useBoard(trainingClass, enrolment)
        try useAssignments(trainingClass, enrolment)
    }

    private func useLessons(_ trainingClass: Int64, _ enrolment: Int64) throws {
        let store = LessonStore(connection)
        let rules: [LessonRule] = [
            .opened, .marked, .time(minutes: 9), .mark(component: "a", atLeast: .one),
        ]
        for (place, rule) in rules.enumerated() {
            _ = try store.add(
                Lesson(title: "B\(place)", rule: rule), to: trainingClass, code: "B\(place)",
                at: now)
        }
        let lessons = try store.lessons(of: trainingClass)
        #expect(lessons.map(\.lesson.rule) == rules)
        try store.moveUp(lessons[1])
        try store.moveUp(lessons[1])
        #expect(try store.lessons(of: trainingClass).map(\.code) == ["B1", "B0", "B2", "B3"])
        try store.change(lessons[0].id, to: Lesson(title: "B", rule: .time(minutes: 5)))
        #expect(try store.lesson(code: "B0")?.lesson.rule == .time(minutes: 5))
        try store.open(lessons[0].id, by: enrolment, at: now)
        try store.finish(lessons[0].id, by: enrolment, at: now)
        #expect(
            try store.work(of: enrolment) == [lessons[0].id: .init(openedAt: now, doneAt: now)])
        let files = StoredFileStore(connection)
        let bytes = [UInt8](repeating: 7, count: StoredFileStore.partSize + 1)
        let file = try files.add(bytes, hash: "h", mediaType: "image/png", at: now)
        #expect(try files.add(bytes, hash: "h", mediaType: "image/png", at: now) == file)
        #expect(try files.part(1, of: file) == [7] && files.part(2, of: file).isEmpty)
        try store.attach(
            file, named: "a.png", to: lessons[0].id, code: "F", by: person, at: now)
        #expect(try store.files(of: lessons[0].id).map(\.file.size) == [bytes.count])
        let attached = try #require(try store.file(code: "F"))
        try store.detach(attached.id, at: now)
        #expect(try store.file(code: "F") == nil)
        try store.remove(lessons[0].id, at: now)
        #expect(try store.lesson(code: "B0") == nil)
    }

    private func useSessions(_ trainingClass: Int64, _ enrolment: Int64) throws {
        let store = ClassSessionStore(connection)
        try store.add(
            ClassSession(title: "Buổi 1", starts: now, minutes: 90), to: trainingClass,
            code: "S1", at: now)
        let session = try #require(try store.session(code: "S1"))
        try store.setCode("ABC", until: now, of: session.id)
        #expect(try store.sessions(of: trainingClass).map(\.attendanceCode) == ["ABC"])
        for _ in 0..<2 {
            try store.record(enrolment, at: session.id, by: .list, person: person, now: now)
        }
        #expect(try store.attendances(of: session.id).count == 1)
        #expect(try store.attendances(by: enrolment).map(\.way) == [.list])
        try store.withdraw(enrolment, from: session.id, at: now)
        try store.record(
            enrolment, at: session.id, by: .log, minutes: 80, person: person, now: now)
        #expect(try store.attendances(of: session.id).map(\.minutes) == [80])
        try store.remove(session.id, at: now)
        #expect(try store.attendances(by: enrolment) == [])
    }

    private func useCertificates(_ trainingClass: Int64, _ enrolment: Int64) throws {
        let store = CertificateStore(connection)
        let content = CertificateContent(
            name: "An", birthDate: nil, programme: "A", periods: 40, className: "L", unit: "S",
            from: day, until: day, completedOn: day, total: nil, scale: 10, decision: "",
            validUntil: nil)
        try store.add(
            content, to: enrolment, by: unit, on: day, code: "C1", person: person, at: now)
        #expect(throws: StoreError.self, "one that stands") {
            try store.add(
                content, to: enrolment, by: unit, on: day, code: "C2", person: person, at: now)
        }
        let first = try #require(try store.certificate(code: "C1"))
        #expect(first.number == 1 && first.content == content)
        try store.revoke(first.id, because: "sai", keepsResult: false, on: day, by: person, at: now)
        try store.add(
            content, to: enrolment, by: unit, on: day, code: "C3", person: person, at: now)
        #expect(try store.certificates(of: enrolment).map(\.number) == [2, 1])
        #expect(try store.certificates(in: trainingClass).map(\.reason) == ["sai", nil])
    }

    private func useAdmissions(_ trainingClass: Int64) throws {
        let store = AdmissionStore(connection)
        try store.ask(person, for: trainingClass, at: now)
        let open = try #require(try store.open(person, in: trainingClass))
        try store.decide(open.id, .refused, by: person, at: now)
        #expect(try store.admission(open.id)?.state == .refused)
        #expect(try store.all(.refused, in: trainingClass).map(\.person) == [person])
        try store.setQuotas([unit: 3], of: trainingClass)
        try store.ask(person, for: trainingClass, as: .queued, sentBy: unit, at: now)
        #expect(try store.quotas(of: trainingClass).map(\.taken) == [1])
        #expect(try store.quotas(for: unit).map(\.places) == [3])
        try store.end(person, in: trainingClass, by: person, at: now)
    }

    private func useQuizzes(_ trainingClass: Int64, _ enrolment: Int64) throws {
        let store = ClassQuizStore(connection)
        let sitting = try #require(try SittingStore(connection).sitting(code: "S")).id
        try store.add(sitting, for: "a", to: trainingClass, at: now)
        let quiz = try #require(try store.quizzes(of: trainingClass).first)
        #expect(quiz.sitting == sitting && quiz.component == "a")
        for mark in ["7.5", "8"] {
            let mark = try #require(Mark(mark))
            try store.setMark(mark, of: enrolment, in: quiz.id)
            #expect(try store.mark(of: enrolment, in: quiz.id) == mark)
        }
    }

    private func useBoard(_ trainingClass: Int64, _ enrolment: Int64) throws {
        let notes = ClassNoteStore(connection)
        try notes.add(
            .question, "Khi nào?", to: trainingClass, code: "N1", by: person, at: now)
        let question = try #require(try notes.notes(of: trainingClass).first)
        try notes.add(
            .answer, "Mai.", to: trainingClass, answering: question.id, code: "N2", by: person,
            at: now)
        #expect(try notes.notes(of: trainingClass).map(\.answers) == [nil, question.id])
        try notes.remove(question.id, at: now)
        let surveys = ClassSurveyStore(connection)
        try surveys.open(["Một", "Hai"], in: trainingClass, at: now)
        let answer = ClassSurveyStore.Answer(ratings: [5, nil], comment: "tốt")
        try surveys.answer(answer, by: enrolment, in: trainingClass, id: 7)
        #expect(try surveys.hasAnswered(enrolment, in: trainingClass))
        #expect(throws: StoreError.self, "each once") {
            try surveys.answer(answer, by: enrolment, in: trainingClass, id: 8)
        }
        #expect(try surveys.answers(in: trainingClass) == [answer])
        try surveys.close(trainingClass, at: now)
        #expect(try surveys.survey(of: trainingClass)?.isOpen == false)
    }

    private func useAssignments(_ trainingClass: Int64, _ enrolment: Int64) throws {
        let store = AssignmentStore(connection)
        try store.add(
            "Giáo án", "Viết.", due: now, component: nil, to: trainingClass, code: "A1", at: now)
        let assignment = try #require(try store.assignment(code: "A1"))
        let file = try StoredFileStore(connection).add(
            [1], hash: "h1", mediaType: "application/pdf", at: now)
        for code in ["H1", "H2"] {
            try store.handIn(
                file, named: "a.pdf", for: assignment.id, by: enrolment, code: code, at: now)
        }
        #expect(try store.handIns(of: enrolment).map(\.code) == ["H1", "H2"])
        let last = try #require(try store.lastHandIns(for: assignment.id).first)
        try store.setMark(.one, "được", of: last.id, by: person)
        #expect(try store.handIn(code: "H2")?.mark == .one)
        #expect(try store.assignments(of: trainingClass).map(\.title) == ["Giáo án"])
        try store.remove(assignment.id, at: now)
        #expect(try store.assignment(code: "A1") == nil)
    }
}
