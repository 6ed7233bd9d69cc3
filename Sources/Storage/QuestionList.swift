package import Assessment
package import Values

/// Lists of a bank's questions: narrowed, by pages, and each page by an index.
extension QuestionStore {
    /// What a list of questions is narrowed to; nil and "" narrow nothing.
    package struct Filter: Hashable, Sendable {
        /// This topic and those below it.
        package var topic: [String]?
        package var type: QuestionType?
        package var level: CognitiveLevel?
        package var status: Status?
        package var tag: String?
        /// The code of who made the current version.
        package var author: String?
        /// Words that all have to be found, as typed; the last may be a beginning.
        package var words: String

        package init(
            topic: [String]? = nil, type: QuestionType? = nil, level: CognitiveLevel? = nil,
            status: Status? = nil, tag: String? = nil, author: String? = nil, words: String = ""
        ) {
            self.topic = topic
            self.type = type
            self.level = level
            self.status = status
            self.tag = tag
            self.author = author
            self.words = words
        }
    }

    /// Where a page of a list begins.
    package enum Place: Hashable, Sendable {
        case after(Int64)
        case before(Int64)

        package static let start = Place.after(0)
    }

    /// A question as the list of its bank shows it, by its current version.
    package struct Entry: Hashable, Sendable {
        package let question: Listed
        package let status: Status
        /// The version that tests draw, where one is published.
        package let published: Int?
        package let tags: [String]
        /// Who made the current version; nil: a command on the server itself.
        package let author: String?
        /// Exams and practices whose papers may hold it.
        package let uses: Int
        package let lastUsed: Instant?
        /// The mean share of its marks that papers earned, in thousandths.
        package let facility: Int?
        package let content: QuestionContent
        /// Whether the current version is no whole question yet.
        package let isUnfinished: Bool
    }

    /// The order of a list.
    package enum Order: String, Hashable, Sendable, CaseIterable {
        /// As the questions came.
        case asCame
        /// By what papers earned with them: those alone of which that is known.
        case hardest
        case easiest
        /// Those alone that a sitting used.
        case mostUsed
    }

    /// A page of a bank's questions.
    package func list(
        in subject: Int64, _ filter: Filter, by order: Order = .asCame, at place: Place = .start,
        limit: Int
    ) throws -> [Entry] {
        let words = Self.searched(filter.words)
        // Nothing that could be found: not the same as nothing asked for.
        if words.isEmpty, !VietnameseText.clean(filter.words).isEmpty { return [] }
        let (key, sql) = Self.page(order, at: place, hasWords: !words.isEmpty)
        let rows = try connection.rows(
            sql, subject, key, filter.topic?.joined(separator: BankStore.topicSeparator),
            filter.type?.rawValue, filter.level?.rawValue, filter.status?.rawValue, filter.tag,
            filter.author, limit, words
        ).map(Self.entry)
        return if case .before = place { rows.reversed() } else { rows }
    }

    private static func page(
        _ order: Order, at place: Place, hasWords: Bool
    ) -> (key: Int64, sql: String) {
        switch (order, place) {
        case (.asCame, .after(let key)): (key, hasWords ? followingFound : following)
        case (.asCame, .before(let key)): (key, hasWords ? precedingFound : preceding)
        case (.hardest, .after(let key)): (key, hardestFollowing)
        case (.hardest, .before(let key)): (key, hardestPreceding)
        case (.easiest, .after(let key)): (key, easiestFollowing)
        case (.easiest, .before(let key)): (key, easiestPreceding)
        case (.mostUsed, .after(let key)): (key, usedFollowing)
        case (.mostUsed, .before(let key)): (key, usedPreceding)
        }
    }

    /// The keys of a page, in the order in which the questions came.
    package func keys(
        in subject: Int64, _ filter: Filter, at place: Place, limit: Int
    ) throws -> [Int64] {
        let words = Self.searched(filter.words)
        if words.isEmpty, !VietnameseText.clean(filter.words).isEmpty { return [] }
        guard case .after(let key) = place else { return [] }
        return try connection.rows(
            words.isEmpty ? Self.followingKeys : Self.followingFoundKeys, subject, key,
            filter.topic?.joined(separator: BankStore.topicSeparator), filter.type?.rawValue,
            filter.level?.rawValue, filter.status?.rawValue, filter.tag, filter.author, limit,
            words
        ).map { try $0.int64("id") }
    }

    /// A query of the full-text index: every word, the last as a beginning; "" where
    /// the text has no word.
    private static func searched(_ text: String) -> String {
        let tokens = VietnameseText.folded(VietnameseText.clean(text)).split {
            !$0.isLetter && !$0.isNumber
        }
        guard !tokens.isEmpty else { return "" }
        return tokens.map { "\"\($0)\"" }.joined(separator: " ") + "*"
    }

    private static let following = list(
        from: allQuestions, where: "question.id > $2", order: "question.id")
    private static let preceding = list(
        from: allQuestions, where: "question.id < $2", order: "question.id desc")
    private static let followingFound = list(
        from: foundQuestions, where: "question_text.rowid > $2", order: "question_text.rowid")
    private static let precedingFound = list(
        from: foundQuestions, where: "question_text.rowid < $2", order: "question_text.rowid desc")

    /// The index covers every column that a filter asks for.
    private static let allQuestions = "question indexed by question_list where $10 = ''"
    /// Word by word first: `cross join` keeps this order.
    private static let foundQuestions = """
        question_text cross join question on question.id = question_text.rowid
        where question_text match $10
        """

