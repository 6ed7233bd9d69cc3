package import People
package import Storage
package import Training
package import Values

/// The people behind the figures.
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

    /// A page of a list, class after class.
    package func list(
        _ query: ReportQuery, _ selection: Selection, after place: Place?, limit: Int
    ) async throws -> [Line] {
        try await packStale()
        return try await database.read { connection in
            let input = try self.input(query, connection)
            let rows = try Self.rows(input, selection, after: place, limit: limit, connection)
            return try rows.map { try Self.line($0, input, connection) }
        }
    }

    private struct Enough: Error {}

    private static func rows(
        _ input: ReportInput, _ selection: Selection, after place: Place?, limit: Int,
        _ connection: Connection
    ) throws -> [ReportPass.Row] {
        var pass = ReportPass(input)
        let counter = ReportCounter(input)
        var seen: Set<Int64> = []
        var rows: [ReportPass.Row] = []
        var isBehind = place == nil
        // Each person once: who stood on an earlier page has to be known.
        let start = selection.measure == .people ? 0 : (place?.trainingClass ?? 1) - 1
        do {
            try ClassRecordStore(connection).forEach(after: start) { trainingClass, bytes in
                guard let facts = input.classes[trainingClass] else { return }
                try RecordVersion.forEach(in: bytes) { version in
                    guard let row = pass.row(version, of: trainingClass),
                        row.counts(as: selection.measure),
                        selection.key.map({ $0 == counter.key(row, facts) }) ?? true
                    else { return }
                    if selection.measure == .people, !seen.insert(row.person).inserted { return }
                    if isBehind { rows.append(row) }
                    if let place, !isBehind {
                        isBehind =
                            trainingClass > place.trainingClass
                            || trainingClass == place.trainingClass && row.person == place.person
                        if isBehind, trainingClass > place.trainingClass { rows.append(row) }
                    }
                    if rows.count == limit { throw Enough() }
                }
            }
        } catch is Enough {}
        return rows
    }

    private static func line(
        _ row: ReportPass.Row, _ input: ReportInput, _ connection: Connection
    ) throws -> Line {
        let person = try ResultPeople(connection).known(row.person)
        let facts = input.classes[row.trainingClass]
        let programme = facts.flatMap { input.programmes[$0.programme]?.programme }
        let unit = row.post.flatMap { input.tree.state(of: $0.unit, on: Int32(row.day))?.name }
        return Line(
            person: row.person, code: person?.code ?? "", name: person?.name ?? "",
            identifier: person?.identifier, unit: unit ?? "", title: row.post?.title,
            className: facts?.title ?? "", classCode: facts?.code ?? "",
            programme: programme?.name ?? "", row: row, periods: programme?.periods ?? 0)
    }
}

extension TrainingReports {
    /// A required programme in the period of a question: who has it, who lacks it.
    package struct Required: Hashable, Sendable {
        package let code: String
        package let programme: Programme
        /// Of those who have to, how many have completed it.
        package let share: Share
        /// The people who lack it.
        package let lacking: [Int64]
    }

    /// Who has to complete a programme every year, and did not from the beginning of the
    /// period to its day, whenever the class began. The people are those with a post on that
    /// day.
    package func required(_ query: ReportQuery) async throws -> [Required] {
        try await packStale()
        return try await database.read { connection in
            let input = try self.input(query, connection)
            var everybody = query
            (everybody.units, everybody.level, everybody.title, everybody.subject) =
                ([], nil, nil, nil)
            everybody.from = CalendarDate(daysSince1970: 1)
            // Wherever it was completed: only where people stand now is asked about.
            let completed = try Self.completions(
                try self.input(everybody, connection), connection)
            let day = Int32(RecordVersion.day(query.asOf))
            let first = RecordVersion.day(query.from)
            var pass = ReportPass(input)
            var asked: [Int64: (all: Int, lacking: [Int64])] = [:]
            let programmes = input.programmes.filter { _, facts in
                facts.programme.requirement != nil
                    && query.programme.map { $0 == facts.code } ?? true
            }
            for (person, post) in input.posts.staff(on: day) {
                guard let level = pass.place(post, on: day).map(\.level) else { continue }
                for (id, facts) in programmes
                where facts.programme.requirement?
                    .asks(title: post.title.rawValue, level: level?.rawValue) == true
                {
                    asked[id, default: (0, [])].all += 1
                    if (completed[id]?[person] ?? 0) < first {
                        asked[id, default: (0, [])].lacking.append(person)
                    }
                }
            }
            return programmes.map { id, facts in
                let (all, lacking) = asked[id] ?? (0, [])
                return Required(
                    code: facts.code, programme: facts.programme,
                    share: Share(all - lacking.count, of: all), lacking: lacking.sorted())
            }.sorted { $0.programme.identifier < $1.programme.identifier }
        }
    }

    /// The last completion of each person, by programme.
    private static func completions(
        _ input: ReportInput, _ connection: Connection
    ) throws -> [Int64: [Int64: UInt16]] {
        var pass = ReportPass(input)
        var completed: [Int64: [Int64: UInt16]] = [:]
        try ClassRecordStore(connection).forEach { trainingClass, bytes in
            guard let programme = input.classes[trainingClass]?.programme else { return }
            RecordVersion.forEach(in: bytes) { version in
                guard let row = pass.row(version, of: trainingClass), row.hasCompleted else {
                    return
                }
                let known = completed[programme]?[row.person] ?? 0
                completed[programme, default: [:]][row.person] = max(known, row.day)
            }
        }
        return completed
    }

    /// A completion whose validity ends.
    package struct Expiring: Hashable, Sendable {
        package let person: Int64
        package let programme: Programme
        package let completedOn: CalendarDate
        package let expiresOn: CalendarDate
    }

    /// Completions that run out from the question's day on, within so many days, of people
    /// with a post on that day; the first to run out come first.
    package func expiring(_ query: ReportQuery, within days: Int) async throws -> [Expiring] {
        try await packStale()
        return try await database.read { connection in
            let input = try self.input(query, connection)
            var always = query
            (always.units, always.level, always.title, always.subject) = ([], nil, nil, nil)
            always.from = CalendarDate(daysSince1970: 1)
            let completed = try Self.completions(try self.input(always, connection), connection)
            let day = Int32(RecordVersion.day(query.asOf))
            let last = query.asOf.adding(days: days) ?? query.asOf
            var pass = ReportPass(input)
            var expiring: [Expiring] = []
            for (programme, people) in completed {
                guard let facts = input.programmes[programme]?.programme,
                    let years = facts.validityYears
                else { continue }
                for (person, completedDay) in people {
                    guard let on = RecordVersion.date(completedDay),
                        let end = on.adding(years: years), end >= query.asOf, end <= last,
                        let post = input.posts.mainPost(of: person, on: day),
                        pass.place(post, on: day) != nil
                    else { continue }
                    expiring.append(
                        Expiring(
                            person: person, programme: facts, completedOn: on, expiresOn: end))
                }
            }
            return expiring.sorted {
                ($0.expiresOn, $0.person, $0.programme.identifier)
                    < ($1.expiresOn, $1.person, $1.programme.identifier)
            }
        }
    }

    /// People as lists show them, in the order of the ids.
    package func people(_ ids: [Int64]) async throws -> [ResultPeople.Known] {
        try await database.read { connection in
            try ids.compactMap { try ResultPeople(connection).known($0) }
        }
    }
}
