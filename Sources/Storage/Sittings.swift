package import Assessment
package import Values

/// Sittings and their candidates.
package struct SittingStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    /// How a test is given.
    package enum Kind: String, Hashable, Sendable {
        /// Once, in a window, until the bell.
        case exam
        /// As often as its rules allow.
        case practice
        /// By its teacher alone, who wants to see it as a student does.
        case trial
    }

    package struct Sitting: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let kind: Kind
        package let test: Int64
        /// The class; nil for a trial.
        package let unit: Int64?
        package let author: Int64
        package let title: String
        package let subjectName: String
        /// "" for a trial.
        package let className: String
        package let opens: Instant
        package let closes: Instant
        /// Minutes a candidate has; nil for a practice without a limit.
        package let duration: Int?
        /// Seconds after the deadline in which an answer still counts.
        package let grace: Int
        /// Decimals with which marks of it are shown.
        package let decimals: Int
        package let review: ReviewRule
        /// Nil unless it is a practice.
        package let practice: PracticeRules?
        /// How many forms its candidates share; nil: each has one of their own.
        package let formCodes: Int?
        /// Of each paper, as it was frozen; what the test says may have changed since.
        package let questionCount: Int
        /// Nil unless a public number decides what the forms are.
        package let draw: PublicDraw?
        /// What was published of the draw; nil for a trial.
        package let seal: String?
        /// Everything is graded; nothing more will come.
        package let isClosed: Bool

        /// Whether it is settled what the forms are.
        package var isDrawn: Bool { draw == nil || draw?.number != nil }

        /// Which of several attempts makes the mark.
        package var counting: Counting { practice?.counting ?? .last }
    }

    /// A number from outside that decides the forms together with the secret.
    package struct PublicDraw: Hashable, Sendable {
        /// Where it comes from, as announced before it was drawn.
        package let source: String
        /// Nil before it is typed in.
        package let number: PublicNumber?
        package let drawnAt: Instant?

        package init(source: String, number: PublicNumber? = nil, drawnAt: Instant? = nil) {
            self.source = source
            self.number = number
            self.drawnAt = drawnAt
        }
    }

    /// What opening a sitting froze.
    package struct Frozen: Sendable {
        package let manifest: Manifest
        package let secret: Seed
        package let draw: PublicDraw?

        package init(manifest: Manifest, secret: Seed, draw: PublicDraw? = nil) {
            self.manifest = manifest
            self.secret = secret
            self.draw = draw
        }

        /// From which each form's seed is derived; nil until the public number is known.
        package var master: Seed? {
            if let draw, draw.number == nil { return nil }
            return Seed(secret: secret, number: draw?.number)
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
        /// Nil where each candidate has a form of their own.
        package let formCode: FormCode?
    }

    /// Whom a ticket lets in, and where.
    package struct TicketHolder: Hashable, Sendable {
        package let person: Int64
        package let sitting: Int64
        /// The sitting's.
        package let code: String
    }

    /// What a new sitting is made of.
    package struct Draft: Sendable {
        package var kind: Kind
        package var test: Int64
        package var unit: Int64?
        package var author: Int64
        package var title: String
        package var opens: Instant
        package var closes: Instant
        package var duration: Int?
        package var grace: Int
        package var decimals: Int
        package var review: ReviewRule
        package var practice: PracticeRules?
        package var formCodes: Int?
        /// Where a public number comes from that decides the forms; nil: none does.
        package var drawnBy: String?

        package init(
            kind: Kind = .exam, test: Int64, unit: Int64?, author: Int64, title: String,
            opens: Instant, closes: Instant, duration: Int?, grace: Int, decimals: Int = 2,
            review: ReviewRule, practice: PracticeRules? = nil, formCodes: Int? = nil
        ) {
            self.kind = kind
            self.test = test
            self.unit = unit
            self.author = author
            self.title = title
            self.opens = opens
            self.closes = closes
            self.duration = duration
            self.grace = grace
            self.decimals = decimals
            self.review = review
            self.practice = practice
            self.formCodes = formCodes
        }
    }

    // MARK: Sittings

    /// - Parameter manifestText: the manifest as JSON, where the caller has it.
    package func add(
        _ draft: Draft, code: String, frozen: Frozen, manifestText: String? = nil,
        manifestHash: String, at now: Instant
    ) throws -> Int64 {
        let id = try connection.insert(
            """
            insert into sitting (guid, code, kind, test_id, unit_id, author_id, title, opens_at,
                closes_at, duration, grace, decimals, review, practice, form_codes,
                question_count, manifest_hash, secret, draw_source, closed, created_at, manifest)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                $18, $19, 0, $20, $21)
            """,
            GUID(), code, draft.kind.rawValue, draft.test, draft.unit, draft.author, draft.title,
            draft.opens, draft.closes, draft.duration, draft.grace, draft.decimals,
            JSONText(draft.review), try draft.practice.map { try JSONText($0) }, draft.formCodes,
            frozen.manifest.slotCount, manifestHash, frozen.secret.bytes, frozen.draw?.source,
            now, try manifestText ?? JSONText(frozen.manifest).text)
        for reference in Set(frozen.manifest.references) {
            try connection.run(
                """
                insert into sitting_question (question_version_id, sitting_id)
                select question_version.id, $3 from question
                join question_version on question_version.question_id = question.id
                where question.guid = $1 and question_version.number = $2
                """, reference.question, reference.version, id)
        }
        return id
    }

    /// Whether each version that a sitting's papers may hold is the one that tests draw now.
    package func hasOnlyPublished(_ id: Int64) throws -> Bool {
        try connection.row(
            """
            select 1 as one from sitting_question
            join question_version
                on question_version.id = sitting_question.question_version_id
            join question on question.id = question_version.question_id
            where sitting_question.sitting_id = $1
                and question.published_version is not question_version.number
            limit 1
            """, id) == nil
    }

    package func sitting(code: String) throws -> Sitting? {
        try connection.row(Self.list + " where sitting.code = $1", code).map(Self.sitting)
    }

    package func sitting(_ id: Int64) throws -> Sitting? {
        try connection.row(Self.list + " where sitting.id = $1", id).map(Self.sitting)
    }

    /// A teacher's exams and practices, of all records of the person, newest first.
    package func sittings(by author: Int64) throws -> [Sitting] {
        try connection.rows(
            Self.list + """
                 where sitting.author_id in
                    (select id from person where id = $1 or same_as = $1)
                    and sitting.kind <> 'trial'
                order by sitting.opens_at desc
                """, author
        ).map(Self.sitting)
    }

    /// A test's exams and practices, newest first.
    package func sittings(of test: Int64) throws -> [Sitting] {
        try connection.rows(
            Self.list + """
                 where sitting.test_id = $1 and sitting.kind <> 'trial'
                order by sitting.opens_at desc
                """, test
        ).map(Self.sitting)
    }

    /// A test's trials that were not thrown away, newest first.
    package func trials(of test: Int64) throws -> [Sitting] {
        try connection.rows(
            Self.list + """
                 join candidate on candidate.sitting_id = sitting.id
                where sitting.test_id = $1 and sitting.kind = 'trial' order by sitting.id desc
                """, test
        ).map(Self.sitting)
    }

    /// Throws a trial away: it has no candidate any more, and no start brings it back. Its
    /// row stays, so that no later sitting gets its id and, with it, its steps.
    package func discard(trial id: Int64) throws {
        try connection.run(
            "update sitting set closed = 1 where id = $1 and kind = 'trial'", id)
        try connection.run(
            """
            delete from candidate where sitting_id = $1
                and exists (select 1 from sitting where id = $1 and kind = 'trial')
            """, id)
    }

    /// Exams and practices that a person is a candidate of, by whichever record, newest first.
    package func sittings(for person: Int64) throws -> [Sitting] {
        try connection.rows(
            Self.list + """
                 join candidate on candidate.sitting_id = sitting.id
                where candidate.person_id in
                    (select id from person where id = $1 or same_as = $1)
                    and sitting.kind <> 'trial'
                order by sitting.opens_at desc, sitting.id desc
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
        try connection.row(
            """
            select manifest, secret, draw_source, draw_number, drawn_at from sitting where id = $1
            """, id
        ).flatMap { row in
            guard let secret = Seed(try row.blob("secret")) else { return nil }
            return Frozen(
                manifest: try row.json("manifest"), secret: secret, draw: try Self.draw(row))
        }
    }

    /// Keeps what is published of a sitting's draw.
    package func setSeal(_ seal: String, of id: Int64) throws {
        try connection.run("update sitting set seal = $2 where id = $1", id, seal)
    }

    /// Keeps the public number that was drawn: once, and for good.
    ///
    /// - Returns: whether it was kept; not where there is one already, or none is asked for.
    package func setNumber(_ number: PublicNumber, of id: Int64, at now: Instant) throws -> Bool {
        try connection.run(
            """
            update sitting set draw_number = $2, drawn_at = $3
            where id = $1 and draw_source is not null and draw_number is null
            """, id, number.digits, now) == 1
    }

    /// Gives a candidate one of the shared forms.
    package func setFormCode(_ code: FormCode, of candidate: Int64) throws {
        try connection.run(
            "update candidate set form_code = $2 where id = $1", candidate, code.description)
    }

    private static func draw(_ row: Row) throws -> PublicDraw? {
        try row.optionalText("draw_source").map { source in
            PublicDraw(
                source: source,
                number: try row.optionalText("draw_number").flatMap { PublicNumber($0) },
                drawnAt: try row.optionalInstant("drawn_at"))
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
        select sitting.id, sitting.code, sitting.kind, sitting.test_id, sitting.unit_id,
            sitting.author_id, sitting.title, sitting.opens_at, sitting.closes_at,
            sitting.duration, sitting.grace, sitting.decimals, sitting.review, sitting.practice,
            sitting.form_codes, sitting.question_count, sitting.draw_source, sitting.draw_number, sitting.drawn_at,
            sitting.seal, sitting.closed,
            coalesce(training.title, unit.name, '') as class_name,
            subject.name || ' ' || subject.grade as subject_name
        from sitting left join unit on unit.id = sitting.unit_id
        left join class_quiz on class_quiz.sitting_id = sitting.id
        left join training_class_state as training
            on training.training_class_id = class_quiz.training_class_id
            and training.withdrawn_at is null
        join test on test.id = sitting.test_id join subject on subject.id = test.subject_id
        """

    private static func sitting(_ row: Row) throws -> Sitting {
        Sitting(
            id: try row.int64("id"), code: try row.text("code"), kind: try row.choice("kind"),
            test: try row.int64("test_id"), unit: try row.optionalInt64("unit_id"),
            author: try row.int64("author_id"), title: try row.text("title"),
            subjectName: try row.text("subject_name"), className: try row.text("class_name"),
            opens: try row.instant("opens_at"), closes: try row.instant("closes_at"),
            duration: try row.optionalInt("duration"),
            grace: try row.int("grace"), decimals: try row.int("decimals"),
            review: try row.json("review"),
            practice: try row.optionalJSON("practice"),
            formCodes: try row.optionalInt("form_codes"),
            questionCount: try row.int("question_count"),
            draw: try draw(row), seal: try row.optionalText("seal"),
            isClosed: try row.bool("closed"))
    }

    // MARK: Candidates

    package func add(
        candidate person: Int64, number: String, guid: GUID = GUID(), formCode: FormCode? = nil,
        to sitting: Int64
    ) throws {
        try connection.run(
            """
            insert into candidate (guid, sitting_id, person_id, number, form_code)
            values ($1, $2, $3, $4, $5)
            """, guid, sitting, person, number, formCode?.description)
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
            Self.candidateList + """
                 where candidate.sitting_id = $1 and candidate.person_id in
                    (select id from person where id = $2 or same_as = $2)
                order by candidate.id
                """, sitting, person
        ).map(Self.candidate)
    }

    /// Gives a candidate a ticket; the earlier one stops working.
    package func setTicket(_ hash: [UInt8], of candidate: Int64) throws {
        try connection.run(
            "update candidate set ticket_hash = $2 where id = $1", candidate, hash)
    }

    /// Whose ticket this is, and for which sitting.
    package func holder(ofTicket hash: [UInt8]) throws -> TicketHolder? {
        try connection.row(
            """
            select candidate.person_id, candidate.sitting_id, sitting.code
            from candidate join sitting on sitting.id = candidate.sitting_id
            where candidate.ticket_hash = $1
            """, hash
        ).map {
            TicketHolder(
                person: try $0.int64("person_id"), sitting: try $0.int64("sitting_id"),
                code: try $0.text("code"))
        }
    }

    private static let candidateList = """
        select candidate.id, candidate.guid, candidate.person_id, candidate.number,
            candidate.form_code, person.full_name, person.identifier
        from candidate join person on person.id = candidate.person_id
        """

    private static func candidate(_ row: Row) throws -> Candidate {
        Candidate(
            id: try row.int64("id"), guid: try row.guid("guid"),
            person: try row.int64("person_id"), number: try row.text("number"),
            name: try row.text("full_name"), identifier: try row.optionalText("identifier"),
            formCode: try row.optionalText("form_code").flatMap { FormCode($0) })
    }
}
