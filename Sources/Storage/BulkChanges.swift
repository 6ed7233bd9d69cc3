package import Assessment
package import Values

/// Where a question is filed, and how far it is on its way: what can be changed of many
/// at once.
extension QuestionStore {
    package struct Filing: Hashable, Sendable {
        package let id: Int64
        /// The current version.
        package let version: Int
        package let status: Status
        package let published: Int?
        package let authorID: Int64?
        package let name: String?
        package let topic: [String]
        package let level: CognitiveLevel?
        package let tags: [String]
        /// The content as it is stored, which nobody has to understand to file it.
        package let content: JSONText
        /// Likewise, what was typed of an unfinished one.
        package let typed: JSONText?

        /// Whether the content may hold a picture: only then is it worth decoding.
        package var mayHavePictures: Bool { content.text.contains("\"image\"") }
    }

    package func filing(_ id: Int64, in subject: Int64) throws -> Filing? {
        try connection.row(
            """
            select question.id, question.current_version, question.status,
                question.published_version, question.author_id, question.level,
                question_version.name, question_version.tags, question_version.content,
                question_version.typed, topic.path
            from question join topic on topic.id = question.topic_id
            join question_version on question_version.question_id = question.id
                and question_version.number = question.current_version
            where question.id = $1 and question.subject_id = $2
            """, id, subject
        ).map { row in
            Filing(
                id: try row.int64("id"), version: try row.int("current_version"),
                status: try row.choice("status"),
                published: try row.optionalInt("published_version"),
                authorID: try row.optionalInt64("author_id"),
                name: try row.optionalText("name"),
                topic: BankStore.path(of: try row.text("path")),
                level: try row.optionalChoice("level"), tags: try row.json("tags"),
                content: try row.value("content"), typed: try row.optional("typed"))
        }
    }

    /// The questions of a bank with these codes.
    package func ids(of codes: [String], in subject: Int64) throws -> [Int64] {
        try codes.compactMap { code in
            try connection.row(
                "select id from question where code = $1 and subject_id = $2", code, subject
            )?.int64("id")
        }
    }

    /// The same question under another topic, level or tags: a version of its own, with the
    /// content and the status of the one before.
    ///
    /// - Returns: nothing was done where somebody saved a version meanwhile.
    package func refile(
        _ old: Filing, as new: Refiled, author: Int64, note: String, at now: Instant
    ) throws -> Bool {
        let moved = try connection.run(
            """
            update question set current_version = $2, topic_id = $3, level = $4, author_id = $5
            where id = $1 and current_version = $6
            """, old.id, old.version + 1, new.topic, new.level?.rawValue, author, old.version)
        guard moved == 1 else { return false }
        try connection.run(
            """
            insert into question_version (question_id, number, status, topic_id, name, type,
                level, tags, content, content_hash, item, passage, typed, note, author_id,
                created_at)
            select question_id, $3, status, $4, name, type, $5, $6, content, $7, item, passage,
                typed, $8, $9, $10
            from question_version where question_id = $1 and number = $2
            """, old.id, old.version, old.version + 1, new.topic, new.level?.rawValue,
            try JSONText(new.tags), new.hash, note, author, now)
        try connection.run(
            """
            insert into version_asset (asset_hash, question_version_id)
            select version_asset.asset_hash, newer.id from question_version older
            join version_asset on version_asset.question_version_id = older.id
            join question_version newer
                on newer.question_id = older.question_id and newer.number = $3
            where older.question_id = $1 and older.number = $2
            """, old.id, old.version, old.version + 1)
        if new.tags != old.tags { try replaceTags(new.tags, of: old.id) }
        if old.status == .published { try publish(old.version + 1, of: old.id) }
        return true
    }

    /// Where a question is filed from now on.
    package struct Refiled: Sendable {
        package let topic: Int64
        package let level: CognitiveLevel?
        package let tags: [String]
        package let hash: [UInt8]

        package init(topic: Int64, level: CognitiveLevel?, tags: [String], hash: [UInt8]) {
            self.topic = topic
            self.level = level
            self.tags = tags
            self.hash = hash
        }
    }

    /// Files a question as an earlier version of it was, with that version's hash: as a
    /// version of its own.
    package func refile(
        _ old: Filing, asIn earlier: Int, author: Int64, note: String, at now: Instant
    ) throws -> Bool {
        guard
            let row = try connection.row(
                """
                select topic_id, level, tags, content_hash from question_version
                where question_id = $1 and number = $2
                """, old.id, earlier)
        else { return false }
        return try refile(
            old,
            as: Refiled(
                topic: try row.int64("topic_id"), level: try row.optionalChoice("level"),
                tags: try row.json("tags"), hash: try row.blob("content_hash")),
            author: author, note: note, at: now)
    }

