package import Values

/// What trainees say of their class, without saying who said it.
package struct ClassSurveyStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Survey: Hashable, Sendable {
        package let questions: [String]
        package let isOpen: Bool
    }

    package struct Answer: Hashable, Sendable {
        /// 1 to 5 of each question; nil where nothing was chosen.
        package let ratings: [Int?]
        package let comment: String

        package init(ratings: [Int?], comment: String) {
            self.ratings = ratings
            self.comment = comment
        }
    }

    /// Once anybody has answered, the questions stay.
    package func open(_ questions: [String], in trainingClass: Int64, at now: Instant) throws {
        try connection.run(
            """
            insert into class_survey (training_class_id, questions, opened_at)
            values ($1, $2, $3)
            on conflict (training_class_id) do update set questions = $2, closed_at = null
            """, trainingClass, questions.joined(separator: "\n"), now)
    }

    package func close(_ trainingClass: Int64, at now: Instant) throws {
        try connection.run(
            "update class_survey set closed_at = $2 where training_class_id = $1",
            trainingClass, now)
    }

    package func survey(of trainingClass: Int64) throws -> Survey? {
        try connection.row(
            "select questions, closed_at from class_survey where training_class_id = $1",
            trainingClass
        ).map {
            Survey(
                questions: try $0.text("questions").split(separator: "\n").map(String.init),
                isOpen: try $0.optionalInstant("closed_at") == nil)
        }
    }

    package func hasAnswered(_ enrolment: Int64, in trainingClass: Int64) throws -> Bool {
        try connection.row(
            """
            select 1 as one from class_survey_voter
            where training_class_id = $1 and enrolment_id = $2
            """, trainingClass, enrolment) != nil
    }

    /// Two rows that nothing joins: somebody has answered, and an answer.
    ///
    /// - Parameter id: random, so that answers have no order.
    /// - Throws: `StoreError.constraint(.unique, _)` for a second answer.
    package func answer(
        _ answer: Answer, by enrolment: Int64, in trainingClass: Int64, id: Int64
    ) throws {
        try connection.run(
            """
            insert into class_survey_voter (training_class_id, enrolment_id) values ($1, $2)
            """, trainingClass, enrolment)
        try connection.run(
            """
            insert into class_survey_answer (id, training_class_id, ratings, comment)
            values ($1, $2, $3, $4)
            """,
            id, trainingClass, answer.ratings.map { $0.map(String.init) ?? "-" }.joined(),
            answer.comment)
    }

    package func answers(in trainingClass: Int64) throws -> [Answer] {
        try connection.rows(
            """
            select ratings, comment from class_survey_answer
            where training_class_id = $1 order by id
            """, trainingClass
        ).map {
            Answer(
                ratings: try $0.text("ratings").map(\.wholeNumberValue),
                comment: try $0.text("comment"))
        }
    }
}
