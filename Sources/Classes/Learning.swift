package import People
package import Storage
import Training
package import Values

/// What a trainee does in her own classes.
package struct Learning: Sendable {
    private let database: Database

    package init(database: Database) { self.database = database }

    /// A class as one of its trainees meets it.
    package struct Seat: Sendable {
        package let trainingClass: TrainingClassStore.Listed
        package let enrolment: Int64
        /// The record of hers that is enrolled.
        package let person: Int64
        package let lessons: [LessonStore.Listed]
        package let sessions: [ClassSessionStore.Listed]
        package let standing: ClassStanding
        /// One that stands.
        package let certificate: CertificateStore.Listed?
    }

    /// The classes that somebody is in, the latest first.
    package func seats(by principal: Principal, on day: CalendarDate) async throws -> [Seat] {
        try principal.require(.takeClass, on: .own)
        return try await database.read { connection in
            try Self.records(of: principal).flatMap {
                try EnrolmentStore(connection).enrolments(of: $0)
            }.compactMap { try Self.seat($0, on: day, connection) }
                .sorted {
                    $0.trainingClass.trainingClass.from > $1.trainingClass.trainingClass.from
                }
        }
    }

    /// The class of a code, where this person is in it.
    ///
    /// - Throws: `TrainingFault.missing`, also for a class that is somebody else's.
    package func seat(
        _ code: String, by principal: Principal, on day: CalendarDate
    ) async throws -> Seat {
        try principal.require(.takeClass, on: .own)
        return try await database.read { connection in
            guard let listed = try TrainingClassStore(connection).trainingClass(code: code) else {
                throw TrainingFault.missing
            }
            for record in Self.records(of: principal) {
                if let known = try EnrolmentStore(connection).find(record, in: listed.id),
                    let seat = try Self.seat(known, on: day, connection)
                {
                    return seat
                }
            }
            throw TrainingFault.missing
        }
    }

    private static func seat(
        _ enrolment: EnrolmentStore.Enrolment, on day: CalendarDate, _ connection: Connection
    ) throws -> Seat? {
        let state = TrainingState(try EnrolmentStore(connection).events(of: enrolment.id))
        guard state.isEnrolled(on: day) || state.completedOn != nil,
            let listed = try TrainingClassStore(connection).trainingClass(enrolment.trainingClass)
        else { return nil }
        let work = try ClassWork(listed, connection)
        return Seat(
            trainingClass: listed, enrolment: enrolment.id, person: enrolment.person,
            lessons: work.lessons,
            sessions: work.sessions,
            standing: try work.standing(of: enrolment.id, state: state, connection),
            certificate: try CertificateStore(connection).certificates(of: enrolment.id)
                .first { $0.revokedOn == nil })
    }

    static func records(of principal: Principal) -> [Int64] {
        [principal.person] + principal.also.sorted()
    }

    // MARK: Lessons

    /// A lesson with its files.
    package struct Page: Sendable {
        package let lesson: LessonStore.Listed
        package let files: [LessonStore.Attached]
        /// Formulas of its text that were converted.
        package let formulas: LessonFormulas
    }

    /// Opens a lesson: that is recorded, and may be all that it takes.
    ///
    /// - Throws: `TrainingFault.missing`.
    package func open(
        _ code: String, in seat: Seat, by principal: Principal, at now: Instant
    ) async throws -> Page {
        let lesson = try Self.lesson(code, in: seat)
        if seat.standing.work[lesson.id] == nil {
            try await database.write { connection in
                try LessonStore(connection).open(lesson.id, by: seat.enrolment, at: now)
                try ClassWork(seat.trainingClass, connection).settle(
                    seat.enrolment, by: principal.person,
                    isPutRight: !seat.standing.completion.isComplete, connection, at: now)
            }
        }
        return try await database.read { connection in
            Page(
                lesson: lesson, files: try LessonStore(connection).files(of: lesson.id),
                formulas: try LessonFormulas(lesson.lesson.text, connection))
        }
    }

    /// Marks a lesson as done.
    ///
    /// - Returns: whether its rule lets it be.
    /// - Throws: `TrainingFault.missing`.
    package func finish(
        _ code: String, in seat: Seat, by principal: Principal, at now: Instant
    ) async throws -> Bool {
        let lesson = try Self.lesson(code, in: seat)
        return try await database.write { connection in
            let work = try LessonStore(connection).work(of: seat.enrolment)[lesson.id] ?? .init()
            guard let wait = lesson.lesson.rule.seconds(until: work, at: now), wait == 0 else {
                return false
            }
            try LessonStore(connection).finish(lesson.id, by: seat.enrolment, at: now)
            try ClassWork(seat.trainingClass, connection).settle(
                seat.enrolment, by: principal.person,
                isPutRight: !seat.standing.completion.isComplete, connection, at: now)
            return true
        }
    }

    /// A file of a lesson of this class.
    ///
    /// - Throws: `TrainingFault.missing`.
    package func file(_ code: String, in seat: Seat) async throws -> LessonStore.Attached {
        let found = try await database.read { try LessonStore($0).file(code: code) }
        guard let found, seat.lessons.contains(where: { $0.id == found.lesson }) else {
            throw TrainingFault.missing
        }
        return found
    }

    private static func lesson(_ code: String, in seat: Seat) throws -> LessonStore.Listed {
        guard let lesson = seat.lessons.first(where: { $0.code == code }) else {
            throw TrainingFault.missing
        }
        return lesson
    }

    // MARK: Sessions

    /// Somebody who is there types the session's code.
    ///
    /// - Returns: the session that it is of; nil for a code that none has now.
    package func attend(
        _ typed: String, in seat: Seat, by principal: Principal, at now: Instant
    ) async throws -> ClassSessionStore.Listed? {
        guard let code = AttendanceCode.normalised(typed),
            seat.trainingClass.trainingClass.cancelled == nil
        else { return nil }
        return try await database.write { connection in
            let store = ClassSessionStore(connection)
            guard
                let session = try store.sessions(of: seat.trainingClass.id).first(where: {
                    $0.attendanceCode == code && ($0.codeUntil.map { now <= $0 } ?? false)
                })
            else { return nil }
            try store.record(
                seat.enrolment, at: session.id, by: .code, person: principal.person, now: now)
            try ClassWork(seat.trainingClass, connection).settle(
                seat.enrolment, by: principal.person,
                isPutRight: !seat.standing.completion.isComplete, connection, at: now)
            return session
        }
    }
}
