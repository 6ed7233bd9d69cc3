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

    package func all(by principal: Principal) async throws -> [ClassStore.SchoolClass] {
        try principal.require(.manageClasses, ownedBy: nil)
        return try await names()
    }

    /// The classes a sitting can be opened to.
    package func names() async throws -> [ClassStore.SchoolClass] {
        try await database.read { try ClassStore($0).all() }
    }

    /// - Returns: the class with its pupils in Vietnamese order; nil where there is none.
    package func schoolClass(
        _ code: String, by principal: Principal
    ) async throws -> (schoolClass: ClassStore.SchoolClass, pupils: [PeopleStore.Listed])? {
        try principal.require(.manageClasses, ownedBy: nil)
        return try await database.read { connection in
            guard let found = try ClassStore(connection).schoolClass(code: code) else {
                return nil
            }
            return (found, try PeopleStore(connection).members(of: found.id))
        }
    }

    /// - Returns: the new class's code.
    /// - Throws: `RosterFault.classTaken`.
    package func add(
        _ name: String, by principal: Principal, at now: Instant
    ) async throws -> String {
        try principal.require(.manageClasses, ownedBy: nil)
        let code = TextCode.random(characters: 10)
        do {
            _ = try await database.write {
                try ClassStore($0).add(VietnameseText.clean(name), code: code, at: now)
            }
        } catch StoreError.constraint(.unique, _) {
            throw RosterFault.classTaken
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
        by principal: Principal
    ) async throws -> [RosterChange] {
        try principal.require(.manageClasses, ownedBy: nil)
        return try await database.read {
            try Roster(entries, unit: schoolClass.id).changes($0)
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
        let pupils = try await database.read { try PeopleStore($0).members(of: schoolClass.id) }
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
