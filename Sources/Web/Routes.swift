import HTTPTypes
import Hummingbird
import People

/// One address, with the use case it calls.
struct Route: Sendable {
    typealias Handler = @Sendable (Visit) async throws -> Response

    let method: HTTPRequest.Method
    let path: String
    /// What `Access` is asked before the handler runs; nil for pages that anybody
    /// may see. Whose object it is, the use case itself asks.
    let useCase: UseCase?
    /// Bytes of a posted body.
    let limit: Int
    /// Whether scripts ask, not people: refusals come as JSON, and nobody is led
    /// to a sign-in page.
    let isForScripts: Bool
    /// Whether it takes a moment only, and so runs on its connection's event loop;
    /// all others run beside the loops.
    private(set) var isQuick = false
    let handler: Handler

    private init(
        _ method: HTTPRequest.Method, _ path: String, _ useCase: UseCase?, limit: Int,
        isForScripts: Bool = false, _ handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.useCase = useCase
        self.limit = limit
        self.isForScripts = isForScripts
        self.handler = handler
    }

    static func get(_ path: String, _ useCase: UseCase?, _ handler: @escaping Handler) -> Route {
        Route(.get, path, useCase, limit: 0, handler)
    }

    static func post(
        _ path: String, _ useCase: UseCase?, limit: Int = Routes.formLimit,
        _ handler: @escaping Handler
    ) -> Route {
        Route(.post, path, useCase, limit: limit, handler)
    }

    static func script(
        _ path: String, _ useCase: UseCase?, _ handler: @escaping Handler
    ) -> Route {
        Route(.post, path, useCase, limit: Routes.formLimit, isForScripts: true, handler)
    }
}

extension Route {
    /// The same, on its connection's event loop.
    fileprivate var quick: Route {
        var route = self
        route.isQuick = true
        return route
    }
}

/// Every address the server answers.
enum Routes {
    /// Bytes of a form without a file.
    static let formLimit = 256 << 10

    /// Bytes of a page of a paper: ten of the longest essays, three bytes posted for each.
    static let paperLimit = 1 << 20

    /// Bytes of an uploaded file.
    static let uploadLimit = 32 << 20

    /// Bytes of a question that is written, with a picture and a recording.
    static let questionLimit = 16 << 20

    static let table: [Route] =
        (front + exam).map(\.quick) + administration + people + banks + tests + sittings
        + training + lessons

    private static let front: [Route] = [
        .get("/", nil, Front.home),
        .get("/healthz", nil, Front.health),
        .get("/language", nil, Front.language),
        .get("/assets/**", nil, Front.asset),
        .get("/install", nil, Front.install),
        .get("/ca.crt", nil, Front.authority),
        .get("/sign-in", nil, Front.signIn),
        .post("/sign-in", nil, Front.enter),
        .get("/ticket", nil, Front.ticket),
        .post("/ticket", nil, Front.enterByTicket),
        .post("/sign-out", nil, Front.signOut),
        .get("/password", .changeOwnPassword, Front.password),
        .post("/password", .changeOwnPassword, Front.changePassword),
        .get("/first/{token}", nil, Front.first),
        .post("/first/{token}", nil, Front.createFirst),
    ]

    private static let administration: [Route] = [
        .get("/admin", .managePeople, AdministrationPages.home),
        .get("/admin/audit", .readAudit, AuditPages.all),
        .get("/admin/teachers", .managePeople, AdministrationPages.teachers),
        .post("/admin/teachers", .managePeople, AdministrationPages.addTeacher),
        .post("/admin/people/{code}/password", .managePeople, AdministrationPages.newPassword),
        .post("/admin/people/{code}/administrator", .managePeople, PersonPages.setAdministrator),
        .get("/admin/classes", .manageClasses, ClassPages.list),
        .post("/admin/classes", .manageClasses, ClassPages.add),
        .get("/admin/classes/{code}", .manageClasses, ClassPages.show),
        .get("/admin/classes/{code}/template.csv", .manageClasses, ClassPages.template),
        .post("/admin/classes/{code}/pupils", .manageClasses, ClassPages.addPupil),
        .post(
            "/admin/classes/{code}/import", .manageClasses, limit: uploadLimit,
            ClassPages.preview),
        .post("/admin/classes/{code}/import/{staged}", .manageClasses, ClassPages.apply),
        .post("/admin/classes/{code}/passwords", .manageClasses, ClassPages.passwords),
    ]

