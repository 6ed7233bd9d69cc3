import People
package import Values

/// What was decided about units, one step after another, with the rows that each step
/// recorded and withdrew: so that a mistake can be taken back.
package struct UnitStepStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package enum Kind: String, Hashable, Sendable {
        case add, rename, level, move, merge, split, close
        /// The school's classes went up by a year.
        case year
    }

    package struct Step: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let unit: Int64
        package let kind: Kind
        /// The new name, the other unit, the parts; "" where the kind says all.
        package let words: String
        /// The first day on which it holds.
        package let on: CalendarDate
        package let person: String
        package let at: Instant
        package let undone: Instant?
    }

    /// A step as it is taken.
    package struct Draft: Hashable, Sendable {
        package let unit: Int64
        package let kind: Kind
        package let words: String
        package let on: CalendarDate

        package init(_ kind: Kind, of unit: Int64, words: String = "", on day: CalendarDate) {
            self.kind = kind
            self.unit = unit
            self.words = words
            on = day
        }
    }

    private typealias Table = RecordedAgain.Fact

    /// Does the work of a step, and keeps which rows it recorded and withdrew.
    ///
    /// - Parameter work: returns the step that it was; nil: none that is kept.
    package func take(
        code: String, by person: Int64, at now: Instant, _ work: () throws -> Draft?
    ) throws {
        let before = try Table.allCases.map { table in
            (
                table: table, last: try last(in: table),
                withdrawn: Set(try withdrawn(in: table, at: now))
            )
        }
        guard let draft = try work() else { return }
        let step = try connection.insert(
            """
            insert into unit_step (code, unit_id, kind, words, on_date, person_id, at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """, code, draft.unit, draft.kind.rawValue, draft.words, draft.on, person, now)
        for (table, last, withdrawn) in before {
            let name = table.rawValue
            try connection.run(
                """
                insert into unit_step_effect (step_id, fact, row_id, is_recorded)
                select $1, $2, id, 1 from \(name) where id > $3 and withdrawn_at is null
                """, step, name, last)
            for row in try self.withdrawn(in: table, at: now)
            where row <= last && !withdrawn.contains(row) {
                try connection.run(
                    """
                    insert into unit_step_effect (step_id, fact, row_id, is_recorded)
                    values ($1, $2, $3, 0)
                    """, step, name, row)
            }
        }
    }

    private func last(in table: Table) throws -> Int64 {
        try connection.row("select max(id) as id from \(table.rawValue)")?
            .optionalInt64("id") ?? 0
    }

    private func withdrawn(in table: Table, at now: Instant) throws -> [Int64] {
        try connection.rows(
            "select id from \(table.rawValue) where withdrawn_at = $1", now
        ).map { try $0.int64("id") }
    }

    // MARK: Back

    /// Takes a step back: all of it, or nothing.
    ///
    /// - Throws: `UnitFault.changedSince` where something that it recorded no longer stands, or
    ///   something rests on a unit that it made.
    package func undo(_ step: Int64, by person: Int64, at now: Instant) throws {
        for table in Table.allCases {
            for recorded in try rows(of: step, in: table, areRecorded: true) {
                let row = try RecordedAgain(connection).last(recorded, of: table)
                let isDone = try connection.run(
                    """
                    update \(table.rawValue) set withdrawn_at = $2
                    where id = $1 and withdrawn_at is null
                    """, row, now)
                guard isDone > 0 else { throw UnitFault.changedSince }
            }
        }
        let units = UnitStore(connection)
        for table in Table.allCases {
            for row in try rows(of: step, in: table, areRecorded: false) {
                switch table {
                case .membership:
                    try MembershipStore(connection).recordAgain(row, at: now)
                case .post: try PostStore(connection).recordAgain(row, at: now)
                case .state: try units.recordAgain(state: row, at: now)
                // No step withdraws one.
                case .succession: break
                }
            }
        }
        for unit in try touched(by: step) where try units.spans(of: unit).spans.isEmpty {
            if try units.isNeeded(unit) { throw UnitFault.changedSince }
        }
        try connection.run(
            "update unit_step set undone_at = $2, undone_by = $3 where id = $1", step, now, person)
    }

    private func rows(
        of step: Int64, in table: Table, areRecorded: Bool
    ) throws -> [Int64] {
        try connection.rows(
            """
            select row_id from unit_step_effect
            where step_id = $1 and fact = $2 and is_recorded = $3 order by row_id
            """, step, table.rawValue, areRecorded
        ).map { try $0.int64("row_id") }
    }

    private func touched(by step: Int64) throws -> [Int64] {
        try connection.rows(
            """
            select distinct unit_state.unit_id from unit_step_effect as effect
            join unit_state on unit_state.id = effect.row_id
            where effect.step_id = $1 and effect.fact = 'unit_state'
            """, step
        ).map { try $0.int64("unit_id") }
    }

    // MARK: Looking

    /// The last steps about a unit, the newest first: those that were taken on it, and those
    /// on others that changed it.
    package func steps(of unit: Int64, limit: Int) throws -> [Step] {
        try connection.rows(
            Self.list + """
                 where step.unit_id = $1 or step.id in (
                    select effect.step_id from unit_state
                    join unit_step_effect as effect
                        on effect.fact = 'unit_state' and effect.row_id = unit_state.id
                    where unit_state.unit_id = $1
                ) or step.id in (
                    select effect.step_id from unit_succession
                    join unit_step_effect as effect
                        on effect.fact = 'unit_succession'
                            and effect.row_id = unit_succession.id
                    where unit_succession.successor_id = $1
                )
                order by step.id desc limit $2
                """, unit, limit
        ).map(Self.step)
    }

    package func step(code: String) throws -> Step? {
        try connection.row(Self.list + " where step.code = $1", code).map(Self.step)
    }

    private static let list = """
        select step.id, step.code, step.unit_id, step.kind, step.words, step.on_date, step.at,
            step.undone_at, person.full_name
        from unit_step as step join person on person.id = step.person_id
        """

    private static func step(_ row: Row) throws -> Step {
        Step(
            id: try row.int64("id"), code: try row.text("code"), unit: try row.int64("unit_id"),
            kind: try row.choice("kind"), words: try row.text("words"),
            on: try row.date("on_date"), person: try row.text("full_name"),
            at: try row.instant("at"), undone: try row.optionalInstant("undone_at"))
    }
}
