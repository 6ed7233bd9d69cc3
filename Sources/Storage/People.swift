package import People
package import Values

/// People, their roles and their accounts.
package struct PeopleStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    /// A person as lists show them.
    package struct Listed: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let details: PersonDetails
        /// What they type to sign in; nil without an account.
        package let account: String?
        package let hasPassword: Bool
    }

    package func add(_ details: PersonDetails, code: String, at now: Instant) throws -> Int64 {
        try add(ReadyPerson(details), code: code, at: now)
    }

    package func add(_ ready: ReadyPerson, code: String, at now: Instant) throws -> Int64 {
        let details = ready.details
        let id = try connection.insert(
            """
            insert into person
                (guid, code, identifier, full_name, sort_key, birth_date, gender, email,
                created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            GUID(), code, details.identifier, details.fullName, ready.sortKey,
            details.birthDate, details.gender?.rawValue, details.email?.text, now)
        try connection.run(
            "insert into person_text (rowid, words) values ($1, $2)", id, ready.words)
        return id
    }

    package func change(_ id: Int64, to details: PersonDetails) throws {
        let ready = ReadyPerson(details)
        try connection.run(
            """
            update person set identifier = $2, full_name = $3, sort_key = $4, birth_date = $5,
                gender = $6, email = $7
            where id = $1
            """,
            id, details.identifier, details.fullName, ready.sortKey, details.birthDate,
            details.gender?.rawValue, details.email?.text)
        try connection.run(
            "update person_text set words = $2 where rowid = $1", id, ready.words)
    }

    /// An import that brought somebody was undone, or brings them again.
    package func setRemoved(_ moment: Instant?, _ id: Int64) throws {
        try connection.run("update person set removed_at = $2 where id = $1", id, moment)
    }

    package func person(identifier: String) throws -> Listed? {
        try connection.row(Self.list + " where person.identifier = $1", identifier)
            .map(Self.listed)
    }

    package func person(code: String) throws -> Listed? {
        try connection.row(Self.list + " where person.code = $1", code).map(Self.listed)
    }

    package func person(_ id: Int64) throws -> Listed? {
        try connection.row(Self.list + " where person.id = $1", id).map(Self.listed)
    }

    /// Everybody with a role, in Vietnamese order.
    package func people(with role: Role) throws -> [Listed] {
        try connection.rows(
            Self.list + """
                 join person_role on person_role.person_id = person.id
                where person_role.role = $1 order by person.sort_key, person.id
                """,
            role.rawValue
        ).map(Self.listed)
    }

    /// The members of a class on a day, in Vietnamese order.
    package func members(of unit: Int64, on date: CalendarDate) throws -> [Listed] {
        try connection.rows(
            Self.list + """
                where person.id in (
                    select coalesce(record.same_as, record.id)
                    from membership join person as record on record.id = membership.person_id
                    where membership.unit_id = $1 and membership.withdrawn_at is null
                        and membership.from_date <= $2
                        and (membership.until_date is null or membership.until_date > $2)
                )
                order by person.sort_key, person.id
                """,
            unit, date
        ).map(Self.listed)
    }

    package func count(with role: Role) throws -> Int {
        try connection.row(
            "select count(*) as n from person_role where role = $1", role.rawValue
        )?.int("n") ?? 0
    }

    package func grant(_ role: Role, to person: Int64) throws {
        try connection.run(
            "insert into person_role (person_id, role) values ($1, $2) on conflict do nothing",
            person, role.rawValue)
    }

    package func revoke(_ role: Role, from person: Int64) throws {
        try connection.run(
            "delete from person_role where person_id = $1 and role = $2", person, role.rawValue)
    }

    /// The roles that were given to a person, by whichever of their records.
    package func roles(of person: Int64) throws -> Set<Role> {
        Set(
            try connection.rows(
                """
                select role from person_role
                where person_id in (select id from person where id = $1 or same_as = $1)
                """, person
            ).map { try $0.choice("role", of: Role.self) })
    }

    /// The person as `Access` sees them on a day; nil when there is no such person.
    ///
    /// Access follows posts: who has held posts, or been in classes, and holds none any
    /// more has no role left. Who never had one has the roles that were given.
    package func principal(_ id: Int64, on date: CalendarDate) throws -> Principal? {
        guard
            let row = try connection.row(
                """
                select person.id, person.full_name
                from person as record
                join person on person.id = coalesce(record.same_as, record.id)
                where record.id = $1 and person.removed_at is null
                """, id)
        else { return nil }
        let person = try row.int64("id")
        let name = try row.text("full_name")
        let also = try others(of: person)
        let posts = PostStore(connection)
        let held = try posts.posts(of: person, AsOf(date))
        var roles = try roles(of: person)
        if held.isEmpty, try hasEnded(person, on: date) {
            return Principal(person: person, name: name, roles: [], also: also)
        }
        let units = Set(held.map(\.unit))
        let heads = Set(held.filter { $0.details.title == .head }.map(\.unit))
        if !units.isEmpty { roles.insert(.staff) }
        if !heads.isEmpty { roles.insert(.head) }
        for unit in units where try UnitStore(connection).unit(unit)?.kind == .department {
            roles.insert(.department)
        }
        let above = try units.flatMap {
            try UnitStore(connection).ancestors(of: $0, AsOf(date)).map(\.unit.id)
        }
        return Principal(
            person: person, name: name, roles: roles, also: also, units: units,
            above: Set(above), heads: heads)
    }

    /// Whether somebody without a post on a day had one, or a class, and has none to come.
    private func hasEnded(_ person: Int64, on date: CalendarDate) throws -> Bool {
        let ends =
            try PostStore(connection).posts(of: person).map(\.details.until)
            + MembershipStore(connection).memberships(of: person).map(\.until)
        return !ends.isEmpty && ends.allSatisfy { $0.map { $0 <= date } ?? false }
    }

    /// The other records of a person.
    package func others(of person: Int64) throws -> Set<Int64> {
        Set(
            try connection.rows("select id from person where same_as = $1", person)
                .map { try $0.int64("id") })
    }

    static let list = columns + " from person" + withAccount

    static let columns = """
        select person.id, person.code, person.identifier, person.full_name, person.birth_date,
            person.gender, person.email, account.name as account,
            account.password is not null as has_password
        """

    static let withAccount = """
         left join account on account.person_id = person.id

        """

    static func listed(_ row: Row) throws -> Listed {
        Listed(
            id: try row.int64("id"), code: try row.text("code"),
            details: PersonDetails(
                fullName: try row.text("full_name"),
                identifier: try row.optionalText("identifier"),
                birthDate: try row.optionalDate("birth_date"),
                gender: try row.optionalChoice("gender", of: Gender.self),
                email: try row.optionalText("email").flatMap { EmailAddress($0) }),
            account: try row.optionalText("account"), hasPassword: try row.bool("has_password"))
    }
}