    private static let people: [Route] = [
        .get("/me", .readPeople, PersonPages.own),
        .get("/admin/units", .readUnits, UnitPages.list),
        .post("/admin/units", .changeUnits, UnitPages.add),
        .post("/admin/units/import", .changeUnits, limit: uploadLimit, IntakePages.takeUnits),
        .get("/admin/units/import/{staged}", .changeUnits, IntakePages.showUnits),
        .post("/admin/units/import/{staged}", .changeUnits, IntakePages.applyUnits),
        .post("/admin/units/import/{staged}/undo", .changeUnits, IntakePages.undoUnits),
        .post("/admin/units/{code}/steps/{step}/undo", .changeUnits, UnitPages.undo),
        .get("/admin/units/{code}", .readUnits, UnitPages.show),
        .post("/admin/units/{code}/change", .changeUnits, UnitPages.change),
        .post("/admin/units/{code}/passwords", .managePeople, UnitPages.passwords),
        .get("/admin/units/{code}/year", .changeUnits, SchoolYearPages.show),
        .post("/admin/units/{code}/year", .changeUnits, SchoolYearPages.rollOver),
        .get("/admin/people", .readPeople, PeoplePages.list),
        .get("/admin/people/template.csv", .changePeople, PeoplePages.template),
        .post(
            "/admin/people/import", .changePeople, limit: uploadLimit, IntakePages.takePeople),
        .get("/admin/people/import/{staged}", .changePeople, IntakePages.showPeople),
        .post("/admin/people/import/{staged}", .changePeople, IntakePages.applyPeople),
        .post("/admin/people/import/{staged}/undo", .changePeople, IntakePages.undoPeople),
        .get("/admin/people/{code}", .readPeople, PersonPages.show),
        .post("/admin/people/{code}/details", .changePeople, PersonPages.change),
        .post("/admin/people/{code}/posts", .changePeople, PersonPages.addPost),
        .post("/admin/people/{code}/posts/{post}/end", .changePeople, PersonPages.endPost),
        .post("/admin/people/{code}/transfer", .changePeople, PersonPages.transfer),
        .get("/admin/people/{code}/merge", .changePeople, PersonPages.compare),
        .post("/admin/people/{code}/merge", .changePeople, PersonPages.merge),
        .post("/admin/people/{code}/merges/{merge}/part", .changePeople, PersonPages.part),
    ]

