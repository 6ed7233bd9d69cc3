package import Training
package import Values

/// Online meetings, and which unit uses which system: recorded, withdrawn, never changed.
package struct RegisterStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    // MARK: Meetings

    package struct Meeting: Hashable, Sendable {
        package var unit: Int64
        package var heldOn: CalendarDate
        package var title: String
        /// Places that took part, or parts of a day.
        package var sessions: Int

        package init(unit: Int64, heldOn: CalendarDate, title: String, sessions: Int) {
            self.unit = unit
            self.heldOn = heldOn
            self.title = VietnameseText.clean(title)
            self.sessions = sessions
        }
    }

    /// A recorded one with its row.
    package struct Recorded<Fact: Hashable & Sendable>: Hashable, Sendable {
        package let id: Int64
        package let fact: Fact
        package let unitName: String
    }

    /// - Returns: whether it was new; what stands already is not recorded again.
    @discardableResult
    package func record(_ meeting: Meeting, by person: Int64?, at now: Instant) throws -> Bool {
        let known = try connection.row(
            """
            select id from meeting where held_on = $1 and unit_id = $2 and title = $3
                and sessions = $4 and withdrawn_at is null
            """, meeting.heldOn, meeting.unit, meeting.title, meeting.sessions)
        guard known == nil else { return false }
        try connection.run(
            """
            insert into meeting (unit_id, held_on, title, sessions, person_id, recorded_at)
            values ($1, $2, $3, $4, $5, $6)
            """, meeting.unit, meeting.heldOn, meeting.title, meeting.sessions, person, now)
        return true
    }

    package func withdraw(meeting id: Int64, at now: Instant) throws {
        try connection.run(
            "update meeting set withdrawn_at = $2 where id = $1 and withdrawn_at is null", id, now)
    }

    /// The meetings of a time as they were known at a moment, the latest first.
    package func meetings(
        from: CalendarDate, until: CalendarDate, knownAt moment: Int64, limit: Int = .max
    ) throws -> [Recorded<Meeting>] {
        try connection.rows(
            """
            select meeting.id, meeting.unit_id, meeting.held_on, meeting.title,
                meeting.sessions, unit.name
            from meeting join unit on unit.id = meeting.unit_id
            where meeting.held_on between $1 and $2 and meeting.recorded_at <= $3
                and (meeting.withdrawn_at is null or meeting.withdrawn_at > $3)
            order by meeting.held_on desc, meeting.id desc limit $4
            """, from, until, min(moment, .max - 1), limit
        ).map { row in
            Recorded(
                id: try row.int64("id"),
                fact: Meeting(
                    unit: try row.int64("unit_id"), heldOn: try row.date("held_on"),
                    title: try row.text("title"), sessions: try row.int("sessions")),
                unitName: try row.text("name"))
        }
    }

    // MARK: Software

    package struct SoftwareUse: Hashable, Sendable {
        package var unit: Int64
        package var system: String
        package var function: SoftwareFunction
        package var address: String
        package var since: CalendarDate
        /// Exclusive; nil: still.
        package var until: CalendarDate?

        package init(
            unit: Int64, system: String, function: SoftwareFunction, address: String,
            since: CalendarDate, until: CalendarDate?
        ) {
            self.unit = unit
            self.system = VietnameseText.clean(system)
            self.function = function
            self.address = VietnameseText.clean(address)
            self.since = since
            self.until = until
        }
    }

    /// Records a use. One of the same system and function from the same day is withdrawn:
    /// it was wrong about the rest.
    ///
    /// - Returns: whether it was new.
    @discardableResult
    package func record(_ use: SoftwareUse, by person: Int64?, at now: Instant) throws -> Bool {
        let known = try uses(of: use.unit).first {
            $0.fact.system == use.system && $0.fact.function == use.function
                && $0.fact.since == use.since
        }
        if known?.fact == use { return false }
        if let known { try withdraw(use: known.id, at: now) }
        try connection.run(
            """
            insert into software_use (unit_id, system, function, address, from_date, until_date,
                person_id, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """, use.unit, use.system, use.function.rawValue, use.address, use.since, use.until,
            person, now)
        return true
    }

    package func withdraw(use id: Int64, at now: Instant) throws {
        try connection.run(
            "update software_use set withdrawn_at = $2 where id = $1 and withdrawn_at is null",
            id, now)
    }

    /// One that stands.
    package func use(_ id: Int64) throws -> Recorded<SoftwareUse>? {
        try connection.row(
            Self.useList + """
                 where software_use.id = $1 and software_use.withdrawn_at is null
                """, id
        ).map(Self.use)
    }

    /// What stands of a unit.
    package func uses(of unit: Int64) throws -> [Recorded<SoftwareUse>] {
        try connection.rows(
            Self.useList + """
                 where software_use.unit_id = $1 and software_use.withdrawn_at is null
                order by software_use.function, software_use.id
                """, unit
        ).map(Self.use)
    }

    /// The uses for one purpose in effect on a day, as they were known at a moment.
    package func uses(
        _ function: SoftwareFunction, on day: CalendarDate, knownAt moment: Int64
    ) throws -> [Recorded<SoftwareUse>] {
        try connection.rows(
            Self.useList + """
                 where software_use.function = $1 and software_use.from_date <= $2
                    and (software_use.until_date is null or software_use.until_date > $2)
                    and software_use.recorded_at <= $3
                    and (software_use.withdrawn_at is null or software_use.withdrawn_at > $3)
                order by software_use.unit_id, software_use.id
                """, function.rawValue, day, min(moment, .max - 1)
        ).map(Self.use)
    }

    private static let useList = """
        select software_use.id, software_use.unit_id, software_use.system,
            software_use.function, software_use.address, software_use.from_date,
            software_use.until_date, unit.name
        from software_use join unit on unit.id = software_use.unit_id
        """

    private static func use(_ row: Row) throws -> Recorded<SoftwareUse> {
        Recorded(
            id: try row.int64("id"),
            fact: SoftwareUse(
                unit: try row.int64("unit_id"), system: try row.text("system"),
                function: try row.choice("function"), address: try row.text("address"),
                since: try row.date("from_date"), until: try row.optionalDate("until_date")),
            unitName: try row.text("name"))
    }
}
