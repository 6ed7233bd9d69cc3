package import Values

/// What trainees hand in as files, and what they get for it.
package struct AssignmentStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Assignment: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let trainingClass: Int64
        package let title: String
        /// In the markup of questions.
        package let text: String
        package let due: Instant
        /// The component of the programme that its mark is.
        package let component: String?
    }

    package struct HandIn: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let assignment: Int64
        package let enrolment: Int64
        package let person: Int64
        package let personName: String
        package let name: String
        package let at: Instant
        package let mark: Mark?
        package let remark: String?
        package let file: StoredFileStore.File
    }

    package func add(
        _ title: String, _ text: String, due: Instant, component: String?,
        to trainingClass: Int64, code: String, at now: Instant
    ) throws {
        try connection.run(
            """
            insert into assignment (code, training_class_id, title, body, due_at, component,
                created_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """, code, trainingClass, title, text, due, component, now)
    }

    package func change(_ id: Int64, to title: String, _ text: String, due: Instant) throws {
        try connection.run(
            "update assignment set title = $2, body = $3, due_at = $4 where id = $1", id, title,
            text, due)
    }

    package func remove(_ id: Int64, at now: Instant) throws {
        try connection.run("update assignment set removed_at = $2 where id = $1", id, now)
    }

    package func assignment(code: String) throws -> Assignment? {
        try connection.row(Self.list + " and code = $1", code).map(Self.assignment)
    }

    package func assignments(of trainingClass: Int64) throws -> [Assignment] {
        try connection.rows(
            Self.list + " and training_class_id = $1 order by due_at, id", trainingClass
        ).map(Self.assignment)
    }

    private static let list = """
        select id, code, training_class_id, title, body, due_at, component
        from assignment where removed_at is null
        """

    private static func assignment(_ row: Row) throws -> Assignment {
        Assignment(
            id: try row.int64("id"), code: try row.text("code"),
            trainingClass: try row.int64("training_class_id"), title: try row.text("title"),
            text: try row.text("body"), due: try row.instant("due_at"),
            component: try row.optionalText("component"))
    }

    // MARK: What was handed in

    package func handIn(
        _ file: Int64, named name: String, for assignment: Int64, by enrolment: Int64,
        code: String, at now: Instant
    ) throws {
        try connection.run(
            """
            insert into hand_in (code, assignment_id, enrolment_id, file_id, name, at)
            values ($1, $2, $3, $4, $5, $6)
            """, code, assignment, enrolment, file, name, now)
    }

    package func setMark(_ mark: Mark, _ remark: String, of id: Int64, by person: Int64) throws {
        try connection.run(
            "update hand_in set mark = $2, remark = $3, marked_by = $4 where id = $1",
            id, mark, remark, person)
    }

    package func handIn(code: String) throws -> HandIn? {
        try connection.row(Self.handIns + " where hand_in.code = $1", code).map(Self.handIn)
    }

    /// Of one trainee, the first first.
    package func handIns(of enrolment: Int64) throws -> [HandIn] {
        try connection.rows(
            Self.handIns + """
                 where hand_in.enrolment_id in (
                    select id from enrolment where id = $1 or same_as = $1
                ) order by hand_in.id
                """, enrolment
        ).map(Self.handIn)
    }

    /// The last one of each trainee, in Vietnamese order.
    package func lastHandIns(for assignment: Int64) throws -> [HandIn] {
        try connection.rows(
            Self.handIns + """
                 where hand_in.assignment_id = $1 and not exists (
                    select 1 from hand_in as later
                    join enrolment as its on its.id = later.enrolment_id
                    where later.assignment_id = $1 and later.id > hand_in.id
                        and coalesce(its.same_as, its.id)
                            = coalesce(enrolment.same_as, enrolment.id)
                )
                order by person.sort_key, person.id
                """, assignment
        ).map(Self.handIn)
    }

    private static let handIns = """
        select hand_in.id, hand_in.code, hand_in.assignment_id,
            coalesce(enrolment.same_as, enrolment.id) as enrolment_id, hand_in.name, hand_in.at,
            hand_in.mark, hand_in.remark, person.id as person_id,
            person.full_name, stored_file.id as file_id, stored_file.hash,
            stored_file.media_type, stored_file.size
        from hand_in join stored_file on stored_file.id = hand_in.file_id
        join enrolment on enrolment.id = hand_in.enrolment_id
        join person as record on record.id = enrolment.person_id
        join person on person.id = coalesce(record.same_as, record.id)
        """

    private static func handIn(_ row: Row) throws -> HandIn {
        HandIn(
            id: try row.int64("id"), code: try row.text("code"),
            assignment: try row.int64("assignment_id"),
            enrolment: try row.int64("enrolment_id"), person: try row.int64("person_id"),
            personName: try row.text("full_name"), name: try row.text("name"),
            at: try row.instant("at"), mark: try row.optionalMark("mark"),
            remark: try row.optionalText("remark"),
            file: .init(
                id: try row.int64("file_id"), hash: try row.text("hash"),
                mediaType: try row.text("media_type"), size: try row.int("size")))
    }
}