    private static let banks: [Route] = [
        .get("/teach", .listBanks, TeacherHome.show),
        .get("/teach/banks", .listBanks, BankPages.list),
        .post("/teach/banks", .createBank, BankPages.add),
        .get("/teach/banks/{slug}", .readBank, BankPages.show),
        .post(
            "/teach/banks/{slug}/import", .changeBank, limit: uploadLimit, BankImportPages.preview),
        .post("/teach/banks/{slug}/import/{staged}", .changeBank, BankImportPages.apply),
        .get("/teach/banks/{slug}/template.xlsx", .readBank, BankPages.template),
        .get("/teach/banks/{slug}/export", .readBank, BankPages.export),
        .get("/teach/banks/{slug}/sharing", .manageBank, SharingPages.show),
        .post("/teach/banks/{slug}/sharing", .manageBank, SharingPages.grant),
        .post(
            "/teach/banks/{slug}/sharing/{grant}/withdraw", .manageBank, SharingPages.withdraw),
        .post("/teach/banks/{slug}/keeping", .manageBank, SharingPages.keep),
        .get("/teach/banks/{slug}/record", .manageBank, SharingPages.record),
        .post("/teach/banks/{slug}/bulk", .readBank, BulkPages.change),
        .post("/teach/banks/{slug}/bulk/{code}/undo", .readBank, BulkPages.undo),
        .get("/teach/banks/{slug}/questions/new", .changeBank, EditorPages.fresh),
        .post(
            "/teach/banks/{slug}/questions/new", .changeBank, limit: questionLimit,
            EditorPages.add),
        .get("/teach/questions/{code}", .readBank, QuestionPages.show),
        .get("/teach/questions/{code}/edit", .changeBank, EditorPages.edit),
        .post(
            "/teach/questions/{code}/edit", .changeBank, limit: questionLimit,
            EditorPages.save),
        .get("/teach/questions/{code}/compare", .readBank, ComparePages.show),
        .post("/teach/questions/{code}/restore", .changeBank, QuestionPages.restore),
        .post("/teach/questions/{code}/steps", .readBank, QuestionPages.step),
        .get("/teach/pictures/{hash}", .readBank, BankPages.picture),
    ]

    private static let tests: [Route] = [
        .get("/teach/tests", .readTest, TestPages.list),
        .post("/teach/tests", .createTest, TestPages.add),
        .get("/teach/tests/{code}", .readTest, TestPages.show),
        .post("/teach/tests/{code}/settings", .changeTest, TestPages.settings),
        .post("/teach/tests/{code}/parts", .changeTest, TestPages.addPart),
        .post("/teach/tests/{code}/parts/{part}", .changeTest, TestPages.changePart),
        .post("/teach/tests/{code}/parts/{part}/remove", .changeTest, TestPages.removePart),
        .post("/teach/tests/{code}/parts/{part}/lines", .changeTest, TestPages.addLine),
        .post(
            "/teach/tests/{code}/parts/{part}/lines/{line}/remove", .changeTest,
            TestPages.removeLine),
        .get("/teach/tests/{code}/parts/{part}/matrix", .readTest, MatrixPages.show),
        .post("/teach/tests/{code}/parts/{part}/matrix", .changeTest, MatrixPages.save),
        .get("/teach/tests/{code}/matrix", .readTest, BlueprintPages.show),
        .post("/teach/tests/{code}/matrix", .changeTest, BlueprintPages.save),
        .get(
            "/teach/tests/{code}/matrix.docx", .readTest, BlueprintPages.matrixWord),
        .get(
            "/teach/tests/{code}/matrix.xlsx", .readTest,
            BlueprintPages.matrixSheet),
        .get(
            "/teach/tests/{code}/specification.docx", .readTest,
            BlueprintPages.specificationWord),
        .get(
            "/teach/tests/{code}/specification.xlsx", .readTest,
            BlueprintPages.specificationSheet),
        .get("/teach/tests/{code}/rules", .readTest, RulesPages.show),
        .post("/teach/tests/{code}/rules", .changeTest, RulesPages.save),
        .get("/teach/tests/{code}/uses", .readTest, BlueprintPages.uses),
        .post("/teach/tests/{code}/trial", .tryTest, SittingPages.tryOut),
        .post("/teach/tests/{code}/copy", .createTest, TestPages.copy),
        .get("/teach/tests/{code}/sample", .readTest, TestPages.sample),
        .post("/teach/tests/{code}/sittings", .openSitting, SittingPages.open),
    ]

