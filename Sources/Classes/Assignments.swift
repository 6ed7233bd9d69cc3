package import People
import Secrets
package import Storage
import Training
package import Values

/// What trainees of a class hand in, and what they get for it.
package struct Assignments: Sendable {
    private let database: Database

    package init(database: Database) { self.database = database }

    // Every function is given a class that its caller is in, or was let to change:
    // `Learning.seat`, `TrainingClasses.trainingClass(_:for:by:)`.

    package static let mostInClass = 50
    /// Files that one trainee may hand in for one assignment.
    package static let mostHandIns = 20

    package func assignments(
        of trainingClass: TrainingClassStore.Listed
    ) async throws -> [AssignmentStore.Assignment] {
        try await database.read { try AssignmentStore($0).assignments(of: trainingClass.id) }
    }

    /// - Throws: `TrainingFault.missing`.
    package func assignment(
        _ code: String, of trainingClass: TrainingClassStore.Listed
    ) async throws -> (assignment: AssignmentStore.Assignment, handIns: [AssignmentStore.HandIn]) {
        try await database.read { connection in
            let found = try Self.assignment(code, of: trainingClass, connection)
            return (found, try AssignmentStore(connection).lastHandIns(for: found.id))
        }
    }

    private static func assignment(
        _ code: String, of trainingClass: TrainingClassStore.Listed, _ connection: Connection
    ) throws -> AssignmentStore.Assignment {
        guard let found = try AssignmentStore(connection).assignment(code: code),
            found.trainingClass == trainingClass.id
        else { throw TrainingFault.missing }
        return found
    }

    /// - Returns: false where the class has as many as it may.
    package func add(
        _ title: String, _ text: String, due: Instant, component: String?,
        to trainingClass: TrainingClassStore.Listed, by principal: Principal, at now: Instant
    ) async throws -> Bool {
        try await database.write { connection in
            let store = AssignmentStore(connection)
            guard try store.assignments(of: trainingClass.id).count < Self.mostInClass else {
                return false
            }
            try store.add(
                VietnameseText.clean(title), text, due: due, component: component,
                to: trainingClass.id, code: TextCode.random(characters: 10), at: now)
            try AuditStore(connection).record(
                .changeLessons, of: trainingClass.trainingClass.identifier,
                by: principal.person, at: now)
            return true
        }
    }

    /// Puts title, text or day right; what was handed in stays.
    ///
    /// - Throws: `TrainingFault.missing`.
    package func change(
        _ code: String, to title: String, _ text: String, due: Instant,
        of trainingClass: TrainingClassStore.Listed, by principal: Principal, at now: Instant
    ) async throws {
        try await database.write { connection in
            let found = try Self.assignment(code, of: trainingClass, connection)
            try AssignmentStore(connection).change(
                found.id, to: VietnameseText.clean(title), text, due: due)
            try AuditStore(connection).record(
                .changeLessons, of: trainingClass.trainingClass.identifier,
                by: principal.person, at: now)
        }
    }

    package func remove(
        _ code: String, from trainingClass: TrainingClassStore.Listed, at now: Instant
    ) async throws {
        try await database.write { connection in
            let found = try Self.assignment(code, of: trainingClass, connection)
            try AssignmentStore(connection).remove(found.id, at: now)
        }
    }

    // MARK: The trainee's side

    package func handIns(of seat: Learning.Seat) async throws -> [AssignmentStore.HandIn] {
        try await database.read { try AssignmentStore($0).handIns(of: seat.enrolment) }
    }

    package enum Refusal: Hashable, Sendable {
        case late
        case kind
        case many
    }

    /// Hands a file in; what was handed in before stays, and the last one counts.
    ///
    /// - Returns: why it was not taken; nil where it was.
    /// - Throws: `TrainingFault.missing`.
    package func handIn(
        _ bytes: [UInt8], named name: String, for code: String, in seat: Learning.Seat,
        at now: Instant
    ) async throws -> Refusal? {
        guard let file = await UploadedFile(bytes, name: name) else { return .kind }
        return try await database.write { connection in
            let found = try Self.assignment(code, of: seat.trainingClass, connection)
            guard now <= found.due, seat.trainingClass.trainingClass.cancelled == nil else {
                return .late
            }
            let store = AssignmentStore(connection)
            let before = try store.handIns(of: seat.enrolment).count { $0.assignment == found.id }
            guard before < Self.mostHandIns else { return .many }
            try store.handIn(
                try file.store(connection, at: now), named: file.name, for: found.id,
                by: seat.enrolment, code: TextCode.random(characters: 10), at: now)
            return nil
        }
    }

    // MARK: Marking

    /// A file that was handed in.
    ///
    /// - Parameter seat: whose it has to be; nil: anybody's of the class.
    /// - Throws: `TrainingFault.missing`.
    package func handIn(
        _ code: String, in trainingClass: TrainingClassStore.Listed, of seat: Learning.Seat?
    ) async throws -> AssignmentStore.HandIn {
        try await database.read { connection in
            let store = AssignmentStore(connection)
            guard let found = try store.handIn(code: code),
                try store.assignments(of: trainingClass.id)
                    .contains(where: { $0.id == found.assignment }),
                seat == nil || found.enrolment == seat?.enrolment
            else { throw TrainingFault.missing }
            return found
        }
    }

    /// Gives what was handed in its mark, and the component that it is of: unless something
    /// that was handed in later has one.
    ///
    /// - Throws: `TrainingFault.certified` while a certificate says what was.
    package func mark(
        _ handIn: AssignmentStore.HandIn, _ mark: Mark, remark: String,
        in trainingClass: TrainingClassStore.Listed, by principal: Principal, at now: Instant
    ) async throws {
        try await database.write { connection in
            let store = AssignmentStore(connection)
            try store.setMark(mark, remark, of: handIn.id, by: principal.person)
            let isOutdone = try store.handIns(of: handIn.enrolment).contains {
                $0.assignment == handIn.assignment && $0.id > handIn.id && $0.mark != nil
            }
            if isOutdone { return }
            let work = try ClassWork(trainingClass, connection)
            let component = try store.assignments(of: trainingClass.id)
                .first { $0.id == handIn.assignment }?.component
            guard let component, work.rule.components.contains(where: { $0.name == component })
            else { return }
            let enrolments = EnrolmentStore(connection)
            var marks = TrainingState(try enrolments.events(of: handIn.enrolment)).marks
            guard marks[component] != mark else { return }
            let certified = try CertificateStore(connection).standing(of: handIn.enrolment)
            guard certified.isEmpty else { throw TrainingFault.certified(certified) }
            marks[component] = mark
            try enrolments.record(
                .init(
                    .result, on: VietnamTime.date(of: now),
                    .init(marks: [component: mark], total: work.rule.total(marks))),
                of: handIn.enrolment, by: principal.person, at: now)
            try work.settle(
                handIn.enrolment, by: principal.person, isPutRight: true, isTakenBack: true,
                connection, at: now)
        }
    }
}
