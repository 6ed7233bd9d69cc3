package import People
package import Values

/// The units of the province on one day, as known at one moment, with what earlier ones
/// became until then.
package struct UnitTree: Sendable {
    /// A unit over all its time, as it was known.
    package struct Unit: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let identifier: String?
        package let kind: UnitKind
        package var states: [State]

        package init(
            id: Int64, code: String, identifier: String?, kind: UnitKind, states: [State]
        ) {
            self.id = id
            self.code = code
            self.identifier = identifier
            self.kind = kind
            self.states = states
        }
    }

    package struct State: Hashable, Sendable {
        package let name: String
        package let sortKey: String
        package let level: SchoolLevel?
        package let parent: Int64?
        /// Days from 1970; the end is exclusive, `Int32.max` where none is known.
        package let from: Int32
        package let until: Int32

        package init(
            name: String, sortKey: String, level: SchoolLevel?, parent: Int64?,
            from: CalendarDate, until: CalendarDate?
        ) {
            self.name = name
            self.sortKey = sortKey
            self.level = level
            self.parent = parent
            self.from = Int32(clamping: from.daysSince1970)
            self.until = until.map { Int32(clamping: $0.daysSince1970) } ?? .max
        }
    }

    package struct Succession: Hashable, Sendable {
        package let unit: Int64
        package let successor: Int64
        package let on: Int32

        package init(unit: Int64, successor: Int64, on: CalendarDate) {
            self.unit = unit
            self.successor = successor
            self.on = Int32(clamping: on.daysSince1970)
        }
    }

    private let units: [Int64: Unit]
    private let day: Int32
    /// The first successor of each unit that did not exist any more on the day.
    private let successors: [Int64: Int64]

    package init(_ units: [Unit], _ successions: [Succession], on date: CalendarDate) {
        self.units = Dictionary(units.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        let day = Int32(clamping: date.daysSince1970)
        self.day = day
        successors = Dictionary(
            successions.filter { $0.on <= day }.sorted {
                ($0.on, $0.successor) < ($1.on, $1.successor)
            }
            .map { ($0.unit, $0.successor) }, uniquingKeysWith: { first, _ in first })
    }

    package func unit(_ id: Int64) -> Unit? { units[id] }

    /// Of codes that no unit has, nothing.
    package func units(codes: [String]) -> Set<Int64> {
        let codes = Set(codes)
        return codes.isEmpty ? [] : Set(units.values.filter { codes.contains($0.code) }.map(\.id))
    }

    /// What a unit was on a day, or the nearest there is to it.
    package func state(of unit: Int64, on day: Int32) -> State? {
        guard let states = units[unit]?.states else { return nil }
        return states.first { $0.from <= day && day < $0.until }
    }

    /// What a unit was on the tree's day.
    package func state(of unit: Int64) -> State? { state(of: unit, on: day) }

    /// The unit on the tree's day that stands for one of an earlier day: itself, or what it
    /// became; itself too where it ended without a successor.
    package func standing(for unit: Int64) -> Int64 {
        var current = unit
        for _ in 0..<20 {
            if state(of: current) != nil { return current }
            guard let next = successors[current], next != current else { return current }
            current = next
        }
        return current
    }

    /// A unit and those above it on the tree's day, the nearest first. Of a unit that
    /// ended, the last that stood above it.
    package func line(of unit: Int64) -> [Int64] {
        var line = [unit]
        var current = unit
        while line.count < 20 {
            let state = state(of: current) ?? units[current]?.states.max { $0.until < $1.until }
            guard let parent = state?.parent else { break }
            current = standing(for: parent)
            if line.contains(current) { break }
            line.append(current)
        }
        return line
    }

    /// Every unit that exists on the day, with its state.
    package var present: [(unit: Unit, state: State)] {
        units.values.compactMap { unit in state(of: unit.id).map { (unit, $0) } }
            .sorted { ($0.1.sortKey, $0.0.id) < ($1.1.sortKey, $1.0.id) }
    }
}
