package import People
package import Values

/// What happens to units from a day on. Each is one part of a transaction of its caller.
extension UnitStore {
    /// - Throws: `UnitFault.notThere`.
    package func rename(
        _ unit: Int64, to name: String, from date: CalendarDate, at now: Instant
    ) throws {
        try set(\.name, to: VietnameseText.clean(name), of: unit, from: date, at: now)
    }

    /// - Throws: `UnitFault.notThere`.
    package func setLevel(
        _ level: SchoolLevel?, of unit: Int64, from date: CalendarDate, at now: Instant
    ) throws {
        try set(\.level, to: level, of: unit, from: date, at: now)
    }

    /// Puts a unit below another from a day on.
    ///
    /// - Throws: `UnitFault.notThere`; `.circle` where it would lie below itself.
    package func move(
        _ unit: Int64, below parent: Int64?, from date: CalendarDate, at now: Instant
    ) throws {
        if let parent {
            guard try placed(parent, AsOf(date)) != nil else { throw UnitFault.notThere }
            guard try !isWithin(parent, [unit], AsOf(date)) else { throw UnitFault.circle }
        }
        try set(\.parent, to: parent, of: unit, from: date, at: now)
    }

    private func set<Part: Hashable>(
        _ part: WritableKeyPath<UnitDetails, Part>, to value: Part, of unit: Int64,
        from date: CalendarDate, at now: Instant
    ) throws {
        guard let revision = try spans(of: unit).setting(part, to: value, from: date) else {
            throw UnitFault.notThere
        }
        try apply(revision, to: unit, at: now)
    }

    /// Ends a unit: its classes, posts and memberships end with it.
    ///
    /// - Throws: `UnitFault.notThere`; `.hasChildren` while other units stand below it.
    package func close(_ unit: Int64, on date: CalendarDate, at now: Instant) throws {
        let below = try childrenFrom(date, of: unit)
        let kinds = try below.map { try self.unit($0)?.kind }
        guard kinds.allSatisfy({ $0 == .schoolClass }) else { throw UnitFault.hasChildren }
        for child in below { try close(child, on: date, at: now) }
        guard let revision = try spans(of: unit).ending(on: date) else {
            throw UnitFault.notThere
        }
        try apply(revision, to: unit, at: now)
        let posts = PostStore(connection)
        for post in try posts.standing(at: unit, from: date) {
            try posts.end(post.id, on: date, at: now)
        }
        let members = MembershipStore(connection)
        for member in try members.standing(in: unit, from: date) {
            try members.end(member.id, on: date, at: now)
        }
    }

    /// Joins units to one: what lies below them, their posts and their members go over to it,
    /// and they end.
    ///
    /// - Throws: `UnitFault.notThere`, `.circle`.
    package func merge(
        _ units: [Int64], into target: Int64, on date: CalendarDate, at now: Instant
    ) throws {
        guard try placed(target, AsOf(date)) != nil else { throw UnitFault.notThere }
        for unit in units where unit != target {
            guard try !isWithin(target, [unit], AsOf(date)) else { throw UnitFault.circle }
            try handOver(unit, to: target, on: date, at: now)
            try close(unit, on: date, at: now)
            try add(successor: target, of: unit, by: .merge, on: date, at: now)
        }
    }

    /// Makes new units of one, beside it.
    ///
    /// - Parameters:
    ///   - closes: whether it ends; then what lies below it, its posts and its members go to
    ///     the first of the new ones.
    ///   - code: makes a code for an address.
    /// - Returns: the new units.
    /// - Throws: `UnitFault.notThere`.
    package func split(
        _ unit: Int64, into names: [String], closes: Bool, on date: CalendarDate,
        code: () -> String, at now: Instant
    ) throws -> [Int64] {
        guard let before = try placed(unit, AsOf(date)), !names.isEmpty else {
            throw UnitFault.notThere
        }
        let made = try names.map { name in
            var details = before.details
            details.name = VietnameseText.clean(name)
            let new = try add(before.unit.kind, details, code: code(), from: date, at: now)
            try add(successor: new, of: unit, by: .split, on: date, at: now)
            return new
        }
        if closes {
            try handOver(unit, to: made[0], on: date, at: now)
            try close(unit, on: date, at: now)
        }
        return made
    }

    /// Gives what lies below a unit, its posts and its members to another from a day on.
    private func handOver(
        _ unit: Int64, to target: Int64, on date: CalendarDate, at now: Instant
    ) throws {
        for child in try childrenFrom(date, of: unit) {
            let spans = try spans(of: child)
            let day =
                spans.span(on: date) == nil ? spans.spans.first { $0.from > date }?.from : date
            if let revision = spans.setting(\.parent, to: target, from: day ?? date) {
                try apply(revision, to: child, at: now)
            }
        }
        let posts = PostStore(connection)
        for post in try posts.standing(at: unit, from: date) {
            var details = post.details
            details.from = max(details.from, date)
            try posts.end(post.id, on: date, at: now)
            try posts.record(details, of: post.person, in: target, at: now)
        }
        let members = MembershipStore(connection)
        for member in try members.standing(in: unit, from: date) {
            try members.end(member.id, on: date, at: now)
            try members.record(
                member.person, in: target, from: max(member.from, date), until: member.until,
                at: now)
        }
    }

    /// Units that stand below one on a day or later.
    private func childrenFrom(_ date: CalendarDate, of unit: Int64) throws -> [Int64] {
        try connection.rows(
            """
            select distinct unit_id from unit_state
            where parent_id = $1 and withdrawn_at is null
                and (until_date is null or until_date > $2)
            """, unit, date
        ).map { try $0.int64("unit_id") }
    }
}

/// Why a unit cannot be changed so.
package enum UnitFault: Error, Hashable, Sendable {
    /// It does not exist on that day, or has ended.
    case notThere
    /// A unit cannot lie below itself.
    case circle
    /// Other units stand below it.
    case hasChildren
    /// Another unit beside it has this name.
    case nameTaken
    case identifierTaken
    /// A step cannot be taken back: what it did was changed since, or something rests on it.
    case changedSince
}
