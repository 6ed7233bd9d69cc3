package import Values

/// What is announced, asked and answered in classes.
package struct ClassNoteStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case announcement
        case question
        case answer
    }

    package struct Note: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let kind: Kind
        /// The question that it answers.
        package let answers: Int64?
        package let name: String
        package let text: String
        package let at: Instant
    }

    /// Letters of a note.
    package static let longest = 10_000

    package func add(
        _ kind: Kind, _ text: String, to trainingClass: Int64, answering question: Int64? = nil,
        code: String, by person: Int64, at now: Instant
    ) throws {
        try connection.run(
            """
            insert into class_note (code, training_class_id, kind, answers, person_id, body, at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """, code, trainingClass, kind.rawValue, question, person, text, now)
    }

    package func remove(_ id: Int64, at now: Instant) throws {
        try connection.run("update class_note set removed_at = $2 where id = $1", id, now)
    }

    /// As they were written.
    package func notes(of trainingClass: Int64) throws -> [Note] {
        try connection.rows(
            """
            select class_note.id, class_note.code, class_note.kind, class_note.answers,
                person.full_name, class_note.body, class_note.at
            from class_note join person on person.id = class_note.person_id
            where class_note.training_class_id = $1 and class_note.removed_at is null
            order by class_note.id
            """, trainingClass
        ).map {
            Note(
                id: try $0.int64("id"), code: try $0.text("code"), kind: try $0.choice("kind"),
                answers: try $0.optionalInt64("answers"), name: try $0.text("full_name"),
                text: try $0.text("body"), at: try $0.instant("at"))
        }
    }
}
