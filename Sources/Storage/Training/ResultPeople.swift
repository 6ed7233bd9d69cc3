import People
package import Values

/// People as rows of results name them: by identifier, or by name.
package struct ResultPeople {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    /// Somebody whom a row may mean.
    package struct Known: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let identifier: String?
        package let name: String
        package let birthDate: CalendarDate?
        /// Names and identifiers of the units where posts stand.
        package let units: [String]
    }

    /// People of one name that are looked at.
    private static let mostNamesakes = 20

    /// The person with an identifier; of two records of one person, the one that stands.
    package func person(identifier: String) throws -> Known? {
        try connection.row(
            """
            select coalesce(same_as, id) as person_id from person
            where identifier = $1 and removed_at is null
            """, identifier
        ).flatMap { try known($0.int64("person_id")) }
    }

    /// Everybody of a name, capitals apart.
    package func people(named name: String) throws -> [Known] {
        var seen: Set<Int64> = []
        return try connection.rows(
            """
            select coalesce(same_as, id) as person_id from person
            where sort_key = $1 and removed_at is null order by id limit $2
            """, VietnameseText.nameSortKey(name), Self.mostNamesakes
        ).compactMap { row in
            let id = try row.int64("person_id")
            return seen.insert(id).inserted ? try known(id) : nil
        }
    }

    package func known(_ id: Int64) throws -> Known? {
        guard
            let row = try connection.row(
                "select id, code, identifier, full_name, birth_date from person where id = $1", id)
        else { return nil }
        return Known(
            id: id, code: try row.text("code"), identifier: try row.optionalText("identifier"),
            name: try row.text("full_name"), birthDate: try row.optionalDate("birth_date"),
            units: try units(of: id))
    }

    private func units(of person: Int64) throws -> [String] {
        try connection.rows(
            """
            select unit.name, unit.identifier from post join unit on unit.id = post.unit_id
            where post.person_id in (select id from person where id = $1 or same_as = $1)
                and post.withdrawn_at is null
            order by post.until_date is not null, post.is_main desc, post.from_date desc
            """, person
        ).flatMap { [try $0.text("name"), try $0.optionalText("identifier")].compactMap(\.self) }
    }
}
