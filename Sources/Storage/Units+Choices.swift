import People
package import Values

/// Units as forms offer them.
extension UnitStore {
    package struct Choice: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let name: String
        /// Steps below the top of the tree.
        package let depth: Int
        /// The first day on which it was no more; nil: it is there.
        package let until: CalendarDate?
    }

    /// The units of a day in the order of the tree; then, where they are asked for, those
    /// that had ended by then, by name.
    package func choices(on day: CalendarDate, withPast: Bool = false) throws -> [Choice] {
        let present = try tree(AsOf(day)).map {
            Choice(
                id: $0.unit.id, code: $0.unit.code, name: $0.details.name, depth: $0.depth,
                until: nil)
        }
        return withPast ? present + (try past(on: day)) : present
    }

    private func past(on day: CalendarDate) throws -> [Choice] {
        try connection.rows(
            """
            select unit.id, unit.code, unit.name, max(state.until_date) as until_date
            from unit join unit_state as state on state.unit_id = unit.id
            where unit.kind in ('department', 'office', 'commune', 'school', 'centre')
                and state.withdrawn_at is null
            group by unit.id
            having count(*) = count(state.until_date) and max(state.until_date) <= $1
            order by unit.sort_key, unit.id
            """, day
        ).map {
            Choice(
                id: try $0.int64("id"), code: try $0.text("code"), name: try $0.text("name"),
                depth: 0, until: try $0.date("until_date"))
        }
    }

    /// The unit of a name, capitals apart, if there is just one besides classes of pupils: by
    /// the last name of each, else by those that they had before.
    package func only(named name: String) throws -> Unit? {
        let key = VietnameseText.sortKey(VietnameseText.clean(name))
        let kinds = "kind in ('department', 'office', 'commune', 'school', 'centre')"
        for query in [
            "select id from unit where \(kinds) and sort_key = $1 limit 2",
            """
            select distinct unit.id from unit_state as state join unit on unit.id = state.unit_id
            where state.sort_key = $1 and state.withdrawn_at is null and unit.\(kinds) limit 2
            """,
        ] {
            let found = try connection.rows(query, key).map { try $0.int64("id") }
            if !found.isEmpty { return found.count == 1 ? try unit(found[0]) : nil }
        }
        return nil
    }
}
