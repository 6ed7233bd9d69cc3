package import Values

/// Practices that are given in training classes.
package struct ClassQuizStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Quiz: Hashable, Sendable {
        package let id: Int64
        package let sitting: Int64
        /// The component of the programme that its mark is.
        package let component: String
    }

    package func add(
        _ sitting: Int64, for component: String, to trainingClass: Int64, at now: Instant
    ) throws {
        try connection.run(
            """
            insert into class_quiz (training_class_id, sitting_id, component, created_at)
            values ($1, $2, $3, $4)
            """, trainingClass, sitting, component, now)
    }

    /// As they were given.
    package func quizzes(of trainingClass: Int64) throws -> [Quiz] {
        try connection.rows(
            """
            select id, sitting_id, component from class_quiz
            where training_class_id = $1 order by id
            """, trainingClass
        ).map {
            Quiz(
                id: try $0.int64("id"), sitting: try $0.int64("sitting_id"),
                component: try $0.text("component"))
        }
    }

    // MARK: Marks that were taken over

    package func mark(of enrolment: Int64, in quiz: Int64) throws -> Mark? {
        try connection.row(
            "select mark from class_quiz_mark where class_quiz_id = $1 and enrolment_id = $2",
            quiz, enrolment
        )?.mark("mark")
    }

    package func setMark(_ mark: Mark, of enrolment: Int64, in quiz: Int64) throws {
        try connection.run(
            """
            insert into class_quiz_mark (class_quiz_id, enrolment_id, mark) values ($1, $2, $3)
            on conflict (class_quiz_id, enrolment_id) do update set mark = $3
            """, quiz, enrolment, mark)
    }
}
