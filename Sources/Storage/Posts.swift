package import People
package import Values

/// Who holds which post where, and since when.
package struct PostStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    /// A recorded post.
    package struct Post: Hashable, Sendable {
        package let id: Int64
        package let person: Int64
        package let unit: Int64
        package let details: PostDetails
        package let recorded: Instant
        /// When it was found not to be true; nil while it stands.
        package let withdrawn: Instant?
    }

    /// - Returns: the post's row.
    @discardableResult
    package func record(
        _ post: PostDetails, of person: Int64, in unit: Int64, at now: Instant
    ) throws -> Int64 {
        try connection.insert(
            """
            insert into post (person_id, unit_id, title, words, subject, is_main, from_date,
                until_date, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            person, unit, post.title.rawValue, post.words, post.subject, post.isMain, post.from,
            post.until, now)
    }

    /// Withdraws a post, unless that happened since.
    package func takeBack(_ id: Int64, at now: Instant) throws -> Bool {
        try connection.run(
            "update post set withdrawn_at = $2 where id = $1 and withdrawn_at is null",
            try RecordedAgain(connection).last(id, of: .post), now) > 0
    }

    /// Records again what was withdrawn.
    package func recordAgain(_ id: Int64, at now: Instant) throws {
        guard let post = try post(id) else { return }
        let new = try record(post.details, of: post.person, in: post.unit, at: now)
        try RecordedAgain(connection).note(id, of: .post, as: new)
    }

    package func post(_ id: Int64) throws -> Post? {
        try connection.row(Self.list + " where post.id = $1", id).map(Self.post)
    }

    /// Whether a recorded post is still held to be true, perhaps recorded again.
    package func stands(_ id: Int64) throws -> Bool {
        try post(RecordedAgain(connection).last(id, of: .post))?.withdrawn == nil
    }

    /// A recorded post is no longer held to be true.
    package func withdraw(_ id: Int64, at now: Instant) throws {
        _ = try takeBack(id, at: now)
    }

    /// Lets a post end: the record of it is followed by one with an end, or by none where it
    /// never began.
    ///
    /// - Parameter date: the first day on which it is not held.
    /// - Returns: the row of what is recorded in its place.
    @discardableResult
    package func end(_ id: Int64, on date: CalendarDate, at now: Instant) throws -> Int64? {
        guard let post = try post(id), post.withdrawn == nil else { return nil }
        try withdraw(id, at: now)
        guard post.details.from < date else { return nil }
        var details = post.details
        details.until = date
        return try record(details, of: post.person, in: post.unit, at: now)
    }

    /// All that stands of a person's posts, whatever the day; of all records of the person.
    package func posts(of person: Int64) throws -> [Post] {
        try connection.rows(
            Self.list + """
                 where post.person_id in (select id from person where id = $1 or same_as = $1)
                    and post.withdrawn_at is null
                order by post.from_date, post.id
                """, person
        ).map(Self.post)
    }

    /// The posts that a person held on a day; of all records of the person. The first is the
    /// one that counts: a main one, where records were joined that of the record that stands.
    package func posts(of person: Int64, _ asOf: AsOf) throws -> [Post] {
        try connection.rows(
            Self.list + """
                 where post.person_id in (select id from person where id = $1 or same_as = $1)
                    and post.from_date <= $2 and (post.until_date is null or post.until_date > $2)
                    and post.recorded_at <= $3
                    and (post.withdrawn_at is null or post.withdrawn_at > $3)
                order by post.is_main desc, post.person_id <> $1, post.from_date, post.id
                """, person, asOf.date, asOf.known
        ).map(Self.post)
    }

    /// The post under which a person counts on a day: the main one, else the oldest.
    package func mainPost(of person: Int64, _ asOf: AsOf) throws -> Post? {
        try posts(of: person, asOf).first
    }

    /// Posts at a unit that stand on a day or later.
    package func standing(at unit: Int64, from date: CalendarDate) throws -> [Post] {
        try connection.rows(
            Self.list + """
                 where post.unit_id = $1 and post.withdrawn_at is null
                    and (post.until_date is null or post.until_date > $2)
                order by post.id
                """, unit, date
        ).map(Self.post)
    }

    /// The units that somebody heads on a day.
    package func unitsWithHeads(on date: CalendarDate) throws -> Set<Int64> {
        Set(
            try connection.rows(
                """
                select distinct unit_id from post
                where title = 'head' and withdrawn_at is null and from_date <= $1
                    and (until_date is null or until_date > $1)
                """, date
            ).map { try $0.int64("unit_id") })
    }

    /// The addresses of those who head a unit on a day.
    package func addresses(ofHeadsOf unit: Int64, on date: CalendarDate) throws -> [EmailAddress] {
        try connection.rows(
            """
            select distinct person.email from post
            join person as record on record.id = post.person_id
            join person on person.id = coalesce(record.same_as, record.id)
            where post.unit_id = $1 and post.title = 'head' and post.withdrawn_at is null
                and post.from_date <= $2 and (post.until_date is null or post.until_date > $2)
                and person.removed_at is null and person.email is not null
            order by person.email
            """, unit, date
        ).compactMap { EmailAddress(try $0.text("email")) }
    }

    private static let list = """
        select post.id, post.person_id, post.unit_id, post.title, post.words, post.subject,
            post.is_main, post.from_date, post.until_date, post.recorded_at, post.withdrawn_at
        from post
        """

    private static func post(_ row: Row) throws -> Post {
        Post(
            id: try row.int64("id"), person: try row.int64("person_id"),
            unit: try row.int64("unit_id"),
            details: PostDetails(
                try row.choice("title"), words: try row.optionalText("words"),
                subject: try row.optionalText("subject"), isMain: try row.bool("is_main"),
                from: try row.date("from_date"), until: try row.optionalDate("until_date")),
            recorded: try row.instant("recorded_at"),
            withdrawn: try row.optionalInstant("withdrawn_at"))
    }
}
