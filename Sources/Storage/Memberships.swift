package import Values

/// Which pupils were in which class, and since when.
package struct MembershipStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Membership: Hashable, Sendable {
        package let id: Int64
        package let unit: Int64
        package let person: Int64
        package let from: CalendarDate
        package let until: CalendarDate?
    }

    /// - Returns: the membership's row.
    @discardableResult
    package func record(
        _ person: Int64, in unit: Int64, from: CalendarDate, until: CalendarDate? = nil,
        at now: Instant
    ) throws -> Int64 {
        try connection.insert(
            """
            insert into membership (unit_id, person_id, from_date, until_date, recorded_at)
            values ($1, $2, $3, $4, $5)
            """, unit, person, from, until, now)
    }

    /// A recorded membership, and whether it still stands, perhaps recorded again.
    package func membership(_ id: Int64) throws -> (membership: Membership, stands: Bool)? {
        try connection.row(
            """
            select id, unit_id, person_id, from_date, until_date, withdrawn_at is null as stands
            from membership where id = $1
            """, try RecordedAgain(connection).last(id, of: .membership)
        ).map { (try Self.membership($0), try $0.bool("stands")) }
    }

    /// Withdraws a membership, unless that happened since.
    package func takeBack(_ id: Int64, at now: Instant) throws -> Bool {
        try connection.run(
            "update membership set withdrawn_at = $2 where id = $1 and withdrawn_at is null",
            try RecordedAgain(connection).last(id, of: .membership), now) > 0
    }

    /// Records again what was withdrawn.
    package func recordAgain(_ id: Int64, at now: Instant) throws {
        let found = try connection.row(Self.list + " where membership.id = $1", id)
            .map(Self.membership)
        guard let found else { return }
        let new = try record(
            found.person, in: found.unit, from: found.from, until: found.until, at: now)
        try RecordedAgain(connection).note(id, of: .membership, as: new)
    }

    /// Lets a pupil leave the class.
    ///
    /// - Parameter date: the first day on which the pupil is not in it.
    /// - Returns: the row of what is recorded in its place; nil where it never began.
    @discardableResult
    package func end(_ id: Int64, on date: CalendarDate, at now: Instant) throws -> Int64? {
        let found = try connection.row(
            Self.list + " where membership.id = $1 and membership.withdrawn_at is null", id
        ).map(Self.membership)
        guard let found else { return nil }
        _ = try takeBack(id, at: now)
        guard found.from < date else { return nil }
        return try record(found.person, in: found.unit, from: found.from, until: date, at: now)
    }

    /// The classes a person was in, of all records of the person.
    package func memberships(of person: Int64) throws -> [Membership] {
        try connection.rows(
            Self.list + """
                 where membership.person_id in
                    (select id from person where id = $1 or same_as = $1)
                    and membership.withdrawn_at is null
                order by membership.from_date, membership.id
                """, person
        ).map(Self.membership)
    }

    /// Who is in a class on a day or later.
    package func standing(in unit: Int64, from date: CalendarDate) throws -> [Membership] {
        try connection.rows(
            Self.list + """
                 where membership.unit_id = $1 and membership.withdrawn_at is null
                    and (membership.until_date is null or membership.until_date > $2)
                order by membership.id
                """, unit, date
        ).map(Self.membership)
    }

    private static let list = """
        select membership.id, membership.unit_id, membership.person_id, membership.from_date,
            membership.until_date
        from membership
        """

    private static func membership(_ row: Row) throws -> Membership {
        Membership(
            id: try row.int64("id"), unit: try row.int64("unit_id"),
            person: try row.int64("person_id"), from: try row.date("from_date"),
            until: try row.optionalDate("until_date"))
    }
}
