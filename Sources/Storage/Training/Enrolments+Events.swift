package import Training
package import Values

/// What was recorded of enrolments: appended, never changed.
extension EnrolmentStore {
    /// What is to be recorded of one enrolment.
    package struct Fact: Hashable, Sendable {
        package var kind: TrainingEvent.Kind
        package var effectiveOn: CalendarDate
        package var content: TrainingEvent.Content
        /// The event to correct, where the kind is `.corrected`.
        package var corrects: Int64?

        package init(
            _ kind: TrainingEvent.Kind, on day: CalendarDate,
            _ content: TrainingEvent.Content = .init(), corrects: Int64? = nil
        ) {
            self.kind = kind
            effectiveOn = day
            self.content = content
            self.corrects = corrects
        }
    }

    /// Appends an event. What reports have packed of the class is dropped: they pack it anew.
    ///
    /// - Parameters:
    ///   - importID: the import that brought it.
    ///   - person: who records it; nil for a command on the server itself.
    @discardableResult
    package func record(
        _ fact: Fact, of enrolment: Int64, by person: Int64?, at now: Instant
    ) throws -> Int64 {
        if let known = try self.enrolment(enrolment) { try forgetRecords(of: known.trainingClass) }
        return try append(fact, to: enrolment, importID: nil, by: person, at: now)
    }

    /// As `record`, for many events of one class whose records the caller drops once.
    ///
    /// A correction goes where the event is that it corrects, so that records that are taken
    /// apart again have each their own.
    @discardableResult
    package func append(
        _ fact: Fact, to enrolment: Int64, importID: Int64?, by person: Int64?, at now: Instant
    ) throws -> Int64 {
        try connection.insert(
            """
            insert into training_event (enrolment_id, kind, effective_on, recorded_at, content,
                corrects, import_id, person_id)
            values (
                coalesce((select enrolment_id from training_event where id = $6), $1),
                $2, $3, $4, $5, $6, $7, $8)
            """,
            enrolment, fact.kind.rawValue, fact.effectiveOn, now,
            fact.content == .init() ? nil : try JSONText(fact.content), fact.corrects, importID,
            person)
    }

    /// Of the enrolments that one stands for, the one with the last completion.
    package func completed(_ enrolment: Int64) throws -> Int64 {
        try connection.row(
            """
            select enrolment_id from training_event
            where kind = 'completed'
                and enrolment_id in (select id from enrolment where id = $1 or same_as = $1)
            order by id desc limit 1
            """, enrolment
        )?.int64("enrolment_id") ?? enrolment
    }

    /// Whether somebody of a class has a mark or an outcome.
    package func hasResults(_ trainingClass: Int64) throws -> Bool {
        try connection.rows(
            """
            select id from enrolment where training_class_id = $1 and exists (
                select 1 from training_event where enrolment_id = enrolment.id
                    and kind in ('result', 'completed', 'notCompleted'))
            """, trainingClass
        ).contains { row in
            let state = TrainingState(try events(of: row.int64("id")))
            return !state.marks.isEmpty || state.total != nil || state.completedOn != nil
                || state.failedOn != nil
        }
    }

    /// Whether an event came with a sheet of results.
    package func isImported(_ event: Int64) throws -> Bool {
        try connection.row(
            "select import_id from training_event where id = $1", event
        )?.optionalInt64("import_id") != nil
    }

    /// The newest event of all: whether something was recorded meanwhile.
    package func lastEvent() throws -> Int64 {
        try connection.row("select max(id) as id from training_event")?.optionalInt64("id") ?? 0
    }

    /// What reports have packed of a class no longer holds.
    package func forgetRecords(of trainingClass: Int64) throws {
        try connection.run(
            """
            insert into class_stale (training_class_id, generation) values ($1, 1)
            on conflict (training_class_id) do update set generation = generation + 1
            """, trainingClass)
    }

    /// The events of one enrolment and of those that it stands for, as they were recorded.
    /// Where some of these have completed, results of the others do not mix with theirs.
    package func events(of enrolment: Int64) throws -> [TrainingEvent] {
        let rows = try connection.rows(
            """
            select id, kind, effective_on, recorded_at, content, corrects, enrolment_id
            from training_event
            where enrolment_id in (select id from enrolment where id = $1 or same_as = $1)
            order by id
            """, enrolment)
        let events = try rows.map(Self.event)
        let owners = try rows.map { try $0.int64("enrolment_id") }
        guard let first = owners.first, owners.contains(where: { $0 != first }) else {
            return events
        }
        let grouped = Dictionary(grouping: events.indices) { owners[$0] }
        let completed = Set(
            grouped.filter { _, places in
                let state = TrainingState(places.map { events[$0] })
                return state.completedOn != nil && state.revokedOn == nil
            }.keys)
        guard !completed.isEmpty else { return events }
        return events.indices.filter { place in
            completed.contains(owners[place])
                || [.enrolled, .attended].contains(events[place].kind)
        }.map { events[$0] }
    }

    /// Who recorded each event of an enrolment, by event.
    package func recorders(of enrolment: Int64) throws -> [Int64: String] {
        Dictionary(
            uniqueKeysWithValues: try connection.rows(
                """
                select training_event.id, person.full_name from training_event
                join person on person.id = training_event.person_id
                where training_event.enrolment_id in
                    (select id from enrolment where id = $1 or same_as = $1)
                """, enrolment
            ).map { (try $0.int64("id"), try $0.text("full_name")) })
    }

    /// Hands over all events of a class, enrolment after enrolment.
    package func forEachEvent(
        in trainingClass: Int64, do body: (Enrolment, TrainingEvent) throws -> Void
    ) throws {
        try connection.forEach(
            """
            select event.id, event.kind, event.effective_on, event.recorded_at, event.content,
                event.corrects, enrolment.id as enrolment_id, enrolment.training_class_id,
                enrolment.person_id, coalesce(enrolment.same_as, enrolment.id) as stands_for
            from enrolment join training_event as event on event.enrolment_id = enrolment.id
            where enrolment.training_class_id = $1 order by enrolment.person_id, event.id
            """, trainingClass
        ) { row in
            try body(
                Enrolment(
                    id: try row.int64("enrolment_id"),
                    trainingClass: try row.int64("training_class_id"),
                    person: try row.int64("person_id"), standsFor: try row.int64("stands_for")),
                Self.event(row))
        }
    }

    static func event(_ row: Row) throws -> TrainingEvent {
        TrainingEvent(
            id: try row.int64("id"), kind: try row.choice("kind"),
            effectiveOn: try row.date("effective_on"), recordedAt: try row.instant("recorded_at"),
            content: try row.optionalJSON("content") ?? .init(),
            corrects: try row.optionalInt64("corrects"))
    }
}
