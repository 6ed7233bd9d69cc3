package import People
import Secrets
package import Storage
package import Values

/// The move from one school year to the next: classes go up, the last ones leave.
package struct SchoolYears: Sendable {
    private let database: Database
    private let sessions: Sessions

    package init(database: Database, sessions: Sessions) {
        self.database = database
        self.sessions = sessions
    }

    /// What becomes of a class.
    package struct Step: Hashable, Sendable {
        package let schoolClass: ClassStore.SchoolClass
        /// The class that its pupils are in then; nil: they leave the school.
        package let next: String?
    }

    /// What becomes of the classes of a school on the first day of the next year, as their
    /// names and the school's level say.
    ///
    /// - Returns: nil when there is no such unit.
    /// - Throws: `AccessDenied`.
    package func preview(
        of code: String, on date: CalendarDate, by principal: Principal, at now: Instant
    ) async throws -> (school: UnitStore.Unit, steps: [Step])? {
        try await database.read { connection in
            guard
                let school = try Organisation.find(
                    code, for: .changeUnits, by: principal, connection, at: now)
            else { return nil }
            return (school, try Self.steps(of: school.id, on: date, connection))
        }
    }

    private static func steps(
        of school: Int64, on date: CalendarDate, _ connection: Connection
    ) throws -> [Step] {
        let level = try UnitStore(connection).placed(school, AsOf(date))?.details.level
        guard let before = date.adding(days: -1) else { return [] }
        let open = Set(try ClassStore(connection).all(on: date, of: school).map(\.id))
        return try ClassStore(connection).all(on: before, of: school)
            .filter { open.contains($0.id) }
            .map { schoolClass in
                Step(
                    schoolClass: schoolClass,
                    next: Promotion.next(after: schoolClass.name, at: level))
            }
    }

    /// Ends the classes of the year and begins those of the next, with their pupils; of a class
    /// that nothing follows they leave.
    ///
    /// - Parameter names: what follows, by the code of the class; "": the pupils leave. Classes
    ///   of one name become one.
    /// - Returns: how many classes went on and how many ended; nil when there is no such unit.
    /// - Throws: `AccessDenied`.
    package func rollOver(
        _ code: String, on date: CalendarDate, names: [String: String], by principal: Principal,
        at now: Instant
    ) async throws -> (promoted: Int, left: Int)? {
        let done = try await database.write { connection -> (promoted: Int, left: Int)? in
            guard
                let school = try Organisation.find(
                    code, for: .changeUnits, by: principal, connection, at: now)
            else { return nil }
            let steps = try Self.steps(of: school.id, on: date, connection).map { step in
                let name = names[step.schoolClass.code].map(VietnameseText.clean)
                return Step(
                    schoolClass: step.schoolClass,
                    next: name.map { $0.isEmpty ? nil : $0 } ?? step.next)
            }
            let new = steps.compactMap(\.next)
            try UnitStepStore(connection).take(
                code: TextCode.random(characters: 10), by: principal.person, at: now
            ) {
                // Classes that get one name become one.
                var made: [String: Int64] = [:]
                for step in steps {
                    try Self.take(step, in: school.id, on: date, &made, connection, at: now)
                }
                return .init(.year, of: school.id, on: date)
            }
            try AuditStore(connection).record(
                .rollOver, of: school.name, by: principal.person, at: now)
            return (new.count, steps.count - new.count)
        }
        sessions.forgetAll()
        return done
    }

    private static func take(
        _ step: Step, in school: Int64, on date: CalendarDate, _ made: inout [String: Int64],
        _ connection: Connection, at now: Instant
    ) throws {
        let units = UnitStore(connection)
        let members = MembershipStore(connection)
        let pupils = try members.standing(in: step.schoolClass.id, from: date)
        try units.close(step.schoolClass.id, on: date, at: now)
        guard let name = step.next else { return }
        let next =
            try made[name]
            ?? ClassStore(connection).add(
                name, code: TextCode.random(characters: 10), in: school, from: date, at: now)
        made[name] = next
        try units.add(
            successor: next, of: step.schoolClass.id, by: .promotion, on: date, at: now)
        for pupil in pupils where pupil.from < date {
            try members.record(pupil.person, in: next, from: date, until: pupil.until, at: now)
        }
    }

    /// Moves a pupil to another class, of this school or of another.
    ///
    /// - Parameter schoolClass: by code; nil: the pupil leaves.
    /// - Returns: whether there is such a pupil.
    /// - Throws: `UnitFault.notThere` where the class does not exist on that day, `AccessDenied`.
    package func transfer(
        _ code: String, to schoolClass: String?, on date: CalendarDate, by principal: Principal,
        at now: Instant
    ) async throws -> Bool {
        let done = try await database.write { connection in
            guard
                let pupil = try Persons.find(
                    code, for: .changePeople, by: principal, connection, at: now)
            else { return false }
            let target = try schoolClass.map { code in
                guard
                    let found = try ClassStore(connection).schoolClass(code: code, on: date)
                else { throw UnitFault.notThere }
                return found
            }
            let members = MembershipStore(connection)
            for held in try members.memberships(of: pupil.id)
            where held.until.map({ $0 > date }) ?? true {
                try members.end(held.id, on: date, at: now)
            }
            if let target { try members.record(pupil.id, in: target.id, from: date, at: now) }
            try AuditStore(connection).record(
                .changePerson, of: pupil.details.fullName, by: principal.person, at: now)
            return true
        }
        sessions.forgetAll()
        return done
    }
}
