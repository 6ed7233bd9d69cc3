import Assessment
import Foundation
package import Values

/// Subjects with their question banks: topics, questions and versions.
package struct BankStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Subject: Hashable, Sendable {
        package let id: Int64
        package let slug: String
        package let name: String
        package let grade: String
        package let questions: Int
        /// Of these, the ones that wait for somebody's review.
        package let waiting: Int

        package init(
            id: Int64, slug: String, name: String, grade: String, questions: Int, waiting: Int = 0
        ) {
            self.waiting = waiting
            self.id = id
            self.slug = slug
            self.name = name
            self.grade = grade
            self.questions = questions
        }
    }

    // MARK: Subjects

    /// - Parameter owner: nil for a command on the server itself.
    package func addSubject(
        slug: String, name: String, grade: String, owner: Int64? = nil, at now: Instant
    ) throws -> Int64 {
        try connection.insert(
            """
            insert into subject (guid, slug, name, grade, owner_id, needs_review, created_at)
            values ($1, $2, $3, $4, $5, 0, $6)
            """,
            GUID(), slug, name, grade, owner, now)
    }

    package func subjects() throws -> [Subject] {
        try connection.rows(Self.subjectList + " order by subject.slug").map(Self.subject)
    }

    package func subject(slug: String) throws -> Subject? {
        try connection.row(Self.subjectList + " where subject.slug = $1", slug).map(Self.subject)
    }

    package func subject(_ id: Int64) throws -> Subject? {
        try connection.row(Self.subjectList + " where subject.id = $1", id).map(Self.subject)
    }

    private static let subjectList = """
        select subject.id, subject.slug, subject.name, subject.grade,
            (select count(*) from question where question.subject_id = subject.id) as questions,
            (select count(*) from question
                where question.subject_id = subject.id and question.status = 'review') as waiting
        from subject
        """

    private static func subject(_ row: Row) throws -> Subject {
        Subject(
            id: try row.int64("id"), slug: try row.text("slug"), name: try row.text("name"),
            grade: try row.text("grade"), questions: try row.int("questions"),
            waiting: try row.int("waiting"))
    }

    // MARK: Topics

    /// Names from the widest topic joined by this; no topic's own name holds it.
    package static let topicSeparator = " / "

    /// The topic's row, made where it is new. An empty path is the bank's own root.
    package func topic(_ path: [String], of subject: Int64) throws -> Int64 {
        if let known = try knownTopic(path, of: subject) { return known }
        return try connection.insert(
            "insert into topic (subject_id, path) values ($1, $2)", subject,
            path.joined(separator: Self.topicSeparator))
    }

    /// The topic's row; nil where the bank does not have it.
    package func knownTopic(_ path: [String], of subject: Int64) throws -> Int64? {
        try connection.row(
            "select id from topic where subject_id = $1 and path = $2", subject,
            path.joined(separator: Self.topicSeparator)
        )?.int64("id")
    }

    package func topics(of subject: Int64) throws -> [[String]] {
        try connection.rows(
            "select path from topic where subject_id = $1 order by path", subject
        ).map { Self.path(of: try $0.text("path")) }
    }

    /// A stored path's names.
    package static func path(of text: String) -> [String] {
        text.isEmpty ? [] : text.components(separatedBy: topicSeparator)
    }

    // MARK: Assets and formulas

    package struct Asset: Hashable, Sendable {
        /// SHA-256 of the bytes, 64 hex digits.
        package let hash: String
        package let mediaType: String
        package let bytes: [UInt8]

        package init(hash: String, mediaType: String, bytes: [UInt8]) {
            self.hash = hash
            self.mediaType = mediaType
            self.bytes = bytes
        }
    }

    /// Keeps a picture or a recording for a bank; one that is there already stays.
    package func add(_ asset: Asset, to subject: Int64) throws {
        try connection.run(
            """
            insert into asset (hash, media_type, bytes) values ($1, $2, $3)
            on conflict (hash) do nothing
            """,
            asset.hash, asset.mediaType, asset.bytes)
        try connection.run(
            """
            insert into bank_asset (asset_hash, subject_id) values ($1, $2) on conflict do nothing
            """, asset.hash, subject)
    }

    /// The banks that hold a picture or a recording.
    package func holders(of hash: String) throws -> [Int64] {
        try connection.rows("select subject_id from bank_asset where asset_hash = $1", hash)
            .map { try $0.int64("subject_id") }
    }

    /// Whether a paper of a sitting may show a picture, or play a recording.
    package func isShown(_ hash: String, in sitting: Int64) throws -> Bool {
        try connection.row(
            """
            select 1 as one from version_asset join sitting_question
                on sitting_question.question_version_id = version_asset.question_version_id
                and sitting_question.sitting_id = $2
            where version_asset.asset_hash = $1 limit 1
            """, hash, sitting) != nil
    }

    package func asset(_ hash: String) throws -> Asset? {
        try connection.row("select media_type, bytes from asset where hash = $1", hash).map {
            Asset(hash: hash, mediaType: try $0.text("media_type"), bytes: try $0.blob("bytes"))
        }
    }

    /// The picture or recording of a bank whose hash begins so; nil where there is none, or more
    /// than one.
    ///
    /// - Parameter prefix: hexadecimal digits, in lower case.
    package func asset(
        beginning prefix: String, in subject: Int64
    ) throws -> (hash: String, mediaType: String)? {
        let found = try connection.rows(
            """
            select asset.hash, asset.media_type from bank_asset
            join asset on asset.hash = bank_asset.asset_hash
            where bank_asset.asset_hash >= $1 and bank_asset.asset_hash < $2
                and bank_asset.subject_id = $3 limit 2
            """, prefix, prefix + "g", subject)
        guard found.count == 1 else { return nil }
        return (try found[0].text("hash"), try found[0].text("media_type"))
    }

    /// The media type of a picture, without reading it.
    package func mediaType(of hash: String) throws -> String? {
        try connection.row("select media_type from asset where hash = $1", hash)?
            .text("media_type")
    }

    package func addFormula(_ tex: String, display: Bool, mathML: String?) throws {
        try connection.run(
            """
            insert into formula (tex, display, mathml) values ($1, $2, $3)
            on conflict (tex, display) do update set mathml = excluded.mathml
            """,
            tex, display, mathML)
    }

    /// MathML of a formula; nil when it is not converted, or cannot be.
    package func mathML(_ tex: String, display: Bool) throws -> String? {
        try connection.row(
            "select mathml from formula where tex = $1 and display = $2", tex, display
        )?.optionalText("mathml")
    }

    package func isConverted(_ tex: String, display: Bool) throws -> Bool {
        try connection.row(
            "select 1 as one from formula where tex = $1 and display = $2 and mathml is not null",
            tex, display) != nil
    }
}
