import Administration
import Assessment
import Authoring
import Classes
import Converters
import Delivery
import Foundation
import Logging
import Secrets
import Storage
import Values
import Web

/// Everything that works on one data folder, put together once.
struct Parts: Sendable {
    let folder: String
    let database: Database
    let answers: AnswerFile
    let delivery: Delivery
    let sessions: Sessions
    let passwords: PasswordHash
    let banks: Banks
    let tests: Tests
    let sittings: Sittings
    let staff: Staff
    let classes: Classes
    let intakes: Intakes
    let organisation: Organisation
    let persons: Persons
    let setup: Setup
    let signIn: SignIn
    let formulas: FormulaConverter
    let trainingImports: TrainingImports
    let reports: TrainingReports

    /// Opens the databases of a folder whose lock is held, migrating them when they are older.
    ///
    /// - Throws: `StoreError`.
    init(folder: String, sessionHours: Int = 12) async throws {
        self.folder = folder
        let backups = "\(folder)/backups"
        try FileManager.default.createDirectory(
            atPath: backups, withIntermediateDirectories: true)
        let database = try Database(
            path: "\(folder)/\(Self.mainName)", migrations: MainMigrations.all,
            backupFolder: backups)
        self.database = database
        answers = try AnswerFile(path: "\(folder)/\(Self.answersName)", backupFolder: backups)
        let logger = Logger(label: "sen.delivery")
        let answers = answers
        delivery = try await Delivery(file: answers, logger: logger) { sitting in
            do {
                try await Sittings(database: database).noteMarks(
                    answers.results(of: sitting), of: sitting)
                try await database.write { try SittingStore($0).close(sitting) }
            } catch {
                logger.error("sitting \(sitting) was not marked as closed: \(error)")
            }
        }
        passwords = PasswordHash()
        sessions = Sessions(database: database, hours: sessionHours)
        formulas = FormulaConverter()
        trainingImports = TrainingImports(database: database)
        reports = TrainingReports(database: database)
        banks = Banks(
            database: database, formulas: Formulas(database: database, converter: formulas))
        tests = Tests(database: database)
        sittings = Sittings(database: database)
        staff = Staff(database: database, passwords: passwords, sessions: sessions)
        classes = Classes(database: database, passwords: passwords, sessions: sessions)
        intakes = Intakes(database: database, sessions: sessions)
        organisation = Organisation(database: database, sessions: sessions)
        persons = Persons(database: database, sessions: sessions)
        setup = Setup(database: database, passwords: passwords)
        signIn = SignIn(database: database, sessions: sessions, passwords: passwords)
    }

    static let mainName = "main.sqlite"
    static let answersName = "answers.sqlite"

    /// The moment now, by the clock that deadlines run on.
    var now: Instant { delivery.clock.now }

    /// Brings every sitting that is not closed back to life, as its steps tell, and
    /// finishes regrading that was interrupted.
    func restoreSittings() async throws -> RestoreReport {
        let now = now
        let (registrations, lapsed, unfinished) = try await database.read { connection in
            var known: [VersionReference: Interaction] = [:]
            let sittings = try SittingStore(connection).notClosed()
            return (
                try sittings.filter(\.isDrawn).compactMap {
                    try Registration($0, connection, known: &known)
                },
                sittings.filter { !$0.isDrawn && $0.closes < now }.map(\.id),
                try KeyAmendmentStore(connection).unfinished()
            )
        }
        let report = try await delivery.restore(registrations)
        // Their public number never came: nobody can have written anything.
        if !lapsed.isEmpty {
            try await database.write { connection in
                for sitting in lapsed { try SittingStore(connection).close(sitting) }
            }
        }
        _ = try await delivery.finishRegrading(of: database)
        for sitting in unfinished {
            try await sittings.noteMarks(answers.results(of: sitting), of: sitting)
        }
        return report
    }

    /// Commits what is in flight and closes the files.
    func close() async throws {
        await delivery.drain()
        // Where that fails somebody signs in again; the files are closed all the same.
        try? await sessions.store()
        try await answers.database.checkpoint()
        try answers.database.close()
        try database.close()
    }
}
