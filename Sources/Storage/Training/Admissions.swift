package import Values

/// Who asks to come into a class, and what became of it.
package struct AdmissionStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package enum State: String, Hashable, Sendable, CaseIterable {
        /// Waits for a decision.
        case asked
        /// Approved, and waits for a place.
        case queued
        case enrolled
        case refused
        case withdrawn
    }

    package struct Listed: Hashable, Sendable {
        package let id: Int64
        package let trainingClass: Int64
        package let person: Int64
        package let name: String
        package let state: State
        package let askedAt: Instant
    }

    /// - Throws: `StoreError.constraint(.unique, _)` where one is open already.
    package func ask(
        _ person: Int64, for trainingClass: Int64, as state: State = .asked,
        sentBy unit: Int64? = nil, at now: Instant
    ) throws {
        try connection.run(
            """
            insert into admission (training_class_id, person_id, state, asked_at, unit_id)
            values ($1, $2, $3, $4, $5)
            """, trainingClass, person, state.rawValue, now, unit)
    }

    package func decide(_ id: Int64, _ state: State, by person: Int64, at now: Instant) throws {
        try connection.run(
            "update admission set state = $2, decided_by = $3, decided_at = $4 where id = $1",
            id, state.rawValue, person, now)
    }

    package func admission(_ id: Int64) throws -> Listed? {
        try connection.row(Self.list + " where admission.id = $1", id).map(Self.listed)
    }

    /// The open one of somebody.
    package func open(_ person: Int64, in trainingClass: Int64) throws -> Listed? {
        try connection.row(
            Self.list + """
                 where admission.training_class_id = $1 and admission.person_id = $2
                    and admission.state in ('asked', 'queued')
                """, trainingClass, person
        ).map(Self.listed)
    }

    /// When somebody was refused last.
    package func refused(_ person: Int64, in trainingClass: Int64) throws -> Instant? {
        try connection.row(
            """
            select max(decided_at) as at from admission
            where training_class_id = $1 and person_id = $2 and state = 'refused'
            """, trainingClass, person
        )?.optionalInstant("at")
    }

    /// Whom a unit has sent, and what became of it; by name, the last time of each.
    package func all(sentBy unit: Int64, into trainingClass: Int64) throws -> [Listed] {
        try connection.rows(
            Self.list + """
                 where admission.unit_id = $1 and admission.training_class_id = $2
                    and admission.state in ('queued', 'enrolled', 'refused')
                    and not exists (
                        select 1 from admission as later
                        where later.training_class_id = $2 and later.id > admission.id
                            and later.person_id = admission.person_id
                    )
                order by person.sort_key, admission.id
                """, unit, trainingClass
        ).map(Self.listed)
    }

    /// In one state, who asked first first.
    package func all(_ state: State, in trainingClass: Int64) throws -> [Listed] {
        try connection.rows(
            Self.list + """
                 where admission.training_class_id = $1 and admission.state = $2
                order by admission.asked_at, admission.id
                """, trainingClass, state.rawValue
        ).map(Self.listed)
    }

    /// Somebody has left: the place that was theirs is free again.
    package func end(_ person: Int64, in trainingClass: Int64, by decider: Int64, at now: Instant)
        throws
    {
        try connection.run(
            """
            update admission set state = 'withdrawn', decided_by = $3, decided_at = $4
            where training_class_id = $1 and person_id = $2 and state = 'enrolled'
            """, trainingClass, person, decider, now)
    }

    // MARK: Quotas

    package struct Quota: Hashable, Sendable {
        package let trainingClass: Int64
        package let unit: Int64
        package let unitName: String
        package let unitIdentifier: String?
        package let places: Int
        /// People that the unit has sent.
        package let taken: Int
    }

    package func setQuotas(_ places: [Int64: Int], of trainingClass: Int64) throws {
        try connection.run(
            "delete from class_quota where training_class_id = $1", trainingClass)
        for (unit, count) in places.sorted(by: { $0.key < $1.key }) {
            try connection.run(
                """
                insert into class_quota (training_class_id, unit_id, places)
                values ($1, $2, $3)
                """, trainingClass, unit, count)
        }
    }

    package func quotas(of trainingClass: Int64) throws -> [Quota] {
        try connection.rows(
            Self.quota + " where class_quota.training_class_id = $1 order by unit.sort_key",
            trainingClass
        ).map(Self.quota)
    }

    package func quotas(for unit: Int64) throws -> [Quota] {
        try connection.rows(Self.quota + " where class_quota.unit_id = $1", unit)
            .map(Self.quota)
    }

    private static let quota = """
        select class_quota.training_class_id, class_quota.unit_id, unit.name, unit.identifier,
            class_quota.places,
            (select count(*) from admission
                where admission.unit_id = class_quota.unit_id
                    and admission.training_class_id = class_quota.training_class_id
                    and admission.state in ('queued', 'enrolled')) as taken
        from class_quota join unit on unit.id = class_quota.unit_id
        """

    private static func quota(_ row: Row) throws -> Quota {
        Quota(
            trainingClass: try row.int64("training_class_id"), unit: try row.int64("unit_id"),
            unitName: try row.text("name"), unitIdentifier: try row.optionalText("identifier"),
            places: try row.int("places"), taken: try row.int("taken"))
    }

    private static let list = """
        select admission.id, admission.training_class_id, admission.person_id,
            person.full_name, admission.state, admission.asked_at
        from admission join person on person.id = admission.person_id
        """

    private static func listed(_ row: Row) throws -> Listed {
        Listed(
            id: try row.int64("id"), trainingClass: try row.int64("training_class_id"),
            person: try row.int64("person_id"), name: try row.text("full_name"),
            state: try row.choice("state"), askedAt: try row.instant("asked_at"))
    }
}
