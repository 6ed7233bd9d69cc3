package import People
package import Storage
import Training
package import Values

/// How people come into a class by asking, and leave it; who waits moves up.
package struct Admissions: Sendable {
    let database: Database

    package init(database: Database) { self.database = database }

    // MARK: Asking

    /// A class that takes people who ask.
    package struct Offer: Sendable {
        package let trainingClass: TrainingClassStore.Listed
        /// People in it now; not counted where places have no end.
        package let taken: Int
        /// What this person asked already.
        package let asked: AdmissionStore.Listed?
        /// When this person was refused, asking before.
        package let refusedAt: Instant?
    }

    /// The classes that somebody can ask to come into: not over, and not theirs already.
    package func offers(
        to principal: Principal, on day: CalendarDate
    ) async throws -> [Offer] {
        try principal.require(.takeClass, on: .own)
        return try await database.read { connection in
            try TrainingClassStore(connection).open(on: day).compactMap { listed in
                for record in Learning.records(of: principal) {
                    if let known = try EnrolmentStore(connection).find(record, in: listed.id),
                        TrainingState(try EnrolmentStore(connection).events(of: known.id))
                            .isEnrolled(on: day)
                    {
                        return nil
                    }
                }
                return Offer(
                    trainingClass: listed,
                    taken: listed.trainingClass.capacity == nil
                        ? 0 : try Self.taken(listed, on: day, connection),
                    asked: try AdmissionStore(connection).open(principal.person, in: listed.id),
                    refusedAt: try AdmissionStore(connection).refused(
                        principal.person, in: listed.id))
            }
        }
    }

    static func taken(
        _ listed: TrainingClassStore.Listed, on day: CalendarDate, _ connection: Connection
    ) throws -> Int {
        try EnrolmentStore(connection).all(in: listed.id).count {
            TrainingState(try EnrolmentStore(connection).events(of: $0.id)).isEnrolled(on: day)
        }
    }

    /// - Throws: `TrainingFault.missing` for a class that takes nobody who asks.
    package func ask(
        for code: String, by principal: Principal, at now: Instant
    ) async throws {
        let offers = try await offers(to: principal, on: VietnamTime.date(of: now))
        guard let offer = offers.first(where: { $0.trainingClass.code == code }) else {
            throw TrainingFault.missing
        }
        guard offer.asked == nil else { return }
        try await database.write { connection in
            guard
                try AdmissionStore(connection).open(
                    principal.person, in: offer.trainingClass.id) == nil
            else { return }
            try AdmissionStore(connection).ask(
                principal.person, for: offer.trainingClass.id, at: now)
        }
    }

    /// Takes back what was asked; nothing where nothing was.
    ///
    /// - Throws: `TrainingFault.missing`.
    package func withdraw(
        from code: String, by principal: Principal, at now: Instant
    ) async throws {
        try principal.require(.takeClass, on: .own)
        try await database.write { connection in
            guard let listed = try TrainingClassStore(connection).trainingClass(code: code),
                let open = try AdmissionStore(connection).open(principal.person, in: listed.id)
            else { throw TrainingFault.missing }
            try AdmissionStore(connection).decide(
                open.id, .withdrawn, by: principal.person, at: now)
        }
    }

    /// Leaves a class; whoever waits longest for a place gets it.
    package func leave(
        _ seat: Learning.Seat, by principal: Principal, at now: Instant
    ) async throws {
        try await leave(
            seat.enrolment, of: seat.trainingClass, by: principal, at: now)
    }

    func leave(
        _ enrolment: Int64, of listed: TrainingClassStore.Listed, by principal: Principal,
        at now: Instant
    ) async throws {
        let today = VietnamTime.date(of: now)
        try await database.write { connection in
            let enrolments = EnrolmentStore(connection)
            let state = TrainingState(try enrolments.events(of: enrolment))
            guard state.isEnrolled(on: today), state.completedOn == nil else { return }
            try enrolments.record(
                .init(.left, on: today), of: enrolment, by: principal.person, at: now)
            if let known = try enrolments.enrolment(enrolment) {
                try AdmissionStore(connection).end(
                    known.person, in: listed.id, by: principal.person, at: now)
            }
            try Self.moveUp(in: listed, connection, by: principal.person, at: now)
        }
    }

    // MARK: Deciding

    // Every function is given a class that its caller was let to change:
    // `TrainingClasses.trainingClass(_:for:by:)`.

    package struct Waiting: Sendable {
        package let asked: [AdmissionStore.Listed]
        package let queued: [AdmissionStore.Listed]
        /// Of each of them, by person: names alone do not tell two apart.
        package let people: [Int64: ResultPeople.Known]
        package let taken: Int
    }

    package func waiting(
        in listed: TrainingClassStore.Listed, on day: CalendarDate
    ) async throws -> Waiting {
        try await database.read { connection in
            let store = AdmissionStore(connection)
            let asked = try store.all(.asked, in: listed.id)
            let queued = try store.all(.queued, in: listed.id)
            let people = try (asked + queued).compactMap {
                try ResultPeople(connection).known($0.person)
            }
            return Waiting(
                asked: asked, queued: queued,
                people: Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { $1 }),
                taken: try Self.taken(listed, on: day, connection))
        }
    }

    /// Lets somebody in, as soon as there is a place, or not.
    ///
    /// - Throws: `TrainingFault.missing`.
    package func decide(
        _ id: Int64, isApproved: Bool, in listed: TrainingClassStore.Listed,
        by principal: Principal, at now: Instant
    ) async throws {
        try await database.write { connection in
            let store = AdmissionStore(connection)
            guard let found = try store.admission(id), found.trainingClass == listed.id else {
                throw TrainingFault.missing
            }
            guard found.state == .asked || found.state == .queued && !isApproved else { return }
            try store.decide(
                id, isApproved ? .queued : .refused, by: principal.person, at: now)
            try Self.moveUp(in: listed, connection, by: principal.person, at: now)
            try AuditStore(connection).record(
                .enrol, of: "\(listed.trainingClass.identifier): \(found.name)",
                by: principal.person, at: now)
        }
    }

    /// Takes somebody out of the class.
    ///
    /// - Parameter code: of the person.
    /// - Throws: `TrainingFault.missing`.
    package func remove(
        _ code: String, from listed: TrainingClassStore.Listed, by principal: Principal,
        at now: Instant
    ) async throws {
        let member = try await database.read {
            try ClassProgress.member(code, of: listed, $0)
        }
        try await leave(member.enrolment, of: listed, by: principal, at: now)
    }

    /// Fills free places with those who wait for one, who asked first first.
    static func moveUp(
        in listed: TrainingClassStore.Listed, _ connection: Connection, by person: Int64,
        at now: Instant
    ) throws {
        guard listed.trainingClass.cancelled == nil else { return }
        let today = VietnamTime.date(of: now)
        let capacity = listed.trainingClass.capacity ?? .max
        var taken = try taken(listed, on: today, connection)
        let enrolments = EnrolmentStore(connection)
        for next in try AdmissionStore(connection).all(.queued, in: listed.id) {
            guard taken < capacity else { return }
            let enrolment = try enrolments.enrolment(of: next.person, in: listed.id, at: now)
            if !TrainingState(try enrolments.events(of: enrolment)).isEnrolled(on: today) {
                try enrolments.record(
                    .init(.enrolled, on: today), of: enrolment, by: person, at: now)
                taken += 1
            }
            try AdmissionStore(connection).decide(next.id, .enrolled, by: person, at: now)
        }
    }
}
