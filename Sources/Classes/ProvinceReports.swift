import Assessment
package import People
import Secrets
package import Storage
package import Training
import Values

/// What the province's report is made of: numbers, and the hash of the rows behind them.
extension TrainingReports {
    package struct Province: Sendable {
        package let query: ReportQuery
        package let facts: ProvinceFacts
        /// SHA-256 of the rows that were counted, 64 hex digits.
        package let rowHash: String
    }

    /// - Parameter query: units, dates and what was known; the rest is the report's own.
    package func province(_ query: ReportQuery) async throws -> Province {
        try await packStale()
        return try await database.read { connection in
            let input = try self.input(query, connection)
            var facts = ProvinceFacts(
                from: query.from, asOf: query.asOf, units: input.scopeNames)
            (facts.known, facts.knownAt) = (query.known, query.knownAt)
            var rows = RowHash()
            try Self.training(&facts, query, input, &rows, connection) {
                try self.input($0, connection)
            }
            try Self.meetings(&facts, query, input, &rows, connection)
            try Self.software(&facts, query, input, &rows, connection)
            return Province(query: query, facts: facts, rowHash: rows.text)
        }
    }

    private static func training(
        _ facts: inout ProvinceFacts, _ query: ReportQuery, _ whole: ReportInput,
        _ rows: inout RowHash, _ connection: Connection,
        _ inputOf: (ReportQuery) throws -> ReportInput
    ) throws {
        var (online, skills) = (query, query)
        online.only = .online
        skills.only = .skillsIT
        let onlineInput = try inputOf(online)
        let skillsInput = try inputOf(skills)
        var onlinePass = ReportPass(onlineInput)
        var skillsPass = ReportPass(skillsInput)
        var counter = ReportCounter(onlineInput)
        var attended: Set<Int64> = []
        var people: [ProgrammeKind: Set<Int64>] = [:]
        var hash = rows
        try ClassRecordStore(connection).forEach { trainingClass, bytes in
            let kind = skillsInput.classes[trainingClass].flatMap {
                skillsInput.programmes[$0.programme]?.programme.kind
            }
            if onlineInput.classes[trainingClass] != nil {
                onlinePass.forEachRow(in: bytes, of: trainingClass) { row in
                    counter.add(row)
                    hash.add("online", row)
                }
                onlinePass.forEachAttendee(in: bytes) { attended.insert($0) }
            }
            guard let kind else { return }
            skillsPass.forEachRow(in: bytes, of: trainingClass) { row in
                hash.add("skills", row)
                if row.hasAttended { people[kind, default: []].insert(row.person) }
            }
        }
        rows = hash
        facts.online = counter.figures.total
        facts.basicIT = people[.basicIT]?.count ?? 0
        facts.advancedIT = people[.advancedIT]?.count ?? 0
        facts.skillsIT = people.values.reduce(into: Set()) { $0.formUnion($1) }.count
        facts.trained = staff(whole, who: attended.contains).share
        rows.add("trained\t\(facts.trained.part)\t\(facts.trained.whole)")
    }

    private static func meetings(
        _ facts: inout ProvinceFacts, _ query: ReportQuery, _ input: ReportInput,
        _ rows: inout RowHash, _ connection: Connection
    ) throws {
        let meetings = try meetings(query, input, connection)
        facts.meetings = meetings.count
        facts.sessions = meetings.reduce(0) { $0 + $1.fact.sessions }
        for meeting in meetings {
            rows.add(
                "meeting\t\(meeting.fact.heldOn.iso)\t\(meeting.fact.unit)\t"
                    + "\(meeting.fact.sessions)\t\(meeting.fact.title)")
        }
    }

    private static func meetings(
        _ query: ReportQuery, _ input: ReportInput, _ connection: Connection
    ) throws -> [RegisterStore.Recorded<RegisterStore.Meeting>] {
        try RegisterStore(connection).meetings(
            from: query.from, until: query.asOf, knownAt: query.moment
        ).filter { input.isInScope($0.fact.unit) }
    }

