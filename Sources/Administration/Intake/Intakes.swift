import Converters
import Interchange
package import People
import Secrets
package import Storage
package import Values

/// Lists of units and of people on their way in: read, looked at, applied, undone.
package struct Intakes: Sendable {
    private let database: Database
    private let sessions: Sessions

    package init(database: Database, sessions: Sessions) {
        self.database = database
        self.sessions = sessions
    }

    /// A file as it came.
    package struct File: Sendable {
        package let name: String
        package let bytes: [UInt8]
        /// The unit, by identifier or code, of rows that name none.
        package var unit: String?
        /// From which day on people who are new hold posts without a date; nil: from today.
        package var since: CalendarDate?

        package init(name: String, bytes: [UInt8], unit: String? = nil) {
            self.name = name
            self.bytes = bytes
            self.unit = unit
        }
    }

    // MARK: Units

    /// - Throws: `ImportFault`, `AccessDenied`.
    package func previewUnits(
        _ file: File, by principal: Principal, at now: Instant
    ) async throws -> UnitPlan {
        try principal.require(.changeUnits, on: .other)
        return try await previewUnits(file, at: now)
    }

    /// The same for the owner of the machine.
    package func previewUnits(_ file: File, at now: Instant) async throws -> UnitPlan {
        let roster = try await Self.units(of: file)
        return try await database.read {
            try UnitPlan(roster, $0, today: VietnamTime.date(of: now))
        }
    }

    /// Takes a list in, in one transaction; what is the same, in doubt or refused changes nothing.
    ///
    /// - Returns: what was done, and the code that undoes it; nil: nothing was changed.
    /// - Throws: `ImportFault`, `AccessDenied`.
    package func applyUnits(
        _ file: File, by principal: Principal, at now: Instant
    ) async throws -> (plan: UnitPlan, code: String?) {
        try principal.require(.changeUnits, on: .other)
        return try await applyUnits(file, for: principal.person, at: now)
    }

    package func applyUnits(
        _ file: File, for person: Int64?, at now: Instant
    ) async throws -> (plan: UnitPlan, code: String?) {
        let roster = try await Self.units(of: file)
        let code = TextCode.random(characters: 10)
        let hash = IntakeStore.fingerprint(of: file.bytes)
        return try await database.writeMuch { connection in
            let plan = try UnitPlan(roster, connection, today: VietnamTime.date(of: now))
            let counts = plan.counts
            guard counts.new + counts.changed > 0 else { return (plan, nil) }
            let intake = try IntakeStore(connection).add(
                .init(kind: .units, fileName: file.name, hash: hash, counts: counts), code: code,
                by: person, at: now)
            try plan.apply(IntakeWriter(connection, intake: intake, at: now))
            try AuditStore(connection).record(.takeUnits, of: file.name, by: person, at: now)
            return (plan, code)
        }
    }

    private static func units(of file: File) async throws -> UnitRoster {
        try await HeavyWork.run { () throws(ImportFault) in
            try RosterConverter.units(file.bytes, file: file.name)
        }
    }

    // MARK: People

    /// - Throws: `ImportFault`, `AccessDenied`.
    package func previewPeople(
        _ file: File, by principal: Principal, at now: Instant
    ) async throws -> PersonPlan {
        try principal.require(.changePeople, on: .other)
        return try await previewPeople(file, at: now)
    }

    package func previewPeople(_ file: File, at now: Instant) async throws -> PersonPlan {
        let people = try await Self.people(of: file)
        return try await database.read { connection in
            try Self.plan(people, file, [:], connection, at: now)
        }
    }

    /// Takes a list in, in one transaction; what is the same, in doubt or refused changes nothing.
    ///
    /// - Parameter decisions: about rows in doubt, by line.
    /// - Returns: what was done, and the code that undoes it; nil: nothing was changed.
    /// - Throws: `ImportFault`, `AccessDenied`.
    package func applyPeople(
        _ file: File, _ decisions: [Int: PersonPlan.Decision] = [:], by principal: Principal,
        at now: Instant
    ) async throws -> (plan: PersonPlan, code: String?) {
        try principal.require(.changePeople, on: .other)
        return try await applyPeople(file, decisions, for: principal.person, at: now)
    }

    package func applyPeople(
        _ file: File, _ decisions: [Int: PersonPlan.Decision] = [:], for person: Int64?,
        at now: Instant
    ) async throws -> (plan: PersonPlan, code: String?) {
        let people = try await Self.people(of: file)
        let code = TextCode.random(characters: 10)
        let hash = IntakeStore.fingerprint(of: file.bytes)
        let done = try await database.writeMuch { connection in
            let plan = try Self.plan(people, file, decisions, connection, at: now)
            let counts = plan.counts
            guard counts.new + counts.changed > 0 else { return (plan, nil as String?) }
            let intake = try IntakeStore(connection).add(
                .init(kind: .people, fileName: file.name, hash: hash, counts: counts), code: code,
                by: person, at: now)
            try plan.apply(IntakeWriter(connection, intake: intake, at: now))
            try AuditStore(connection).record(.takePeople, of: file.name, by: person, at: now)
            return (plan, code)
        }
        sessions.forgetAll()
        return done
    }

    private static func people(of file: File) async throws -> ReadyPeople {
        try await HeavyWork.run { () throws(ImportFault) in
            ReadyPeople(try RosterConverter.people(file.bytes, file: file.name))
        }
    }

    private static func plan(
        _ people: ReadyPeople, _ file: File, _ decisions: [Int: PersonPlan.Decision],
        _ connection: Connection, at now: Instant
    ) throws -> PersonPlan {
        let today = VietnamTime.date(of: now)
        var standard: Int64?
        if let identifier = file.unit {
            let units = UnitStore(connection)
            standard = try (units.unit(identifier: identifier) ?? units.unit(code: identifier))?.id
            if standard == nil {
                throw ImportFault(file: file.name, reason: .unknownUnit(identifier))
            }
        }
        var planner = PersonPlanner(
            connection, today: today,
            directory: try UnitDirectory(connection, on: today, standard: standard),
            decisions: decisions, since: file.since)
        return try planner.plan(people)
    }

    // MARK: What was taken in

    /// The last lists of a kind, newest first.
    package func recent(
        _ kind: IntakeStore.Kind, by principal: Principal
    ) async throws -> [IntakeStore.Intake] {
        try principal.require(Self.useCase(kind), on: .other)
        return try await recent(kind, limit: 10)
    }

    /// The same for the owner of the machine.
    package func recent(
        _ kind: IntakeStore.Kind, limit: Int
    ) async throws -> [IntakeStore.Intake] {
        try await database.read { try IntakeStore($0).recent(kind, limit: limit) }
    }

    /// Takes back what a list brought; what was changed since stays.
    ///
    /// - Returns: how many rows stay; nil where there is no such list, or it is undone already.
    package func undo(
        _ code: String, of kind: IntakeStore.Kind, by principal: Principal, at now: Instant
    ) async throws -> Int? {
        try principal.require(Self.useCase(kind), on: .other)
        return try await undo(code, of: kind, for: principal.person, at: now)
    }

    /// The same for the owner of the machine.
    package func undo(
        _ code: String, of kind: IntakeStore.Kind, for person: Int64?, at now: Instant
    ) async throws -> Int? {
        let kept = try await database.write { connection -> Int? in
            let intakes = IntakeStore(connection)
            guard let intake = try intakes.intake(code: code), intake.undone == nil,
                intake.draft.kind == kind
            else { return nil }
            let kept = try IntakeUndo(connection: connection, now: now).run(intake.id)
            try intakes.setUndone(intake.id, by: person, at: now)
            try AuditStore(connection).record(
                .undoIntake, of: intake.draft.fileName, by: person, at: now)
            return kept
        }
        sessions.forgetAll()
        return kept
    }

    private static func useCase(_ kind: IntakeStore.Kind) -> UseCase {
        switch kind {
        case .units: .changeUnits
        case .people: .changePeople
        }
    }
}
