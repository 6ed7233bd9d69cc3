package import Values

/// Classes of pupils (and the school they stand in).
package struct ClassStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct SchoolClass: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let name: String
        package let pupils: Int
    }

    /// - Throws: `StoreError.constraint(.unique, _)` when a class has this name.
    package func add(_ name: String, code: String, at now: Instant) throws -> Int64 {
        try connection.insert(
            """
            insert into unit (guid, code, kind, name, sort_key, created_at)
            values ($1, $2, 'class', $3, $4, $5)
            """,
            GUID(), code, name, VietnameseText.sortKey(name), now)
    }

    package func all() throws -> [SchoolClass] {
        try connection.rows(Self.list + " order by unit.sort_key, unit.id").map(Self.schoolClass)
    }

    package func schoolClass(code: String) throws -> SchoolClass? {
        try connection.row(Self.list + " and unit.code = $1", code).map(Self.schoolClass)
    }

    package func schoolClass(named name: String) throws -> SchoolClass? {
        try connection.row(Self.list + " and unit.name = $1", name).map(Self.schoolClass)
    }

    package func schoolClass(_ id: Int64) throws -> SchoolClass? {
        try connection.row(Self.list + " and unit.id = $1", id).map(Self.schoolClass)
    }

    package func count() throws -> Int {
        try connection.row("select count(*) as n from unit where kind = 'class'")?.int("n") ?? 0
    }

    package func add(member person: Int64, to unit: Int64) throws {
        try connection.run(
            "insert into membership (unit_id, person_id) values ($1, $2) on conflict do nothing",
            unit, person)
    }

    private static let list = """
        select unit.id, unit.code, unit.name,
            (select count(*) from membership where membership.unit_id = unit.id) as pupils
        from unit where unit.kind = 'class'
        """

    private static func schoolClass(_ row: Row) throws -> SchoolClass {
        SchoolClass(
            id: try row.int64("id"), code: try row.text("code"), name: try row.text("name"),
            pupils: try row.int("pupils"))
    }
}