    private static func software(
        _ facts: inout ProvinceFacts, _ query: ReportQuery, _ input: ReportInput,
        _ rows: inout RowHash, _ connection: Connection
    ) throws {
        var units: [ProvinceFacts.Population: Set<Int64>] = [:]
        for (unit, state) in input.tree.present where input.isInScope(unit.id) {
            guard let population = ProvinceFacts.Population(unit.kind, state.level) else {
                continue
            }
            units[population, default: []].insert(unit.id)
        }
        let store = RegisterStore(connection)
        var known: [SoftwareFunction: [RegisterStore.Recorded<RegisterStore.SoftwareUse>]] = [:]
        for (function, populations) in ProvinceFacts.questions {
            let uses: [RegisterStore.Recorded<RegisterStore.SoftwareUse>]
            if let before = known[function] {
                uses = before
            } else {
                uses = try store.uses(function, on: query.asOf, knownAt: query.moment)
                known[function] = uses
            }
            facts.uses.append(
                coverage(function, populations, of: units, uses, input.tree, &rows))
        }
    }

    private static func coverage(
        _ function: SoftwareFunction, _ populations: [ProvinceFacts.Population],
        of units: [ProvinceFacts.Population: Set<Int64>],
        _ uses: [RegisterStore.Recorded<RegisterStore.SoftwareUse>], _ tree: UnitTree,
        _ rows: inout RowHash
    ) -> ProvinceFacts.Coverage {
        let users = Set(uses.map { tree.standing(for: $0.fact.unit) })
        let parts = populations.map { population in
            let all = units[population] ?? []
            for unit in all.sorted() {
                rows.add("\(function.rawValue)\t\(unit)\t\(users.contains(unit) ? 1 : 0)")
            }
            return ProvinceFacts.Coverage.Part(
                population: population,
                share: Share(all.count { users.contains($0) }, of: all.count))
        }
        let asked = populations.reduce(into: Set()) { $0.formUnion(units[$1] ?? []) }
        var systems: [String: (address: String, units: Set<Int64>)] = [:]
        for use in uses where asked.contains(tree.standing(for: use.fact.unit)) {
            systems[use.fact.system, default: (use.fact.address, [])].units
                .insert(tree.standing(for: use.fact.unit))
        }
        return ProvinceFacts.Coverage(
            function: function, parts: parts,
            systems: systems.map {
                .init(name: $0.key, address: $0.value.address, units: $0.value.units.count)
            }.sorted { (-$0.units, $0.name) < (-$1.units, $1.name) })
    }
}

/// What stands behind its figures.
extension TrainingReports {
    /// The meetings that a report counts, the latest first.
    package func meetings(
        _ query: ReportQuery, by principal: Principal
    ) async throws -> [RegisterStore.Recorded<RegisterStore.Meeting>] {
        try principal.require(.manageReports, on: .other)
        return try await database.read {
            try Self.meetings(query, try self.input(query, $0), $0)
        }
    }

    /// A unit that is asked about software, with what it uses.
    package struct Covered: Sendable {
        package let unit: String
        package let population: ProvinceFacts.Population
        package let uses: [RegisterStore.Recorded<RegisterStore.SoftwareUse>]
    }

    /// Every unit of some populations (of all where none is named), those without a use too.
    package func coverage(
        _ query: ReportQuery, _ function: SoftwareFunction,
        _ populations: [ProvinceFacts.Population], by principal: Principal
    ) async throws -> [Covered] {
        try principal.require(.manageReports, on: .other)
        let (input, uses) = try await database.read {
            (
                try self.input(query, $0),
                try RegisterStore($0).uses(function, on: query.asOf, knownAt: query.moment)
            )
        }
        let byUnit = Dictionary(grouping: uses) { input.tree.standing(for: $0.fact.unit) }
        return input.tree.present.compactMap { unit, state in
            guard let population = ProvinceFacts.Population(unit.kind, state.level),
                populations.isEmpty || populations.contains(population), input.isInScope(unit.id)
            else { return nil }
            return Covered(unit: state.name, population: population, uses: byUnit[unit.id] ?? [])
        }
    }
}

/// The rows behind a report, one line after another, as one hash.
private struct RowHash {
    private var lines: [String] = []

    mutating func add(_ line: String) { lines.append(line) }

    mutating func add(_ name: String, _ row: ReportPass.Row) {
        lines.append(
            "\(name)\t\(row.enrolment)\t\(row.isEnrolled ? 1 : 0)\(row.hasAttended ? 1 : 0)"
                + "\(row.hasCompleted ? 1 : 0)\t\(row.day)")
    }

    var text: String {
        // In an order of their own, so that no order of reading matters.
        Hexadecimal.text(SHA256.digest(lines.sorted().joined(separator: "\n").utf8))
    }
}
