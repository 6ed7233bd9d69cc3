import Administration
import Assessment
import Authoring
import Converters
import Delivery
import Foundation
import Interchange
import People
import Secrets
import Storage
import Values

/// A whole server without its doors: real databases in a folder that goes with it.
final class School: Sendable {
    let database: Database
    let delivery: Delivery
    let banks: Banks
    let tests: Tests
    let sittings: Sittings
    let classes: Classes
    let teacher: Principal
    private let folder: URL

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sen-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        database = try Database(
            path: folder.appending(path: "main.sqlite").path, migrations: MainMigrations.all,
            backupFolder: folder.path)
        delivery = try await Delivery(
            file: AnswerFile(
                path: folder.appending(path: "answers.sqlite").path, backupFolder: folder.path))
        let passwords = PasswordHash()
        let sessions = Sessions(database: database, hours: 1)
        banks = Banks(
            database: database,
            formulas: Formulas(database: database, converter: FormulaConverter()))
        tests = Tests(database: database)
        sittings = Sittings(database: database)
        classes = Classes(database: database, passwords: passwords, sessions: sessions)
        let person = try await Setup(database: database, passwords: passwords).firstTeacher(
            at: delivery.clock.now)
        teacher = Principal(
            person: person, name: "Trần Văn Đồng", roles: [.teacher, .administrator])
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var now: Instant { delivery.clock.now }

    /// A class with so many pupils.
    func makeClass(pupils: Int) async throws -> String {
        let code = try await classes.add("12A1", by: teacher, at: now)
        guard let found = try await classes.schoolClass(code, by: teacher, at: now) else {
            throw NotFound()
        }
        let entries = (1...pupils).map {
            RosterEntry(
                line: $0, pupil: PersonDetails(fullName: "Học Sinh \($0)", identifier: "\($0)"))
        }
        _ = try await classes.apply(entries, to: found.schoolClass, by: teacher, at: now)
        return code
    }

    /// An open sitting of a test with these questions, one mark each.
    func openSitting(
        of identifiers: [String], subject: String, class classCode: String
    ) async throws -> SittingStore.Sitting {
        let code = try await tests.create(
            TestStore.Settings(
                title: "Kiểm tra", blueprint: Blueprint(parts: [Blueprint.Part(title: "Phần I")]),
                duration: 45, scale: .asStated, review: .solutions),
            subject: subject, by: teacher, at: now)
        try await tests.addFixed(identifiers, worth: .one, toPart: 0, of: code, by: teacher)
        let sitting = try await sittings.open(
            test: code, to: classCode, opens: now.adding(seconds: -1),
            closes: now.adding(seconds: 3_600), by: teacher, at: now)
        let registration = try await database.read { try Registration(sitting, $0) }
        guard let registration else { throw NotFound() }
        try await delivery.register(registration)
        return sitting
    }
}

extension Setup {
    /// The first administrator by the link, as the first start offers it.
    fileprivate func firstTeacher(at now: Instant) async throws -> Int64 {
        guard let token = try await firstAdministratorToken(at: now) else { throw NotFound() }
        return try await createFirstAdministrator(
            token: token, name: "Trần Văn Đồng", account: "dong", password: "hoa sen hong",
            at: now)
    }
}
