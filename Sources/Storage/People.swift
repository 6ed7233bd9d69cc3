package import People
package import Values

/// People, their roles and their accounts.
package struct PeopleStore {
    private let connection: Connection

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
        try connection.insert(
            """
            insert into person
                (guid, code, identifier, full_name, sort_key, birth_date, gender, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            GUID(), code, details.identifier, details.fullName,
            VietnameseText.nameSortKey(details.fullName), details.birthDate,
            details.gender?.rawValue, now)
    }

    package func change(_ id: Int64, to details: PersonDetails) throws {
        try connection.run(
            """
            update person set identifier = $2, full_name = $3, sort_key = $4, birth_date = $5,
                gender = $6
            where id = $1
            """,
            id, details.identifier, details.fullName,
            VietnameseText.nameSortKey(details.fullName), details.birthDate,
            details.gender?.rawValue)
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

    /// The members of a class, in Vietnamese order.
    package func members(of unit: Int64) throws -> [Listed] {
        try connection.rows(
            Self.list + """
                 join membership on membership.person_id = person.id
                where membership.unit_id = $1 order by person.sort_key, person.id
                """,
            unit
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

    package func roles(of person: Int64) throws -> Set<Role> {
        Set(
            try connection.rows("select role from person_role where person_id = $1", person)
                .map { try $0.choice("role", of: Role.self) })
    }

    /// The person as `Access` sees them; nil when there is no such person.
    package func principal(_ id: Int64) throws -> Principal? {
        guard let row = try connection.row("select full_name from person where id = $1", id)
        else { return nil }
        return Principal(person: id, name: try row.text("full_name"), roles: try roles(of: id))
    }

    private static let list = """
        select person.id, person.code, person.identifier, person.full_name, person.birth_date,
            person.gender, account.name as account, account.password is not null as has_password
        from person left join account on account.person_id = person.id
        """

    private static func listed(_ row: Row) throws -> Listed {
        Listed(
            id: try row.int64("id"), code: try row.text("code"),
            details: PersonDetails(
                fullName: try row.text("full_name"),
                identifier: try row.optionalText("identifier"),
                birthDate: try row.optionalDate("birth_date"),
                gender: try row.optionalChoice("gender", of: Gender.self)),
            account: try row.optionalText("account"), hasPassword: try row.bool("has_password"))
    }
}
