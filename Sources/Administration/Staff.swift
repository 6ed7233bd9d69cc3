package import Secrets
package import People
package import Storage
package import Values

/// Teachers and administrators.
package struct Staff: Sendable {
    let database: Database
    let passwords: PasswordHash
    private let firstPasswords: FirstPasswords

    package init(database: Database, passwords: PasswordHash, sessions: Sessions) {
        self.database = database
        self.passwords = passwords
        firstPasswords = FirstPasswords(
            database: database, passwords: passwords, sessions: sessions)
    }

    package struct Member: Hashable, Sendable {
        package let person: PeopleStore.Listed
        package let isAdministrator: Bool
    }

    package func all(by principal: Principal) async throws -> [Member] {
        try principal.require(.managePeople, ownedBy: nil)
        return try await database.read { connection in
            let people = PeopleStore(connection)
            let administrators = try people.people(with: .administrator)
            let teachers = try people.people(with: .teacher)
            let both = Set(administrators.map(\.id))
            let only = administrators.filter { one in !teachers.contains { $0.id == one.id } }
            return (teachers + only).map {
                Member(person: $0, isAdministrator: both.contains($0.id))
            }
        }
    }

    /// Adds a teacher with a first password.
    ///
    /// - Throws: `SignInFault.accountTaken`.
    package func add(
        name: String, account: String, alsoAdministrator: Bool, by principal: Principal,
        at now: Instant
    ) async throws -> FirstPassword? {
        try principal.require(.managePeople, ownedBy: nil)
        let roles: Set<Role> = alsoAdministrator ? [.teacher, .administrator] : [.teacher]
        let code = try await database.write { connection -> String? in
            let person = try NewPerson(name: name, account: account, roles: roles)
                .add(to: connection, password: nil, mustChange: true, at: now)
            try AuditStore(connection).record(
                .addPerson, of: name, by: principal.person, at: now)
            return try PeopleStore(connection).person(person)?.code
        }
        guard let code else { return nil }
        return try await newPassword(of: code, by: principal, at: now)
    }

    /// A new first password for anybody, whose sessions end.
    ///
    /// - Returns: nil when there is no such person or they have no account.
    package func newPassword(
        of code: String, by principal: Principal, at now: Instant
    ) async throws -> FirstPassword? {
        try principal.require(.managePeople, ownedBy: nil)
        guard
            let person = try await database.read({ try PeopleStore($0).person(code: code) })
        else { return nil }
        let made = try await firstPasswords.make(for: [person]).first
        try await database.write {
            try AuditStore($0).record(
                .newPassword, of: person.details.fullName, by: principal.person, at: now)
        }
        return made
    }

    /// Sheets that are printed at once.
    package static let mostSheets = 200

    /// First passwords for the staff of a unit, and of those below it, who have none yet: so
    /// many at once, in Vietnamese order.
    ///
    /// - Returns: nil when there is no such unit.
    package func makePasswords(
        ofStaffIn code: String, by principal: Principal, at now: Instant
    ) async throws -> (unit: UnitStore.Unit, made: [FirstPassword])? {
        try principal.require(.managePeople, ownedBy: nil)
        let today = AsOf(VietnamTime.date(of: now))
        let found = try await database.read { connection in
            try UnitStore(connection).unit(code: code).map { unit in
                (unit, try Self.staff(of: unit, on: today, connection))
            }
        }
        guard let (unit, staff) = found else { return nil }
        let made = try await firstPasswords.make(for: staff)
        try await database.write {
            try AuditStore($0).record(
                .makePasswords, of: unit.name, by: principal.person, at: now)
        }
        return (unit, made)
    }

    /// Those who never had a password.
    private static func staff(
        of unit: UnitStore.Unit, on day: AsOf, _ connection: Connection
    ) throws -> [PeopleStore.Listed] {
        let people = PeopleStore(connection)
        var staff: [PeopleStore.Listed] = []
        var last: Int64?
        while staff.count < mostSheets {
            let page = try people.list(
                .init(unit: unit.id, kind: .staff), after: last, limit: mostSheets, day)
            guard let end = page.last else { break }
            staff += page.filter { $0.account != nil && !$0.hasPassword }
            last = end.id
        }
        return Array(staff.prefix(mostSheets))
    }

    /// A new first password, given out by the owner of the machine itself.
    ///
    /// - Returns: nil when there is no such account.
    package func newPassword(account: String, at now: Instant) async throws -> FirstPassword? {
        let name = VietnameseText.folded(VietnameseText.clean(account))
        let person = try await database.read { connection in
            try AccountStore(connection).account(named: name).flatMap {
                try PeopleStore(connection).person($0.person)
            }
        }
        guard let person else { return nil }
        try await database.write {
            try AuditStore($0).record(
                .newPassword, of: person.details.fullName, by: nil, at: now)
        }
        return try await firstPasswords.make(for: [person]).first
    }

    package struct Counts: Hashable, Sendable {
        package let classes: Int
        package let teachers: Int
        package let pupils: Int
    }

    package func counts(by principal: Principal, at now: Instant) async throws -> Counts {
        try principal.require(.managePeople, ownedBy: nil)
        return try await database.read { connection in
            let people = PeopleStore(connection)
            return Counts(
                classes: try ClassStore(connection).count(on: VietnamTime.date(of: now)),
                teachers: try people.count(with: .teacher),
                pupils: try people.count(with: .student))
        }
    }
}
