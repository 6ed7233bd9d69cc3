package import Assessment
package import Values

/// Tests as teachers make them.
package struct TestStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Test: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let subject: Int64
        package let author: Int64
        /// Exams and practices; its teacher's own trials do not count.
        package let sittings: Int
        package let settings: Settings

        /// Once somebody may have sat it, a test is copied, not changed.
        package var isLocked: Bool { sittings > 0 }
    }

    package struct Settings: Hashable, Sendable {
        package var title: String
        package var blueprint: Blueprint
        /// Minutes.
        package var duration: Int
        package var scale: MarkScale
        /// Decimals with which marks of it are shown, 0 to 2.
        package var decimals: Int
        package var review: ReviewRule

        package init(
            title: String, blueprint: Blueprint, duration: Int, scale: MarkScale = .toTen,
            decimals: Int = 2, review: ReviewRule
        ) {
            self.title = title
            self.blueprint = blueprint
            self.duration = duration
            self.scale = scale
            self.decimals = decimals
            self.review = review
        }
    }

    package func add(
        _ settings: Settings, code: String, subject: Int64, author: Int64, at now: Instant
    ) throws -> Int64 {
        try connection.insert(
            """
            insert into test (guid, code, subject_id, author_id, title, blueprint, duration, scale,
                decimals, review, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            GUID(), code, subject, author, settings.title, JSONText(settings.blueprint),
            settings.duration, settings.scale.rawValue, settings.decimals,
            JSONText(settings.review), now)
    }

    package func change(_ id: Int64, to settings: Settings) throws {
        try connection.run(
            """
            update test set title = $2, blueprint = $3, duration = $4, scale = $5, decimals = $6,
                review = $7
            where id = $1
            """,
            id, settings.title, JSONText(settings.blueprint), settings.duration,
            settings.scale.rawValue, settings.decimals, JSONText(settings.review))
    }

    package func test(code: String) throws -> Test? {
        try connection.row(Self.list + " where test.code = $1", code).map(Self.test)
    }

    package func test(_ id: Int64) throws -> Test? {
        try connection.row(Self.list + " where test.id = $1", id).map(Self.test)
    }

    /// A teacher's tests, of all records of the person, newest first.
    package func tests(by author: Int64) throws -> [Test] {
        try connection.rows(
            Self.list + """
                 where test.author_id in (select id from person where id = $1 or same_as = $1)
                order by test.created_at desc
                """, author
        ).map(Self.test)
    }

    private static let list = """
        select test.id, test.code, test.subject_id, test.author_id, test.title, test.blueprint,
            test.duration, test.scale, test.decimals, test.review,
            (select count(*) from sitting where sitting.test_id = test.id and kind <> 'trial')
                as sittings
        from test
        """

    private static func test(_ row: Row) throws -> Test {
        Test(
            id: try row.int64("id"), code: try row.text("code"),
            subject: try row.int64("subject_id"), author: try row.int64("author_id"),
            sittings: try row.int("sittings"),
            settings: Settings(
                title: try row.text("title"), blueprint: try row.json("blueprint"),
                duration: try row.int("duration"), scale: try row.choice("scale"),
                decimals: try row.int("decimals"), review: try row.json("review")))
    }
}
