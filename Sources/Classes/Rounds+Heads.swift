import Assessment
package import People
import Secrets
package import Storage
import Training
package import Values

/// What a round asks of the heads of units, and what they answer.
extension Rounds {
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

    static func hash(_ rows: [ReportPass.Row]) -> String {
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
