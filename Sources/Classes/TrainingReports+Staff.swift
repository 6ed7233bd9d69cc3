package import People
import Storage
package import Training
package import Values

/// Those who work on the day of a question: who was trained, who lacks what is required,
/// and whose completions run out.
extension TrainingReports {
    /// Staff of the day, some of whom have something and the others lack it. Both in no order.
    package struct Staff: Hashable, Sendable {
        package var having: [Int64] = []
        package var lacking: [Int64] = []

        package var share: Share { Share(having.count, of: having.count + lacking.count) }
    }

    /// Who of the staff attended a class that the question counts, wherever they were then.
    package func trained(_ query: ReportQuery) async throws -> Staff {
        try await packStale()
        return try await database.read { connection in
            let input = try self.input(query, connection)
            var attended: Set<Int64> = []
            try ClassRecordStore(connection).forEach { trainingClass, records in
                guard input.classes[trainingClass] != nil else { return }
                ReportPass(input).forEachAttendee(in: records) { attended.insert($0) }
            }
            return Self.staff(input, who: attended.contains)
        }
    }

    /// Those in the scope of a question on its day, told apart by what they have.
    static func staff(_ input: ReportInput, who has: (Int64) -> Bool) -> Staff {
        let day = Int32(RecordVersion.day(input.query.asOf))
        var pass = ReportPass(input)
        var staff = Staff()
        for (person, post) in input.posts.staff(on: day) where pass.place(post, on: day) != nil {
            if has(person) { staff.having.append(person) } else { staff.lacking.append(person) }
        }
        return staff
    }

    /// A required programme in the period of a question, and those who have to complete it.
    package struct Required: Hashable, Sendable {
        package let code: String
        package let programme: Programme
        package let staff: Staff
    }

    /// Who has to complete a programme every year, and did not from the beginning of the
    /// period to its day, whenever the class began. The people are those with a post on that
    /// day.
    package func required(_ query: ReportQuery) async throws -> [Required] {
        try await packStale()
        return try await database.read { connection in
            let input = try self.input(query, connection)
            // Wherever it was completed: only where people stand now is asked about.
            let completed = try self.completions(query, connection)
            let day = Int32(RecordVersion.day(query.asOf))
            let first = RecordVersion.day(query.from)
            var pass = ReportPass(input)
            var asked: [Int64: Staff] = [:]
            let programmes = input.programmes.filter { _, facts in
                facts.programme.requirement(on: query.asOf) != nil
                    && query.programme.map { $0 == facts.code } ?? true
            }
            for (person, post) in input.posts.staff(on: day) {
                guard let level = pass.place(post, on: day).map(\.level) else { continue }
                for (id, facts) in programmes
                where facts.programme.requirement?
                    .asks(title: post.title.rawValue, level: level?.rawValue) == true
                {
                    if (completed[id]?[person] ?? 0) < first {
                        asked[id, default: Staff()].lacking.append(person)
                    } else {
                        asked[id, default: Staff()].having.append(person)
                    }
                }
            }
            return programmes.map { id, facts in
                Required(
                    code: facts.code, programme: facts.programme, staff: asked[id] ?? Staff())
            }.sorted { $0.programme.identifier < $1.programme.identifier }
        }
    }

    /// The last completion of each person by a question's day, by programme; wherever and
    /// whenever it was.
    private func completions(
        _ query: ReportQuery, _ connection: Connection
    ) throws -> [Int64: [Int64: UInt16]] {
        var always = query
        (always.units, always.level, always.title, always.subject) = ([], nil, nil, nil)
        always.from = CalendarDate(daysSince1970: 1)
        let input = try input(always, connection)
        var pass = ReportPass(input)
        var completed: [Int64: [Int64: UInt16]] = [:]
        try ClassRecordStore(connection).forEach { trainingClass, records in
            guard let programme = input.classes[trainingClass]?.programme else { return }
            pass.forEachRow(in: records, of: trainingClass) { row in
                guard row.hasCompleted else { return }
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
    /// with a post on that day; the first to run out come first, those of one day by name.
    ///
    /// - Parameter days: less than 0: those that ran out in the days before.
    package func expiring(_ query: ReportQuery, within days: Int) async throws -> [Expiring] {
        try await packStale()
        return try await database.read { connection in
            let input = try self.input(query, connection)
            let completed = try self.completions(query, connection)
            let day = Int32(RecordVersion.day(query.asOf))
            let other = query.asOf.adding(days: days) ?? query.asOf
            let first = days < 0 ? other : query.asOf
            let last = days < 0 ? query.asOf.adding(days: -1) ?? other : other
            var pass = ReportPass(input)
            var expiring: [Expiring] = []
            for (programme, people) in completed {
                guard let facts = input.programmes[programme]?.programme,
                    let years = facts.validityYears
                else { continue }
                for (person, completedDay) in people {
                    guard let on = RecordVersion.date(completedDay),
                        let end = on.adding(years: years), end >= first, end <= last,
                        let post = input.posts.mainPost(of: person, on: day),
                        pass.place(post, on: day) != nil
                    else { continue }
                    expiring.append(
                        Expiring(
                            person: person, programme: facts, completedOn: on, expiresOn: end))
                }
            }
            let order = try PeopleStore(connection).inOrder(Set(expiring.map(\.person)))
            let ranks = Dictionary(
                order.enumerated().map { ($1, $0) }, uniquingKeysWith: { $1 })
            return expiring.sorted {
                ($0.expiresOn, ranks[$0.person] ?? 0, $0.programme.identifier)
                    < ($1.expiresOn, ranks[$1.person] ?? 0, $1.programme.identifier)
            }
        }
    }

    // MARK: As lists

    /// One of the staff, as lists show them: under the post held on the question's day.
    package struct StaffLine: Hashable, Sendable {
        package let person: Int64
        package let code: String
        package let name: String
        package let identifier: String?
        package let unit: String
        package let title: PostTitle?
    }

    /// A page of people, in Vietnamese order.
    package func lines(
        _ people: [Int64], _ query: ReportQuery, from start: Int, limit: Int
    ) async throws -> [StaffLine] {
        try await database.read { connection in
            let order = try PeopleStore(connection).inOrder(people)
            return try self.lines(
                order.dropFirst(start).prefix(limit), query, connection)
        }
    }

    /// People as lists show them, in the order of the ids.
    package func lines(_ people: [Int64], _ query: ReportQuery) async throws -> [StaffLine] {
        try await database.read { try self.lines(people[...], query, $0) }
    }

    private func lines(
        _ people: ArraySlice<Int64>, _ query: ReportQuery, _ connection: Connection
    ) throws -> [StaffLine] {
        let input = try input(query, connection)
        let day = Int32(RecordVersion.day(query.asOf))
        return try people.compactMap { id in
            guard let known = try ResultPeople(connection).known(id) else { return nil }
            let post = input.posts.mainPost(of: id, on: day)
            return StaffLine(
                person: id, code: known.code, name: known.name, identifier: known.identifier,
                unit: post.flatMap { input.tree.state(of: $0.unit, on: day)?.name } ?? "",
                title: post?.title)
        }
    }
}
