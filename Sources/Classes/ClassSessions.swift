import Converters
package import Interchange
package import People
import Secrets
package import Storage
package import Training
package import Values

/// When a class meets and who was there, as its trainers keep it.
package struct ClassSessions: Sendable {
    private let database: Database

    package init(database: Database) { self.database = database }

    // Every function is given a class that its caller was let to change:
    // `TrainingClasses.trainingClass(_:for:by:)`.

    package func sessions(
        of trainingClass: TrainingClassStore.Listed
    ) async throws -> [ClassSessionStore.Listed] {
        try await database.read { try ClassSessionStore($0).sessions(of: trainingClass.id) }
    }

    /// A session with who is in the class, in Vietnamese order.
    package struct Roll: Sendable {
        package let session: ClassSessionStore.Listed
        package let members: [EnrolmentStore.Member]
        /// By enrolment.
        package let attendances: [Int64: ClassSessionStore.Attendance]
    }

    /// - Throws: `TrainingFault.missing`.
    package func roll(
        _ code: String, of trainingClass: TrainingClassStore.Listed, on day: CalendarDate
    ) async throws -> Roll {
        try await database.read { connection in
            let session = try Self.session(code, of: trainingClass, connection)
            return Roll(
                session: session,
                members: try Self.members(of: trainingClass, on: day, connection),
                attendances: Dictionary(
                    try ClassSessionStore(connection).attendances(of: session.id).map {
                        ($0.enrolment, $0)
                    }, uniquingKeysWith: { first, _ in first }))
        }
    }

    static func members(
        of trainingClass: TrainingClassStore.Listed, on day: CalendarDate,
        _ connection: Connection
    ) throws -> [EnrolmentStore.Member] {
        try EnrolmentStore(connection).members(
            of: trainingClass.id, after: nil, limit: TrainingClass.mostPlaces
        ).filter { $0.state.isEnrolled(on: day) }
    }

    private static func session(
        _ code: String, of trainingClass: TrainingClassStore.Listed, _ connection: Connection
    ) throws -> ClassSessionStore.Listed {
        guard let found = try ClassSessionStore(connection).session(code: code),
            found.trainingClass == trainingClass.id
        else { throw TrainingFault.missing }
        return found
    }

    /// Puts a session's title, time or place right; who was there stays.
    ///
    /// - Throws: `TrainingFault.missing`; `.notYet` where somebody was there and it would lie
    ///   on a later day.
    package func change(
        _ code: String, to session: ClassSession, of trainingClass: TrainingClassStore.Listed,
        by principal: Principal, at now: Instant
    ) async throws {
        try await database.write { connection in
            let store = ClassSessionStore(connection)
            let known = try Self.session(code, of: trainingClass, connection)
            if VietnamTime.date(of: session.starts) > VietnamTime.date(of: now),
                try !store.attendances(of: known.id).isEmpty
            {
                throw TrainingFault.notYet
            }
            try store.change(known.id, to: session)
            let work = try ClassWork(trainingClass, connection)
            for attendance in try store.attendances(of: known.id) {
                try work.settle(
                    attendance.enrolment, by: principal.person, isTakenBack: true, connection,
                    at: now)
            }
            try AuditStore(connection).record(
                .changeLessons, of: trainingClass.trainingClass.identifier,
                by: principal.person, at: now)
        }
    }

    /// Nobody was at a session that is on a later day.
    private static func requireBegun(
        _ session: ClassSessionStore.Listed, at now: Instant
    ) throws {
        guard session.day <= VietnamTime.date(of: now) else { throw TrainingFault.notYet }
    }

    /// - Returns: false where the class has as many as it may.
    package func add(
        _ session: ClassSession, to trainingClass: TrainingClassStore.Listed,
        by principal: Principal, at now: Instant
    ) async throws -> Bool {
        try await database.write { connection in
            let store = ClassSessionStore(connection)
            guard try store.sessions(of: trainingClass.id).count < ClassSession.mostInClass else {
                return false
            }
            try store.add(
                session, to: trainingClass.id, code: TextCode.random(characters: 10), at: now)
            try AuditStore(connection).record(
                .changeSessions, of: trainingClass.trainingClass.identifier,
                by: principal.person, at: now)
            return true
        }
    }

    package func remove(
        _ code: String, of trainingClass: TrainingClassStore.Listed, by principal: Principal,
        at now: Instant
    ) async throws {
        try await database.write { connection in
            let known = try Self.session(code, of: trainingClass, connection)
            try ClassSessionStore(connection).remove(known.id, at: now)
            try ClassWork.settleAll(in: trainingClass, by: principal, connection, at: now)
            try AuditStore(connection).record(
                .changeSessions, of: trainingClass.trainingClass.identifier,
                by: principal.person, at: now)
        }
    }

    /// Makes a code for those who are there, valid for some minutes; an earlier one ends.
    package func openCode(
        of code: String, in trainingClass: TrainingClassStore.Listed, minutes: Int,
        at now: Instant
    ) async throws {
        try await database.write { connection in
            let known = try Self.session(code, of: trainingClass, connection)
            try Self.requireBegun(known, at: now)
            try ClassSessionStore(connection).setCode(
                AttendanceCode.random(), until: now.adding(seconds: Int64(minutes) * 60),
                of: known.id)
        }
    }

    /// Records the ticked list of those who were there. Who is not on the list that was shown
    /// stays as recorded.
    ///
    /// - Parameters:
    ///   - present: codes of people.
    ///   - shown: codes of the people of the list.
    package func record(
        _ present: Set<String>, of shown: Set<String>, at code: String,
        in trainingClass: TrainingClassStore.Listed, by principal: Principal, at now: Instant
    ) async throws {
        try await database.write { connection in
            let session = try Self.session(code, of: trainingClass, connection)
            try Self.requireBegun(session, at: now)
            let work = try ClassWork(trainingClass, connection)
            let store = ClassSessionStore(connection)
            let known = Set(try store.attendances(of: session.id).map(\.enrolment))
            let today = VietnamTime.date(of: now)
            for member in try Self.members(of: trainingClass, on: today, connection)
            where shown.contains(member.code)
                && present.contains(member.code) != known.contains(member.enrolment)
            {
                if present.contains(member.code) {
                    try store.record(
                        member.enrolment, at: session.id, by: .list, person: principal.person,
                        now: now)
                } else {
                    try store.withdraw(member.enrolment, from: session.id, at: now)
                }
                let isThere = present.contains(member.code)
                try work.settle(
                    member.enrolment, by: principal.person, isPutRight: isThere,
                    isTakenBack: !isThere, connection, at: now)
            }
            try AuditStore(connection).record(
                .recordAttendance,
                of: "\(trainingClass.trainingClass.identifier): \(session.session.title)",
                by: principal.person, at: now)
        }
    }

    // MARK: The log of a meeting

    /// Reads a log beside the cooperative threads.
    ///
    /// - Throws: `ImportFault`.
    package func read(_ bytes: [UInt8], name: String) async throws -> MeetingLog {
        try await HeavyWork.run { () throws(ImportFault) in
            try MeetingLog(try TableFile.rows(bytes, file: name), file: name)
        }
    }

    package func match(
        _ log: MeetingLog, with roll: Roll
    ) async throws -> MeetingMatch {
        let accounts = try await database.read { connection in
            var accounts: [Int64: String] = [:]
            for member in roll.members {
                accounts[member.enrolment] = try AccountStore(connection)
                    .account(of: member.person)?.name
            }
            return accounts
        }
        return MeetingMatch(log, roll.members, accounts: accounts)
    }

    /// Records those of a log who were there long enough.
    ///
    /// - Parameter minutes: by enrolment.
    package func record(
        _ minutes: [Int64: Int], atLeast least: Int, at roll: Roll,
        in trainingClass: TrainingClassStore.Listed, by principal: Principal, at now: Instant
    ) async throws {
        try await database.write { connection in
            try Self.requireBegun(roll.session, at: now)
            let work = try ClassWork(trainingClass, connection)
            let store = ClassSessionStore(connection)
            for (enrolment, length) in minutes where length >= least {
                try store.record(
                    enrolment, at: roll.session.id, by: .log, minutes: length,
                    person: principal.person, now: now)
                try work.settle(
                    enrolment, by: principal.person, isPutRight: true, connection, at: now)
            }
            try AuditStore(connection).record(
                .recordAttendance,
                of: "\(trainingClass.trainingClass.identifier): \(roll.session.session.title)",
                by: principal.person, at: now)
        }
    }
}
