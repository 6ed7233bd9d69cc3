package import Training
package import Values

/// Who is in which class, and the events about each: the truth beneath every figure.
package struct EnrolmentStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    /// One record of a person in one class.
    ///
    /// Where two records of a person were joined and both are in a class, one enrolment
    /// stands for both: what is asked of it answers for the other too, which lists leave out.
    package struct Enrolment: Hashable, Sendable {
        package let id: Int64
        package let trainingClass: Int64
        /// The record that was enrolled.
        package let person: Int64
        /// The enrolment that stands for it: itself, where nothing was joined.
        package let standsFor: Int64
    }

    /// Somebody in a class, with what is known of it now.
    package struct Member: Hashable, Sendable {
        package let enrolment: Int64
        package let person: Int64
        package let code: String
        package let identifier: String?
        package let name: String
        /// Where a page of members goes on.
        package let sortKey: String
        package let state: TrainingState
    }

    /// The enrolment of somebody in a class, made if there is none. No event comes with it.
    package func enrolment(
        of person: Int64, in trainingClass: Int64, at now: Instant
    ) throws -> Int64 {
        if let known = try find(person, in: trainingClass) { return known.id }
        return try connection.insert(
            """
            insert into enrolment (guid, training_class_id, person_id, created_at)
            values ($1, $2, $3, $4)
            """, GUID(), trainingClass, person, now)
    }

    /// The enrolment that stands for somebody in a class, whichever of their records is in it.
    package func find(_ person: Int64, in trainingClass: Int64) throws -> Enrolment? {
        try connection.row(
            Self.list + """
                 where training_class_id = $1 and same_as is null and person_id in (
                    select id from person
                    where id = (select coalesce(same_as, id) from person where id = $2)
                        or same_as = (select coalesce(same_as, id) from person where id = $2)
                )
                """, trainingClass, person
        ).map(Self.enrolment)
    }

    package func enrolment(_ id: Int64) throws -> Enrolment? {
        try connection.row(Self.list + " where id = $1", id).map(Self.enrolment)
    }

    /// Everybody of a class.
    package func all(in trainingClass: Int64) throws -> [Enrolment] {
        try connection.rows(
            Self.list + " where training_class_id = $1 and same_as is null", trainingClass
        ).map(Self.enrolment)
    }

    /// Everything that one record of a person was ever enrolled in and stands for.
    package func enrolments(of person: Int64) throws -> [Enrolment] {
        try connection.rows(
            Self.list + " where person_id = $1 and same_as is null", person
        ).map(Self.enrolment)
    }

    private static let list = """
        select id, training_class_id, person_id, coalesce(same_as, id) as stands_for
        from enrolment
        """

    private static func enrolment(_ row: Row) throws -> Enrolment {
        Enrolment(
            id: try row.int64("id"), trainingClass: try row.int64("training_class_id"),
            person: try row.int64("person_id"), standsFor: try row.int64("stands_for"))
    }

    /// Lets one enrolment a class stand for all records that are of one person, each record's
    /// own for itself.
    ///
    /// - Parameters:
    ///   - person: the record that stands for the others.
    ///   - records: all of them, and those that were parted from it.
    func join(_ records: [Int64], of person: Int64) throws {
        for record in records {
            try connection.run(
                """
                update enrolment set same_as = nullif((
                    select other.id from enrolment as other
                    join person on person.id = other.person_id
                    where other.training_class_id = enrolment.training_class_id
                        and $2 in (person.id, person.same_as)
                    order by person.same_as is not null, other.id limit 1
                ), enrolment.id)
                where person_id = $1
                """, record, person)
        }
    }

    /// How many were ever enrolled in a class.
    package func count(in trainingClass: Int64) throws -> Int {
        try connection.row(
            """
            select count(*) as n from enrolment where training_class_id = $1 and same_as is null
            """, trainingClass
        )?.int("n") ?? 0
    }

    /// Those of a class who may not be in it any more: they left, something was corrected, or
    /// nothing stands.
    package func doubtful(in trainingClass: Int64) throws -> [Int64] {
        try connection.rows(
            """
            select id from enrolment where training_class_id = $1 and same_as is null and (
                not exists (select 1 from training_event where enrolment_id = enrolment.id)
                or exists (select 1 from enrolment as joined where joined.same_as = enrolment.id)
                or exists (select 1 from training_event where enrolment_id = enrolment.id
                    and kind in ('left', 'corrected')))
            """, trainingClass
        ).map { try $0.int64("id") }
    }

    // MARK: Members

    /// A page of a class's people in Vietnamese order.
    ///
    /// - Parameter place: sort key and person of the last one before; nil for the first page.
    package func members(
        of trainingClass: Int64, after place: (sortKey: String, person: Int64)?, limit: Int
    ) throws -> [Member] {
        var (members, place): ([Member], (sortKey: String, person: Int64)?) = ([], place)
        while members.count < limit {
            let wanted = limit - members.count
            let page = try page(of: trainingClass, after: place, limit: wanted)
            // Of whom nothing stands any more, they never were in it.
            members += page.filter { $0.state != TrainingState() }
            guard page.count == wanted, let last = page.last else { break }
            place = (last.sortKey, last.person)
        }
        return members
    }

    private func page(
        of trainingClass: Int64, after place: (sortKey: String, person: Int64)?, limit: Int
    ) throws -> [Member] {
        try connection.rows(
            """
            select enrolment.id, person.id as person_id, person.code, person.identifier,
                person.full_name, person.sort_key
            from enrolment join person as record on record.id = enrolment.person_id
            join person on person.id = coalesce(record.same_as, record.id)
            where enrolment.training_class_id = $1 and enrolment.same_as is null
                and (person.sort_key, person.id) > ($2, $3)
            order by person.sort_key, person.id limit $4
            """, trainingClass, place?.sortKey ?? "", place?.person ?? 0, limit
        ).map { row in
            let id = try row.int64("id")
            return Member(
                enrolment: id, person: try row.int64("person_id"), code: try row.text("code"),
                identifier: try row.optionalText("identifier"), name: try row.text("full_name"),
                sortKey: try row.text("sort_key"), state: TrainingState(try events(of: id)))
        }
    }
}
