import People
package import Values

/// Classes of pupils: units of one school year, below their school.
package struct ClassStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct SchoolClass: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let name: String
        /// The school that it belongs to; nil where the server knows of one school only.
        package let school: Int64?
        package let schoolName: String?
        package let schoolCode: String?
        package let pupils: Int
    }

    /// - Parameter day: the class's first; nil: the day of `now`.
    package func add(
        _ name: String, code: String, in school: Int64? = nil, from day: CalendarDate? = nil,
        at now: Instant
    ) throws -> Int64 {
        try UnitStore(connection).add(
            .schoolClass, UnitDetails(name: name, parent: school), code: code,
            from: day ?? VietnamTime.date(of: now), at: now)
    }

    /// The classes of a day.
    package func all(on date: CalendarDate) throws -> [SchoolClass] {
        try connection.rows(
            Self.list + " where unit.kind = 'class' order by state.sort_key, unit.id", date
        ).map(Self.schoolClass)
    }

    /// A page of the classes of a day, by name.
    ///
    /// - Parameters:
    ///   - name: how their names begin; empty: in whichever way.
    ///   - school: only this one's.
    ///   - place: the last class of the page before; nil: the first page.
    package func list(
        named name: String, of school: Int64?, after place: Int64?, limit: Int,
        on date: CalendarDate
    ) throws -> [SchoolClass] {
        let last = try place.flatMap {
            try connection.row("select sort_key from unit where id = $1", $0)
        }
        // What a key has before its tones: names that begin alike have keys that do.
        let start = VietnameseText.sortKey(name).prefix { $0 != "\u{1}" }
        return try connection.rows(
            Self.list + """
                 where unit.kind = 'class' and (unit.sort_key, unit.id) > ($2, $3)
                    and unit.sort_key >= $4 and unit.sort_key < $5
                    and ($6 is null or state.parent_id = $6)
                order by unit.sort_key, unit.id limit $7
                """, date, try last?.text("sort_key") ?? "", place ?? 0, String(start),
            start + "\u{10FFFF}", school, limit
        ).map(Self.schoolClass)
    }

    /// The classes of some schools on a day, or of what lies above these.
    package func all(on date: CalendarDate, below units: Set<Int64>) throws -> [SchoolClass] {
        let store = UnitStore(connection)
        let below = try units.reduce(into: Set<Int64>()) {
            $0.formUnion(try store.subtree(of: $1, AsOf(date)))
        }
        return try below.compactMap { try schoolClass($0, on: date) }
            .sorted { VietnameseText.sortKey($0.name) < VietnameseText.sortKey($1.name) }
    }

    /// The classes of one school on a day.
    package func all(on date: CalendarDate, of school: Int64) throws -> [SchoolClass] {
        try connection.rows(
            Self.list + """
                 where state.parent_id = $2 and unit.kind = 'class'
                order by state.sort_key, unit.id
                """, date, school
        ).map(Self.schoolClass)
    }

    package func schoolClass(code: String, on date: CalendarDate) throws -> SchoolClass? {
        try connection.row(Self.list + " where unit.code = $2 and unit.kind = 'class'", date, code)
            .map(Self.schoolClass)
    }

    /// - Parameter school: nil: a class without a school.
    package func schoolClass(
        named name: String, of school: Int64?, on date: CalendarDate
    ) throws -> SchoolClass? {
        if let school { return try all(on: date, of: school).first { $0.name == name } }
        return try connection.row(
            Self.list + """
                 where unit.kind = 'class' and unit.sort_key = $2 and state.name = $3
                    and state.parent_id is null
                """, date, VietnameseText.sortKey(name), name
        ).map(Self.schoolClass)
    }

    /// A class of this name that existed on some day of a span; the last of several.
    ///
    /// - Parameter until: exclusive; nil: the span has no end.
    package func find(
        _ name: String, of school: Int64?, from: CalendarDate, until: CalendarDate?
    ) throws -> Int64? {
        let sql = { (parent: String) in
            """
            select unit.id
            from unit_state as state cross join unit on unit.id = state.unit_id
            where state.parent_id \(parent) and state.withdrawn_at is null
                and unit.kind = 'class' and state.name = $1
                and (state.until_date is null or state.until_date > $2)
                and ($3 is null or state.from_date < $3)
            order by state.from_date desc limit 1
            """
        }
        let row =
            if let school { try connection.row(sql("= $4"), name, from, until, school) } else {
                try connection.row(sql("is null"), name, from, until)
            }
        return try row?.int64("id")
    }

    package func schoolClass(_ id: Int64, on date: CalendarDate) throws -> SchoolClass? {
        try connection.row(Self.list + " where unit.id = $2 and unit.kind = 'class'", date, id)
            .map(Self.schoolClass)
    }

    package func count(on date: CalendarDate) throws -> Int {
        try connection.row(
            """
            select count(*) as n from unit join unit_state as state on state.unit_id = unit.id
            where unit.kind = 'class' and state.withdrawn_at is null and state.from_date <= $1
                and (state.until_date is null or state.until_date > $1)
            """, date)?.int("n") ?? 0
    }

    /// - Parameter day: the pupil's first day in the class; nil: the day of `now`.
    package func add(
        member person: Int64, to unit: Int64, from day: CalendarDate? = nil, at now: Instant
    ) throws {
        let day = day ?? VietnamTime.date(of: now)
        let members = MembershipStore(connection)
        guard try !members.standing(in: unit, from: day).contains(where: { $0.person == person })
        else { return }
        try members.record(person, in: unit, from: day, at: now)
    }

    private static let list = """
        select unit.id, unit.code, state.name, school.id as school_id, school.name as school_name,
            school.code as school_code,
            (select count(*) from membership where membership.unit_id = unit.id
                and membership.withdrawn_at is null and membership.from_date <= $1
                and (membership.until_date is null or membership.until_date > $1)) as pupils
        from unit join unit_state as state on state.unit_id = unit.id
            and state.withdrawn_at is null and state.from_date <= $1
            and (state.until_date is null or state.until_date > $1)
        left join unit as school on school.id = state.parent_id
        """

    private static func schoolClass(_ row: Row) throws -> SchoolClass {
        SchoolClass(
            id: try row.int64("id"), code: try row.text("code"), name: try row.text("name"),
            school: try row.optionalInt64("school_id"),
            schoolName: try row.optionalText("school_name"),
            schoolCode: try row.optionalText("school_code"), pupils: try row.int("pupils"))
    }
}
