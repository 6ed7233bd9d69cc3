package import Values

/// Rounds: the department asks units to confirm the results of a time.
package struct RoundStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Round: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let title: String
        /// The units below it are asked.
        package let unit: Int64
        package let from: CalendarDate
        package let until: CalendarDate
        package let dueOn: CalendarDate
        package let openedAt: Instant
        package let closedAt: Instant?
    }

    package struct Confirmation: Hashable, Sendable {
        package let unit: Int64
        package let person: String
        package let at: Instant
        /// What was confirmed.
        package let rowHash: String
    }

    package func add(
        _ title: String, unit: Int64, from: CalendarDate, until: CalendarDate,
        dueOn: CalendarDate, code: String, by person: Int64, at now: Instant
    ) throws {
        try connection.run(
            """
            insert into round (code, title, unit_id, from_date, until_date, due_on, person_id,
                opened_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """, code, VietnameseText.clean(title), unit, from, until, dueOn, person, now)
    }

    package func round(code: String) throws -> Round? {
        try connection.row(Self.list + " where code = $1", code).map(Self.round)
    }

    /// The newest first.
    package func rounds(limit: Int) throws -> [Round] {
        try connection.rows(Self.list + " order by id desc limit $1", limit).map(Self.round)
    }

    /// Those that still wait for answers, the first due first.
    package func open() throws -> [Round] {
        try connection.rows(Self.list + " where closed_at is null order by due_on, id")
            .map(Self.round)
    }

    package func close(_ id: Int64, at now: Instant) throws {
        try connection.run(
            "update round set closed_at = $2 where id = $1 and closed_at is null", id, now)
    }

    package func reopen(_ id: Int64) throws {
        try connection.run("update round set closed_at = null where id = $1", id)
    }

    /// A later confirmation takes the place of an earlier one.
    package func confirm(
        _ round: Int64, unit: Int64, rowHash: String, by person: Int64, at now: Instant
    ) throws {
        try connection.run(
            """
            insert into round_confirmation (round_id, unit_id, person_id, at, row_hash)
            values ($1, $2, $3, $4, $5)
            on conflict (round_id, unit_id)
                do update set person_id = $3, at = $4, row_hash = $5
            """, round, unit, person, now, rowHash)
    }

    package func confirmations(of round: Int64) throws -> [Confirmation] {
        try connection.rows(
            """
            select round_confirmation.unit_id, person.full_name, round_confirmation.at,
                round_confirmation.row_hash
            from round_confirmation join person on person.id = round_confirmation.person_id
            where round_confirmation.round_id = $1
            """, round
        ).map {
            Confirmation(
                unit: try $0.int64("unit_id"), person: try $0.text("full_name"),
                at: try $0.instant("at"), rowHash: try $0.text("row_hash"))
        }
    }

    // MARK: Reminders

    package func remind(
        _ round: Int64, units: [Int64], by person: Int64, at now: Instant
    ) throws {
        for unit in units {
            try connection.run(
                """
                insert into round_reminder (round_id, unit_id, at, person_id)
                values ($1, $2, $3, $4) on conflict do nothing
                """, round, unit, now, person)
        }
    }

    /// When each unit was reminded last.
    package func reminders(of round: Int64) throws -> [Int64: Instant] {
        Dictionary(
            uniqueKeysWithValues: try connection.rows(
                """
                select unit_id, max(at) as at from round_reminder where round_id = $1
                group by unit_id
                """, round
            ).map { (try $0.int64("unit_id"), try $0.instant("at")) })
    }

    private static let list = """
        select id, code, title, unit_id, from_date, until_date, due_on, opened_at, closed_at
        from round
        """

    private static func round(_ row: Row) throws -> Round {
        Round(
            id: try row.int64("id"), code: try row.text("code"), title: try row.text("title"),
            unit: try row.int64("unit_id"), from: try row.date("from_date"),
            until: try row.date("until_date"), dueOn: try row.date("due_on"),
            openedAt: try row.instant("opened_at"),
            closedAt: try row.optionalInstant("closed_at"))
    }
}
