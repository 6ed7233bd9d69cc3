package import People
package import Values

/// Units and what was true of them on a day.
///
/// Every question takes an `AsOf`: a day of effect and what was known.
package struct UnitStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    /// What a unit is whatever the day.
    package struct Unit: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let identifier: String?
        package let kind: UnitKind
        /// The last name that is known.
        package let name: String
    }

    /// A unit as it stood on a day.
    package struct Placed: Hashable, Sendable {
        package let unit: Unit
        /// Of that day, its name too.
        package let details: UnitDetails
        package let from: CalendarDate
        package let until: CalendarDate?
        /// Steps below where the question began.
        package let depth: Int
    }

    // MARK: What a unit is

    /// Adds a unit that exists from a day on.
    package func add(
        _ kind: UnitKind, _ details: UnitDetails, identifier: String? = nil, code: String,
        from: CalendarDate, until: CalendarDate? = nil, at now: Instant
    ) throws -> Int64 {
        let id = try connection.insert(
            """
            insert into unit (guid, code, identifier, kind, name, sort_key, created_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            GUID(), code, identifier, kind.rawValue, details.name,
            VietnameseText.sortKey(details.name), now)
        try record(.init(details, from: from, until: until), of: id, at: now)
        return id
    }

    /// Whether there are no units at all.
    package var isEmpty: Bool {
        get throws { try connection.row("select 1 from unit limit 1") == nil }
    }

    package func unit(_ id: Int64) throws -> Unit? {
        try connection.row(Self.list + " where unit.id = $1", id).map(Self.unit)
    }

    package func unit(code: String) throws -> Unit? {
        try connection.row(Self.list + " where unit.code = $1", code).map(Self.unit)
    }

    package func unit(identifier: String) throws -> Unit? {
        try connection.row(Self.list + " where unit.identifier = $1", identifier).map(Self.unit)
    }

    /// A unit of a kind by its last name; nil where there is none or there are several.
    package func unit(named name: String, of kind: UnitKind) throws -> Unit? {
        let found = try connection.rows(
            Self.list + " where unit.kind = $1 and unit.sort_key = $2 and unit.name = $3 limit 2",
            kind.rawValue, VietnameseText.sortKey(name), name
        ).map(Self.unit)
        return found.count == 1 ? found[0] : nil
    }

    /// What a unit is, whatever the day.
    package func setKind(_ kind: UnitKind, of unit: Int64) throws {
        try connection.run("update unit set kind = $2 where id = $1", unit, kind.rawValue)
    }

    package func setIdentifier(_ identifier: String?, of unit: Int64) throws {
        try connection.run("update unit set identifier = $2 where id = $1", unit, identifier)
    }

    // MARK: What was true on a day

    /// The unit as it stood; nil when it did not exist on that day.
    package func placed(_ unit: Int64, _ asOf: AsOf) throws -> Placed? {
        try connection.row(
            Self.placedList + """
                 where state.unit_id = $1 and state.from_date <= $2
                    and (state.until_date is null or state.until_date > $2)
                    and state.recorded_at <= $3
                    and (state.withdrawn_at is null or state.withdrawn_at > $3)
                """, unit, asOf.date, asOf.known
        ).map { try Self.placed($0, depth: 0) }
    }

    /// The units directly below one, in Vietnamese order.
    package func children(of parent: Int64, _ asOf: AsOf) throws -> [Placed] {
        try connection.rows(
            Self.placedList + """
                 where state.parent_id = $1 and state.from_date <= $2
                    and (state.until_date is null or state.until_date > $2)
                    and state.recorded_at <= $3
                    and (state.withdrawn_at is null or state.withdrawn_at > $3)
                order by state.sort_key, state.unit_id
                """, parent, asOf.date, asOf.known
        ).map { try Self.placed($0, depth: 1) }
    }

    /// The units at the top, in Vietnamese order: those below none, and those whose unit above
    /// is not there that day; classes without a school are not among them.
    package func roots(_ asOf: AsOf) throws -> [Placed] {
        try connection.rows(
            Self.placedList + """
                 where state.from_date <= $1
                    and (state.until_date is null or state.until_date > $1)
                    and state.recorded_at <= $2
                    and (state.withdrawn_at is null or state.withdrawn_at > $2)
                    and unit.kind <> 'class'
                    and not exists (
                        select 1 from unit_state as above
                        where above.unit_id = state.parent_id and above.from_date <= $1
                            and (above.until_date is null or above.until_date > $1)
                            and above.recorded_at <= $2
                            and (above.withdrawn_at is null or above.withdrawn_at > $2)
                    )
                order by state.sort_key, state.unit_id
                """, asOf.date, asOf.known
        ).map { try Self.placed($0, depth: 0) }
    }

    /// A unit and all below it but classes, each after the one above it, in Vietnamese order.
    ///
    /// - Parameter unit: nil: from every unit at the top.
    package func tree(from unit: Int64? = nil, _ asOf: AsOf) throws -> [Placed] {
        let tops =
            if let unit { try [placed(unit, asOf)].compactMap(\.self) } else { try roots(asOf) }
        let below = try tops.flatMap { try branch(of: $0.unit.id, asOf) }
        let byParent = Dictionary(grouping: below) { $0.details.parent }
        var tree: [Placed] = []
        func add(_ placed: Placed) {
            tree.append(placed)
            // In the order in which the rows came; depth grows, so this ends.
            for child in byParent[placed.unit.id] ?? [] where child.depth == placed.depth + 1 {
                add(child)
            }
        }
        for top in tops { add(top) }
        return tree
    }

    /// What lies below a unit, classes apart: any order of branches, siblings sorted.
    private func branch(of unit: Int64, _ asOf: AsOf) throws -> [Placed] {
        try connection.rows(
            """
            with recursive branch (unit_id, depth) as (
                select $1, 0
                union
                select state.unit_id, branch.depth + 1
                from branch join unit_state as state on state.parent_id = branch.unit_id
                join unit on unit.id = state.unit_id
                where unit.kind <> 'class' and branch.depth < 20 and state.from_date <= $2
                    and (state.until_date is null or state.until_date > $2)
                    and state.recorded_at <= $3
                    and (state.withdrawn_at is null or state.withdrawn_at > $3)
            )
            select unit.id, unit.code, unit.identifier, unit.kind, unit.name,
                state.name as placed_name, state.level, state.parent_id, state.from_date,
                state.until_date, branch.depth
            from branch join unit_state as state on state.unit_id = branch.unit_id
            join unit on unit.id = branch.unit_id
            where branch.depth > 0 and state.from_date <= $2
                and (state.until_date is null or state.until_date > $2)
                and state.recorded_at <= $3
                and (state.withdrawn_at is null or state.withdrawn_at > $3)
            order by state.sort_key, state.unit_id
            """, unit, asOf.date, asOf.known
        ).map { try Self.placed($0, depth: try $0.int("depth")) }
    }

    /// The rows of a unit and of everything below it, classes too.
    package func subtree(of unit: Int64, _ asOf: AsOf) throws -> Set<Int64> {
        Set(
            try connection.rows(
                """
                with recursive branch (unit_id) as (
                    select $1
                    union
                    select state.unit_id
                    from branch join unit_state as state on state.parent_id = branch.unit_id
                    where state.from_date <= $2
                        and (state.until_date is null or state.until_date > $2)
                        and state.recorded_at <= $3
                        and (state.withdrawn_at is null or state.withdrawn_at > $3)
                )
                select unit_id from branch
                """, unit, asOf.date, asOf.known
            ).map { try $0.int64("unit_id") })
    }

    /// The units above one, the nearest first.
    package func ancestors(of unit: Int64, _ asOf: AsOf) throws -> [Placed] {
        var above: [Placed] = []
        var next = try placed(unit, asOf)?.details.parent
        while let parent = next, above.count < 20, let placed = try placed(parent, asOf) {
            above.append(placed)
            next = placed.details.parent
        }
        return above
    }

    /// Whether a unit is one of these, or lies below one of them.
    package func isWithin(_ unit: Int64, _ units: Set<Int64>, _ asOf: AsOf) throws -> Bool {
        guard !units.isEmpty else { return false }
        if units.contains(unit) { return true }
        return try ancestors(of: unit, asOf).contains { units.contains($0.unit.id) }
    }

    // MARK: Rows

    private static let list =
        "select unit.id, unit.code, unit.identifier, unit.kind, unit.name from unit"

    static let placedList = """
        select unit.id, unit.code, unit.identifier, unit.kind, unit.name,
            state.name as placed_name, state.level, state.parent_id, state.from_date,
            state.until_date
        from unit_state as state join unit on unit.id = state.unit_id
        """

    static func unit(_ row: Row) throws -> Unit {
        Unit(
            id: try row.int64("id"), code: try row.text("code"),
            identifier: try row.optionalText("identifier"), kind: try row.choice("kind"),
            name: try row.text("name"))
    }

    static func placed(_ row: Row, depth: Int) throws -> Placed {
        Placed(
            unit: try unit(row),
            details: UnitDetails(
                name: try row.text("placed_name"), level: try row.optionalChoice("level"),
                parent: try row.optionalInt64("parent_id")),
            from: try row.date("from_date"), until: try row.optionalDate("until_date"),
            depth: depth)
    }
}
