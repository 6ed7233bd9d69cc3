package import Interchange
import People
package import Storage
import Values

/// What a list of units would do, row by row.
package struct UnitPlan: Sendable {
    package private(set) var rows: [Row] = []
    /// Rows of the file that were refused, by the reader or by the server.
    package private(set) var refused: [RosterRefusal]
    package let unknownColumns: [String]

    package struct Row: Sendable {
        package let entry: UnitRoster.Entry
        package let state: State
        /// The unit as it stands; nil: not yet, or not any more.
        package let before: UnitStore.Placed?
        /// Its row, also where nothing of it stands.
        let known: Int64?
    }

    package enum State: Hashable, Sendable {
        case new
        case changed
        case same
        /// The identifier belongs to a unit of another kind.
        case identifierOfAnother
        /// A unit beside it has this name and another identifier, or none.
        case likelyDuplicate(UnitStore.Unit)

        package var isConflict: Bool {
            switch self {
            case .identifierOfAnother, .likelyDuplicate: true
            case .new, .changed, .same: false
            }
        }
    }

    package var counts: IntakeStore.Counts {
        var counts = IntakeStore.Counts()
        counts.read = rows.count + refused.count
        counts.refused = refused.count
        for row in rows {
            switch row.state {
            case .new: counts.new += 1
            case .changed: counts.changed += 1
            case .same: counts.same += 1
            case .identifierOfAnother, .likelyDuplicate: counts.conflicting += 1
            }
        }
        return counts
    }

    private let today: CalendarDate
    /// The file of a package that the lines are of.
    private let part: String?

    /// Compares a list with the units of a day. Units that the file itself brings may stand
    /// above others, in any order of rows.
    init(_ roster: UnitRoster, _ connection: Connection, today: CalendarDate) throws {
        self.today = today
        refused = roster.refused
        part = roster.part
        unknownColumns = roster.unknownColumns
        let units = UnitStore(connection)
        let directory = try UnitDirectory(connection, on: today)
        var inFile: Set<String> = []
        for entry in roster.entries {
            if let identifier = entry.identifier { inFile.insert(identifier) }
            inFile.insert(Self.folded(entry.name))
        }
        var coming: Set<String> = []
        for entry in Self.parentsFirst(roster.entries) {
            let from = entry.from ?? today
            do throws(RosterRefused) {
                if let parent = entry.parent, !Self.isNamed(parent, in: inFile) {
                    _ = try directory.find(parent, on: from)
                }
            } catch {
                refuse(entry, error.reason)
                continue
            }
            let parent = entry.parent.flatMap { try? directory.find($0, on: from) }
            let isToCome =
                parent == nil && entry.parent.map { Self.isNamed($0, in: coming) } == true
            let row = try Self.row(
                entry, units, below: parent, isToCome: isToCome, directory, today)
            // What stands above it in the file has ended: a new unit cannot stand below it.
            if row.state == .new, let named = entry.parent, parent == nil, !isToCome {
                refuse(entry, .unknownUnit(named.words))
                continue
            }
            if row.state == .new { coming.formUnion(Self.keys(entry)) }
            rows.append(row)
        }
        try refuseEnds(above: units)
        rows.sort { $0.entry.line < $1.entry.line }
        refused.sort { $0.line < $1.line }
    }

    /// A unit does not end while others stand below it that the list neither moves nor ends.
    private mutating func refuseEnds(above units: UnitStore) throws {
        let going = Set(
            rows.filter { $0.state == .changed }.filter { row in
                row.entry.until != nil || row.entry.parent != nil
            }.compactMap(\.known))
        for row in rows where row.state == .changed {
            guard let until = row.entry.until, let known = row.known else { continue }
            let left = try units.children(of: known, AsOf(until)).filter {
                $0.unit.kind != .schoolClass && !going.contains($0.unit.id)
            }
            guard !left.isEmpty else { continue }
            let names = left.prefix(5).map(\.details.name).joined(separator: "; ")
            rows.removeAll { $0.entry.line == row.entry.line }
            refuse(row.entry, .hasUnitsBelow(names + (left.count > 5 ? " …" : "")))
        }
    }

    private mutating func refuse(_ entry: UnitRoster.Entry, _ reason: RosterRefusal.Reason) {
        refused.append(
            RosterRefusal(
                part: part, line: entry.line,
                words: [entry.name, entry.identifier].compactMap(\.self).joined(separator: ", "),
                reason: reason))
    }

    private static func row(
        _ entry: UnitRoster.Entry, _ units: UnitStore, below parent: Int64?, isToCome: Bool,
        _ directory: UnitDirectory, _ today: CalendarDate
    ) throws -> Row {
        let known: UnitStore.Unit? =
            if let identifier = entry.identifier {
                try units.unit(identifier: identifier)
            } else { try units.unit(named: entry.name, of: entry.kind) }
        guard let known else {
            let twin = try units.unit(named: entry.name, of: entry.kind)
            return Row(
                entry: entry,
                state: twin.map { .likelyDuplicate($0) } ?? .new, before: nil, known: nil)
        }
        guard known.kind == entry.kind else {
            return Row(entry: entry, state: .identifierOfAnother, before: nil, known: nil)
        }
        guard let before = try units.placed(known.id, AsOf(entry.from ?? today)) else {
            let hasEnded = try !units.spans(of: known.id).spans.isEmpty
            // A unit that was closed is left so.
            return Row(
                entry: entry, state: hasEnded ? .same : .new, before: nil,
                known: hasEnded ? nil : known.id)
        }
        let isPlaced =
            entry.parent == nil || parent == before.details.parent || parent == nil && !isToCome
        let isSame =
            before.details.name == entry.name
            && (entry.level == nil || entry.level == before.details.level)
            && isPlaced
            && (entry.until == nil || entry.until == before.until)
        return Row(
            entry: entry, state: isSame ? .same : .changed, before: before, known: known.id)
    }

    private static func isNamed(_ name: UnitName, in file: Set<String>) -> Bool {
        if let identifier = name.identifier { return file.contains(identifier) }
        return name.name.map { file.contains(folded($0)) || file.contains($0) } ?? false
    }

    private static func folded(_ name: String) -> String {
        VietnameseText.folded(VietnameseText.clean(name))
    }

    private static func keys(_ entry: UnitRoster.Entry) -> [String] {
        [entry.identifier, folded(entry.name)].compactMap(\.self)
    }

    /// What stands above comes before what stands below it; rows of a circle come last.
    static func parentsFirst(_ entries: [UnitRoster.Entry]) -> [UnitRoster.Entry] {
        var sorted: [UnitRoster.Entry] = []
        var done: Set<String> = []
        var all: Set<String> = []
        for entry in entries { all.formUnion(keys(entry)) }
        var rest = entries
        while !rest.isEmpty {
            let ready = rest.filter { entry in
                guard let parent = entry.parent else { return true }
                // In a column of names an identifier may stand.
                let names = [parent.identifier, parent.name, parent.name.map(folded)]
                guard let key = names.compactMap(\.self).first(where: all.contains) else {
                    return true
                }
                return done.contains(key)
            }
            if ready.isEmpty { return sorted + rest }
            sorted += ready
            for entry in ready { done.formUnion(keys(entry)) }
            rest.removeAll { entry in ready.contains { $0.line == entry.line } }
        }
        return sorted
    }

    /// Writes what the plan says; rows in doubt and refused ones are left out.
    func apply(_ writer: IntakeWriter) throws {
        let units = UnitStore(writer.connection)
        var directory = try UnitDirectory(writer.connection, on: today)
        let byLine = Dictionary(rows.map { ($0.entry.line, $0) }, uniquingKeysWith: { a, _ in a })
        for entry in Self.parentsFirst(rows.map(\.entry)) {
            guard let row = byLine[entry.line], row.state == .new || row.state == .changed else {
                continue
            }
            let from = entry.from ?? today
            var parent = entry.parent.flatMap { try? directory.find($0, on: from) }
            if row.state == .new {
                if entry.parent == nil, entry.kind != .department { parent = directory.department }
                let unit = try writer.add(
                    entry.kind,
                    UnitDetails(name: entry.name, level: entry.level, parent: parent),
                    identifier: entry.identifier, known: row.known, from: from,
                    until: entry.until)
                directory.add(
                    unit, identifier: entry.identifier, name: entry.name, kind: entry.kind)
            } else if let unit = row.known {
                if let parent, try units.isWithin(parent, [unit], AsOf(from)) { continue }
                try change(unit, to: entry, below: parent, from: from, writer)
            }
        }
    }

    private func change(
        _ unit: Int64, to entry: UnitRoster.Entry, below parent: Int64?, from: CalendarDate,
        _ writer: IntakeWriter
    ) throws {
        let units = UnitStore(writer.connection)
        if let revision = try units.spans(of: unit).setting(\.name, to: entry.name, from: from) {
            try writer.apply(revision, to: unit)
        }
        if let level = entry.level,
            let revision = try units.spans(of: unit).setting(\.level, to: level, from: from)
        {
            try writer.apply(revision, to: unit)
        }
        if let parent, entry.parent != nil,
            let revision = try units.spans(of: unit).setting(\.parent, to: parent, from: from)
        {
            try writer.apply(revision, to: unit)
        }
        if let until = entry.until, let revision = try units.spans(of: unit).ending(on: until) {
            try writer.apply(revision, to: unit)
        }
    }
}
