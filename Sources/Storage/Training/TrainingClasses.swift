package import Training
package import Values

/// Classes of teacher training, their trainers, and who is enrolled.
package struct TrainingClassStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Listed: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let trainingClass: TrainingClass
        package let programme: Int64
        package let programmeName: String
        package let kind: ProgrammeKind
        /// The host.
        package let unit: Int64
        package let unitName: String
        /// How many are or were enrolled.
        package let people: Int
    }

    /// - Throws: `StoreError.constraint(.unique, _)` when a class has this identifier.
    package func add(
        _ trainingClass: TrainingClass, of programme: Int64, hostedBy unit: Int64, code: String,
        at now: Instant
    ) throws -> Int64 {
        let id = try connection.insert(
            """
            insert into training_class (guid, code, identifier, created_at)
            values ($1, $2, $3, $4)
            """, GUID(), code, trainingClass.identifier, now)
        try record(trainingClass, programme, unit, of: id, at: now)
        return id
    }

    /// Lets the standing state end and another begin; nothing where they are the same.
    ///
    /// - Throws: `StoreError.constraint(.unique, _)` as `add`.
    package func change(
        _ id: Int64, to trainingClass: TrainingClass, of programme: Int64,
        hostedBy unit: Int64, at now: Instant
    ) throws {
        if let known = try self.trainingClass(id), known.trainingClass == trainingClass,
            known.programme == programme, known.unit == unit
        {
            return
        }
        try connection.run(
            "update training_class set identifier = $2 where id = $1", id,
            trainingClass.identifier)
        try connection.run(
            """
            update training_class_state set withdrawn_at = $2
            where training_class_id = $1 and withdrawn_at is null
            """, id, now)
        try record(trainingClass, programme, unit, of: id, at: now)
    }

    private func record(
        _ trainingClass: TrainingClass, _ programme: Int64, _ unit: Int64, of id: Int64,
        at now: Instant
    ) throws {
        try connection.run(
            """
            insert into training_class_state (training_class_id, programme_id, unit_id, title,
                from_date, until_date, mode, place, link, capacity, admission, cancelled_on,
                cancel_reason, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """,
            id, programme, unit, trainingClass.title, trainingClass.from, trainingClass.until,
            trainingClass.mode.rawValue, trainingClass.place, trainingClass.link,
            trainingClass.capacity, trainingClass.admission.rawValue,
            trainingClass.cancelled?.on, trainingClass.cancelled?.reason, now)
    }

    package func trainingClass(_ id: Int64) throws -> Listed? {
        try connection.row(
            Self.list + " and training_class.id = $1", id
        ).map(Self.listed)
    }

    package func trainingClass(code: String) throws -> Listed? {
        try connection.row(
            Self.list + " and training_class.code = $1", code
        ).map(Self.listed)
    }

    package func trainingClass(identifier: String) throws -> Listed? {
        try connection.row(
            Self.list + " and training_class.identifier = $1", identifier
        ).map(Self.listed)
    }

    /// Where a page of classes begins: behind this one, newest first.
    package struct Place: Hashable, Sendable {
        package let from: CalendarDate
        package let id: Int64

        package init(from: CalendarDate, id: Int64) {
            self.from = from
            self.id = id
        }
    }

    /// A page of all classes, the latest first.
    package func list(after place: Place?, limit: Int) throws -> [Listed] {
        try connection.rows(
            Self.list + """
                 and (state.from_date, state.training_class_id) < ($1, $2)
                order by state.from_date desc, state.training_class_id desc limit $3
                """,
            place?.from.iso ?? "9999-12-31", place?.id ?? .max, limit
        ).map(Self.listed)
    }

    /// The classes that somebody trains, the latest first.
    package func classes(trainedBy person: Int64) throws -> [Listed] {
        try connection.rows(
            Self.list + """
                 and training_class.id in
                    (select training_class_id from trainer where person_id in
                        (select id from person where id = $1 or same_as = $1))
                order by state.from_date desc, training_class.id desc
                """, person
        ).map(Self.listed)
    }

    /// Classes of a programme that are not over on a day.
    package func classes(of programme: Int64, on day: CalendarDate) throws -> [Listed] {
        try connection.rows(
            Self.list + " and state.programme_id = $1 and state.until_date >= $2", programme, day
        ).map(Self.listed)
    }

    /// The classes that take people who ask and are not over, the soonest first; a page of them.
    package func open(on day: CalendarDate) throws -> [Listed] {
        try connection.rows(
            Self.list + """
                 and state.admission = 'registration' and state.until_date >= $1
                and state.cancelled_on is null
                order by state.from_date, training_class.id limit 50
                """, day
        ).map(Self.listed)
    }

    private static let list = """
        select training_class.id, training_class.code, training_class.identifier,
            state.programme_id, programme_state.name as programme_name, programme_state.kind,
            state.unit_id, unit.name as unit_name, state.title, state.from_date,
            state.until_date, state.mode, state.place, state.link, state.capacity,
            state.admission, state.cancelled_on, state.cancel_reason,
            (select count(*) from enrolment
                where enrolment.training_class_id = training_class.id
                    and enrolment.same_as is null) as people
        from training_class_state as state
        join training_class on training_class.id = state.training_class_id
        join programme_state on programme_state.programme_id = state.programme_id
            and programme_state.withdrawn_at is null
        join unit on unit.id = state.unit_id
        where state.withdrawn_at is null
        """

    private static func listed(_ row: Row) throws -> Listed {
        var trainingClass = TrainingClass(
            identifier: try row.text("identifier"), title: try row.text("title"),
            from: try row.date("from_date"), until: try row.date("until_date"),
            mode: try row.choice("mode"), place: try row.text("place"),
            link: try row.text("link"), capacity: try row.optionalInt("capacity"),
            admission: try row.choice("admission"))
        if let on = try row.optionalDate("cancelled_on") {
            trainingClass.cancelled = .init(on: on, because: try row.text("cancel_reason"))
        }
        return Listed(
            id: try row.int64("id"), code: try row.text("code"), trainingClass: trainingClass,
            programme: try row.int64("programme_id"),
            programmeName: try row.text("programme_name"), kind: try row.choice("kind"),
            unit: try row.int64("unit_id"), unitName: try row.text("unit_name"),
            people: try row.int("people"))
    }
}

extension TrainingClassStore {
    package struct Trainer: Hashable, Sendable {
        package let person: Int64
        package let code: String
        package let name: String
    }

    package func addTrainer(_ person: Int64, to trainingClass: Int64) throws {
        try connection.run(
            """
            insert into trainer (training_class_id, person_id) values ($1, $2)
            on conflict do nothing
            """, trainingClass, person)
    }

    package func removeTrainer(_ person: Int64, from trainingClass: Int64) throws {
        try connection.run(
            "delete from trainer where training_class_id = $1 and person_id = $2",
            trainingClass, person)
    }

    package func trainers(of trainingClass: Int64) throws -> [Trainer] {
        try connection.rows(
            """
            select person.id, person.code, person.full_name from trainer
            join person on person.id = trainer.person_id
            where trainer.training_class_id = $1 order by person.sort_key, person.id
            """, trainingClass
        ).map {
            Trainer(
                person: try $0.int64("id"), code: try $0.text("code"),
                name: try $0.text("full_name"))
        }
    }

    package func isTrainer(_ person: Int64, of trainingClass: Int64) throws -> Bool {
        try connection.row(
            """
            select 1 as one from trainer where training_class_id = $1 and person_id in
                (select id from person where id = $2 or same_as = $2)
            """, trainingClass, person) != nil
    }
}
