package import Training
package import Values

/// The province's reports as they were published.
package struct PublishedReportStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Published: Hashable, Sendable {
        package let code: String
        /// With the moment that was known.
        package let query: ReportQuery
        package let rules: Int
        package let rowHash: String
        /// In each language, by its code.
        package let content: [String: ProvinceReport]
        package let person: String
        package let at: Instant
    }

    package func add(
        _ query: ReportQuery, content: [String: ProvinceReport], rowHash: String, code: String,
        by person: Int64, at now: Instant
    ) throws {
        try connection.run(
            """
            insert into report (code, query, rules, row_hash, content, person_id, at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """, code, try JSONText(query), ProvinceReport.rules, rowHash, try JSONText(content),
            person, now)
    }

    package func report(code: String) throws -> Published? {
        try connection.row(Self.list + " where report.code = $1", code).map(Self.published)
    }

    /// The newest first.
    package func reports(limit: Int) throws -> [Published] {
        try connection.rows(Self.list + " order by report.id desc limit $1", limit)
            .map(Self.published)
    }

    private static let list = """
        select report.code, report.query, report.rules, report.row_hash, report.content,
            person.full_name, report.at
        from report join person on person.id = report.person_id
        """

    private static func published(_ row: Row) throws -> Published {
        Published(
            code: try row.text("code"), query: try row.json("query"), rules: try row.int("rules"),
            rowHash: try row.text("row_hash"), content: try row.json("content"),
            person: try row.text("full_name"), at: try row.instant("at"))
    }
}
