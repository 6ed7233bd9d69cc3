import Converters
package import People
import Secrets
package import Storage
import Training
package import Values

/// Certificates: given, printed, checked by anybody, taken back.
package struct Certificates: Sendable {
    private let database: Database

    package init(database: Database) { self.database = database }

    /// Those who completed a class, with what they were given for it.
    package struct Line: Sendable {
        package let member: EnrolmentStore.Member
        /// The latest first.
        package let certificates: [CertificateStore.Listed]

        package var standing: CertificateStore.Listed? {
            certificates.first { $0.revokedOn == nil }
        }
    }

    package func lines(
        of trainingClass: TrainingClassStore.Listed, by principal: Principal,
        on day: CalendarDate
    ) async throws -> [Line] {
        try principal.require(.giveCertificates, on: .other)
        return try await database.read { connection in
            let given = Dictionary(
                grouping: try CertificateStore(connection).certificates(in: trainingClass.id),
                by: \.standsFor)
            return try EnrolmentStore(connection).members(
                of: trainingClass.id, after: nil, limit: TrainingClass.mostPlaces
            ).compactMap { member in
                let known = given[member.enrolment] ?? []
                guard member.state.hasCompleted(by: day) || !known.isEmpty else { return nil }
                return Line(member: member, certificates: known.reversed())
            }
        }
    }

    /// Gives a certificate to those who completed the class and have none, in Vietnamese order
    /// of their names.
    ///
    /// - Parameter people: codes; nil: all of them.
    /// - Returns: how many were given.
    /// - Throws: `TrainingFault.missing` in a class that was cancelled.
    package func give(
        in trainingClass: TrainingClassStore.Listed, to people: Set<String>? = nil,
        decision: String, on day: CalendarDate, by principal: Principal, at now: Instant
    ) async throws -> Int {
        guard trainingClass.trainingClass.cancelled == nil else { throw TrainingFault.missing }
        let waiting = try await lines(of: trainingClass, by: principal, on: day)
            .filter { $0.standing == nil && $0.member.state.hasCompleted(by: day) }
            .filter { people?.contains($0.member.code) ?? true }
        return try await database.write { connection in
            guard
                let programme = try ProgrammeStore(connection).programme(trainingClass.programme)
            else { throw TrainingFault.missing }
            let store = CertificateStore(connection)
            var given = 0
            for line in waiting {
                // Somebody else may have given it meanwhile.
                guard
                    try store.certificates(of: line.member.enrolment)
                        .allSatisfy({ $0.revokedOn != nil }),
                    let person = try PeopleStore(connection).person(line.member.person),
                    let completedOn = line.member.state.completedOn
                else { continue }
                let about = trainingClass.trainingClass
                try store.add(
                    CertificateContent(
                        name: person.details.fullName, birthDate: person.details.birthDate,
                        programme: programme.programme.name,
                        periods: programme.programme.periods(on: about.from),
                        className: about.title,
                        unit: trainingClass.unitName, from: about.from, until: about.until,
                        completedOn: completedOn, total: line.member.state.total,
                        scale: programme.programme.rule.scale,
                        decision: VietnameseText.clean(decision),
                        validUntil: programme.programme.validityYears.flatMap {
                            completedOn.adding(years: $0)
                        }),
                    to: try EnrolmentStore(connection).completed(line.member.enrolment),
                    by: trainingClass.unit, on: day,
                    code: TextCode.random(characters: 12), person: principal.person, at: now)
                given += 1
            }
            try AuditStore(connection).record(
                .giveCertificates, of: "\(trainingClass.trainingClass.identifier): \(given)",
                by: principal.person, at: now)
            return given
        }
    }

    /// Takes a certificate back, and with it the completion that it certifies.
    ///
    /// - Parameter keepsResult: only the paper was wrong: the completion stands, and another
    ///   certificate can be given for it.
    /// - Throws: `TrainingFault.missing`.
    package func revoke(
        _ code: String, in trainingClass: TrainingClassStore.Listed, because reason: String,
        keepsResult: Bool = false, on day: CalendarDate, by principal: Principal, at now: Instant
    ) async throws {
        try principal.require(.giveCertificates, on: .other)
        try await database.write { connection in
            guard let found = try CertificateStore(connection).certificate(code: code),
                found.trainingClass == trainingClass.id
            else { throw TrainingFault.missing }
            guard found.revokedOn == nil else { return }
            try CertificateStore(connection).revoke(
                found.id, because: VietnameseText.clean(reason), keepsResult: keepsResult,
                on: day, by: principal.person, at: now)
            if !keepsResult {
                try EnrolmentStore(connection).record(
                    .init(.revoked, on: day, .init(reason: VietnameseText.clean(reason))),
                    of: found.enrolment, by: principal.person, at: now)
            }
            try AuditStore(connection).record(
                .revokeCertificate, of: found.fullNumber, by: principal.person, at: now)
        }
    }

    /// Takes a revocation back that was a mistake: certificate and completion stand again.
    ///
    /// - Throws: `TrainingFault.missing` where it is none of this class, is not revoked, or
    ///   another was given in its place.
    package func restore(
        _ code: String, in trainingClass: TrainingClassStore.Listed, by principal: Principal,
        at now: Instant
    ) async throws {
        try principal.require(.giveCertificates, on: .other)
        try await database.write { connection in
            let store = CertificateStore(connection)
            guard let found = try store.certificate(code: code),
                found.trainingClass == trainingClass.id, found.revokedOn != nil,
                try store.certificates(of: found.enrolment).allSatisfy({ $0.revokedOn != nil })
            else { throw TrainingFault.missing }
            try store.restore(found.id)
            let enrolments = EnrolmentStore(connection)
            let facts = TrainingState.standing(try enrolments.events(of: found.enrolment))
            if !found.keepsResult, let revocation = facts.last(where: { $0.kind == .revoked }) {
                try enrolments.record(
                    .init(.corrected, on: revocation.on, corrects: revocation.root),
                    of: found.enrolment, by: principal.person, at: now)
            }
            try AuditStore(connection).record(
                .restoreCertificate, of: found.fullNumber, by: principal.person, at: now)
        }
    }

    /// The certificate, for its holder, the head of her unit, a trainer of its class, and the
    /// department.
    ///
    /// - Throws: `TrainingFault.missing`, also for somebody else's.
    package func certificate(
        _ code: String, by principal: Principal, on today: CalendarDate
    ) async throws -> CertificateStore.Listed {
        try await database.read { connection in
            guard let found = try CertificateStore(connection).certificate(code: code) else {
                throw TrainingFault.missing
            }
            let trains = try TrainingClassStore(connection).isTrainer(
                principal.person, of: found.trainingClass)
            let relations: [Relation] = [
                try TrainingRecords.relation(of: found.person, to: principal, today, connection),
                trains ? .trained : .other,
            ]
            guard
                relations.contains(where: {
                    Access.allows(.readCertificate, on: $0, to: principal.roles)
                })
            else { throw TrainingFault.missing }
            return found
        }
    }

    /// What anybody may know who has a certificate in hand and types its code.
    package func check(_ typed: String) async throws -> CertificateStore.Listed? {
        guard let code = TextCode.normalised(typed) else { return nil }
        return try await database.read { try CertificateStore($0).certificate(code: code) }
    }

    /// A code as it is printed.
    package static func printed(_ code: String) -> String { TextCode.grouped(code) }

    /// A QR code as a page draws it.
    package struct Picture: Hashable, Sendable {
        /// Units of the picture's side.
        package let size: Int
        /// The dark squares, as the path of an SVG.
        package let path: String
    }

    package static func picture(of address: String) -> Picture? {
        QRCode(address).map { Picture(size: $0.size + 2 * QRCode.quiet, path: $0.path) }
    }
}
