package import Values

/// Which questions sittings used, and what was earned with them.
package struct QuestionUseStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    /// How often a question was used.
    package struct Use: Hashable, Sendable {
        package let question: Int64
        /// Exams and practices whose forms hold it.
        package let sittings: Int
        /// Candidates' forms with it.
        package let forms: Int
        /// When the last of those sittings opened, or opens.
        package let last: Instant
        /// Papers with it that were marked.
        package let papers: Int
        /// The mean share of its marks that those earned, in thousandths; nil before
        /// any was marked.
        package let facility: Int?
    }

    /// Notes what the forms of a sitting hold.
    ///
    /// - Parameter forms: for each question, how many candidates' forms have it.
    package func record(forms: [GUID: Int], of sitting: Int64) throws {
        for (question, count) in forms {
            try connection.run(
                """
                insert into question_use (question_id, sitting_id, forms, papers, earned)
                select id, $2, $3, 0, 0 from question where guid = $1
                on conflict (question_id, sitting_id) do update set forms = excluded.forms
                """, question, sitting, count)
            try connection.run(
                """
                update question set uses = (select count(*) from question_use
                    where question_use.question_id = question.id)
                where guid = $1
                """, question)
        }
    }

    /// Notes what the marked papers of a sitting earned with a question.
    ///
    /// - Parameter earned: of all papers together, in thousandths of its marks.
    package func record(
        papers: Int, earned: Int, with question: GUID, of sitting: Int64
    ) throws {
        try connection.run(
            """
            update question_use set papers = $3, earned = $4
            where sitting_id = $2 and question_id = (select id from question where guid = $1)
            """, question, sitting, papers, earned)
        try connection.run(
            """
            update question set facility = (select sum(earned) / nullif(sum(papers), 0)
                from question_use where question_use.question_id = question.id)
            where guid = $1
            """, question)
    }

    /// The use of every question of a bank that some sitting used.
    package func uses(in subject: Int64) throws -> [Use] {
        try connection.rows(
            Self.list + " where question.subject_id = $1 group by question.id", subject
        ).map(Self.use)
    }

    /// The use of one question; nil where no sitting used it.
    package func use(of question: Int64) throws -> Use? {
        try connection.row(
            Self.list + " where question.id = $1 group by question.id", question
        ).map(Self.use)
    }

    private static let list = """
        select question.id, count(*) as sittings, sum(question_use.forms) as forms,
            max(sitting.opens_at) as last, sum(question_use.papers) as papers,
            sum(question_use.earned) as earned
        from question join question_use on question_use.question_id = question.id
        join sitting on sitting.id = question_use.sitting_id
        """

    private static func use(_ row: Row) throws -> Use {
        let papers = try row.int("papers")
        return Use(
            question: try row.int64("id"), sittings: try row.int("sittings"),
            forms: try row.int("forms"), last: try row.instant("last"), papers: papers,
            facility: papers > 0 ? try row.int("earned") / papers : nil)
    }

    /// The questions that forms of a sitting hold.
    package func questions(of sitting: Int64) throws -> Set<GUID> {
        Set(
            try connection.rows(
                """
                select question.guid from question_use
                join question on question.id = question_use.question_id
                where question_use.sitting_id = $1
                """, sitting
            ).map { try $0.guid("guid") })
    }

    /// The questions of a bank that a sitting used which opened at a time or later.
    package func used(in subject: Int64, since: Instant) throws -> Set<Int64> {
        Set(
            try connection.rows(
                """
                select distinct question.id from question
                join question_use on question_use.question_id = question.id
                join sitting on sitting.id = question_use.sitting_id
                where question.subject_id = $1 and sitting.opens_at >= $2
                """, subject, since
            ).map { try $0.int64("id") })
    }
}
