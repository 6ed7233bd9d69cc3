package import People
package import Storage
package import Values

/// People as the department and the heads of units look after them.
package struct Persons: Sendable {
    let database: Database
    let sessions: Sessions

    package init(database: Database, sessions: Sessions) {
        self.database = database
        self.sessions = sessions
    }

    /// A person as lists show them: with the post or the class of the day.
    package struct Listed: Sendable {
        package let person: PeopleStore.Listed
        package let post: PostStore.Post?
        /// The main post's unit, else the class.
        package let unit: UnitStore.Unit?
    }

    /// A page of people, in Vietnamese order.
    ///
    /// - Parameters:
    ///   - unit: the code of the unit whose people are wanted; the head of units sees only
    ///     those, and without a unit those of the first.
    ///   - place: the code of the last person of the page before.
    /// - Returns: nil when there is no such unit.
    /// - Throws: `AccessDenied`.
    package func list(
        words: String, unit: String?, kind: PeopleStore.Filter.Kind?, after place: String?,
        limit: Int, on day: CalendarDate? = nil, by principal: Principal, at now: Instant
    ) async throws -> (people: [Listed], unit: UnitStore.Unit?)? {
        let seesAll = Access.allows(.readPeople, on: .other, to: principal.roles)
        if !seesAll { try principal.require(.readPeople, on: .unit) }
        let today = AsOf(day ?? VietnamTime.date(of: now))
        return try await database.read { connection in
            var shown: UnitStore.Unit?
            if let unit {
                shown = try Organisation.find(
                    unit, for: .readPeople, by: principal, connection, at: now)
                guard shown != nil else { return nil }
            } else if !seesAll, let first = principal.heads.min() {
                shown = try UnitStore(connection).unit(first)
            }
            let people = PeopleStore(connection)
            let last = try place.flatMap { try people.person(code: $0)?.id }
            let found = try people.list(
                .init(words: words, unit: shown?.id, kind: kind), after: last, limit: limit, today)
            return (try found.map { try Self.listed($0, today, connection) }, shown)
        }
    }

    private static func listed(
        _ person: PeopleStore.Listed, _ asOf: AsOf, _ connection: Connection
    ) throws -> Listed {
        let units = UnitStore(connection)
        if let post = try PostStore(connection).mainPost(of: person.id, asOf) {
            return Listed(person: person, post: post, unit: try units.unit(post.unit))
        }
        let room = try MembershipStore(connection).memberships(of: person.id).last {
            $0.from <= asOf.date && ($0.until.map { $0 > asOf.date } ?? true)
        }
        return Listed(person: person, post: nil, unit: try room.flatMap { try units.unit($0.unit) })
    }

    // MARK: One person

    /// Everything about one person.
    package struct Shown: Sendable {
        package let person: PeopleStore.Listed
        package let roles: Set<Role>
        /// Whether the last post has ended, and access with it.
        package let hasEnded: Bool
        package let posts: [(post: PostStore.Post, unit: UnitStore.Unit)]
        package let classes: [(membership: MembershipStore.Membership, unit: UnitStore.Unit)]
        /// Decisions that records are of one person, with the record that was joined.
        package let merges: [(merge: PeopleStore.Merge, record: PeopleStore.Listed)]
        /// Others of the same name who may be the same.
        package let namesakes: [Listed]
        package let mayChange: Bool
    }

    /// - Returns: nil when there is no such person.
    /// - Throws: `AccessDenied`.
    package func person(
        _ code: String, by principal: Principal, at now: Instant
    ) async throws -> Shown? {
        try await database.read { connection in
            guard
                let person = try Self.find(
                    code, for: .readPeople, by: principal, connection, at: now)
            else { return nil }
            let mayChange = Access.allows(.changePeople, on: .other, to: principal.roles)
            return try Self.shown(person, mayChange, connection, at: now)
        }
    }

    private static func shown(
        _ person: PeopleStore.Listed, _ mayChange: Bool, _ connection: Connection, at now: Instant
    ) throws -> Shown {
        let (people, units) = (PeopleStore(connection), UnitStore(connection))
        let today = VietnamTime.date(of: now)
        let principal = try people.principal(person.id, on: today)
        let posts = try PostStore(connection).posts(of: person.id).compactMap { post in
            try units.unit(post.unit).map { (post, $0) }
        }
        let classes = try MembershipStore(connection).memberships(of: person.id).compactMap {
            membership in try units.unit(membership.unit).map { (membership, $0) }
        }
        let merges = try people.merges(of: person.id).compactMap { merge in
            try people.person(merge.person).map { (merge, $0) }
        }
        let others = try people.others(of: person.id)
        let namesakes =
            mayChange
            ? try people.namesakes(of: person.details)
                .filter { $0.id != person.id && !others.contains($0.id) }
                .map { try listed($0, AsOf(today), connection) } : []
        return Shown(
            person: person, roles: try people.roles(of: person.id),
            hasEnded: principal?.roles.isEmpty ?? true, posts: posts, classes: classes,
            merges: merges, namesakes: namesakes, mayChange: mayChange)
    }

    /// The person, if this person may do this to them; a joined record leads to the one that
    /// stands for it.
    static func find(
        _ code: String, for useCase: UseCase, by principal: Principal, _ connection: Connection,
        at now: Instant
    ) throws -> PeopleStore.Listed? {
        let people = PeopleStore(connection)
        guard let record = try people.person(code: code),
            let person = try people.person(try people.root(of: record.id))
        else { return nil }
        try principal.require(
            useCase, on: try relation(of: principal, to: person.id, connection, at: now))
        return person
    }

    /// Whether somebody is oneself, of a unit that one heads, or neither.
    private static func relation(
        of principal: Principal, to person: Int64, _ connection: Connection, at now: Instant
    ) throws -> Relation {
        if principal.isSelf(person) { return .own }
        guard !principal.heads.isEmpty else { return .other }
        let today = AsOf(VietnamTime.date(of: now))
        let rooms = try MembershipStore(connection).memberships(of: person).filter {
            $0.from <= today.date && ($0.until.map { $0 > today.date } ?? true)
        }
        let places =
            try PostStore(connection).posts(of: person, today).map(\.unit) + rooms.map(\.unit)
        let units = UnitStore(connection)
        return try places.contains { try units.isWithin($0, principal.heads, today) }
            ? .unit : .other
    }
}
