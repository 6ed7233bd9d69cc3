import Assessment
package import Mail
package import People
import Secrets
package import Storage
package import Training
package import Values

/// Rounds: the department asks, heads of units confirm or correct, the department sees who
/// has not.
package struct Rounds: Sendable {
    let database: Database
    let reports: TrainingReports
    private let mail: MailServer?

    /// - Parameter mail: hands reminders over; nil: they only stand on pages.
    package init(database: Database, reports: TrainingReports, mail: MailServer? = nil) {
        self.database = database
        self.reports = reports
        self.mail = mail
    }

    package var sendsLetters: Bool { mail != nil }

    // MARK: The department

    /// - Parameter unit: a code; the units below it are asked.
    /// - Throws: `TrainingFault.noSuchUnit`.
    package func open(
        _ title: String, unit: String, from: CalendarDate, until: CalendarDate,
        dueOn: CalendarDate, by principal: Principal, at now: Instant
    ) async throws -> String {
        try principal.require(.manageReports, on: .other)
        let code = TextCode.random(characters: 10)
        try await database.write { connection in
            guard let unit = try UnitStore(connection).unit(code: unit) else {
                throw TrainingFault.noSuchUnit
            }
            try RoundStore(connection).add(
                title, unit: unit.id, from: from, until: until, dueOn: dueOn, code: code,
                by: principal.person, at: now)
            try AuditStore(connection).record(
                .openRound, of: title, by: principal.person, at: now)
        }
        return code
    }

    package func all(by principal: Principal) async throws -> [RoundStore.Round] {
        try principal.require(.manageReports, on: .other)
        return try await database.read { try RoundStore($0).rounds(limit: 50) }
    }

    /// Ends a round: nobody is asked any more, and what was confirmed can be looked at.
    package func close(_ code: String, by principal: Principal, at now: Instant) async throws {
        try principal.require(.manageReports, on: .other)
        let round = try await round(code)
        try await database.write { try RoundStore($0).close(round.id, at: now) }
    }

    /// Asks again in a round that was ended.
    package func reopen(_ code: String, by principal: Principal) async throws {
        try principal.require(.manageReports, on: .other)
        let round = try await round(code)
        try await database.write { try RoundStore($0).reopen(round.id) }
    }

    /// What a round asks about: classes that began in its time, as they stand today, or stood
    /// when it was closed.
    ///
    /// - Parameter unit: a code; nil: everybody.
    package static func query(
        _ round: RoundStore.Round, unit: String?, on today: CalendarDate
    ) -> ReportQuery {
        let day = round.closedAt.map { VietnamTime.date(of: $0) } ?? today
        var query = ReportQuery(
            from: round.from, asOf: max(day, round.until), units: unit.map { [$0] } ?? [])
        query.begunBy = round.until
        query.knownAt = round.closedAt
        return query
    }

    /// What the results of each unit that confirmed come to now.
    func hashes(
        of round: RoundStore.Round, on today: CalendarDate
    ) async throws -> [Int64: String] {
        let units = try await database.read {
            Set(try RoundStore($0).confirmations(of: round.id).map(\.unit))
        }
        guard !units.isEmpty else { return [:] }
        return try await reports.rows(
            Self.query(round, unit: nil, on: today), of: units
        ).mapValues(Self.hash)
    }

    /// One unit that is asked, and what it has answered.
    package struct Answer: Sendable {
        package let unit: UnitStore.Placed
        package let confirmation: RoundStore.Confirmation?
        /// When it was reminded last.
        package let remindedAt: Instant?
        /// Whether it has a head today, who can answer and be reminded.
        package let hasHead: Bool
        /// Whether something was changed since it confirmed.
        package let isChanged: Bool

        package var isDone: Bool { confirmation != nil && !isChanged }
    }

    /// Every unit that is asked: schools and centres below the round's unit.
    package func answers(
        to code: String, on today: CalendarDate, by principal: Principal
    ) async throws -> (round: RoundStore.Round, answers: [Answer]) {
        try principal.require(.manageReports, on: .other)
        let round = try await round(code)
        let hashes = try await hashes(of: round, on: today)
        let answers = try await database.read { connection in
            let confirmations = Dictionary(
                try RoundStore(connection).confirmations(of: round.id).map { ($0.unit, $0) },
                uniquingKeysWith: { $1 })
            let reminders = try RoundStore(connection).reminders(of: round.id)
            let headed = try PostStore(connection).unitsWithHeads(on: today)
            return try UnitStore(connection).tree(from: round.unit, AsOf(round.until))
                .filter { Self.isAsked($0.unit.kind) }
                .map { placed in
                    let confirmation = confirmations[placed.unit.id]
                    return Answer(
                        unit: placed, confirmation: confirmation,
                        remindedAt: reminders[placed.unit.id],
                        hasHead: headed.contains(placed.unit.id),
                        isChanged: confirmation.map {
                            $0.rowHash != hashes[placed.unit.id] ?? Self.hash([])
                        } ?? false)
                }
        }
        return (round, answers)
    }

    /// What came of a reminder.
    package struct Reminder: Hashable, Sendable {
        package var units = 0
        /// Those whose heads have no address.
        package var withoutAddress = 0
        package var letters = 0
        /// Why letters were not taken, where they were not.
        package var fault: MailFault?
    }

    /// Seconds. Units that were reminded so shortly ago are left alone: somebody pressed twice.
    private static let pause: Int64 = 60

    /// Reminds the heads of units that have not confirmed: on their pages, and by a letter
    /// where a mail server is set.
    package func remind(
        _ code: String, letter: Letter, by principal: Principal, at now: Instant
    ) async throws -> Reminder {
        let (round, answers) = try await answers(
            to: code, on: VietnamTime.date(of: now), by: principal)
        guard round.closedAt == nil else { throw TrainingFault.missing }
        let waiting = answers.filter { answer in
            !answer.isDone && answer.hasHead
                && answer.remindedAt.map { $0.adding(seconds: Self.pause) <= now } ?? true
        }
        let addresses = try await database.write { connection in
            let units = waiting.map(\.unit.unit.id)
            try RoundStore(connection).remind(
                round.id, units: units, by: principal.person, at: now)
            try AuditStore(connection).record(
                .remindRound, of: "\(round.title): \(units.count)", by: principal.person, at: now)
            let today = VietnamTime.date(of: now)
            return try units.map {
                try PostStore(connection).addresses(ofHeadsOf: $0, on: today)
            }
        }
        var reminder = Reminder(units: waiting.count)
        guard let mail else { return reminder }
        reminder.withoutAddress = addresses.count { $0.isEmpty }
        let all = Set(addresses.joined()).sorted { $0.text < $1.text }
        do {
            try await mail.send(letter, to: all, at: now)
            reminder.letters = all.count
        } catch {
            reminder.fault = error
        }
        return reminder
    }

    static func isAsked(_ kind: UnitKind) -> Bool { kind == .school || kind == .centre }

    private func round(_ code: String) async throws -> RoundStore.Round {
        guard let round = try await database.read({ try RoundStore($0).round(code: code) }) else {
            throw TrainingFault.missing
        }
        return round
    }
}
