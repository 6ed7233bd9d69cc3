package import Values

/// Files of results that were taken in, and what was said of columns.
package struct TrainingImportStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Listed: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let trainingClass: Int64
        package let fileName: String
        /// SHA-256, 64 hex digits.
        package let fileHash: String
        /// What it did, as JSON.
        package let report: String
        /// Nil: a command on the server itself.
        package let person: String?
        package let at: Instant
        package let undoneAt: Instant?
    }

    package func add(
        of trainingClass: Int64, file: String, hash: String, report: JSONText, code: String,
        by person: Int64?, at now: Instant
    ) throws -> Int64 {
        try connection.insert(
            """
            insert into training_import
                (code, training_class_id, file_name, file_hash, report, person_id, at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """, code, trainingClass, file, hash, report, person, now)
    }

    package func imports(of trainingClass: Int64, limit: Int = 50) throws -> [Listed] {
        try connection.rows(
            Self.list + """
                 where training_import.training_class_id = $1
                order by training_import.id desc limit $2
                """, trainingClass, limit
        ).map(Self.listed)
    }

    package func find(code: String) throws -> Listed? {
        try connection.row(Self.list + " where training_import.code = $1", code).map(Self.listed)
    }

    package func setUndone(_ id: Int64, by person: Int64?, at now: Instant) throws {
        try connection.run(
            """
            update training_import set undone_at = $2, undone_by = $3
            where id = $1 and undone_at is null
            """, id, now, person)
    }

    /// The enrolments that an import has recorded something of.
    package func enrolments(of importID: Int64) throws -> [Int64] {
        try connection.rows(
            "select distinct enrolment_id from training_event where import_id = $1", importID
        ).map { try $0.int64("enrolment_id") }
    }

    /// The events that an import, and those that were undone before it, have recorded of one
    /// enrolment: what none of them said is what is left.
    package func events(of importID: Int64, in enrolment: Int64) throws -> Set<Int64> {
        Set(
            try connection.rows(
                """
                select training_event.id from training_event
                join training_import on training_import.id = training_event.import_id
                where training_event.enrolment_id = $2
                    and (training_import.id = $1 or training_import.undone_at is not null)
                """, importID, enrolment
            ).map { try $0.int64("id") })
    }

    private static let list = """
        select training_import.id, training_import.code, training_import.training_class_id,
            training_import.file_name, training_import.file_hash, training_import.report,
            person.full_name, training_import.at, training_import.undone_at
        from training_import left join person on person.id = training_import.person_id
        """

    private static func listed(_ row: Row) throws -> Listed {
        Listed(
            id: try row.int64("id"), code: try row.text("code"),
            trainingClass: try row.int64("training_class_id"),
            fileName: try row.text("file_name"), fileHash: try row.text("file_hash"),
            report: try row.text("report"), person: try row.optionalText("full_name"),
            at: try row.instant("at"), undoneAt: try row.optionalInstant("undone_at"))
    }

    // MARK: Columns

    /// What somebody once said of columns with these headings.
    package func columns(headings: String) throws -> String? {
        try connection.row("select columns from result_columns where headings = $1", headings)?
            .text("columns")
    }

    package func remember(
        columns: String, of headings: String, by person: Int64?, at now: Instant
    ) throws {
        try connection.run(
            """
            insert into result_columns (headings, columns, person_id, at) values ($1, $2, $3, $4)
            on conflict (headings) do update set columns = $2, person_id = $3, at = $4
            """, headings, columns, person, now)
    }
}
