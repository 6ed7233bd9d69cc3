package import People
import Storage
package import Training
import Values

/// The people and classes behind the figures.
extension TrainingReports {
    /// One person in one class, as a list shows it.
    package struct Line: Hashable, Sendable {
        package let person: Int64
        package let code: String
        package let name: String
        package let identifier: String?
        /// Where they were when it counted.
        package let unit: String
        package let title: PostTitle?
        package let className: String
        package let classCode: String
        package let programme: String
        package let row: ReportPass.Row
        package let periods: Int
        /// Classes in which this person counts; 1 in a list of people in classes.
        package let classes: Int
    }

    /// Where a list goes on.
    package struct Place: Hashable, Sendable {
        package let trainingClass: Int64
        package let person: Int64

        package init(trainingClass: Int64, person: Int64) {
            self.trainingClass = trainingClass
            self.person = person
        }
    }

    /// What is listed: everybody who counts as a measure, or those of one group.
    package struct Selection: Hashable, Sendable {
        package var measure: ReportMeasure
        /// A group of the query's grouping; nil: all.
        package var key: ReportFigures.Key?

        package init(_ measure: ReportMeasure, key: ReportFigures.Key? = nil) {
            self.measure = measure
            self.key = key
        }
    }

    /// A page of a list: class after class as they began, in each by name; of people, each
    /// once, by name.
    package func list(
        _ query: ReportQuery, _ selection: Selection, after place: Place?, limit: Int
    ) async throws -> [Line] {
        try await packStale()
        return try await database.read { connection in
            let input = try self.input(query, connection)
            guard selection.measure == .people else {
                return try Self.rows(input, selection, after: place, limit: limit, connection)
                    .map { try Self.line($0, classes: 1, input, connection) }
            }
            return try Self.people(input, selection, after: place, limit: limit, connection)
                .map { try Self.line($0.row, classes: $0.classes, input, connection) }
        }
    }

    /// The classes in the order of lists.
    private static func ordered(
        _ input: ReportInput
    ) -> [(id: Int64, facts: ReportInput.ClassFacts)] {
        input.classes.map { (id: $0.key, facts: $0.value) }.sorted {
            ($0.facts.from, $0.facts.identifier, $0.id)
                < ($1.facts.from, $1.facts.identifier, $1.id)
        }
    }

    private static func rows(
        _ input: ReportInput, _ selection: Selection, after place: Place?, limit: Int,
        _ connection: Connection
    ) throws -> [ReportPass.Row] {
        var pass = ReportPass(input)
        let counter = ReportCounter(input)
        let people = PeopleStore(connection)
        let classes = ordered(input)
        let start = classes.firstIndex { $0.id == place?.trainingClass } ?? 0
        var rows: [ReportPass.Row] = []
        for (id, facts) in classes[start...] where rows.count < limit {
            var found: [Int64: ReportPass.Row] = [:]
            let records = try ClassRecordStore(connection).records(of: id)
            pass.forEachRow(in: records, of: id) { row in
                guard row.counts(as: selection.measure),
                    selection.key.map({ $0 == counter.key(row, facts) }) ?? true
                else { return }
                found[row.person] = row
            }
            var order = try people.inOrder(found.keys)[...]
            if let place, place.trainingClass == id,
                let last = order.firstIndex(of: place.person)
            {
                order = order[(last + 1)...]
            }
            rows += order.prefix(limit - rows.count).compactMap { found[$0] }
        }
        return rows
    }

    private static func people(
        _ input: ReportInput, _ selection: Selection, after place: Place?, limit: Int,
        _ connection: Connection
    ) throws -> [(row: ReportPass.Row, classes: Int)] {
        var pass = ReportPass(input)
        let counter = ReportCounter(input)
        var found: [Int64: (row: ReportPass.Row, classes: Int)] = [:]
        for (id, facts) in ordered(input) {
            let records = try ClassRecordStore(connection).records(of: id)
            pass.forEachRow(in: records, of: id) { row in
                guard row.counts(as: .people),
                    selection.key.map({ $0 == counter.key(row, facts) }) ?? true
                else { return }
                found[row.person, default: (row, 0)].classes += 1
            }
        }
        let order = try PeopleStore(connection).inOrder(found.keys)
        let start = place.flatMap { order.firstIndex(of: $0.person) }.map { $0 + 1 } ?? 0
        return order[start...].prefix(limit).compactMap { found[$0] }
    }

    private static func line(
        _ row: ReportPass.Row, classes: Int, _ input: ReportInput, _ connection: Connection
    ) throws -> Line {
        let person = try ResultPeople(connection).known(row.person)
        let facts = input.classes[row.trainingClass]
        let programme = facts.flatMap { input.programmes[$0.programme]?.programme }
        let unit = row.post.flatMap { input.tree.state(of: $0.unit, on: Int32(row.day))?.name }
        return Line(
            person: row.person, code: person?.code ?? "", name: person?.name ?? "",
            identifier: person?.identifier, unit: unit ?? "", title: row.post?.title,
            className: facts?.title ?? "", classCode: facts?.code ?? "",
            programme: programme?.name ?? "", row: row,
            periods: facts.flatMap { programme?.periods(on: $0.from) } ?? 0, classes: classes)
    }

    // MARK: Classes

    /// A class that a figure counts, with what it counts of it.
    package struct ClassLine: Hashable, Sendable {
        package let facts: ReportInput.ClassFacts
        package let programme: Programme?
        package let count: ReportFigures.Count
    }

    /// The classes behind a figure, as they began.
    ///
    /// - Parameter key: a group of the query's grouping; nil: all.
    package func classes(
        _ query: ReportQuery, in key: ReportFigures.Key?
    ) async throws -> [ClassLine] {
        try await packStale()
        return try await database.read { connection in
            let input = try self.input(query, connection)
            var pass = ReportPass(input)
            let groups = ReportCounter(input)
            var lines: [ClassLine] = []
            for (id, facts) in Self.ordered(input) {
                var counter = ReportCounter(input)
                let records = try ClassRecordStore(connection).records(of: id)
                pass.forEachRow(in: records, of: id) { row in
                    if key.map({ $0 == groups.key(row, facts) }) ?? true { counter.add(row) }
                }
                let count = counter.figures.total
                guard count.classes > 0 else { continue }
                lines.append(
                    ClassLine(
                        facts: facts, programme: input.programmes[facts.programme]?.programme,
                        count: count))
            }
            return lines
        }
    }

    // MARK: Units

    /// Everybody enrolled, by the units that are asked about: those of each and of what lies
    /// below it.
    func rows(
        _ query: ReportQuery, of units: Set<Int64>
    ) async throws -> [Int64: [ReportPass.Row]] {
        try await packStale()
        return try await database.read { connection in
            let input = try self.input(query, connection)
            var pass = ReportPass(input)
            var places: [Int64: Int64?] = [:]
            var rows: [Int64: [ReportPass.Row]] = [:]
            for (id, _) in Self.ordered(input) {
                let records = try ClassRecordStore(connection).records(of: id)
                pass.forEachRow(in: records, of: id) { row in
                    guard row.isEnrolled, let unit = row.post?.unit else { return }
                    let place: Int64?
                    if let known = places[unit] {
                        place = known
                    } else {
                        place = input.tree.line(of: input.tree.standing(for: unit))
                            .first(where: units.contains)
                        places[unit] = .some(place)
                    }
                    if let place { rows[place, default: []].append(row) }
                }
            }
            return rows
        }
    }
}
