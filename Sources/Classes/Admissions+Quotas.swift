package import People
package import Storage
import Training
package import Values

extension Admissions {
    // MARK: By quota

    // The first two are given a class that their caller was let to change:
    // `TrainingClasses.trainingClass(_:for:by:)`.

    package func quotas(
        of listed: TrainingClassStore.Listed
    ) async throws -> [AdmissionStore.Quota] {
        try await database.read { try AdmissionStore($0).quotas(of: listed.id) }
    }

    /// Sets the places of units from lines of an identifier, a semicolon and a number.
    ///
    /// - Throws: `TrainingFault.unknownPeople` with the lines that say neither.
    package func setQuotas(
        _ text: String, of listed: TrainingClassStore.Listed, by principal: Principal,
        at now: Instant
    ) async throws {
        try await database.write { connection in
            var places: [Int64: Int] = [:]
            var wrong: [String] = []
            for line in text.split(whereSeparator: \.isNewline).map(String.init) {
                let sides = line.split(separator: ";").map { VietnameseText.clean(String($0)) }
                if sides.allSatisfy(\.isEmpty) { continue }
                if sides.count == 2, let count = Int(sides[1]),
                    (1...TrainingClass.mostPlaces).contains(count),
                    let unit = try UnitStore(connection).unit(identifier: sides[0])
                {
                    places[unit.id] = count
                } else {
                    wrong.append(line)
                }
            }
            guard wrong.isEmpty else { throw TrainingFault.unknownPeople(wrong) }
            try AdmissionStore(connection).setQuotas(places, of: listed.id)
            try AuditStore(connection).record(
                .changeTrainingClass, of: listed.trainingClass.identifier,
                by: principal.person, at: now)
        }
    }

    /// A class into which a unit may send people.
    package struct Sending: Sendable {
        package let trainingClass: TrainingClassStore.Listed
        package let quota: AdmissionStore.Quota
        package let unitCode: String
    }

    /// What the units that somebody heads may send people into, and is not over.
    package func sendings(
        by principal: Principal, on day: CalendarDate
    ) async throws -> [Sending] {
        try principal.require(.sendToClass, on: .unit)
        return try await database.read { connection in
            try principal.heads.sorted().flatMap { unit in
                try AdmissionStore(connection).quotas(for: unit)
            }.compactMap { quota in
                guard
                    let listed = try TrainingClassStore(connection).trainingClass(
                        quota.trainingClass), listed.trainingClass.admission == .quota,
                    listed.trainingClass.until >= day, listed.trainingClass.cancelled == nil,
                    let unit = try UnitStore(connection).unit(quota.unit)
                else { return nil }
                return Sending(trainingClass: listed, quota: quota, unitCode: unit.code)
            }
        }
    }

    /// A class into which a unit may send people, with whom it sent and whom it could send.
    package struct Choice: Sendable {
        package let sending: Sending
        package let sent: [AdmissionStore.Listed]
        /// Staff of the unit and those below it who are not in the class, by name.
        package let staff: [ResultPeople.Known]
        /// Places of the class itself that are free; nil: it takes as many as come.
        package let free: Int?
    }

    /// Staff that are offered to be sent.
    private static let mostStaff = 2_000

    /// - Throws: `TrainingFault.missing` for a unit that is not hers or has no quota.
    package func sending(
        into code: String, from unitCode: String, by principal: Principal, on day: CalendarDate
    ) async throws -> Choice {
        let sending = try await sending(code, unitCode, by: principal, on: day)
        let listed = sending.trainingClass
        return try await database.read { connection in
            let staff = try PeopleStore(connection).list(
                .init(unit: sending.quota.unit, kind: .staff), after: nil,
                limit: Self.mostStaff, AsOf(day))
            return Choice(
                sending: sending,
                sent: try AdmissionStore(connection).all(
                    sentBy: sending.quota.unit, into: listed.id),
                staff: try staff.filter { try !Self.isIn($0.id, listed, on: day, connection) }
                    .compactMap { try ResultPeople(connection).known($0.id) },
                free: try listed.trainingClass.capacity.map {
                    max(0, $0 - (try Self.taken(listed, on: day, connection)))
                })
        }
    }

