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
    private let database: Database
    private let reports: TrainingReports
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
    private func hashes(
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

    private static func isAsked(_ kind: UnitKind) -> Bool { kind == .school || kind == .centre }

    private func round(_ code: String) async throws -> RoundStore.Round {
        guard let round = try await database.read({ try RoundStore($0).round(code: code) }) else {
            throw TrainingFault.missing
        }
        return round
    }

    // MARK: A head

    /// A round that asks a unit of somebody who heads it.
    package struct Request: Sendable {
        package let round: RoundStore.Round
        package let unit: UnitStore.Unit
        package let confirmation: RoundStore.Confirmation?
        /// When the department reminded it last.
        package let remindedAt: Instant?
        /// Whether something was changed since it confirmed.
        package fileprivate(set) var isChanged = false

        /// Whether the department waits for it.
        package var isWaiting: Bool {
            round.closedAt == nil && (confirmation == nil || isChanged)
        }
    }

    /// Rounds that are looked at: those that are open, and the last that were closed.
    private static let mostRounds = 20

    /// The rounds that ask the units that somebody heads, those that still do first.
    package func requests(
        to principal: Principal, on today: CalendarDate
    ) async throws -> [Request] {
        guard Access.allows(.confirmRound, on: .unit, to: principal.roles) else { return [] }
        var requests = try await all(to: principal)
        for round in Set(requests.filter { $0.confirmation != nil }.map(\.round)) {
            let hashes = try await hashes(of: round, on: today)
            for place in requests.indices where requests[place].round.id == round.id {
                guard let confirmation = requests[place].confirmation else { continue }
                requests[place].isChanged =
                    confirmation.rowHash != hashes[requests[place].unit.id] ?? Self.hash([])
            }
        }
        return requests
    }

    private func all(to principal: Principal) async throws -> [Request] {
        try await database.read { connection in
            let store = RoundStore(connection)
            let units = UnitStore(connection)
            let closed = try store.rounds(limit: Self.mostRounds).filter { $0.closedAt != nil }
            return try (store.open() + closed).flatMap { round in
                let confirmations = try store.confirmations(of: round.id)
                let reminders = try store.reminders(of: round.id)
                return try principal.heads.sorted().compactMap { head -> Request? in
                    guard let unit = try units.unit(head), Self.isAsked(unit.kind),
                        try units.isWithin(head, [round.unit], AsOf(round.until))
                    else { return nil }
                    return Request(
                        round: round, unit: unit,
                        confirmation: confirmations.first { $0.unit == head },
                        remindedAt: reminders[head])
                }
            }
        }
    }

    /// What a round asks of one unit, with the results of its staff.
    package struct Sheet: Sendable {
        package let request: Request
        package let lines: [TrainingReports.Line]
        /// By enrolment.
        package let corrections: [Int64: [Correction]]
        /// SHA-256 of the lines, 64 hex digits.
        package let rowHash: String
    }

    /// - Throws: `TrainingFault.missing` where it does not ask a unit of theirs.
    package func sheet(
        _ code: String, unit: String, by principal: Principal, on today: CalendarDate
    ) async throws -> Sheet {
        let request = try await requests(to: principal, on: today).first {
            $0.round.code == code && $0.unit.code == unit
        }
        guard let request else { throw TrainingFault.missing }
        let lines = try await reports.list(
            Self.query(request.round, unit: unit, on: today), .init(.enrolments), after: nil,
            limit: Self.most)
        let corrections = try await database.read { connection in
            try Dictionary(
                lines.map { line in
                    (line.row.enrolment, try Correction.all(of: line.row.enrolment, connection))
                }, uniquingKeysWith: { $1 })
        }
        return Sheet(
            request: request, lines: lines, corrections: corrections,
            rowHash: Self.hash(lines.map(\.row)))
    }

    /// Lines of a unit that are looked at.
    private static let most = 2_000

    private static func hash(_ rows: [ReportPass.Row]) -> String {
        let lines = rows.map { row in
            "\(row.enrolment) \(row.hasAttended ? 1 : 0)\(row.hasCompleted ? 1 : 0) \(row.day)"
        }
        return Hexadecimal.text(SHA256.digest(lines.sorted().joined(separator: "\n").utf8))
    }

    /// Confirms what the page showed.
    ///
    /// - Parameter seen: the hash of what was shown.
    /// - Returns: false where the results were changed since: nothing is confirmed.
    package func confirm(
        _ code: String, unit: String, seen: String, by principal: Principal, at now: Instant
    ) async throws -> Bool {
        let today = VietnamTime.date(of: now)
        let sheet = try await sheet(code, unit: unit, by: principal, on: today)
        guard sheet.request.round.closedAt == nil else { throw TrainingFault.missing }
        guard sheet.rowHash == seen else { return false }
        let request = sheet.request
        try await database.write { connection in
            try RoundStore(connection).confirm(
                request.round.id, unit: request.unit.id, rowHash: sheet.rowHash,
                by: principal.person, at: now)
            try AuditStore(connection).record(
                .confirmRound, of: "\(request.round.title): \(request.unit.name)",
                by: principal.person, at: now)
        }
        return true
    }

    /// Corrects one result of the unit's staff: what was recorded stays to be seen.
    ///
    /// - Parameter completedOn: nil: not completed.
    /// - Throws: `TrainingFault.missing` where it is none of theirs; `.dayOutside`;
    ///   `.certified` with the certificates that say otherwise.
    package func correct(
        _ enrolment: Int64, in code: String, unit: String, completedOn: CalendarDate?,
        reason: String, by principal: Principal, at now: Instant
    ) async throws {
        let today = VietnamTime.date(of: now)
        let sheet = try await sheet(code, unit: unit, by: principal, on: today)
        guard sheet.request.round.closedAt == nil,
            let line = sheet.lines.first(where: { $0.row.enrolment == enrolment })
        else { throw TrainingFault.missing }
        try await database.write { connection in
            if let completedOn,
                let began = try TrainingClassStore(connection)
                    .trainingClass(line.row.trainingClass)?.trainingClass.from,
                completedOn < began || completedOn > today
            {
                throw TrainingFault.dayOutside(from: began, until: today)
            }
            let enrolments = EnrolmentStore(connection)
            let events = try enrolments.events(of: enrolment)
            let fact = Self.correction(
                TrainingState.standing(events), completedOn, reason,
                otherwise: min(today, sheet.request.round.until))
            let certified = try CertificateStore(connection).contradicted(
                by: ResultChange(kind: .changed, facts: [fact]).state(after: events),
                of: enrolment)
            guard certified.isEmpty else { throw TrainingFault.certified(certified) }
            try enrolments.record(fact, of: enrolment, by: principal.person, at: now)
            try AuditStore(connection).record(
                .correctResult, of: "\(line.name): \(line.className)", by: principal.person,
                at: now)
        }
    }

    private static func correction(
        _ standing: [TrainingState.Fact], _ completedOn: CalendarDate?, _ reason: String,
        otherwise day: CalendarDate
    ) -> EnrolmentStore.Fact {
        let kind: TrainingEvent.Kind = completedOn == nil ? .notCompleted : .completed
        let known = standing.last { [.completed, .notCompleted].contains($0.kind) }
        guard let known else {
            return .init(kind, on: completedOn ?? day, .init(reason: reason))
        }
        var content = known.content
        content.wasAbsent = nil
        content.becomes = kind
        content.reason = reason
        return .init(.corrected, on: completedOn ?? known.on, content, corrects: known.root)
    }
}
