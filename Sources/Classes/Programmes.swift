package import People
import Secrets
package import Storage
package import Training
package import Values

/// Programmes of teacher training: what the department keeps of them.
package struct Programmes: Sendable {
    private let database: Database

    package init(database: Database) { self.database = database }

    package func all(by principal: Principal) async throws -> [ProgrammeStore.Listed] {
        try principal.require(.manageTraining, on: .other)
        return try await database.read { try ProgrammeStore($0).all() }
    }

    /// - Throws: `TrainingFault.missing`.
    package func programme(
        _ code: String, by principal: Principal
    ) async throws -> ProgrammeStore.Listed {
        try principal.require(.manageTraining, on: .other)
        guard
            let found = try await database.read({ try ProgrammeStore($0).programme(code: code) })
        else { throw TrainingFault.missing }
        return found
    }

    /// - Returns: the new programme's code.
    /// - Throws: `TrainingFault.identifierTaken`.
    package func add(
        _ programme: Programme, by principal: Principal, at now: Instant
    ) async throws -> String {
        try principal.require(.manageTraining, on: .other)
        let code = TextCode.random(characters: 10)
        try await TrainingFault.naming {
            try await database.write { connection in
                _ = try ProgrammeStore(connection).add(programme, code: code, at: now)
                try AuditStore(connection).record(
                    .addProgramme, of: programme.identifier, by: principal.person, at: now)
            }
        }
        return code
    }

    /// - Throws: `TrainingFault.missing`, `.identifierTaken`.
    package func change(
        _ code: String, to programme: Programme, by principal: Principal, at now: Instant
    ) async throws {
        let known = try await self.programme(code, by: principal)
        try await TrainingFault.naming {
            try await database.write { connection in
                try ProgrammeStore(connection).change(known.id, to: programme, at: now)
                if programme.rule != known.programme.rule {
                    let today = VietnamTime.date(of: now)
                    let classes = TrainingClassStore(connection)
                    for running in try classes.classes(of: known.id, on: today) {
                        try ClassWork.settleAll(in: running, by: principal, connection, at: now)
                    }
                }
                try AuditStore(connection).record(
                    .changeProgramme, of: programme.identifier, by: principal.person, at: now)
            }
        }
    }
}

/// Why something about training cannot be done.
package enum TrainingFault: Error, Hashable {
    /// There is no such programme, class, import or report, or it is somebody else's.
    case missing
    case identifierTaken
    case noSuchUnit
    /// The unit was not there on the class's first day, nor is it today.
    case unitNotThen
    case noSuchPerson
    /// Lines of a list that name nobody, and those that name several.
    case unknownPeople([String])
    /// More people than the class has places.
    case full(capacity: Int)
    /// Certificates, by number, that rest on what is to be taken back.
    case certified([String])
    /// A completion on a day before the class began, or yet to come.
    case dayOutside(from: CalendarDate, until: CalendarDate)
    /// A class with results stays one of its programme: its marks are on that one's scale.
    case hasResults
    /// The session is on a later day.
    case notYet
    /// Sample data belong into a folder without units.
    case notEmpty

    /// Tells a name that is taken from other refusals of the schema.
    static func naming(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch StoreError.constraint(.unique, _) {
            throw TrainingFault.identifierTaken
        }
    }
}