    private static let followingKeys = keys(
        from: allQuestions, where: "question.id > $2", order: "question.id")
    private static let followingFoundKeys = keys(
        from: foundQuestions, where: "question_text.rowid > $2", order: "question_text.rowid")

    private static let hardestFollowing = sorted(by: "facility", ascending: true, follows: true)
    private static let hardestPreceding = sorted(by: "facility", ascending: true, follows: false)
    private static let easiestFollowing = sorted(by: "facility", ascending: false, follows: true)
    private static let easiestPreceding = sorted(by: "facility", ascending: false, follows: false)
    private static let usedFollowing = sorted(by: "uses", ascending: false, follows: true)
    private static let usedPreceding = sorted(by: "uses", ascending: false, follows: false)

    /// By an index of those questions of which the figure is known.
    private static func sorted(by column: String, ascending: Bool, follows: Bool) -> String {
        let grows = ascending == follows
        let start = grows ? "-1000000" : "9000000000000000000"
        let known = column == "uses" ? "question.uses > 0" : "question.facility is not null"
        return list(
            from: """
                question indexed by question_\(column) where \(known) and ($10 = '' or question.id in
                    (select rowid from question_text where question_text match $10))
                """,
            where: """
                (question.\(column), question.id) \(grows ? ">" : "<")
                    (coalesce((select \(column) from question where id = $2), \(start)), $2)
                """,
            order: grows
                ? "question.\(column), question.id" : "question.\(column) desc, question.id desc")
    }

    /// The keys of one page are found first; only those are looked up and decoded.
    private static func list(from: String, where place: String, order: String) -> String {
        """
        select \(columns), question.status, question.published_version, person.full_name as author,
            question_version.tags, question_version.content,
            question_version.typed is not null as is_unfinished,
            (select count(*) \(uses)) as uses, (select max(sitting.opens_at) \(uses)) as last_used,
            question.facility
        from (\(keys(from: from, where: place, order: order))) as page
        cross join question on question.id = page.id
        join topic on topic.id = question.topic_id
        join question_version on question_version.question_id = question.id
            and question_version.number = question.current_version
        left join person on person.id = question.author_id
        order by \(order.replacing("question_text.rowid", with: "question.id"))
        """
    }

    private static func keys(from: String, where place: String, order: String) -> String {
        """
        select question.id from \(from) and \(place) and question.subject_id = $1
        and ($3 is null or question.topic_id in (
            select id from topic where subject_id = $1
            and (path = $3 or path > $3 || ' / ' and path < $3 || ' 0')))
        and ($4 is null or question.type = $4)
        and ($5 is null or question.level = $5)
        and ($6 is null or question.status = $6)
        and ($7 is null or question.id in (
            select question_id from tag where subject_id = $1 and name = $7))
        and ($8 is null or question.author_id = (select id from person where code = $8))
        order by \(order) limit $9
        """
    }

    /// Sittings of a class whose papers may hold any version of the question.
    private static let uses = """
        from question_version used
        join sitting_question on sitting_question.question_version_id = used.id
        join sitting on sitting.id = sitting_question.sitting_id and sitting.kind <> 'trial'
        where used.question_id = question.id
        """

    private static func entry(_ row: Row) throws -> Entry {
        Entry(
            question: try listed(row), status: try row.choice("status"),
            published: try row.optionalInt("published_version"), tags: try row.json("tags"),
            author: try row.optionalText("author"), uses: try row.int("uses"),
            lastUsed: try row.optionalInstant("last_used"),
            facility: try row.optionalInt("facility"), content: try row.json("content"),
            isUnfinished: try row.bool("is_unfinished"))
    }

    // MARK: What a bank can be narrowed to

    /// How many questions that are not retired stand in one topic at one level.
    package struct Count: Hashable, Sendable {
        package let topic: [String]
        package let level: CognitiveLevel?
        package let questions: Int
    }

    package func counts(in subject: Int64) throws -> [Count] {
        try connection.rows(
            """
            select topic.path, counted.level, counted.questions from (
                select topic_id, level, count(*) as questions from question
                where subject_id = $1 and status <> 'retired' group by topic_id, level
            ) as counted
            cross join topic on topic.id = counted.topic_id
            """, subject
        ).map { row in
            Count(
                topic: BankStore.path(of: try row.text("path")),
                level: try row.optionalChoice("level"), questions: try row.int("questions"))
        }
    }

    /// The tags of a bank. From one to the next by the index: questions may share few.
    package func tags(in subject: Int64) throws -> [String] {
        try connection.rows(
            """
            with recursive next (name) as (
                select min(name) from tag where subject_id = $1
                union all
                select (select min(name) from tag where subject_id = $1 and name > next.name)
                from next where next.name is not null
            )
            select name from next where name is not null
            """, subject
        ).map { try $0.text("name") }
    }

    /// Who made the current version of some question of the bank.
    package func authors(in subject: Int64) throws -> [(code: String, name: String)] {
        try connection.rows(
            """
            with recursive next (id) as (
                select min(author_id) from question where subject_id = $1
                union all
                select (select min(author_id) from question
                    where subject_id = $1 and author_id > next.id)
                from next where next.id is not null
            )
            select person.code, person.full_name from next cross join person on person.id = next.id
            order by person.sort_key
            """, subject
        ).map { (try $0.text("code"), try $0.text("full_name")) }
    }
}