    private static let sittings: [Route] = [
        .get("/teach/sittings/{code}", .watchSitting, SittingPages.show),
        .get("/teach/sittings/{code}/forms/{form}", .readForms, SittingPages.form),
        .get("/teach/sittings/{code}/pictures/{hash}", .readMarks, SittingPages.picture),
        .get("/teach/sittings/{code}/questions", .amendKeys, AmendmentPages.list),
        .get("/teach/sittings/{code}/questions/{number}", .amendKeys, AmendmentPages.show),
        .post("/teach/sittings/{code}/questions/{number}", .amendKeys, AmendmentPages.decide),
        .post("/teach/sittings/{code}/tickets", .runSitting, SittingPages.tickets),
        .post("/teach/sittings/{code}/extend", .runSitting, SittingPages.extend),
        .post("/teach/sittings/{code}/close", .runSitting, SittingPages.close),
        .post("/teach/sittings/{code}/number", .runSitting, DrawPages.enter),
        .get("/teach/sittings/{code}/draw.json", .runSitting, DrawPages.teachersProof),
        .get("/teach/sittings/{code}/audit", .readAudit, AuditPages.sitting),
        .get("/teach/sittings/{code}/marking", .markAnswers, MarkingPages.list),
        .get("/teach/sittings/{code}/marking/{number}", .markAnswers, MarkingPages.show),
        .post("/teach/sittings/{code}/marking/{number}", .markAnswers, MarkingPages.mark),
        .get("/teach/sittings/{code}/results", .readMarks, ResultPages.table),
        .get("/teach/sittings/{code}/results.csv", .readMarks, ResultPages.csv),
        .get("/teach/sittings/{code}/questions.csv", .readMarks, ResultPages.questions),
        .get("/teach/sittings/{code}/candidates/{number}", .readMarks, CandidatePages.show),
        .post(
            "/teach/sittings/{code}/candidates/{number}/pause", .runSitting,
            CandidatePages.pause),
        .post(
            "/teach/sittings/{code}/candidates/{number}/resume", .runSitting,
            CandidatePages.resume),
        .post(
            "/teach/sittings/{code}/candidates/{number}/extend", .runSitting,
            CandidatePages.extend),
        .post(
            "/teach/sittings/{code}/candidates/{number}/ticket", .runSitting,
            CandidatePages.renewTicket),
        .post(
            "/teach/sittings/{code}/candidates/{number}/late", .runSitting,
            CandidatePages.admitLate),
    ]

    private static let exam: [Route] = [
        .get("/exam", .takeTest, StudentHome.show),
        .get("/exam/{code}", .takeTest, StudentPages.start),
        .post("/exam/{code}/start", .takeTest, StudentPages.begin),
        .get("/exam/{code}/paper", .takeTest, PaperPages.show),
        .post("/exam/{code}/paper", .takeTest, limit: paperLimit, PaperPages.save),
        .script("/exam/{code}/answers", .takeTest, PaperPages.saveAnswers),
        .post("/exam/{code}/take-over", .takeTest, PaperPages.takeOver),
        .get("/exam/{code}/print", .takeTest, PaperPages.print),
        .get("/exam/{code}/draw", .takeTest, DrawPages.show),
        .get("/exam/{code}/draw.json", .takeTest, DrawPages.candidatesProof),
        .get("/exam/{code}/submit", .takeTest, PaperPages.confirm),
        .post("/exam/{code}/submit", .takeTest, PaperPages.submit),
        .get("/exam/{code}/result", .readOwnResult, StudentResult.show),
        .get("/exam/{code}/pictures/{hash}", .takeTest, StudentPages.picture),
        .get("/exam/{code}/recordings/{slot}", .takeTest, StudentPages.recording),
    ]

