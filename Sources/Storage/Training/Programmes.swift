package import Training
package import Values

/// Programmes of teacher training. What one is has states in time: the standing one is
/// what lists show, earlier ones are what reports of earlier days were made with.
package struct ProgrammeStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Listed: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let programme: Programme
    }

    /// - Throws: `StoreError.constraint(.unique, _)` when a programme has this identifier.
    package func add(_ programme: Programme, code: String, at now: Instant) throws -> Int64 {
        let id = try connection.insert(
            "insert into programme (guid, code, identifier, created_at) values ($1, $2, $3, $4)",
            GUID(), code, programme.identifier, now)
        try record(programme, of: id, at: now)
        return id
    }

    /// Lets the standing state end and another begin; nothing where they are the same.
    ///
    /// - Throws: `StoreError.constraint(.unique, _)` as `add`.
    package func change(_ id: Int64, to programme: Programme, at now: Instant) throws {
        guard try self.programme(id)?.programme != programme else { return }
        try connection.run(
            "update programme set identifier = $2 where id = $1", id, programme.identifier)
        try connection.run(
            """
            update programme_state set withdrawn_at = $2
            where programme_id = $1 and withdrawn_at is null
            """, id, now)
        try record(programme, of: id, at: now)
    }

    private func record(_ programme: Programme, of id: Int64, at now: Instant) throws {
        try connection.run(
            """
            insert into programme_state (programme_id, name, sort_key, kind, kind_name, periods,
                earlier_periods, validity_years, rule, requirement, retired_on, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            id, programme.name, VietnameseText.sortKey(programme.name), programme.kind.rawValue,
            programme.kindName, programme.periods, try JSONText(programme.earlierPeriods),
            programme.validityYears, try JSONText(programme.rule),
            try programme.requirement.map { try JSONText($0) },
            programme.retiredOn, now)
    }

    /// All programmes, by name in Vietnamese order.
    package func all() throws -> [Listed] {
        try connection.rows(
            Self.list + " where state.withdrawn_at is null order by state.sort_key, programme.id"
        ).map(Self.listed)
    }

    package func programme(_ id: Int64) throws -> Listed? {
        try connection.row(
            Self.list + " where state.withdrawn_at is null and programme.id = $1", id
        ).map(Self.listed)
    }

    package func programme(code: String) throws -> Listed? {
        try connection.row(
            Self.list + " where state.withdrawn_at is null and programme.code = $1", code
        ).map(Self.listed)
    }

    package func programme(identifier: String) throws -> Listed? {
        try connection.row(
            Self.list + " where state.withdrawn_at is null and programme.identifier = $1",
            identifier
        ).map(Self.listed)
    }

    /// Every programme as it was known at a moment.
    package func all(knownAt moment: Instant) throws -> [Listed] {
        try connection.rows(
            Self.list + """
                 where state.recorded_at <= $1
                    and (state.withdrawn_at is null or state.withdrawn_at > $1)
                order by state.sort_key, programme.id
                """, moment
        ).map(Self.listed)
    }

    private static let list = """
        select programme.id, programme.code, programme.identifier, state.name, state.kind,
            state.kind_name, state.periods, state.earlier_periods, state.validity_years, state.rule,
            state.requirement, state.retired_on
        from programme join programme_state as state on state.programme_id = programme.id
        """

    private static func listed(_ row: Row) throws -> Listed {
        Listed(
            id: try row.int64("id"), code: try row.text("code"),
            programme: Programme(
                identifier: try row.text("identifier"), name: try row.text("name"),
                kind: try row.choice("kind"), kindName: try row.optionalText("kind_name"),
                periods: try row.int("periods"),
                earlierPeriods: try row.json("earlier_periods"),
                validityYears: try row.optionalInt("validity_years"),
                rule: try row.json("rule"), requirement: try row.optionalJSON("requirement"),
                retiredOn: try row.optionalDate("retired_on")))
    }
}
