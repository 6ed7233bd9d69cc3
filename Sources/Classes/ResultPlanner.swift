import Interchange
import Storage
import Training
import Values

/// Matches the rows of a sheet to people, once through, and compares them with the class.
struct ResultPlanner {
    let trainingClass: TrainingClassStore.Listed
    let rule: CompletionRule
    /// Nothing was completed after it.
    let today: CalendarDate

    /// One plan a file; what one has of a person, a later one does not touch.
    func plan(
        _ files: [TrainingImports.File], _ connection: Connection
    ) throws -> [ResultPlan] {
        var known = try Known(trainingClass.id, connection)
        let people = ResultPeople(connection)
        return try files.map { file in
            known.file += 1
            return try plan(file, &known, people)
        }
    }

    private func plan(
        _ file: TrainingImports.File, _ known: inout Known, _ people: ResultPeople
    ) throws -> ResultPlan {
        let sheet = file.sheet
        var plan = ResultPlan(file: sheet.file, unread: sheet.unread)
        for text in sheet.rows {
            let row: ResultRow
            do throws(ResultRow.Fault) {
                guard let read = try ResultRow(text, sheet.columns, rule) else { continue }
                let first = trainingClass.trainingClass.from
                if first > today, read.outcome != nil || !read.marks.isEmpty {
                    throw .notBegun(first)
                }
                if let day = read.completedOn, day > today { throw .inTheFuture(day) }
                if let day = read.completedOn, day < first { throw .beforeTheClass(first) }
                row = read
            } catch {
                let words = text.cells.filter { !$0.isEmpty }.joined(separator: ", ")
                plan.refused.append(
                    .init(line: text.line, name: String(words.prefix(80)), reason: .row(error)))
                continue
            }
            switch try match(row, people) {
            case .person(let person): take(row, person, &known, &plan)
            case .doubtful(let candidates, let why):
                if let code = file.decisions[row.line] {
                    if let person = candidates.first(where: { $0.code == code }) {
                        take(row, person, &known, &plan)
                    } else {
                        plan.refused.append(
                            .init(line: row.line, name: row.name, reason: .undecided))
                    }
                } else {
                    plan.doubtful.append(.init(row: row, candidates: candidates, why: why))
                }
            case .unknown:
                plan.refused.append(
                    .init(line: row.line, name: row.name, reason: .unknownPerson))
            }
        }
        return plan
    }

    private func take(
        _ row: ResultRow, _ person: ResultPeople.Known, _ known: inout Known,
        _ plan: inout ResultPlan
    ) {
        let before = known.events[person.id]
        if let (file, earlier) = known.rows[person.id] {
            var again = row
            again.line = earlier.line
            if file != known.file, again == earlier {
                plan.lines.append(
                    .init(
                        row: row, person: person, kind: .same, facts: [],
                        enrolment: before?.enrolment))
            } else {
                plan.refused.append(
                    .init(
                        line: row.line, name: row.name, reason: .repeated(line: earlier.line)))
            }
            return
        }
        known.rows[person.id] = (known.file, row)
        let change = ResultChange(
            row, trainingClass.trainingClass, today: today, knowing: before?.events ?? [])
        if let before, !change.facts.isEmpty {
            let state = change.state(after: before.events)
            if let reason = known.objection(to: state, before) {
                plan.refused.append(.init(line: row.line, name: row.name, reason: reason))
                return
            }
        }
        if before == nil, let capacity = trainingClass.trainingClass.capacity {
            guard known.taken < capacity else {
                plan.refused.append(
                    .init(line: row.line, name: row.name, reason: .full(capacity: capacity)))
                return
            }
            known.taken += 1
        }
        plan.lines.append(
            .init(
                row: row, person: person, kind: change.kind, facts: change.facts,
                enrolment: before?.enrolment))
    }

    /// The class as it is before the sheet.
    private struct Known {
        var events: [Int64: (enrolment: Int64, events: [TrainingEvent])] = [:]
        /// The row that is about a person, and the number of its file.
        var rows: [Int64: (file: Int, row: ResultRow)] = [:]
        /// Those that stand, by enrolment.
        var certificates: [Int64: [CertificateStore.Listed]] = [:]
        var file = 0
        var taken = 0