    private static let training: [Route] = [
        .get("/training", .readTrainingClass, TrainingPages.home),
        .get("/training/programmes", .manageTraining, ProgrammePages.list),
        .post("/training/programmes", .manageTraining, ProgrammePages.add),
        .get("/training/programmes/{code}", .manageTraining, ProgrammePages.show),
        .post("/training/programmes/{code}", .manageTraining, ProgrammePages.change),
        .get("/training/classes/new", .manageTraining, TrainingPages.new),
        .post("/training/classes", .manageTraining, TrainingPages.add),
        .get("/training/classes/{code}", .readTrainingClass, TrainingClassPages.show),
        .get("/training/classes/{code}/change", .manageTraining, TrainingPages.changing),
        .post("/training/classes/{code}/change", .manageTraining, TrainingPages.change),
        .post("/training/classes/{code}/cancel", .manageTraining, TrainingPages.cancel),
        .post(
            "/training/classes/{code}/trainers", .manageTraining,
            TrainingClassPages.addTrainer),
        .post(
            "/training/classes/{code}/trainers/{person}/remove", .manageTraining,
            TrainingClassPages.removeTrainer),
        .post(
            "/training/classes/{code}/enrol", .changeTrainingClass, TrainingClassPages.enrol),
        .post(
            "/training/classes/{code}/import", .importResults, limit: uploadLimit,
            ResultImportPages.upload),
        .get("/training/classes/{code}/import/{staged}", .importResults, ResultImportPages.show),
        .post(
            "/training/classes/{code}/import/{staged}", .importResults,
            ResultImportPages.apply),
        .post(
            "/training/classes/{code}/import/{staged}/columns", .importResults,
            ResultImportPages.columns),
        .post(
            "/training/classes/{code}/imports/{import}/undo", .importResults,
            ResultImportPages.undo),
        .get("/training/report", .readReports, ReportPages.show),
        .get("/training/report.csv", .readReports, ReportPages.csv),
        .get("/training/report.xlsx", .readReports, ReportPages.xlsx),
        .get("/training/report.docx", .readReports, ReportPages.docx),
        .get("/training/report/list", .readReports, ReportListPages.list),
        .get("/training/report/list/file", .readReports, ReportListPages.listFile),
        .get("/training/report/classes", .readReports, ReportListPages.classes),
        .get("/training/report/classes/file", .readReports, ReportListPages.classesFile),
        .get("/training/report/staff", .readReports, ReportListPages.staff),
        .get("/training/report/staff/file", .readReports, ReportListPages.staffFile),
        .get("/training/report/required", .readReports, ReportListPages.required),
        .get("/training/report/expiring", .readReports, ReportListPages.expiring),
        .get("/training/report/expiring/file", .readReports, ReportListPages.expiringFile),
        .get("/training/province", .manageReports, ProvincePages.show),
        .post("/training/province", .manageReports, ProvincePages.publish),
        .get("/training/province.docx", .manageReports, ProvincePages.docx),
        .get("/training/province.xlsx", .manageReports, ProvincePages.xlsx),
        .get("/training/reports/{code}", .manageReports, ProvincePages.published),
        .get("/training/reports/{code}/file", .manageReports, ProvincePages.publishedFile),
        .get("/training/meetings", .manageReports, RegisterPages.meetings),
        .post("/training/meetings", .manageReports, RegisterPages.addMeeting),
        .post(
            "/training/meetings/import", .manageReports, limit: uploadLimit,
            RegisterPages.take),
        .post(
            "/training/meetings/{number}/withdraw", .manageReports,
            RegisterPages.withdrawMeeting),
        .get("/training/software", .manageReports, RegisterPages.software),
        .post("/training/software", .manageReports, RegisterPages.addSoftware),
        .post("/training/software/{number}/end", .manageReports, RegisterPages.endSoftware),
        .post(
            "/training/software/import", .manageReports, limit: uploadLimit,
            RegisterPages.take),
        .post(
            "/training/software/{number}/withdraw", .manageReports,
            RegisterPages.withdrawSoftware),
        .get("/training/rounds", .manageReports, RoundPages.list),
        .post("/training/rounds", .manageReports, RoundPages.open),
        .get("/training/rounds/{code}", .manageReports, RoundPages.show),
        .post("/training/rounds/{code}/remind", .manageReports, RoundPages.remind),
        .post("/training/rounds/{code}/close", .manageReports, RoundPages.close),
        .post("/training/rounds/{code}/reopen", .manageReports, RoundPages.reopen),
        .get("/my-unit/rounds", .confirmRound, RoundPages.requests),
        .get("/my-unit/rounds/{code}/{unit}", .confirmRound, RoundPages.sheet),
        .post("/my-unit/rounds/{code}/{unit}", .confirmRound, RoundPages.confirm),
        .post("/my-unit/rounds/{code}/{unit}/correct", .confirmRound, RoundPages.correct),
        .get("/training/people/{code}", .readTrainingRecord, RecordPages.show),
        .get("/my-training", .readTrainingRecord, RecordPages.own),
    ]

