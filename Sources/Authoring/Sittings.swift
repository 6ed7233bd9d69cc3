package import Assessment
package import People
import Secrets
package import Storage
package import Values

/// Opening sittings, and what their teacher does with them besides marking.
package struct Sittings: Sendable {
    let database: Database
    /// What does not change any more of sittings' draws.
    let commitments = Remembered<Int64, Commitment>(capacity: 500)
    let proofs = Remembered<Int64, Proof>(capacity: 8)

    package init(database: Database) { self.database = database }

    /// Seconds after the deadline in which an answer still counts.
    package static let usualGrace = 30

    /// How a class is given a test.
    package enum Way: Hashable, Sendable {
        /// Once, with so many form codes to share; nil: a form for each candidate.
        ///
        /// `drawnBy`: where a public number will come from that decides the forms
        /// together with the secret; nil: the secret alone does.
        case exam(formCodes: Int?, drawnBy: String? = nil)
        /// By these rules; `isTimed`: each attempt has the test's duration.
        case practice(PracticeRules, isTimed: Bool)
    }

    /// Opens a test to a class: freezes the manifest, draws the secret, makes every
    /// pupil a candidate, and seals all that.
    ///
    /// - Throws: `TestFault`, `NotFound`, `AccessDenied`.
    package func open(
        test code: String, to classCode: String, as way: Way = .exam(formCodes: nil),
        opens: Instant, closes: Instant, by principal: Principal, at now: Instant
    ) async throws -> SittingStore.Sitting {
        guard closes > opens, closes > now else { throw TestFault.windowTooShort }
        let today = VietnamTime.date(of: now)
        while true {
            let found = try await Tests(database: database).test(
                code, for: .openSitting, by: principal)
            let (unit, pupils) = try await members(of: classCode, on: today)
            var draft = Self.draft(of: found, opens: opens, closes: closes, by: principal)
            draft.unit = unit.id
            try Self.set(way, in: &draft, of: found)
            let opening = try await Opening.make(draft, of: found, for: pupils, in: database)
            do {
                return try await database.write { connection in
                    let members = try PeopleStore(connection).members(of: unit.id, on: today)
                    guard members.map(\.id) == pupils else { throw Opening.Moved() }
                    let id = try opening.store(connection, at: now)
                    try AuditStore(connection).record(
                        .openSitting, of: unit.name, sitting: id, by: principal.person, at: now)
                    guard let sitting = try SittingStore(connection).sitting(id) else {
                        throw NotFound()
                    }
                    return sitting
                }
            } catch is Opening.Moved {
                try Task.checkCancellation()
            }
        }
    }

    /// A class with its pupils on a day, in the order in which lists have them.
    ///
    /// - Throws: `NotFound`; `TestFault.emptyClass`.
    private func members(
        of code: String, on day: CalendarDate
    ) async throws -> (unit: ClassStore.SchoolClass, pupils: [Int64]) {
        try await database.read { connection in
            guard let unit = try ClassStore(connection).schoolClass(code: code, on: day) else {
                throw NotFound()
            }
            let pupils = try PeopleStore(connection).members(of: unit.id, on: day).map(\.id)
            guard !pupils.isEmpty else { throw TestFault.emptyClass }
            return (unit, pupils)
        }
    }

    private static func set(
        _ way: Way, in draft: inout SittingStore.Draft, of found: Tests.Found
    ) throws {
        switch way {
        case .exam(let formCodes, let source):
            draft.formCodes = formCodes
            draft.drawnBy = source
            // The secret, once published, tells where right options stand.
            let isBalanced = found.test.settings.blueprint.rules.balancesRight
            if source != nil, isBalanced, draft.review.rightAnswers == .never {
                throw TestFault.secretTellsKeys
            }
        case .practice(let rules, let isTimed):
            draft.kind = .practice
            draft.practice = rules
            if !isTimed { draft.duration = nil }
        }
    }

    static func draft(
        of found: Tests.Found, opens: Instant, closes: Instant, by principal: Principal
    ) -> SittingStore.Draft {
        let settings = found.test.settings
        return SittingStore.Draft(
            test: found.test.id, unit: nil, author: principal.person, title: settings.title,
            opens: opens, closes: closes, duration: settings.duration, grace: usualGrace,
            decimals: settings.decimals, review: settings.review)
    }

    /// - Throws: `NotFound`; `AccessDenied` for a colleague's sitting.
    package func sitting(
        _ code: String, for useCase: UseCase, by principal: Principal
    ) async throws -> SittingStore.Sitting {
        guard
            let sitting = try await database.read({ try SittingStore($0).sitting(code: code) }),
            sitting.kind != .trial
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
                .endSitting, of: sitting.className, sitting: sitting.id, by: principal.person,
                at: now)
            guard let ended = try store.sitting(sitting.id) else { throw NotFound() }
            return ended
        }
    }

    // MARK: Trials

    /// Seconds after which nobody goes on with a trial.
    private static let trialWindow: Int64 = 12 * 3_600

    /// Opens a test to its teacher alone, as it stands now. Earlier trials of it are
    /// thrown away.
    ///
    /// - Returns: the new trial, and those thrown away.
    /// - Throws: `TestFault`, `NotFound`, `AccessDenied`.
    package func openTrial(
        of code: String, by principal: Principal, at now: Instant
    ) async throws -> (trial: SittingStore.Sitting, earlier: [SittingStore.Sitting]) {
        while true {
            let found = try await Tests(database: database).test(
                code, for: .tryTest, by: principal)
            let minutes = Int64(found.test.settings.duration)
            var draft = Self.draft(
                of: found, opens: now.adding(seconds: -1),
                closes: now.adding(seconds: Self.trialWindow + minutes * 60), by: principal)
            draft.kind = .trial
            let opening = try await Opening.make(
                draft, of: found, for: [principal.person], in: database)
            do {
                return try await database.write { connection in
                    let store = SittingStore(connection)
                    let earlier = try Self.discardTrials(of: found.test.id, store)
                    let id = try opening.store(connection, at: now)
                    guard let trial = try store.sitting(id) else { throw NotFound() }
                    return (trial, earlier)
                }
            } catch is Opening.Moved {
                try Task.checkCancellation()
            }
        }
    }

    /// Throws a test's trials away: nothing leads to them any more.
    ///
    /// - Returns: those thrown away, whose papers may still be open.
    package func discardTrials(
        of code: String, by principal: Principal
    ) async throws -> [SittingStore.Sitting] {
        let found = try await Tests(database: database).test(code, for: .tryTest, by: principal)
        return try await database.write { connection in
            try Self.discardTrials(of: found.test.id, SittingStore(connection))
        }
    }

    private static func discardTrials(
        of test: Int64, _ store: SittingStore
    ) throws -> [SittingStore.Sitting] {
        let trials = try store.trials(of: test)
        for trial in trials { try store.discard(trial: trial.id) }
        return trials
    }

    /// The trial of a test that its teacher could go on with or look at: the newest.
    package func trial(
        of test: TestStore.Test, by principal: Principal
    ) async throws -> SittingStore.Sitting? {
        try principal.require(.tryTest, ownedBy: test.author)
        return try await database.read { try SittingStore($0).trials(of: test.id).first }
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
            let tickets = try store.candidates(of: sitting.id).map {
                try Self.ticket(for: $0, store)
            }
            try AuditStore(connection).record(
                .makeTickets, of: sitting.className, sitting: sitting.id, by: principal.person,
                at: now)
            return tickets
        }
    }

    /// A new ticket for one candidate; their earlier one stops working, the others' stay.
    package func renewTicket(
        of candidate: SittingStore.Candidate, in sitting: SittingStore.Sitting,
        by principal: Principal, at now: Instant
    ) async throws -> Ticket {
        try principal.require(.runSitting, ownedBy: sitting.author)
        return try await database.write { connection in
            let ticket = try Self.ticket(for: candidate, SittingStore(connection))
            try AuditStore(connection).record(
                .renewTicket, of: "\(candidate.number) \(candidate.name)", sitting: sitting.id,
                by: principal.person, at: now)
            return ticket
        }
    }

    private static func ticket(
        for candidate: SittingStore.Candidate, _ store: SittingStore
    ) throws -> Ticket {
        let code = TextCode.random(characters: 12)
        try store.setTicket(SHA256.digest(code.utf8), of: candidate.id)
        return Ticket(candidate: candidate, code: TextCode.grouped(code))
    }
}
