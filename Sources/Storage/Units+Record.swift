package import People
package import Values

/// The recorded facts about units, as they were written.
extension UnitStore {
    package typealias Spans = People.Spans<UnitDetails>

    /// What stands of a unit now, over all its time.
    package func spans(of unit: Int64) throws -> Spans {
        Spans(
            try connection.rows(
                """
                select id, from_date, until_date, name, level, parent_id from unit_state
                where unit_id = $1 and withdrawn_at is null order by from_date
                """, unit
            ).map { row in
                Spans.Span(
                    id: try row.int64("id"),
                    UnitDetails(
                        name: try row.text("name"), level: try row.optionalChoice("level"),
                        parent: try row.optionalInt64("parent_id")),
                    from: try row.date("from_date"), until: try row.optionalDate("until_date"))
            })
    }

    /// Records that something is true of a unit.
    ///
    /// - Returns: the row of the state.
    @discardableResult
    package func record(_ span: Spans.Span, of unit: Int64, at now: Instant) throws -> Int64 {
        let id = try connection.insert(
            """
            insert into unit_state
                (unit_id, from_date, until_date, name, sort_key, level, parent_id, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            unit, span.from, span.until, span.value.name,
            VietnameseText.sortKey(span.value.name), span.value.level?.rawValue,
            span.value.parent, now)
        try refreshName(of: unit)
        return id
    }

    /// The unit that a recorded state is of, and whether it still stands, perhaps recorded
    /// again.
    package func state(_ id: Int64) throws -> (unit: Int64, stands: Bool)? {
        try connection.row(
            "select unit_id, withdrawn_at is null as stands from unit_state where id = $1",
            try RecordedAgain(connection).last(id, of: .state)
        ).map { (try $0.int64("unit_id"), try $0.bool("stands")) }
    }

    /// Withdraws a state, unless that happened since.
    package func takeBack(state id: Int64, at now: Instant) throws -> Bool {
        try connection.run(
            "update unit_state set withdrawn_at = $2 where id = $1 and withdrawn_at is null",
            try RecordedAgain(connection).last(id, of: .state), now) > 0
    }

    /// Whether something rests on a unit of which this state is all that stands.
    package func isNeeded(state id: Int64) throws -> Bool {
        try connection.row(
            """
            select unit_id from unit_state where id = $1 and not exists (
                select 1 from unit_state as other where other.unit_id = unit_state.unit_id
                    and other.id <> $1 and other.withdrawn_at is null)
            """, try RecordedAgain(connection).last(id, of: .state)
        ).map { try isNeeded($0.int64("unit_id")) } ?? false
    }

    /// Whether something rests on a unit: posts, units below it, classes, registers, rounds,
    /// certificates, banks, tests.
    package func isNeeded(_ unit: Int64) throws -> Bool {
        try connection.row(
            """
            select 1 as one from post where unit_id = $1 and withdrawn_at is null
            union all select 1 from membership where unit_id = $1 and withdrawn_at is null
            union all select 1 from unit_state where parent_id = $1 and withdrawn_at is null
            union all select 1 from unit_succession
                where (unit_id = $1 or successor_id = $1) and withdrawn_at is null
            union all select 1 from training_class_state
                where unit_id = $1 and withdrawn_at is null
            union all select 1 from class_quota where unit_id = $1
            union all select 1 from certificate where unit_id = $1
            union all select 1 from meeting where unit_id = $1 and withdrawn_at is null
            union all select 1 from software_use where unit_id = $1 and withdrawn_at is null
            union all select 1 from round where unit_id = $1
            union all select 1 from round_confirmation where unit_id = $1
            union all select 1 from bank_grant where unit_id = $1
            union all select 1 from subject where unit_id = $1
            union all select 1 from sitting where unit_id = $1
            limit 1
            """, unit) != nil
    }

    /// Records again what was withdrawn.
    package func recordAgain(state id: Int64, at now: Instant) throws {
        let new = try connection.insert(
            """
            insert into unit_state
                (unit_id, from_date, until_date, name, sort_key, level, parent_id, recorded_at)
            select unit_id, from_date, until_date, name, sort_key, level, parent_id, $2
            from unit_state where id = $1
            """, id, now)
        try RecordedAgain(connection).note(id, of: .state, as: new)
        let unit = try connection.row("select unit_id from unit_state where id = $1", id)
        if let unit { try refreshName(of: unit.int64("unit_id")) }
    }

    /// Writes what a change of the record asks for.
    ///
    /// - Returns: the rows that were recorded.
    @discardableResult
    package func apply(
        _ revision: Spans.Revision, to unit: Int64, at now: Instant
    ) throws -> [Int64] {
        for id in revision.withdrawn { _ = try takeBack(state: id, at: now) }
        return try revision.recorded.map { try record($0, of: unit, at: now) }
    }

    /// `unit.name` repeats the last name that stands.
    private func refreshName(of unit: Int64) throws {
        guard let last = try spans(of: unit).spans.last?.value.name else { return }
        try connection.run(
            "update unit set name = $2, sort_key = $3 where id = $1", unit, last,
            VietnameseText.sortKey(last))
    }

    // MARK: Successors

    /// One unit that became another, or part of it.
    package struct Successor: Hashable, Sendable {
        package let id: Int64
        package let unit: Unit
        package let date: CalendarDate
        package let kind: Succession
    }

    @discardableResult
    package func add(
        successor: Int64, of unit: Int64, by kind: Succession, on date: CalendarDate,
        at now: Instant
    ) throws -> Int64 {
        try connection.insert(
            """
            insert into unit_succession (unit_id, successor_id, on_date, kind, recorded_at)
            values ($1, $2, $3, $4, $5)
            """, unit, successor, date, kind.rawValue, now)
    }

    package func withdraw(succession id: Int64, at now: Instant) throws {
        try connection.run(
            "update unit_succession set withdrawn_at = $2 where id = $1 and withdrawn_at is null",
            id, now)
    }

    /// What a unit became.
    package func successors(of unit: Int64) throws -> [Successor] {
        try connection.rows(
            """
            select next.id as succession, next.on_date, next.kind as way, unit.id, unit.code,
                unit.identifier, unit.kind, unit.name
            from unit_succession as next join unit on unit.id = next.successor_id
            where next.unit_id = $1 and next.withdrawn_at is null order by next.on_date, unit.id
            """, unit
        ).map(Self.successor)
    }

    /// What became this unit, or gave it a part.
    package func predecessors(of unit: Int64) throws -> [Successor] {
        try connection.rows(
            """
            select next.id as succession, next.on_date, next.kind as way, unit.id, unit.code,
                unit.identifier, unit.kind, unit.name
            from unit_succession as next join unit on unit.id = next.unit_id
            where next.successor_id = $1 and next.withdrawn_at is null
            order by next.on_date, unit.id
            """, unit
        ).map(Self.successor)
    }

    private static func successor(_ row: Row) throws -> Successor {
        Successor(
            id: try row.int64("succession"), unit: try unit(row), date: try row.date("on_date"),
            kind: try row.choice("way"))
    }
}
