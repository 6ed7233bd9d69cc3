package import Assessment
package import Values

/// What a student may see of a finished attempt: marks at once, answers and
/// solutions once the sitting is closed.
package enum ReviewRule: String, Hashable, Codable, Sendable, CaseIterable {
    case nothing
    case marks
    /// Marks and one's own answers.
    case answers
    /// Marks, own answers, right answers and solutions.
    case solutions
}

/// Tests as teachers make them.
package struct TestStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Test: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let subject: Int64
        package let author: Int64
        package let sittings: Int
        package let settings: Settings

        /// Once somebody may have sat it, a test is copied, not changed.
        package var isLocked: Bool { sittings > 0 }
    }

    package struct Settings: Hashable, Sendable {
        package var title: String
        package var plan: TestPlan
        /// Minutes.
        package var duration: Int
        package var review: ReviewRule

        package init(title: String, plan: TestPlan, duration: Int, review: ReviewRule) {
            self.title = title
            self.plan = plan
            self.duration = duration
            self.review = review
        }
    }

    package func add(
        _ settings: Settings, code: String, subject: Int64, author: Int64, at now: Instant
    ) throws -> Int64 {
        try connection.insert(
            """
            insert into test (guid, code, subject_id, author_id, title, plan, duration, review,
                created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            GUID(), code, subject, author, settings.title, JSONText(settings.plan),
            settings.duration, settings.review.rawValue, now)
    }

    package func change(_ id: Int64, to settings: Settings) throws {
        try connection.run(
            "update test set title = $2, plan = $3, duration = $4, review = $5 where id = $1",
            id, settings.title, JSONText(settings.plan), settings.duration,
            settings.review.rawValue)
    }

    package func test(code: String) throws -> Test? {
        try connection.row(Self.list + " where test.code = $1", code).map(Self.test)
    }

    package func test(_ id: Int64) throws -> Test? {
        try connection.row(Self.list + " where test.id = $1", id).map(Self.test)
    }

    /// A teacher's tests, newest first.
    package func tests(by author: Int64) throws -> [Test] {
        try connection.rows(
            Self.list + " where test.author_id = $1 order by test.created_at desc", author
        ).map(Self.test)
    }

    private static let list = """
        select test.id, test.code, test.subject_id, test.author_id, test.title, test.plan,
            test.duration, test.review,
            (select count(*) from sitting where sitting.test_id = test.id) as sittings
        from test
        """

    private static func test(_ row: Row) throws -> Test {
        Test(
            id: try row.int64("id"), code: try row.text("code"),
            subject: try row.int64("subject_id"), author: try row.int64("author_id"),
            sittings: try row.int("sittings"),
            settings: Settings(
                title: try row.text("title"), plan: try row.json("plan"),
                duration: try row.int("duration"), review: try row.choice("review")))
    }
}
