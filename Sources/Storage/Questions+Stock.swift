package import Assessment
package import Values

/// What a bank holds for drawing, counted or one by one.
extension QuestionStore {
    /// Published questions that are alike to a blueprint.
    package struct Tally: Hashable, Sendable {
        package let topic: [String]
        package let type: QuestionType
        package let level: CognitiveLevel?
        /// Nil unless sources were asked for, and for questions without one.
        package let source: String?
        package let count: Int

        package init(
            topic: [String], type: QuestionType, level: CognitiveLevel?, source: String? = nil,
            count: Int
        ) {
            self.topic = topic
            self.type = type
            self.level = level
            self.source = source
            self.count = count
        }
    }

    /// How many published questions there are of each kind.
    ///
    /// - Parameters:
    ///   - bySource: whether those of different sources are counted apart.
    ///   - since: leaves out what a sitting used that opened then or later.
    package func tallies(
        of subject: Int64, bySource: Bool = false, unusedSince since: Instant? = nil
    ) throws -> [Tally] {
        try connection.rows(
            bySource ? Self.tallyBySource : Self.tally, subject, since
        ).map { row in
            Tally(
                topic: BankStore.path(of: try row.text("path")), type: try row.choice("type"),
                level: try row.optionalChoice("level"), source: try row.optionalText("source"),
                count: try row.int("questions"))
        }
    }

    static let publishedColumns = """
        question.id, question.guid, question.code, question.identifier, question_version.name,
        question_version.type, question_version.level, question.subject_id,
        question.published_version as current_version, topic.path
        """

    /// Sources stand among the tags: "nguồn: Đề minh hoạ 2025".
    private static let source = """
        (select min(tag.name) from tag
            where tag.question_id = question.id and lower(tag.name) like 'nguồn:%')
        """

    private static let published = """
        from question join question_version on question_version.question_id = question.id
            and question_version.number = question.published_version
        join topic on topic.id = question_version.topic_id
        """

    private static let drawable = """
        \(published)
        where question.subject_id = $1
            and ($2 is null or not exists (
                select 1 from question_use join sitting on sitting.id = question_use.sitting_id
                where question_use.question_id = question.id and sitting.opens_at >= $2))
        """

    private static let tally = """
        select topic.path, question_version.type, question_version.level, null as source,
            count(*) as questions
        \(drawable) group by topic.path, question_version.type, question_version.level
        """

    private static let tallyBySource = """
        select topic.path, question_version.type, question_version.level, \(source) as source,
            count(*) as questions
        \(drawable) group by topic.path, question_version.type, question_version.level, \(source)
        """

    /// The source of every question of a bank that names one.
    package func sources(of subject: Int64) throws -> [Int64: String] {
        Dictionary(
            try connection.rows(
                """
                select question.id, min(tag.name) as source from question
                join tag on tag.question_id = question.id
                where question.subject_id = $1 and lower(tag.name) like 'nguồn:%'
                group by question.id
                """, subject
            ).map { (try $0.int64("id"), try $0.text("source")) },
            uniquingKeysWith: { first, _ in first })
    }

    /// One published question as assembly needs it, with its source.
    package func entry(_ guid: GUID) throws -> (listed: Listed, source: String?)? {
        try connection.row(
            """
            select \(Self.publishedColumns), \(Self.source) as source
            \(Self.published) where question.guid = $1
            """, guid
        ).map { (try Self.listed($0), try $0.optionalText("source")) }
    }

    /// A published question as it is frozen: what is drawn by, and what a manifest keeps.
    package struct PoolEntry: Hashable, Sendable {
        package let id: Int64
        package let guid: GUID
        package let version: Int
        package let topic: [String]
        package let type: QuestionType
        package let level: CognitiveLevel?
        /// `ItemMaterial` as JSON.
        package let item: JSONText?
    }

    /// Every published question of a bank, in the order of their GUIDs; no content is read.
    package func pool(of subject: Int64) throws -> [PoolEntry] {
        let topics = Dictionary(
            uniqueKeysWithValues: try connection.rows(
                "select id, path from topic where subject_id = $1", subject
            ).map { (try $0.int64("id"), BankStore.path(of: try $0.text("path"))) })
        var pool: [PoolEntry] = []
        try connection.forEach(
            """
            select question.id, question.guid, question_version.number, question_version.topic_id,
                question_version.type, question_version.level, question_version.item
            from question join question_version on question_version.question_id = question.id
                and question_version.number = question.published_version
            where question.subject_id = $1 order by question.guid
            """, subject
        ) { row in
            pool.append(
                PoolEntry(
                    id: try row.int64("id"), guid: try row.guid("guid"),
                    version: try row.int("number"),
                    topic: topics[try row.int64("topic_id")] ?? [], type: try row.choice("type"),
                    level: try row.optionalChoice("level"), item: try row.optional("item")))
        }
        return pool
    }
}
