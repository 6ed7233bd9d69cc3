package import Assessment
package import Values

/// Questions and their versions, inside one bank.
package struct QuestionStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package enum Status: String, Hashable, Sendable, CaseIterable {
        /// Being written.
        case draft
        /// Its author asks a colleague to look at it.
        case review
        /// Tests may draw it.
        case published
        /// Once published, and no longer drawn.
        case retired
    }

    /// A question as lists show it.
    package struct Listed: Hashable, Sendable {
        package let id: Int64
        package let guid: GUID
        package let code: String
        package let identifier: String?
        package let name: String?
        package let topic: [String]
        package let type: QuestionType
        package let level: CognitiveLevel?
        package let subject: Int64
        /// Number of the version that the rest tells of, 1 and up.
        package let version: Int
    }

    /// One version with what it asks.
    package struct Version: Hashable, Sendable {
        package let question: Listed
        package let content: QuestionContent
    }

    /// What makes an import recognise a question it has seen.
    package struct Known: Hashable, Sendable {
        package let id: Int64
        /// The bank that it stands in.
        package let subject: Int64
        package let version: Int
        /// SHA-256 of what the import compares.
        package let contentHash: [UInt8]
    }

    // MARK: Finding

    package func known(guid: GUID) throws -> Known? {
        try connection.row(Self.knownQuery + " where question.guid = $1", guid).map(Self.known)
    }

    package func known(identifier: String, in subject: Int64) throws -> Known? {
        try connection.row(
            Self.knownQuery + " where question.subject_id = $1 and question.identifier = $2",
            subject, identifier
        ).map(Self.known)
    }

    /// A question without an id of its own is the one with the same content in the same
    /// topic. Found by the hash: a topic may hold all of a bank.
    package func known(topic: Int64, hash: [UInt8]) throws -> Known? {
        try connection.row(
            Self.knownQuery + """
                 where question_version.content_hash = $2 and question.identifier is null
                and +question.topic_id = $1
                """,
            topic, hash
        ).map(Self.known)
    }

    private static let knownQuery = """
        select question.id, question.subject_id, question.current_version,
            question_version.content_hash
        from question join question_version on question_version.question_id = question.id
            and question_version.number = question.current_version
        """

    private static func known(_ row: Row) throws -> Known {
        Known(
            id: try row.int64("id"), subject: try row.int64("subject_id"),
            version: try row.int("current_version"),
            contentHash: try row.blob("content_hash"))
    }

    package func question(code: String) throws -> Version? {
        try connection.row(Self.versionQuery + " where question.code = $1", code).map(Self.version)
    }

    package func question(guid: GUID) throws -> Version? {
        try connection.row(Self.versionQuery + " where question.guid = $1", guid).map(Self.version)
    }

    package func question(id: Int64) throws -> Version? {
        try connection.row(Self.versionQuery + " where question.id = $1", id).map(Self.version)
    }

    package func question(identifier: String, in subject: Int64) throws -> Version? {
        try connection.row(
            Self.versionQuery + " where question.subject_id = $1 and question.identifier = $2",
            subject, identifier
        ).map(Self.version)
    }

    /// One version, whether it is the current one or not.
    package func content(guid: GUID, version: Int) throws -> QuestionContent? {
        try connection.row(
            """
            select question_version.content from question
            join question_version on question_version.question_id = question.id
            where question.guid = $1 and question_version.number = $2
            """,
            guid, version
        )?.json("content")
    }

    /// Every question of a bank with the newest version that is finished, in topic order.
    package func forEach(in subject: Int64, _ body: (Stored, Listed) throws -> Void) throws {
        try connection.forEach(
            """
            select question.id, question.guid, question.code, question.identifier,
                question_version.name, question_version.type, question_version.level,
                question.subject_id, question_version.number as current_version, topic.path,
                \(Self.storedColumns)
            from question join question_version on question_version.question_id = question.id
                and question_version.number = (
                    select max(number) from question_version finished
                    where finished.question_id = question.id and finished.typed is null)
            join topic on topic.id = question_version.topic_id
            where question.subject_id = $1 order by topic.path, question.id
            """,
            subject
        ) { row in try body(Self.stored(row), Self.listed(row)) }
    }

    /// Questions of a bank of which nothing whole was saved yet.
    package func unfinished(in subject: Int64) throws -> [Listed] {
        try connection.rows(
            """
            select \(Self.columns) from question join topic on topic.id = question.topic_id
            where question.subject_id = $1 and not exists (
                select 1 from question_version finished
                where finished.question_id = question.id and finished.typed is null)
            order by topic.path, question.id
            """, subject
        ).map(Self.listed)
    }

    static let columns = """
        question.id, question.guid, question.code, question.identifier, question.name,
        question.type, question.level, question.subject_id, question.current_version, topic.path
        """

    private static let versionQuery = """
        select \(columns), question_version.content
        from question join topic on topic.id = question.topic_id
        join question_version on question_version.question_id = question.id
            and question_version.number = question.current_version
        """

    static func listed(_ row: Row) throws -> Listed {
        Listed(
            id: try row.int64("id"), guid: try row.guid("guid"), code: try row.text("code"),
            identifier: try row.optionalText("identifier"), name: try row.optionalText("name"),
            topic: BankStore.path(of: try row.text("path")), type: try row.choice("type"),
            level: try row.optionalChoice("level"), subject: try row.int64("subject_id"),
            version: try row.int("current_version"))
    }

    private static func version(_ row: Row) throws -> Version {
        Version(question: try listed(row), content: try row.json("content"))
    }

    /// Every published question of a bank as assembly needs it: the version that
    /// tests draw, without its content.
    package func entries(of subject: Int64) throws -> [Listed] {
        try connection.rows(
            """
            select \(Self.publishedColumns)
            from question join question_version on question_version.question_id = question.id
                and question_version.number = question.published_version
            join topic on topic.id = question_version.topic_id
            where question.subject_id = $1
            order by question.guid
            """,
            subject
        ).map(Self.listed)
    }

    // MARK: Writing

    /// A new question with its first version.
    ///
    /// - Parameter hintsLater: the caller adds the hints of many questions in one go.
    /// - Returns: its id.
    package func add(
        _ ready: ReadyQuestion, code: String, topic: Int64, subject: Int64, status: Status,
        author: Int64?, note: String = "", hintsLater: Bool = false, at now: Instant
    ) throws -> Int64 {
        let question = ready.question
        let id = try connection.insert(
            """
            insert into question (guid, code, subject_id, topic_id, identifier, name,
                current_version, published_version, type, level, status, author_id, created_at)
            values ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10, $11, $12)
            """,
            question.guid ?? GUID(), code, subject, topic, question.identifier, question.name,
            status == .published ? 1 : nil, question.content.interaction.type.rawValue,
            question.level?.rawValue, status.rawValue, author, now)
        try insert(
            1, of: id, ready, topic: topic, subject: subject, status: status, author: author,
            note: note, at: now)
        if !hintsLater { try addHints([(id, ready.hints)], in: subject) }
        return id
    }

    /// Adds a further version and makes it the current one; what lists show of the question
    /// follows. A published one takes the place of the one that tests drew before.
    ///
    /// - Parameters:
    ///   - number: 2 and up.
    ///   - note: what its author says of the change.
    package func addVersion(
        _ number: Int, of id: Int64, _ ready: ReadyQuestion, topic: Int64, subject: Int64,
        status: Status, author: Int64?, note: String = "", at now: Instant
    ) throws {
        let question = ready.question
        try connection.run(
            """
            update question set current_version = $2, topic_id = $3, name = $4, type = $5,
                level = $6, author_id = $7, status = $8
            where id = $1
            """,
            id, number, topic, question.name, question.content.interaction.type.rawValue,
            question.level?.rawValue, author, status.rawValue)
        // An older version is no longer the one that somebody is asked to review.
        try connection.run(
            """
            update question_version set status = 'draft'
            where question_id = $1 and status = 'review'
            """, id)
        try connection.run("delete from tag where question_id = $1", id)
        try connection.run("delete from question_text where rowid = $1", id)
        try insert(
            number, of: id, ready, topic: topic, subject: subject, status: status,
            author: author, note: note, at: now)
        try addHints([(id, ready.hints)], in: subject)
        if status == .published { try publish(number, of: id) }
    }

    /// A version's own row, and what finds the question by it.
    private func insert(
        _ number: Int, of id: Int64, _ ready: ReadyQuestion, topic: Int64, subject: Int64,
        status: Status, author: Int64?, note: String, at now: Instant
    ) throws {
        let question = ready.question
        try connection.run(
            """
            insert into question_version (question_id, number, status, topic_id, name, type,
                level, tags, content, content_hash, item, passage, typed, note, author_id,
                created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """,
            id, number, status.rawValue, topic, question.name,
            question.content.interaction.type.rawValue, question.level?.rawValue, ready.tagsText,
            ready.content, ready.hash, ready.item, ready.passage, ready.typed, note, author, now)
        try addTags(ready.tags, to: id, in: subject)
        for asset in ready.assets {
            try connection.run(
                """
                insert into version_asset (asset_hash, question_version_id)
                select $1, id from question_version where question_id = $2 and number = $3
                """, asset, id, number)
        }
        try connection.run(
            "insert into question_text (rowid, words) values ($1, $2)", id, ready.words)
    }

    /// Makes a version the one that tests draw.
    package func publish(_ number: Int, of id: Int64) throws {
        try connection.run(
            """
            update question_version set status = 'retired'
            where question_id = $1 and status = 'published' and number <> $2
            """, id, number)
        try connection.run(
            """
            update question_version set status = 'published'
            where question_id = $1 and number = $2
            """, id, number)
        try connection.run(
            """
            update question set published_version = $2,
                status = case when current_version = $2 then 'published' else status end
            where id = $1
            """, id, number)
    }

    func addTags(_ tags: [String], to id: Int64, in subject: Int64) throws {
        for tag in tags {
            try connection.run(
                "insert into tag (subject_id, name, question_id) values ($1, $2, $3)", subject,
                tag, id)
        }
    }

    package func tags(of id: Int64) throws -> [String] {
        try connection.rows("select name from tag where question_id = $1 order by name", id)
            .map { try $0.text("name") }
    }
}