    private func sending(
        _ code: String, _ unitCode: String, by principal: Principal, on day: CalendarDate
    ) async throws -> Sending {
        let sendings = try await sendings(by: principal, on: day)
        guard
            let sending = sendings.first(where: {
                $0.trainingClass.code == code && $0.unitCode == unitCode
            })
        else { throw TrainingFault.missing }
        return sending
    }

    /// Sends people of a unit, by code: all of them or none.
    ///
    /// - Throws: `TrainingFault.missing` for a unit that is not hers or has no quota,
    ///   `.unknownPeople` with who is not of the unit, `.full` beyond the quota.
    package func send(
        _ codes: [String], into code: String, from unitCode: String, by principal: Principal,
        at now: Instant
    ) async throws {
        let today = VietnamTime.date(of: now)
        let sending = try await sending(code, unitCode, by: principal, on: today)
        let listed = sending.trainingClass
        try await database.write { connection in
            let store = AdmissionStore(connection)
            var wrong: [String] = []
            var people: [Int64] = []
            for code in codes {
                if let person = try PeopleStore(connection).person(code: code),
                    try Self.works(person.id, in: sending.quota.unit, on: today, connection)
                {
                    people.append(person.id)
                } else {
                    wrong.append(code)
                }
            }
            guard wrong.isEmpty else { throw TrainingFault.unknownPeople(wrong) }
            for person in people where try !Self.isIn(person, listed, on: today, connection) {
                try store.ask(
                    person, for: listed.id, as: .queued, sentBy: sending.quota.unit, at: now)
            }
            let quota = try store.quotas(for: sending.quota.unit)
                .first { $0.trainingClass == listed.id }
            guard let quota, quota.taken <= quota.places else {
                throw TrainingFault.full(capacity: sending.quota.places)
            }
            try Self.moveUp(in: listed, connection, by: principal.person, at: now)
            try AuditStore(connection).record(
                .enrol, of: "\(listed.trainingClass.identifier): \(people.count)",
                by: principal.person, at: now)
        }
    }

    /// Takes back somebody whom a unit sent and who has not completed.
    ///
    /// - Throws: `TrainingFault.missing` for somebody whom this unit did not send.
    package func takeBack(
        _ id: Int64, from code: String, of unitCode: String, by principal: Principal,
        at now: Instant
    ) async throws {
        let today = VietnamTime.date(of: now)
        let sending = try await sending(code, unitCode, by: principal, on: today)
        let listed = sending.trainingClass
        let enrolment = try await database.write { connection -> Int64? in
            let store = AdmissionStore(connection)
            let sent = try store.all(sentBy: sending.quota.unit, into: listed.id)
            guard let found = sent.first(where: { $0.id == id }) else {
                throw TrainingFault.missing
            }
            if found.state == .queued {
                try store.decide(id, .withdrawn, by: principal.person, at: now)
            }
            guard found.state == .enrolled else { return nil }
            return try EnrolmentStore(connection).find(found.person, in: listed.id)?.id
        }
        if let enrolment { try await leave(enrolment, of: listed, by: principal, at: now) }
    }

    private static func works(
        _ person: Int64, in unit: Int64, on day: CalendarDate, _ connection: Connection
    ) throws -> Bool {
        let asOf = AsOf(day)
        return try PostStore(connection).posts(of: person, asOf).contains {
            try UnitStore(connection).isWithin($0.unit, [unit], asOf)
        }
    }

    private static func isIn(
        _ person: Int64, _ listed: TrainingClassStore.Listed, on day: CalendarDate,
        _ connection: Connection
    ) throws -> Bool {
        if try AdmissionStore(connection).open(person, in: listed.id) != nil { return true }
        guard let known = try EnrolmentStore(connection).find(person, in: listed.id) else {
            return false
        }
        return TrainingState(try EnrolmentStore(connection).events(of: known.id))
            .isEnrolled(on: day)
    }
}
