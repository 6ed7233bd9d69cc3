package import Hummingbird
package import Administration
package import Authoring
import Classes
package import Delivery
import Foundation
package import Mail
package import Storage
package import Values

/// Everything the handlers need, put together once at the start.
///
/// A class, because every request's `Visit` refers to it.
package final class Site: Sendable {
    package static let version = "0.1.0"

    let settings: SiteSettings
    let pages: Pages
    let database: Database
    let delivery: Delivery
    let sessions: Sessions
    let signIn: SignIn
    let setup: Setup
    let staff: Staff
    let classes: Classes
    let banks: Banks
    let tests: Tests
    let sittings: Sittings
    let programmes: Programmes
    let trainingClasses: TrainingClasses
    let trainingImports: TrainingImports
    let reports: TrainingReports
    let records: TrainingRecords
    let registers: Registers
    let rounds: Rounds
    let learning: Learning
    let lessonDesk: LessonDesk
    let classProgress: ClassProgress
    let classSessions: ClassSessions
    let classQuizzes: ClassQuizzes
    let classBoard: ClassBoard
    let assignments: Assignments
    let certificates: Certificates
    let admissions: Admissions
    let staging: Staging
    let organisation: Organisation
    let persons: Persons
    let intakes: Intakes
    let schoolYears: SchoolYears
    let papers: Papers
    let map: PaperMap
    let candidacies: Candidacies
    let gzip = Gzip(atOnce: ProcessInfo.processInfo.activeProcessorCount)
    /// The moment now; the server's clock, never a client's.
    let now: @Sendable () -> Instant

    /// Reads `Public/` and joins the parts.
    ///
    /// - Throws: when a page, a word or an asset is missing.
    package init(
        settings: SiteSettings, database: Database, delivery: Delivery, sessions: Sessions,
        signIn: SignIn, setup: Setup, staff: Staff, classes: Classes, banks: Banks, tests: Tests,
        sittings: Sittings, now: @escaping @Sendable () -> Instant
    ) throws {
        self.settings = settings
        pages = try Pages(folder: URL(filePath: settings.publicFolder))
        self.database = database
        self.delivery = delivery
        self.sessions = sessions
        self.signIn = signIn
        self.setup = setup
        self.staff = staff
        self.classes = classes
        self.banks = banks
        self.tests = tests
        self.sittings = sittings
        programmes = Programmes(database: database)
        trainingClasses = TrainingClasses(database: database)
        trainingImports = TrainingImports(database: database)
        let reports = TrainingReports(database: database)
        self.reports = reports
        records = TrainingRecords(database: database)
        registers = Registers(database: database)
        rounds = Rounds(database: database, reports: reports, mail: settings.mail)
        learning = Learning(database: database)
        lessonDesk = LessonDesk(database: database)
        classProgress = ClassProgress(database: database)
        classSessions = ClassSessions(database: database)
        classQuizzes = ClassQuizzes(database: database)
        classBoard = ClassBoard(database: database)
        assignments = Assignments(database: database)
        certificates = Certificates(database: database)
        admissions = Admissions(database: database)
        staging = Staging(database: database)
        organisation = Organisation(database: database, sessions: sessions)
        persons = Persons(database: database, sessions: sessions)
        intakes = Intakes(database: database, sessions: sessions)
        schoolYears = SchoolYears(database: database, sessions: sessions)
        self.now = now
        papers = Papers(pages: pages, database: database)
        map = try PaperMap(pages: pages)
        candidacies = Candidacies(sittings)
    }

    /// The request with its visitor: language, session, and what was posted.
    func visit(_ request: Request, _ context: VisitContext, form: FormData) async throws -> Visit {
        let cookies = SentCookies(request.headers)
        let token = cookies[Tokens.sessionCookie]
        let session: Session? =
            if let token { try await sessions.session(token, at: now()) } else { nil }
        let anonymous = cookies[Tokens.visitCookie]
        return Visit(
            request: request, context: context, site: self,
            language: cookies[Tokens.languageCookie].flatMap { Language(rawValue: $0) }
                ?? .vietnamese,
            session: session,
            formCookie: session == nil ? anonymous ?? Tokens.make() : token ?? "",
            hasFormCookie: session != nil || anonymous != nil,
            form: form, query: FormData(urlEncoded: request.uri.query ?? ""))
    }
}

/// What the pages say of the server itself.
package struct SiteSettings: Sendable {
    /// `Public/`.
    package var publicFolder: String
    /// The address people type, such as "https://thi.example.edu.vn".
    package var address: String
    /// The certificate's authority for closed networks; nil where the certificate
    /// comes from files, which browsers trust already.
    package var authority: Authority?
    /// Where letters are handed over; nil: none are sent.
    package var mail: MailServer?

    package struct Authority: Sendable {
        /// SHA-256 as AA:BB:….
        package let fingerprint: String
        package let der: [UInt8]
        package let pem: String

        package init(fingerprint: String, der: [UInt8], pem: String) {
            self.fingerprint = fingerprint
            self.der = der
            self.pem = pem
        }
    }

    package init(
        publicFolder: String, address: String, authority: Authority? = nil,
        mail: MailServer? = nil
    ) {
        self.publicFolder = publicFolder
        self.address = address
        self.authority = authority
        self.mail = mail
    }

    /// Whether browsers were meant to trust the certificate by themselves.
    var hasTrustedCertificate: Bool { authority == nil }
}

extension Site {
    /// What answers the requests of this site.
    package var responder: some HTTPResponder<VisitContext> {
        SiteResponder(site: self, routes: Dispatch(site: self).router().buildResponder())
    }
}