    private func replaceTags(_ tags: [String], of id: Int64) throws {
        try connection.run("delete from tag where question_id = $1", id)
        guard
            let subject = try connection.row("select subject_id from question where id = $1", id)?
                .int64("subject_id")
        else { return }
        try addTags(tags, to: id, in: subject)
    }

    /// Puts status and published version back to what they were.
    package func setBack(_ id: Int64, to status: Status, published: Int?) throws {
        try connection.run(
            """
            update question_version set status = 'retired'
            where question_id = $1 and status = 'published'
            """, id)
        try setStatus(status, of: id)
        try connection.run(
            """
            update question_version set status = 'published'
            where question_id = $1 and number = $2
            """, id, published)
        try connection.run(
            "update question set published_version = $2 where id = $1", id, published)
    }
}

/// What was done to many questions in one step.
package struct BulkChangeStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case move
        case addTag
        case removeTag
        case level
        case publish
        case retire

        /// Whether it files questions anew, rather than moving them on their way.
        package var isFiling: Bool { self != .publish && self != .retire }
    }

    package struct Change: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let subject: Int64
        package let personID: Int64
        package let person: String
        package let kind: Kind
        /// The topic, tag or level.
        package let words: String
        package let questions: Int
        package let at: Instant
        package let isUndone: Bool
    }

    /// What one question was before, and which version the change made.
    package struct Item: Hashable, Sendable {
        package let question: Int64
        package let before: Int
        package let after: Int
        package let status: QuestionStore.Status
        package let published: Int?

        package init(
            question: Int64, before: Int, after: Int, status: QuestionStore.Status,
            published: Int?
        ) {
            self.question = question
            self.before = before
            self.after = after
            self.status = status
            self.published = published
        }
    }

    package func add(
        _ kind: Kind, _ words: String, code: String, in subject: Int64, by person: Int64,
        at now: Instant
    ) throws -> Int64 {
        try connection.insert(
            """
            insert into bulk_change (code, subject_id, person_id, kind, words, at)
            values ($1, $2, $3, $4, $5, $6)
            """, code, subject, person, kind.rawValue, words, now)
    }

    package func add(_ item: Item, to change: Int64) throws {
        try connection.run(
            """
            insert into bulk_change_question (bulk_change_id, question_id, version_before,
                version_after, status_before, published_before)
            values ($1, $2, $3, $4, $5, $6)
            """, change, item.question, item.before, item.after, item.status.rawValue,
            item.published)
    }

    package func change(code: String) throws -> Change? {
        try connection.row(Self.list + " where bulk_change.code = $1", code).map(Self.change)
    }

    /// The last one of a bank.
    package func latest(in subject: Int64) throws -> Change? {
        try connection.row(
            Self.list + """
                 where bulk_change.subject_id = $1 order by bulk_change.id desc limit 1
                """, subject
        ).map(Self.change)
    }

    private static let list = """
        select bulk_change.id, bulk_change.code, bulk_change.subject_id, bulk_change.person_id,
            person.full_name, bulk_change.kind, bulk_change.words, bulk_change.at,
            bulk_change.undone_at, (select count(*) from bulk_change_question
                where bulk_change_question.bulk_change_id = bulk_change.id) as questions
        from bulk_change join person on person.id = bulk_change.person_id
        """

    private static func change(_ row: Row) throws -> Change {
        Change(
            id: try row.int64("id"), code: try row.text("code"),
            subject: try row.int64("subject_id"), personID: try row.int64("person_id"),
            person: try row.text("full_name"), kind: try row.choice("kind"),
            words: try row.text("words"), questions: try row.int("questions"),
            at: try row.instant("at"), isUndone: try row.optionalInstant("undone_at") != nil)
    }

    /// A portion of what a change did, by question.
    package func items(of change: Int64, after question: Int64, limit: Int) throws -> [Item] {
        try connection.rows(
            """
            select question_id, version_before, version_after, status_before, published_before
            from bulk_change_question where bulk_change_id = $1 and question_id > $2
            order by question_id limit $3
            """, change, question, limit
        ).map { row in
            Item(
                question: try row.int64("question_id"), before: try row.int("version_before"),
                after: try row.int("version_after"), status: try row.choice("status_before"),
                published: try row.optionalInt("published_before"))
        }
    }

    /// - Returns: false where it was undone already.
    package func setUndone(_ change: Int64, at now: Instant) throws -> Bool {
        try connection.run(
            "update bulk_change set undone_at = $2 where id = $1 and undone_at is null",
            change, now) == 1
    }
}