    /// Inside a training class: for its trainees, its trainers, and who checks a certificate.
    private static let lessons: [Route] = [
        .get("/learn", .takeClass, LearnPages.home),
        .get("/learn/{code}", .takeClass, LearnPages.show),
        .post("/learn/{code}/attend", .takeClass, LearnPages.attend),
        .post("/learn/{code}/ask", .takeClass, LearnPages.ask),
        .post("/learn/{code}/withdraw", .takeClass, LearnPages.withdraw),
        .post("/learn/{code}/leave", .takeClass, LearnPages.leave),
        .get("/learn/{code}/lessons/{lesson}", .takeClass, LearnPages.lesson),
        .post("/learn/{code}/lessons/{lesson}/done", .takeClass, LearnPages.finish),
        .get("/learn/{code}/files/{file}", .takeClass, LearnPages.file),
        .get("/learn/{code}/board", .takeClass, BoardPages.show),
        .post("/learn/{code}/board", .takeClass, BoardPages.ask),
        .get("/learn/{code}/survey", .takeClass, SurveyPages.show),
        .post("/learn/{code}/survey", .takeClass, SurveyPages.answer),
        .get("/learn/{code}/assignments", .takeClass, AssignmentPages.show),
        .post(
            "/learn/{code}/assignments/{assignment}", .takeClass, limit: uploadLimit,
            AssignmentPages.handIn),
        .get("/learn/{code}/hand-ins/{file}", .takeClass, AssignmentPages.ownFile),
        .get("/training/classes/{code}/lessons", .readTrainingClass, LessonDeskPages.list),
        .post("/training/classes/{code}/lessons", .changeTrainingClass, LessonDeskPages.add),
        .get(
            "/training/classes/{code}/lessons/{lesson}", .readTrainingClass,
            LessonDeskPages.show),
        .post(
            "/training/classes/{code}/lessons/{lesson}", .changeTrainingClass,
            LessonDeskPages.save),
        .post(
            "/training/classes/{code}/lessons/{lesson}/up", .changeTrainingClass,
            LessonDeskPages.moveUp),
        .post(
            "/training/classes/{code}/lessons/{lesson}/remove", .changeTrainingClass,
            LessonDeskPages.remove),
        .post(
            "/training/classes/{code}/lessons/{lesson}/files", .changeTrainingClass,
            limit: uploadLimit, LessonDeskPages.attach),
        .post(
            "/training/classes/{code}/lessons/{lesson}/files/{file}/remove",
            .changeTrainingClass, LessonDeskPages.detach),
        .get("/training/classes/{code}/files/{file}", .readTrainingClass, LessonDeskPages.file),
        .get("/training/classes/{code}/progress", .readTrainingClass, ProgressPages.table),
        .get("/training/classes/{code}/people/{person}", .readTrainingClass, ProgressPages.person),
        .post(
            "/training/classes/{code}/people/{person}", .changeTrainingClass,
            ProgressPages.mark),
        .post(
            "/training/classes/{code}/people/{person}/remove", .changeTrainingClass,
            ProgressPages.remove),
        .get("/training/classes/{code}/sessions", .readTrainingClass, ClassSessionPages.list),
        .post("/training/classes/{code}/sessions", .changeTrainingClass, ClassSessionPages.add),
        .get(
            "/training/classes/{code}/sessions/{session}", .readTrainingClass,
            ClassSessionPages.show),
        .post(
            "/training/classes/{code}/sessions/{session}", .changeTrainingClass,
            ClassSessionPages.record),
        .post(
            "/training/classes/{code}/sessions/{session}/code", .changeTrainingClass,
            ClassSessionPages.openCode),
        .post(
            "/training/classes/{code}/sessions/{session}/change", .changeTrainingClass,
            ClassSessionPages.change),
        .post(
            "/training/classes/{code}/sessions/{session}/remove", .changeTrainingClass,
            ClassSessionPages.remove),
        .post(
            "/training/classes/{code}/sessions/{session}/log", .changeTrainingClass,
            limit: uploadLimit, MeetingLogPages.upload),
        .post(
            "/training/classes/{code}/sessions/{session}/log/{staged}", .changeTrainingClass,
            MeetingLogPages.apply),
        .get("/training/classes/{code}/quizzes", .readTrainingClass, QuizPages.list),
        .post("/training/classes/{code}/quizzes", .changeTrainingClass, QuizPages.add),
        .get("/training/classes/{code}/board", .readTrainingClass, BoardPages.desk),
        .post("/training/classes/{code}/board", .changeTrainingClass, BoardPages.announce),
        .post(
            "/training/classes/{code}/board/{note}/remove", .changeTrainingClass,
            BoardPages.remove),
        .get("/training/classes/{code}/survey", .readTrainingClass, SurveyPages.desk),
        .post("/training/classes/{code}/survey", .changeTrainingClass, SurveyPages.change),
        .get("/training/classes/{code}/assignments", .readTrainingClass, AssignmentPages.desk),
        .post("/training/classes/{code}/assignments", .changeTrainingClass, AssignmentPages.add),
        .get(
            "/training/classes/{code}/assignments/{assignment}", .readTrainingClass,
            AssignmentPages.marking),
        .post(
            "/training/classes/{code}/assignments/{assignment}", .changeTrainingClass,
            AssignmentPages.mark),
        .post(
            "/training/classes/{code}/assignments/{assignment}/change", .changeTrainingClass,
            AssignmentPages.change),
        .post(
            "/training/classes/{code}/assignments/{assignment}/remove", .changeTrainingClass,
            AssignmentPages.remove),
        .get("/training/classes/{code}/hand-ins/{file}", .readTrainingClass, AssignmentPages.file),
        .get("/training/classes/{code}/admissions", .readTrainingClass, AdmissionPages.list),
        .post(
            "/training/classes/{code}/admissions/{number}", .changeTrainingClass,
            AdmissionPages.decide),
        .post("/training/classes/{code}/quotas", .changeTrainingClass, AdmissionPages.quotas),
        .get("/my-unit/classes", .sendToClass, SendingPages.list),
        .get("/my-unit/classes/{code}/{unit}", .sendToClass, SendingPages.show),
        .post("/my-unit/classes/{code}/{unit}", .sendToClass, SendingPages.send),
        .post(
            "/my-unit/classes/{code}/{unit}/back/{number}", .sendToClass, SendingPages.takeBack),
        .get("/training/classes/{code}/certificates", .giveCertificates, CertificatePages.list),
        .post("/training/classes/{code}/certificates", .giveCertificates, CertificatePages.give),
        .post(
            "/training/classes/{code}/certificates/{certificate}/revoke", .giveCertificates,
            CertificatePages.revoke),
        .post(
            "/training/classes/{code}/certificates/{certificate}/restore", .giveCertificates,
            CertificatePages.restore),
        .get("/certificates/{code}", .readCertificate, CertificatePages.show),
        .get("/check", nil, CertificatePages.ask),
        .get("/check/{code}", nil, CertificatePages.check),
    ]
}
