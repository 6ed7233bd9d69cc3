package import Assessment
package import Values

/// Sittings and their candidates.
package struct SittingStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Sitting: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let test: Int64
        package let unit: Int64
        package let author: Int64
        package let title: String
        package let subjectName: String
        package let className: String
        package let opens: Instant
        package let closes: Instant
        /// Minutes a candidate has.
        package let duration: Int
        /// Seconds after the deadline in which an answer still counts.
        package let grace: Int
        package let review: ReviewRule
        /// Everything is graded; nothing more will come.
        package let isClosed: Bool
    }

    /// What opening a sitting froze.
    package struct Frozen: Sendable {
        package let manifest: Manifest
        package let masterSeed: [UInt8]

        package init(manifest: Manifest, masterSeed: [UInt8]) {
            self.manifest = manifest
            self.masterSeed = masterSeed
        }
    }

    package struct Candidate: Hashable, Sendable {
        package let id: Int64
        package let guid: GUID
        package let person: Int64
        /// Số báo danh.
        package let number: String
        package let name: String
        package let identifier: String?
    }

    /// What a new sitting is made of.
    package struct Draft: Sendable {
        package var test: Int64
        package var unit: Int64
        package var author: Int64
        package var title: String
        package var opens: Instant
        package var closes: Instant
        package var duration: Int
        package var grace: Int
        package var review: ReviewRule

        package init(
            test: Int64, unit: Int64, author: Int64, title: String, opens: Instant,
            closes: Instant, duration: Int, grace: Int, review: ReviewRule
        ) {
            self.test = test
            self.unit = unit
            self.author = author
            self.title = title
            self.opens = opens
            self.closes = closes
            self.duration = duration
            self.grace = grace
            self.review = review
        }
    }

    // MARK: Sittings

    package func add(
        _ draft: Draft, code: String, frozen: Frozen, manifestHash: String, at now: Instant
    ) throws -> Int64 {
        try connection.insert(
            """
            insert into sitting (guid, code, test_id, unit_id, author_id, title, opens_at,
                closes_at, duration, grace, review, manifest, manifest_hash, master_seed, closed,
                created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $15)
            """,
            GUID(), code, draft.test, draft.unit, draft.author, draft.title, draft.opens,
            draft.closes, draft.duration, draft.grace, draft.review.rawValue,
            JSONText(frozen.manifest), manifestHash, frozen.masterSeed, now)
    }

    package func sitting(code: String) throws -> Sitting? {
        try connection.row(Self.list + " where sitting.code = $1", code).map(Self.sitting)
    }

    package func sitting(_ id: Int64) throws -> Sitting? {
        try connection.row(Self.list + " where sitting.id = $1", id).map(Self.sitting)
    }

    package func sittings(by author: Int64) throws -> [Sitting] {
        try connection.rows(
            Self.list + " where sitting.author_id = $1 order by sitting.opens_at desc", author
        ).map(Self.sitting)
    }

    package func sittings(of test: Int64) throws -> [Sitting] {
        try connection.rows(
            Self.list + " where sitting.test_id = $1 order by sitting.opens_at desc", test
        ).map(Self.sitting)
    }

    /// Those that a person is a candidate of, newest first.
    package func sittings(for person: Int64) throws -> [Sitting] {
        try connection.rows(
            Self.list + """
                 join candidate on candidate.sitting_id = sitting.id
                where candidate.person_id = $1 order by sitting.opens_at desc, sitting.id desc
                """,
            person
        ).map(Self.sitting)
    }

    /// Those that may still receive answers, for the start of the server.
    package func notClosed() throws -> [Sitting] {
        try connection.rows(Self.list + " where sitting.closed = 0 order by sitting.id")
            .map(Self.sitting)
    }

    package func frozen(_ id: Int64) throws -> Frozen? {
        try connection.row("select manifest, master_seed from sitting where id = $1", id).map {
            Frozen(
                manifest: try $0.json("manifest"), masterSeed: try $0.blob("master_seed"))
        }
    }

    package func close(_ id: Int64) throws {
        try connection.run("update sitting set closed = 1 where id = $1", id)
    }

    /// Moves the window, as ending a sitting early does.
    package func setWindow(opens: Instant, closes: Instant, of id: Int64) throws {
        try connection.run(
            "update sitting set opens_at = $2, closes_at = $3 where id = $1", id, opens, closes)
    }

    private static let list = """
        select sitting.id, sitting.code, sitting.test_id, sitting.unit_id, sitting.author_id,
            sitting.title, sitting.opens_at, sitting.closes_at, sitting.duration, sitting.grace,
            sitting.review, sitting.closed, unit.name as class_name,
            subject.name || ' ' || subject.grade as subject_name
        from sitting join unit on unit.id = sitting.unit_id
        join test on test.id = sitting.test_id join subject on subject.id = test.subject_id
        """

    private static func sitting(_ row: Row) throws -> Sitting {
        Sitting(
            id: try row.int64("id"), code: try row.text("code"), test: try row.int64("test_id"),
            unit: try row.int64("unit_id"), author: try row.int64("author_id"),
            title: try row.text("title"), subjectName: try row.text("subject_name"),
            className: try row.text("class_name"), opens: try row.instant("opens_at"),
            closes: try row.instant("closes_at"), duration: try row.int("duration"),
            grace: try row.int("grace"), review: try row.choice("review"),
            isClosed: try row.bool("closed"))
    }

    // MARK: Candidates

    package func add(candidate person: Int64, number: String, to sitting: Int64) throws {
        try connection.run(
            "insert into candidate (guid, sitting_id, person_id, number) values ($1, $2, $3, $4)",
            GUID(), sitting, person, number)
    }

    /// All candidates of a sitting by number.
    package func candidates(of sitting: Int64) throws -> [Candidate] {
        try connection.rows(
            Self.candidateList + " where candidate.sitting_id = $1 order by candidate.number",
            sitting
        ).map(Self.candidate)
    }

    package func candidate(_ person: Int64, of sitting: Int64) throws -> Candidate? {
        try connection.row(
            Self.candidateList + " where candidate.sitting_id = $1 and candidate.person_id = $2",
            sitting, person
        ).map(Self.candidate)
    }

    /// Gives a candidate a ticket; the earlier one stops working.
    package func setTicket(_ hash: [UInt8], of candidate: Int64) throws {
        try connection.run(
            "update candidate set ticket_hash = $2 where id = $1", candidate, hash)
    }

    /// Whose ticket this is, and for which sitting.
    package func holder(ofTicket hash: [UInt8]) throws -> (person: Int64, sitting: Int64)? {
        try connection.row(
            "select person_id, sitting_id from candidate where ticket_hash = $1", hash
        ).map { (try $0.int64("person_id"), try $0.int64("sitting_id")) }
    }

    private static let candidateList = """
        select candidate.id, candidate.guid, candidate.person_id, candidate.number,
            person.full_name, person.identifier
        from candidate join person on person.id = candidate.person_id
        """

    private static func candidate(_ row: Row) throws -> Candidate {
        Candidate(
            id: try row.int64("id"), guid: try row.guid("guid"),
            person: try row.int64("person_id"), number: try row.text("number"),
            name: try row.text("full_name"), identifier: try row.optionalText("identifier"))
    }
}
