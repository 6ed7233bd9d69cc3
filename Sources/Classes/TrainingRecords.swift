package import People
package import Storage
package import Training
package import Values

/// What somebody was trained in, all years: for the person, the head of her unit, and the
/// department.
package struct TrainingRecords: Sendable {
    private let database: Database

    package init(database: Database) { self.database = database }

    package struct Record: Sendable {
        package let person: ResultPeople.Known
        /// The latest school year first.
        package let years: [Year]
    }

    /// One school year, from 1 September.
    package struct Year: Hashable, Sendable {
        package let from: CalendarDate
        package let lines: [Line]
        /// Periods of what was completed in it.
        package let periods: Int
        /// Periods of the programmes that were required of the person in it.
        package let duty: Int
    }

    package struct Line: Hashable, Sendable {
        package let className: String
        package let programme: String
        package let kind: ProgrammeKind
        /// What a kind of the department's own is called.
        package let kindName: String?
        package let from: CalendarDate
        package let until: CalendarDate
        package let periods: Int
        package let state: TrainingState
        /// Nil: it never ends.
        package let validUntil: CalendarDate?
        /// From this day on the class counts no longer.
        package let cancelledOn: CalendarDate?
        /// The code of one that stands.
        package let certificate: String?
        /// Why the completion, or its certificate, was taken back last.
        package let revocation: String?
        /// The first first.
        package let corrections: [Correction]
    }

    /// - Parameter code: the person's; nil: of the one who asks.
    /// - Throws: `TrainingFault.missing`, also for a person who is not theirs to see.
    package func record(
        of code: String?, on today: CalendarDate, by principal: Principal
    ) async throws -> Record {
        try await database.read { connection in
            let people = PeopleStore(connection)
            let found = try code.map { try people.person(code: $0)?.id } ?? principal.person
            guard let found, let person = try ResultPeople(connection).known(found) else {
                throw TrainingFault.missing
            }
            do {
                try principal.require(
                    .readTrainingRecord,
                    on: try Self.relation(of: found, to: principal, today, connection))
            } catch {
                throw TrainingFault.missing
            }
            return Record(person: person, years: try Self.years(of: found, connection, today))
        }
    }

    /// Whose records somebody may read, of these people.
    package func readable(
        _ people: some Collection<Int64> & Sendable, on today: CalendarDate,
        by principal: Principal
    ) async throws -> Set<Int64> {
        if Access.allows(.readTrainingRecord, on: .other, to: principal.roles) {
            return Set(people)
        }
        return try await database.read { connection in
            Set(
                try people.filter {
                    Access.allows(
                        .readTrainingRecord,
                        on: try Self.relation(of: $0, to: principal, today, connection),
                        to: principal.roles)
                })
        }
    }

    /// How a person's record stands to who asks for it.
    static func relation(
        of person: Int64, to principal: Principal, _ day: CalendarDate, _ connection: Connection
    ) throws -> Relation {
        if principal.isSelf(person) { return .own }
        guard !principal.heads.isEmpty else { return .other }
        let asOf = AsOf(day)
        let posts = try PostStore(connection).posts(of: person, asOf)
        let isHers = try posts.contains {
            try UnitStore(connection).isWithin($0.unit, principal.heads, asOf)
        }
        return isHers ? .unit : .other
    }

    private static func years(
        of person: Int64, _ connection: Connection, _ today: CalendarDate
    ) throws -> [Year] {
        let records = try [person] + PeopleStore(connection).others(of: person).sorted()
        let lines = try records.flatMap { try EnrolmentStore(connection).enrolments(of: $0) }
            .compactMap { try line($0, connection) }
        let byYear = Dictionary(grouping: lines) { line in
            ReportQuery.schoolYear(of: line.state.completedOn ?? line.from)
        }
        let required = try ProgrammeStore(connection).all().filter {
            $0.programme.requirement != nil
        }
        var starts = Set(byYear.keys)
        starts.insert(ReportQuery.schoolYear(of: today))
        return try starts.sorted(by: >).map { start in
            let lines = (byYear[start] ?? []).sorted {
                ($0.from, $0.className) < ($1.from, $1.className)
            }
            let end = min(start.adding(years: 1)?.adding(days: -1) ?? start, today)
            return Year(
                from: start, lines: lines,
                periods: lines.filter {
                    $0.state.hasCompleted(by: today) && $0.cancelledOn.map { $0 > today } ?? true
                }.reduce(0) { $0 + $1.periods },
                duty: try duty(of: person, on: max(start, end), required, connection))
        }
    }

    /// Periods that are required of somebody by the post held on a day.
    private static func duty(
        of person: Int64, on day: CalendarDate, _ required: [ProgrammeStore.Listed],
        _ connection: Connection
    ) throws -> Int {
        let asOf = AsOf(day)
        guard let post = try PostStore(connection).mainPost(of: person, asOf) else { return 0 }
        let level = try UnitStore(connection).placed(post.unit, asOf)?.details.level
        return required.filter {
            $0.programme.requirement(on: day)?.asks(
                title: post.details.title.rawValue, level: level?.rawValue) == true
        }.reduce(0) { $0 + $1.programme.periods(on: day) }
    }

    private static func line(
        _ enrolment: EnrolmentStore.Enrolment, _ connection: Connection
    ) throws -> Line? {
        let events = try EnrolmentStore(connection).events(of: enrolment.id)
        let state = TrainingState(events)
        guard state != TrainingState(),
            let known = try TrainingClassStore(connection).trainingClass(enrolment.trainingClass),
            let programme = try ProgrammeStore(connection).programme(known.programme)?.programme
        else { return nil }
        let validUntil = programme.validityYears.flatMap { years in
            state.revokedOn == nil ? state.completedOn?.adding(years: years) : nil
        }
        let certificates = try CertificateStore(connection).certificates(of: enrolment.id)
        let standing = certificates.first { $0.revokedOn == nil }
        return Line(
            className: known.trainingClass.title, programme: programme.name, kind: known.kind,
            kindName: programme.kindName,
            from: known.trainingClass.from, until: known.trainingClass.until,
            periods: programme.periods(on: known.trainingClass.from), state: state,
            validUntil: validUntil, cancelledOn: known.trainingClass.cancelled?.on,
            certificate: standing?.code,
            revocation: standing == nil ? certificates.first?.reason : nil,
            corrections: try Correction.all(of: enrolment.id, connection))
    }
}
