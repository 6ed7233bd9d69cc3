import Assessment
import People
import Secrets
import Storage
import Values

@testable import Administration

/// An empty server's people part on a temporary database.
struct School {
    let folder: TemporaryFolder
    let database: Database
    let sessions: Sessions
    let signIn: SignIn
    let setup: Setup
    let staff: Staff
    let classes: Classes
    let intakes: Intakes
    let organisation: Organisation
    let persons: Persons
    let schoolYears: SchoolYears

    static let start = Instant(milliseconds: 1_800_000_000_000)
    static let password = "hoa sen nở"
    static let hours = 12

    init() throws {
        folder = try TemporaryFolder()
        database = try Database(
            path: folder.file("main.sqlite"), migrations: MainMigrations.all,
            backupFolder: folder.file("backups"))
        let passwords = PasswordHash(atOnce: 2)
        sessions = Sessions(database: database, hours: Self.hours)
        signIn = SignIn(database: database, sessions: sessions, passwords: passwords)
        setup = Setup(database: database, passwords: passwords)
        staff = Staff(database: database, passwords: passwords, sessions: sessions)
        classes = Classes(database: database, passwords: passwords, sessions: sessions)
        intakes = Intakes(database: database, sessions: sessions)
        organisation = Organisation(database: database, sessions: sessions)
        persons = Persons(database: database, sessions: sessions)
        schoolYears = SchoolYears(database: database, sessions: sessions)
    }

    func person(
        _ account: String, roles: Set<Role> = [.teacher]
    ) async throws -> Principal {
        try await staff.addForDemo(
            name: "Lê Thị Sen", account: account, password: Self.password, roles: roles,
            at: Self.start)
    }

    func administrator() async throws -> Principal {
        try await person("quantri", roles: [.administrator])
    }

    func schoolClass(
        _ name: String, by administrator: Principal
    ) async throws -> ClassStore.SchoolClass {
        let code = try await classes.add(name, by: administrator, at: Self.start)
        return try await reread(code, by: administrator).schoolClass
    }

    func reread(
        _ code: String, by administrator: Principal
    ) async throws -> (schoolClass: ClassStore.SchoolClass, pupils: [PeopleStore.Listed]) {
        guard let found = try await classes.schoolClass(code, by: administrator, at: Self.start)
        else {
            throw Missing()
        }
        return found
    }

    /// A sitting with this person as its one candidate, who has this ticket.
    func sitting(for person: Int64, ticket: String) async throws -> Int64 {
        try await database.write { connection in
            let bank = try BankStore(connection).addSubject(
                slug: "toan", name: "Toán", grade: "12", at: Self.start)
            let unit = try ClassStore(connection).add(
                "12A\(person)", code: "C\(person)", at: Self.start)
            let test = try TestStore(connection).add(
                .init(title: "Thử", blueprint: Blueprint(), duration: 15, review: .marks),
                code: "T",
                subject: bank, author: person, at: Self.start)
            let manifest = try Manifest(parts: [
                Manifest.Part(
                    title: "I", shufflesQuestions: false, shufflesOptions: false,
                    entries: [
                        .fixed(
                            .init(
                                reference: VersionReference(question: GUID(), version: 1),
                                type: .numeric), worth: .one)
                    ])
            ])
            let store = SittingStore(connection)
            let sitting = try store.add(
                .init(
                    test: test, unit: unit, author: person, title: "Thử", opens: Self.start,
                    closes: Self.start.adding(seconds: 3_600), duration: 15, grace: 30,
                    review: .marks),
                code: "S", frozen: .init(manifest: manifest, secret: .random()),
                manifestHash: "", at: Self.start)
            try store.add(candidate: person, number: "001", to: sitting)
            guard let candidate = try store.candidate(person, of: sitting) else { throw Missing() }
            try store.setTicket(SHA256.digest(ticket.utf8), of: candidate.id)
            return sitting
        }
    }

    struct Missing: Error {}
}
