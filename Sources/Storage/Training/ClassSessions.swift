package import Training
package import Values

/// When classes meet, and who was there.
package struct ClassSessionStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Listed: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let trainingClass: Int64
        package let session: ClassSession
        /// What those who are there type, and until when.
        package let attendanceCode: String?
        package let codeUntil: Instant?
    }

    package func add(
        _ session: ClassSession, to trainingClass: Int64, code: String, at now: Instant
    ) throws {
        try connection.run(
            """
            insert into class_session (code, training_class_id, title, starts_at, minutes, link,
                place, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            code, trainingClass, session.title, session.starts, session.minutes, session.link,
            session.place, now)
    }

    package func change(_ id: Int64, to session: ClassSession) throws {
        try connection.run(
            """
            update class_session set title = $2, starts_at = $3, minutes = $4, link = $5, place = $6
            where id = $1
            """, id, session.title, session.starts, session.minutes, session.link, session.place)
    }

    package func remove(_ id: Int64, at now: Instant) throws {
        try connection.run("update class_session set removed_at = $2 where id = $1", id, now)
    }

    package func setCode(_ code: String, until: Instant, of id: Int64) throws {
        try connection.run(
            "update class_session set attendance_code = $2, code_until = $3 where id = $1",
            id, code, until)
    }

    package func session(code: String) throws -> Listed? {
        try connection.row(Self.list + " and code = $1", code).map(Self.listed)
    }

    package func sessions(of trainingClass: Int64) throws -> [Listed] {
        try connection.rows(
            Self.list + " and training_class_id = $1 order by starts_at, id", trainingClass
        ).map(Self.listed)
    }

    private static let list = """
        select id, code, training_class_id, title, starts_at, minutes, link, place,
            attendance_code, code_until
        from class_session where removed_at is null
        """

    private static func listed(_ row: Row) throws -> Listed {
        Listed(
            id: try row.int64("id"), code: try row.text("code"),
            trainingClass: try row.int64("training_class_id"),
            session: ClassSession(
                title: try row.text("title"), starts: try row.instant("starts_at"),
                minutes: try row.int("minutes"), link: try row.text("link"),
                place: try row.text("place")),
            attendanceCode: try row.optionalText("attendance_code"),
            codeUntil: try row.optionalInstant("code_until"))
    }

    // MARK: Who was there

    package struct Attendance: Hashable, Sendable {
        package let session: Int64
        package let enrolment: Int64
        package let way: ClassSession.Way
        package let minutes: Int?
    }

    /// Nothing where it is recorded already.
    package func record(
        _ enrolment: Int64, at session: Int64, by way: ClassSession.Way, minutes: Int? = nil,
        person: Int64, now: Instant
    ) throws {
        try connection.run(
            """
            insert into attendance (class_session_id, enrolment_id, way, minutes, person_id,
                recorded_at)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """, session, enrolment, way.rawValue, minutes, person, now)
    }

    package func withdraw(_ enrolment: Int64, from session: Int64, at now: Instant) throws {
        try connection.run(
            """
            update attendance set withdrawn_at = $3
            where class_session_id = $1 and withdrawn_at is null
                and enrolment_id in (select id from enrolment where id = $2 or same_as = $2)
            """, session, enrolment, now)
    }

    package func attendances(of session: Int64) throws -> [Attendance] {
        try connection.rows(
            """
            select attendance.class_session_id, attendance.way, attendance.minutes,
                coalesce(enrolment.same_as, enrolment.id) as enrolment_id
            from attendance join enrolment on enrolment.id = attendance.enrolment_id
            where attendance.class_session_id = $1 and attendance.withdrawn_at is null
            """, session
        ).map(Self.attendance)
    }

    /// The sessions, still held, that somebody was at.
    package func attendances(by enrolment: Int64) throws -> [Attendance] {
        try connection.rows(
            """
            select attendance.class_session_id, attendance.enrolment_id, attendance.way,
                attendance.minutes
            from attendance
            join class_session on class_session.id = attendance.class_session_id
            where attendance.enrolment_id in (
                    select id from enrolment where id = $1 or same_as = $1
                )
                and attendance.withdrawn_at is null and class_session.removed_at is null
            """, enrolment
        ).map(Self.attendance)
    }

    private static func attendance(_ row: Row) throws -> Attendance {
        Attendance(
            session: try row.int64("class_session_id"), enrolment: try row.int64("enrolment_id"),
            way: try row.choice("way"), minutes: try row.optionalInt("minutes"))
    }
}
