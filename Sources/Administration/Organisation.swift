package import People
import Secrets
package import Storage
package import Values

/// The tree of units, and what is decided about them.
package struct Organisation: Sendable {
    let database: Database
    private let sessions: Sessions

    package init(database: Database, sessions: Sessions) {
        self.database = database
        self.sessions = sessions
    }

    // MARK: Looking

    /// All units that somebody may see on a day, classes apart: the head of one sees hers and
    /// what lies below it.
    package func tree(
        _ asOf: AsOf, by principal: Principal
    ) async throws -> [UnitStore.Placed] {
        let seesAll = Access.allows(.readUnits, on: .other, to: principal.roles)
        if !seesAll { try principal.require(.readUnits, on: .unit) }
        return try await database.read { connection in
            let units = UnitStore(connection)
            if seesAll { return try units.tree(asOf) }
            return try principal.heads.sorted().flatMap { try units.tree(from: $0, asOf) }
        }
    }

    /// Everything about one unit on a day.
    package struct Shown: Sendable {
        package let unit: UnitStore.Unit
        /// As it stood; nil when it did not exist on that day.
        package let placed: UnitStore.Placed?
        /// From the top down to the unit above it.
        package let above: [UnitStore.Placed]
        package let below: [UnitStore.Placed]
        package let classes: [ClassStore.SchoolClass]
        /// Of all time, the oldest first; with the unit that it stood below.
        package let history: [(span: UnitStore.Spans.Span, parent: String?)]
        package let predecessors: [UnitStore.Successor]
        package let successors: [UnitStore.Successor]
        /// What was decided about it last, the newest first.
        package let steps: [UnitStepStore.Step]
        package let staff: Int
        package let pupils: Int
    }

    /// - Returns: nil when there is no such unit.
    /// - Throws: `AccessDenied` for a unit that this person may not see.
    package func unit(
        _ code: String, _ asOf: AsOf, by principal: Principal, at now: Instant
    ) async throws -> Shown? {
        try await database.read { connection in
            guard
                let unit = try Self.find(
                    code, for: .readUnits, by: principal, connection, at: now)
            else { return nil }
            let units = UnitStore(connection)
            let below = try units.children(of: unit.id, asOf)
            let counts = try PeopleStore(connection).counts(of: unit.id, asOf)
            return Shown(
                unit: unit, placed: try units.placed(unit.id, asOf),
                above: try units.ancestors(of: unit.id, asOf).reversed(),
                below: below.filter { $0.unit.kind != .schoolClass },
                classes: try ClassStore(connection).all(on: asOf.date, of: unit.id),
                history: try units.spans(of: unit.id).spans.map { span in
                    (span, try span.value.parent.flatMap { try units.unit($0)?.name })
                },
                predecessors: try units.predecessors(of: unit.id),
                successors: try units.successors(of: unit.id),
                steps: try UnitStepStore(connection).steps(of: unit.id, limit: 20),
                staff: counts.staff, pupils: counts.pupils)
        }
    }

    /// The unit, if this person may do this to it.
    static func find(
        _ code: String, for useCase: UseCase, by principal: Principal, _ connection: Connection,
        at now: Instant
    ) throws -> UnitStore.Unit? {
        let units = UnitStore(connection)
        guard let unit = try units.unit(code: code) else { return nil }
        let today = AsOf(VietnamTime.date(of: now))
        let isHers = try units.isWithin(unit.id, principal.heads, today)
        try principal.require(useCase, on: isHers ? .unit : .other)
        return unit
    }

    // MARK: Deciding

    /// What is decided about a unit from a day on.
    package enum Change: Hashable, Sendable {
        case rename(String)
        case level(SchoolLevel?)
        /// Below another, by code.
        case move(below: String)
        /// Into another, by code.
        case merge(into: String)
        case split(into: [String], closes: Bool)
        /// The identifier that it has, whatever the day.
        case identify(String)
        /// What it is, whatever the day.
        case kind(UnitKind)
        case close
    }

    /// - Returns: the new unit's code.
    /// - Throws: `UnitFault`, `AccessDenied`.
    package func add(
        _ kind: UnitKind, _ name: String, level: SchoolLevel?, identifier: String?,
        below parent: String?, from date: CalendarDate, by principal: Principal, at now: Instant
    ) async throws -> String {
        try principal.require(.changeUnits, on: .other)
        let code = TextCode.random(characters: 10)
        try await database.write { connection in
            let units = UnitStore(connection)
            if let identifier, try units.unit(identifier: identifier) != nil {
                throw UnitFault.identifierTaken
            }
            let above = try parent.map { try Self.target($0, units).id }
            let details = UnitDetails(name: name, level: level, parent: above)
            let beside =
                if let above { try units.children(of: above, AsOf(date)) } else {
                    try units.roots(AsOf(date))
                }
            guard !beside.contains(where: { $0.details.name == details.name }) else {
                throw UnitFault.nameTaken
            }
            try UnitStepStore(connection).take(
                code: TextCode.random(characters: 10), by: principal.person, at: now
            ) {
                let unit = try units.add(
                    kind, details, identifier: identifier, code: code, from: date, at: now)
                return .init(.add, of: unit, words: name, on: date)
            }
            try AuditStore(connection).record(
                .addUnit, of: name, by: principal.person, at: now)
        }
        return code
    }

    /// - Returns: whether there is such a unit.
    /// - Throws: `UnitFault`, `AccessDenied`.
    package func change(
        _ code: String, _ change: Change, from date: CalendarDate, by principal: Principal,
        at now: Instant
    ) async throws -> Bool {
        let found = try await database.write { connection in
            guard
                let unit = try Self.find(
                    code, for: .changeUnits, by: principal, connection, at: now)
            else { return false }
            try Self.apply(
                change, to: unit.id, from: date, connection, by: principal.person, at: now)
            try AuditStore(connection).record(
                .changeUnit, of: unit.name, by: principal.person, at: now)
            return true
        }
        sessions.forgetAll()
        return found
    }

    private static func apply(
        _ change: Change, to unit: Int64, from date: CalendarDate, _ connection: Connection,
        by person: Int64, at now: Instant
    ) throws {
        let units = UnitStore(connection)
        try UnitStepStore(connection).take(
            code: TextCode.random(characters: 10), by: person, at: now
        ) {
            try apply(change, to: unit, from: date, units, at: now).map {
                .init($0, of: unit, words: $1, on: date)
            }
        }
    }

    /// - Returns: the step that it is; nil for what holds whatever the day, and is put right
    ///   by saying it anew.
    private static func apply(
        _ change: Change, to unit: Int64, from date: CalendarDate, _ units: UnitStore,
        at now: Instant
    ) throws -> (UnitStepStore.Kind, words: String)? {
        switch change {
        case .identify(let identifier):
            if let other = try units.unit(identifier: identifier), other.id != unit {
                throw UnitFault.identifierTaken
            }
            try units.setIdentifier(identifier, of: unit)
            return nil
        case .kind(let kind):
            guard kind != .schoolClass else { throw UnitFault.notThere }
            try units.setKind(kind, of: unit)
            return nil
        case .rename(let name):
            try units.rename(unit, to: name, from: date, at: now)
            return (.rename, name)
        case .level(let level):
            try units.setLevel(level, of: unit, from: date, at: now)
            return (.level, level?.rawValue ?? "–")
        case .move(let parent):
            let target = try target(parent, units)
            try units.move(unit, below: target.id, from: date, at: now)
            return (.move, target.name)
        case .merge(let other):
            let target = try target(other, units)
            guard target.id != unit else { throw UnitFault.circle }
            try units.merge([unit], into: target.id, on: date, at: now)
            return (.merge, target.name)
        case .split(let names, let closes):
            _ = try units.split(
                unit, into: names, closes: closes, on: date,
                code: { TextCode.random(characters: 10) }, at: now)
            return (.split, names.joined(separator: "; "))
        case .close:
            try units.close(unit, on: date, at: now)
            return (.close, "")
        }
    }

    /// Takes back what was decided about a unit, all of it.
    ///
    /// - Returns: whether there is such a step that was not taken back yet.
    /// - Throws: `UnitFault.changedSince`, `AccessDenied`.
    package func undo(
        _ step: String, of code: String, by principal: Principal, at now: Instant
    ) async throws -> Bool {
        let done = try await database.write { connection in
            let steps = UnitStepStore(connection)
            guard
                let unit = try Self.find(
                    code, for: .changeUnits, by: principal, connection, at: now),
                let found = try steps.step(code: step), found.undone == nil
            else { return false }
            try steps.undo(found.id, by: principal.person, at: now)
            try AuditStore(connection).record(
                .undoUnitStep, of: unit.name, by: principal.person, at: now)
            return true
        }
        sessions.forgetAll()
        return done
    }

    private static func target(
        _ code: String, _ units: UnitStore
    ) throws -> UnitStore.Unit {
        guard let unit = try units.unit(code: code), unit.kind != .schoolClass else {
            throw UnitFault.notThere
        }
        return unit
    }
}
