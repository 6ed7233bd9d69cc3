package import Assessment
package import Values

/// The versions of a question: every save that there was.
extension QuestionStore {
    /// One version in the list of them.
    package struct Save: Hashable, Sendable {
        /// 1 and up.
        package let number: Int
        package let status: Status
        /// Nil: a command on the server itself.
        package let author: String?
        package let authorID: Int64?
        /// What its author says of the change.
        package let note: String
        package let at: Instant
        /// Whether papers of a sitting hold it.
        package let isUsed: Bool
    }

    /// A version with all that belongs to it.
    package struct Stored: Hashable, Sendable {
        package let number: Int
        package let status: Status
        package let topic: [String]
        package let name: String?
        package let level: CognitiveLevel?
        package let tags: [String]
        package let content: QuestionContent
        package let contentHash: [UInt8]
        /// What was typed of one that is no whole question yet, as JSON.
        package let typed: JSONText?
    }

    /// Newest first.
    package func saves(of id: Int64) throws -> [Save] {
        try connection.rows(
            """
            select question_version.number, question_version.status, person.full_name,
                question_version.author_id, question_version.note, question_version.created_at,
                exists (select 1 from sitting_question
                    where sitting_question.question_version_id = question_version.id) as is_used
            from question_version left join person on person.id = question_version.author_id
            where question_version.question_id = $1 order by question_version.number desc
            """, id
        ).map { row in
            Save(
                number: try row.int("number"), status: try row.choice("status"),
                author: try row.optionalText("full_name"),
                authorID: try row.optionalInt64("author_id"), note: try row.text("note"),
                at: try row.instant("created_at"), isUsed: try row.bool("is_used"))
        }
    }

    package func stored(_ number: Int, of id: Int64) throws -> Stored? {
        try connection.row(
            """
            select \(Self.storedColumns), topic.path
            from question_version join topic on topic.id = question_version.topic_id
            where question_version.question_id = $1 and question_version.number = $2
            """, id, number
        ).map(Self.stored)
    }

    static let storedColumns = """
        question_version.number, question_version.status, question_version.name,
        question_version.level, question_version.tags, question_version.content,
        question_version.content_hash, question_version.typed
        """

    static func stored(_ row: Row) throws -> Stored {
        Stored(
            number: try row.int("number"), status: try row.choice("status"),
            topic: BankStore.path(of: try row.text("path")),
            name: try row.optionalText("name"), level: try row.optionalChoice("level"),
            tags: try row.json("tags"), content: try row.json("content"),
            contentHash: try row.blob("content_hash"), typed: try row.optional("typed"))
    }

    /// The number of the version that tests draw; nil where none is published.
    package func published(_ id: Int64) throws -> Int? {
        try connection.row("select published_version from question where id = $1", id)?
            .optionalInt("published_version")
    }

    // MARK: From draft to retired

    /// Says of the current version that it is a draft, or is to be reviewed.
    package func setStatus(_ status: Status, of id: Int64) throws {
        try connection.run(
            """
            update question_version set status = $2 where question_id = $1
                and number = (select current_version from question where id = $1)
            """, id, status.rawValue)
        try connection.run(
            "update question set status = $2 where id = $1", id, status.rawValue)
    }

    /// Takes a question out of use: no test draws it any more.
    package func retire(_ id: Int64) throws {
        try connection.run(
            """
            update question_version set status = 'retired'
            where question_id = $1 and status <> 'retired'
            """, id)
        try connection.run(
            """
            update question set published_version = null, status = 'retired' where id = $1
            """, id)
    }
}

/// What was said on a version's way to being published.
package struct ReviewStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Its author asks for a review.
        case asked
        case comment
        /// The reviewer publishes it.
        case approved
        /// The reviewer gives it back to be mended.
        case returned
        /// Published without a review.
        case published
        case retired
        /// Brought back from retirement, as a draft.
        case revived
    }

    package struct Event: Hashable, Sendable {
        package let version: Int
        package let kind: Kind
        package let words: String
        package let person: String?
        package let at: Instant
    }

    package func add(
        _ kind: Kind, _ words: String = "", to version: Int, of question: Int64,
        by person: Int64?, at now: Instant
    ) throws {
        try connection.run(
            """
            insert into review_event (question_version_id, kind, words, person_id, at)
            select id, $3, $4, $5, $6 from question_version
            where question_id = $1 and number = $2
            """, question, version, kind.rawValue, words, person, now)
    }

    /// Oldest first.
    package func events(of question: Int64) throws -> [Event] {
        try connection.rows(
            """
            select question_version.number, review_event.kind, review_event.words,
                person.full_name, review_event.at
            from question_version
            join review_event on review_event.question_version_id = question_version.id
            left join person on person.id = review_event.person_id
            where question_version.question_id = $1 order by review_event.id
            """, question
        ).map { row in
            Event(
                version: try row.int("number"), kind: try row.choice("kind"),
                words: try row.text("words"), person: try row.optionalText("full_name"),
                at: try row.instant("at"))
        }
    }
}