        init(_ trainingClass: Int64, _ connection: Connection) throws {
            let enrolments = EnrolmentStore(connection)
            let people = PeopleStore(connection)
            var events: [Int64: (enrolment: Int64, events: [TrainingEvent])] = [:]
            var persons: [Int64: Int64] = [:]
            for one in try enrolments.all(in: trainingClass) {
                let person = try people.root(of: one.person)
                persons[one.id] = person
                events[person] = (one.id, [])
            }
            taken = events.count
            try enrolments.forEachEvent(in: trainingClass) { enrolment, event in
                guard let person = persons[enrolment.standsFor] else { return }
                events[person]?.events.append(event)
            }
            self.events = events
            certificates = Dictionary(
                grouping: try CertificateStore(connection).certificates(in: trainingClass)
                    .filter { $0.revokedOn == nil }, by: \.standsFor)
        }

        /// Why somebody cannot come to be in a state by a sheet; nil where they can.
        func objection(
            to state: TrainingState, _ before: (enrolment: Int64, events: [TrainingEvent])
        ) -> ResultPlan.Reason? {
            if let day = state.revokedOn, state.completedOn != nil { return .revoked(day) }
            let contradicted = (certificates[before.enrolment] ?? []).filter { !$0.says(state) }
            return contradicted.isEmpty
                ? nil : .certified(contradicted.map(\.fullNumber).sorted())
        }
    }

    // MARK: Who it is

    private enum Match {
        case person(ResultPeople.Known)
        case doubtful([ResultPeople.Known], ResultPlan.Doubtful.Why)
        case unknown
    }

    /// By identifier, then by name with birth date and unit; whatever leaves a doubt is for
    /// a person to decide.
    private func match(_ row: ResultRow, _ people: ResultPeople) throws -> Match {
        if let identifier = row.identifier,
            let person = try people.person(identifier: identifier)
                ?? padded(identifier, row, people)
        {
            let isNamed =
                row.fullName.isEmpty || row.fullName == person.name
                || VietnameseText.folded(row.fullName) == VietnameseText.folded(person.name)
            if !isNamed { return .doubtful([person], .otherName) }
            if let typed = row.birthDate, let known = person.birthDate, typed != known {
                return .doubtful([person], .otherBirthDate)
            }
            return .person(person)
        }
        guard !row.fullName.isEmpty else { return .unknown }
        let namesakes = try people.people(named: row.fullName).filter { person in
            guard let typed = row.birthDate, let birth = person.birthDate else { return true }
            return typed == birth
        }
        let sure = namesakes.filter { person in
            row.birthDate != nil && person.birthDate == row.birthDate
                && (row.unit.map { Self.isAt(person, $0) } ?? true)
        }
        if sure.count == 1 {
            let isOther = row.identifier != nil && sure[0].identifier != nil
            return isOther ? .doubtful(sure, .otherIdentifier) : .person(sure[0])
        }
        if namesakes.isEmpty { return .unknown }
        let why: ResultPlan.Doubtful.Why =
            row.identifier != nil
            ? .otherIdentifier : namesakes.count > 1 ? .severalPeople : .nameOnly
        return .doubtful(namesakes, why)
    }

    /// Who has the identifier with the leading zeros that a spreadsheet takes off, and the name.
    private func padded(
        _ identifier: String, _ row: ResultRow, _ people: ResultPeople
    ) throws -> ResultPeople.Known? {
        guard identifier.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        for zeros in 1...3 {
            let known = try people.person(
                identifier: String(repeating: "0", count: zeros) + identifier)
            if let known,
                VietnameseText.folded(row.fullName) == VietnameseText.folded(known.name)
            {
                return known
            }
        }
        return nil
    }

    private static func isAt(_ person: ResultPeople.Known, _ unit: String) -> Bool {
        let typed = VietnameseText.folded(unit)
        return person.units.contains { VietnameseText.folded($0) == typed }
    }
}

extension ResultRow {
    /// What a person finds the row by.
    var name: String {
        [fullName, identifier ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
