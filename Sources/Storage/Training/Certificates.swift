package import Training
package import Values

/// Certificates that were given, and taken back.
package struct CertificateStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Listed: Hashable, Sendable {
        package let id: Int64
        package let code: String
        /// The enrolment whose completion it certifies.
        package let enrolment: Int64
        /// The enrolment that stands for that one.
        package let standsFor: Int64
        package let person: Int64
        package let trainingClass: Int64
        /// Identifier of the unit whose series it is in; its name where it has none.
        package let series: String
        package let year: Int
        package let number: Int
        package let issuedOn: CalendarDate
        package let content: CertificateContent
        package let revokedOn: CalendarDate?
        package let reason: String?
        /// Of a revoked one: only the paper was wrong, what it certified stands.
        package let keepsResult: Bool

        /// Whether a state is still what it certifies.
        package func says(_ state: TrainingState) -> Bool {
            state.completedOn == content.completedOn && state.revokedOn == nil
                && state.total == content.total
        }

        /// "0012/2026/SGDĐT".
        package var fullNumber: String {
            let digits = "\(number)"
            let padding = String(repeating: "0", count: max(0, 4 - digits.count))
            return "\(padding)\(digits)/\(year)/\(series)"
        }
    }

    /// Gives the next number of the unit's series of the year.
    package func add(
        _ content: CertificateContent, to enrolment: Int64, by unit: Int64,
        on day: CalendarDate, code: String, person: Int64, at now: Instant
    ) throws {
        let last = try connection.row(
            "select max(number) as number from certificate where unit_id = $1 and year = $2",
            unit, day.year
        )?.optionalInt("number")
        try connection.run(
            """
            insert into certificate (guid, code, enrolment_id, unit_id, year, number, issued_on,
                content, person_id, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            GUID(), code, enrolment, unit, day.year, (last ?? 0) + 1, day,
            try JSONText(content), person, now)
    }

    package func revoke(
        _ id: Int64, because reason: String, keepsResult: Bool, on day: CalendarDate,
        by person: Int64, at now: Instant
    ) throws {
        try connection.run(
            """
            update certificate set revoked_on = $2, revoked_at = $3, revoked_by = $4, reason = $5,
                keeps_result = $6
            where id = $1 and revoked_at is null
            """, id, day, now, person, reason, keepsResult)
    }

    /// Takes a revocation back that was a mistake.
    package func restore(_ id: Int64) throws {
        try connection.run(
            """
            update certificate
            set revoked_on = null, revoked_at = null, revoked_by = null, reason = null,
                keeps_result = null
            where id = $1
            """, id)
    }

    package func certificate(code: String) throws -> Listed? {
        try connection.row(Self.list + " where certificate.code = $1", code).map(Self.listed)
    }

    /// All that were given for one enrolment, the latest first.
    package func certificates(of enrolment: Int64) throws -> [Listed] {
        try connection.rows(
            Self.list + """
                 where certificate.enrolment_id in (
                    select id from enrolment where id = $1 or same_as = $1
                ) order by certificate.id desc
                """, enrolment
        ).map(Self.listed)
    }

    /// The numbers of those of an enrolment that stand.
    package func standing(of enrolment: Int64) throws -> [String] {
        try certificates(of: enrolment).filter { $0.revokedOn == nil }.map(\.fullNumber).sorted()
    }

    /// The numbers of those of an enrolment that stand and would no longer say what is so.
    package func contradicted(
        by state: TrainingState, of enrolment: Int64
    ) throws -> [String] {
        try certificates(of: enrolment).filter { $0.revokedOn == nil && !$0.says(state) }
            .map(\.fullNumber).sorted()
    }

    /// All of a class, as they were given.
    package func certificates(in trainingClass: Int64) throws -> [Listed] {
        try connection.rows(
            Self.list + """
                 where enrolment.training_class_id = $1
                order by certificate.year, certificate.number, certificate.id
                """, trainingClass
        ).map(Self.listed)
    }

    private static let list = """
        select certificate.id, certificate.code, certificate.enrolment_id, enrolment.person_id,
            coalesce(enrolment.same_as, enrolment.id) as stands_for,
            enrolment.training_class_id, coalesce(unit.identifier, unit.name) as series,
            certificate.year, certificate.number, certificate.issued_on, certificate.content,
            certificate.revoked_on, certificate.reason,
            coalesce(certificate.keeps_result, 0) as keeps_result
        from certificate
        join enrolment on enrolment.id = certificate.enrolment_id
        join unit on unit.id = certificate.unit_id
        """

    private static func listed(_ row: Row) throws -> Listed {
        Listed(
            id: try row.int64("id"), code: try row.text("code"),
            enrolment: try row.int64("enrolment_id"), standsFor: try row.int64("stands_for"),
            person: try row.int64("person_id"),
            trainingClass: try row.int64("training_class_id"), series: try row.text("series"),
            year: try row.int("year"), number: try row.int("number"),
            issuedOn: try row.date("issued_on"), content: try row.json("content"),
            revokedOn: try row.optionalDate("revoked_on"),
            reason: try row.optionalText("reason"), keepsResult: try row.bool("keeps_result"))
    }
}
