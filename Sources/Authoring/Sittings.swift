import Assessment
package import People
import Secrets
package import Storage
package import Values

/// Opening sittings, and what their teacher does with them besides marking.
package struct Sittings: Sendable {
    private let database: Database

    package init(database: Database) { self.database = database }

    /// Seconds after the deadline in which an answer still counts.
    package static let usualGrace = 30

    /// Opens a test to a class: freezes the manifest, draws the master seed, and
    /// makes every pupil a candidate.
    ///
    /// - Returns: the sitting's code.
    /// - Throws: `TestFault`, `NotFound`, `AccessDenied`.
    package func open(
        test code: String, to classCode: String, opens: Instant, closes: Instant,
        by principal: Principal, at now: Instant
    ) async throws -> SittingStore.Sitting {
        guard closes > opens, closes > now else { throw TestFault.windowTooShort }
        let found = try await Tests(database: database).test(
            code, for: .openSitting, by: principal)
        let sittingCode = TextCode.random(characters: 10)
        return try await database.write { connection in
            guard let unit = try ClassStore(connection).schoolClass(code: classCode) else {
                throw NotFound()
            }
            let pupils = try PeopleStore(connection).members(of: unit.id)
            guard !pupils.isEmpty else { throw TestFault.emptyClass }
            let manifest = try Tests.manifest(of: found, connection)
            let settings = found.test.settings
            let store = SittingStore(connection)
            let id = try store.add(
                SittingStore.Draft(
                    test: found.test.id, unit: unit.id, author: principal.person,
                    title: settings.title, opens: opens, closes: closes,
                    duration: settings.duration, grace: Self.usualGrace, review: settings.review),
                code: sittingCode,
                frozen: SittingStore.Frozen(
                    manifest: manifest, masterSeed: Seed.random().bytes),
                manifestHash: try manifest.hash(), at: now)
            for (place, pupil) in pupils.enumerated() {
                try store.add(candidate: pupil.id, number: Self.number(place + 1), to: id)
            }
            try AuditStore(connection).record(
                "openSitting", "sitting \(id)", by: principal.person, at: now)
            guard let sitting = try store.sitting(id) else { throw NotFound() }
            return sitting
        }
    }

    /// Candidate numbers in the class's Vietnamese order: 001, 002 …
    private static func number(_ place: Int) -> String {
        let digits = String(place)
        return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    /// - Throws: `NotFound`; `AccessDenied` for a colleague's sitting.
    package func sitting(
        _ code: String, for useCase: UseCase, by principal: Principal
    ) async throws -> SittingStore.Sitting {
        guard
            let sitting = try await database.read({ try SittingStore($0).sitting(code: code) })
        else { throw NotFound() }
        try principal.require(useCase, ownedBy: sitting.author)
        return sitting
    }

    package func sittings(by principal: Principal) async throws -> [SittingStore.Sitting] {
        try principal.require(.watchSitting, ownedBy: principal.person)
        return try await database.read { try SittingStore($0).sittings(by: principal.person) }
    }

    package func candidates(
        of sitting: SittingStore.Sitting, by principal: Principal
    ) async throws -> [SittingStore.Candidate] {
        try principal.require(.watchSitting, ownedBy: sitting.author)
        return try await database.read { try SittingStore($0).candidates(of: sitting.id) }
    }

    /// Ends the window now.
    package func end(
        _ sitting: SittingStore.Sitting, by principal: Principal, at now: Instant
    ) async throws -> SittingStore.Sitting {
        try principal.require(.runSitting, ownedBy: sitting.author)
        return try await database.write { connection in
            let store = SittingStore(connection)
            try store.setWindow(
                opens: min(sitting.opens, now.adding(seconds: -1)), closes: now, of: sitting.id)
            try AuditStore(connection).record(
                "runSitting", "sitting \(sitting.id) ended", by: principal.person, at: now)
            guard let ended = try store.sitting(sitting.id) else { throw NotFound() }
            return ended
        }
    }

    // MARK: A candidate's own

    /// What somebody may sit or has sat.
    package func sittings(
        for principal: Principal
    ) async throws -> [SittingStore.Sitting] {
        try principal.require(.takeTest, ownedBy: principal.person)
        return try await database.read { try SittingStore($0).sittings(for: principal.person) }
    }

    /// The sitting with this person's candidacy.
    ///
    /// - Throws: `NotFound` where they are not a candidate.
    package func candidacy(
        _ code: String, of principal: Principal
    ) async throws -> (sitting: SittingStore.Sitting, candidate: SittingStore.Candidate) {
        try principal.require(.takeTest, ownedBy: principal.person)
        return try await database.read { connection in
            let store = SittingStore(connection)
            guard let sitting = try store.sitting(code: code),
                let candidate = try store.candidate(principal.person, of: sitting.id)
            else { throw NotFound() }
            return (sitting, candidate)
        }
    }

    // MARK: Tickets

    /// A candidate's ticket: shown once, on the sheet that is printed.
    package struct Ticket: Hashable, Sendable {
        package let candidate: SittingStore.Candidate
        /// As printed: "7K3M-9QWE-0ZXT".
        package let code: String
    }

    /// New tickets for every candidate; earlier ones stop working.
    package func makeTickets(
        of sitting: SittingStore.Sitting, by principal: Principal, at now: Instant
    ) async throws -> [Ticket] {
        try principal.require(.runSitting, ownedBy: sitting.author)
        return try await database.write { connection in
            let store = SittingStore(connection)
            let tickets = try store.candidates(of: sitting.id).map { candidate in
                let code = TextCode.random(characters: 12)
                try store.setTicket(SHA256.digest(code.utf8), of: candidate.id)
                return Ticket(candidate: candidate, code: TextCode.grouped(code))
            }
            try AuditStore(connection).record(
                "runSitting", "tickets of sitting \(sitting.id)", by: principal.person, at: now)
            return tickets
        }
    }
}
