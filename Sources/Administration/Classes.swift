package import Secrets
package import People
package import Storage
package import Values

/// Classes of pupils: typed one by one, or taken in from a roster.
package struct Classes: Sendable {
    private let database: Database
    private let firstPasswords: FirstPasswords

    package init(database: Database, passwords: PasswordHash, sessions: Sessions) {
        self.database = database
        firstPasswords = FirstPasswords(
            database: database, passwords: passwords, sessions: sessions)
    }

    /// A page of classes, by name.
    ///
    /// - Parameters:
    ///   - name: how their names begin.
    ///   - school: the code of the one whose they are; nil: everybody's.
    ///   - place: the code of the last class of the page before.
    /// - Returns: nil where there is no such school or class.
    package func list(
        named name: String = "", of school: String? = nil, after place: String? = nil, limit: Int,
        by principal: Principal, at now: Instant
    ) async throws -> (classes: [ClassStore.SchoolClass], school: String?)? {
        try principal.require(.manageClasses, ownedBy: nil)
        let today = VietnamTime.date(of: now)
        return try await database.read { connection in
            let units = UnitStore(connection)
            let (school, last) = (
                try school.map { try units.unit(code: $0) },
                try place.map { try units.unit(code: $0) }
            )
            // Asked for, and not there.
            if case .some(nil) = school { return nil }
            if case .some(nil) = last { return nil }
            return (
                try ClassStore(connection).list(
                    named: VietnameseText.clean(name), of: school??.id, after: last??.id,
                    limit: limit, on: today),
                school??.name
            )
        }
    }

    /// The classes a sitting can be opened to: of where a person has posts. Who has none sees
    /// all where there is one school at most, and else those of no school.
    package func names(
        for principal: Principal, at now: Instant
    ) async throws -> [ClassStore.SchoolClass] {
        let today = VietnamTime.date(of: now)
        return try await database.read { connection in
            let classes = ClassStore(connection)
            guard principal.units.isEmpty else {
                return try classes.all(on: today, below: principal.units)
            }
            let all = try classes.all(on: today)
            return Set(all.compactMap(\.school)).count > 1 ? all.filter { $0.school == nil } : all
        }
    }

    /// - Returns: the class with its pupils in Vietnamese order; nil where there is none.
    package func schoolClass(
        _ code: String, by principal: Principal, at now: Instant
    ) async throws -> (schoolClass: ClassStore.SchoolClass, pupils: [PeopleStore.Listed])? {
        try principal.require(.manageClasses, ownedBy: nil)
        let today = VietnamTime.date(of: now)
        return try await database.read { connection in
            guard
                let found = try ClassStore(connection).schoolClass(code: code, on: today)
            else { return nil }
            return (found, try PeopleStore(connection).members(of: found.id, on: today))
        }
    }

    /// - Parameter school: nil where the server knows of one school only.
    /// - Returns: the new class's code.
    /// - Throws: `RosterFault.classTaken`.
    package func add(
        _ name: String, to school: Int64? = nil, by principal: Principal, at now: Instant
    ) async throws -> String {
        try principal.require(.manageClasses, ownedBy: nil)
        let code = TextCode.random(characters: 10)
        let name = VietnameseText.clean(name)
        try await database.write { connection in
            let classes = ClassStore(connection)
            let today = VietnamTime.date(of: now)
            guard try classes.schoolClass(named: name, of: school, on: today) == nil else {
                throw RosterFault.classTaken
            }
            _ = try classes.add(name, code: code, in: school, from: today, at: now)
        }
        return code
    }

    /// Adds one pupil, or puts a known one into the class.
    package func add(
        _ pupil: PersonDetails, to schoolClass: ClassStore.SchoolClass, by principal: Principal,
        at now: Instant
    ) async throws {
        try principal.require(.manageClasses, ownedBy: nil)
        _ = try await database.write {
            try Roster([RosterEntry(line: 1, pupil: pupil)], unit: schoolClass.id)
                .apply($0, at: now)
        }
    }

    /// What taking in a roster would do.
    package func preview(
        _ entries: [RosterEntry], into schoolClass: ClassStore.SchoolClass,
        by principal: Principal, at now: Instant
    ) async throws -> [RosterChange] {
        try principal.require(.manageClasses, ownedBy: nil)
        return try await database.read {
            try Roster(entries, unit: schoolClass.id).changes($0, on: VietnamTime.date(of: now))
        }
    }

    /// Takes in a roster in one transaction; repeating it changes nothing.
    package func apply(
        _ entries: [RosterEntry], to schoolClass: ClassStore.SchoolClass,
        by principal: Principal, at now: Instant
    ) async throws -> [RosterChange] {
        try principal.require(.manageClasses, ownedBy: nil)
        return try await database.write { connection in
            try AuditStore(connection).record(
                .takeRoster, of: schoolClass.name, by: principal.person, at: now)
            return try Roster(entries, unit: schoolClass.id).apply(connection, at: now)
        }
    }

    /// First passwords for the pupils who have none yet.
    package func makePasswords(
        of schoolClass: ClassStore.SchoolClass, by principal: Principal, at now: Instant
    ) async throws -> [FirstPassword] {
        try principal.require(.manageClasses, ownedBy: nil)
        let pupils = try await database.read {
            try PeopleStore($0).members(of: schoolClass.id, on: VietnamTime.date(of: now))
        }
        let made = try await firstPasswords.make(for: pupils.filter { !$0.hasPassword })
        try await database.write {
            try AuditStore($0).record(
                .makePasswords, of: schoolClass.name, by: principal.person, at: now)
        }
        return made
    }
}

/// Why a class or a roster is refused.
package enum RosterFault: Error, Hashable {
    case classTaken
}
