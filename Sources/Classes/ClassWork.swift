import People
import Storage
package import Training
import Values

/// What a class asks of its trainees, read once, to see how far each of them is.
struct ClassWork {
    let trainingClass: TrainingClassStore.Listed
    let rule: CompletionRule
    let lessons: [LessonStore.Listed]
    let sessions: [ClassSessionStore.Listed]

    init(_ trainingClass: TrainingClassStore.Listed, _ connection: Connection) throws {
        self.trainingClass = trainingClass
        guard let programme = try ProgrammeStore(connection).programme(trainingClass.programme)
        else { throw TrainingFault.missing }
        rule = programme.programme.rule
        lessons = try LessonStore(connection).lessons(of: trainingClass.id)
        sessions = try ClassSessionStore(connection).sessions(of: trainingClass.id)
    }

    func standing(
        of enrolment: Int64, state: TrainingState, _ connection: Connection
    ) throws -> ClassStanding {
        let work = try LessonStore(connection).work(of: enrolment)
        let attended = Set(
            try ClassSessionStore(connection).attendances(by: enrolment).map(\.session))
        let done = Set(
            lessons.filter {
                $0.lesson.rule.isDone(work[$0.id] ?? .init(), marks: state.marks)
            }.map(\.id))
        // All that are planned: nobody completes by the first of ten.
        let progress = Completion.Progress(
            lessons: lessons.map { .init(name: $0.lesson.title, isDone: done.contains($0.id)) },
            sessionsHeld: sessions.count,
            sessionsAttended: sessions.count { attended.contains($0.id) }, marks: state.marks)
        return ClassStanding(
            state: state, work: work, done: done, attended: attended,
            completion: Completion(rule, progress),
            isAsked: rule.asksForSomething(of: progress))
    }

    /// Records what somebody's work has come to: that they took part, and that they completed;
    /// each on the day of the work itself, whenever it was typed in.
    ///
    /// - Parameters:
    ///   - isPutRight: whether what is recorded mends work that was found wanting. Only then
    ///     is a completion that was taken back given again.
    ///   - isTakenBack: whether it may show that something recorded before never was. A
    ///     completion on a certificate that stands is left.
    func settle(
        _ enrolment: Int64, by person: Int64?, isPutRight: Bool = false,
        isTakenBack: Bool = false, _ connection: Connection, at now: Instant
    ) throws {
        let enrolments = EnrolmentStore(connection)
        let today = VietnamTime.date(of: now)
        guard TrainingClass.canLie(on: today), trainingClass.trainingClass.cancelled == nil
        else { return }
        let events = try enrolments.events(of: enrolment)
        let state = TrainingState(events)
        guard state.isEnrolled(on: today), let enrolledOn = state.enrolledOn else { return }
        let standing = try standing(of: enrolment, state: state, connection)
        let facts = TrainingState.standing(events)
        func within(_ day: CalendarDate) -> CalendarDate { min(max(day, enrolledOn), today) }
        func correct(_ fact: TrainingState.Fact, on day: CalendarDate?) throws {
            guard try !enrolments.isImported(fact.root) else { return }
            var content = day == nil ? TrainingEvent.Content() : fact.content.bare
            content.becomes = day == nil ? nil : fact.kind
            try enrolments.record(
                .init(.corrected, on: day ?? fact.on, content, corrects: fact.root),
                of: enrolment, by: person, at: now)
        }

        let began = beginning(standing).map(within)
        if let attended = facts.first(where: { $0.kind == .attended }) {
            if began.map({ $0 != attended.on }) ?? isTakenBack { try correct(attended, on: began) }
        } else if state.attendedOn == nil, let began {
            try enrolments.record(.init(.attended, on: began), of: enrolment, by: person, at: now)
        }
        let isComplete = standing.isAsked && standing.completion.isComplete
        if state.completedOn == nil || isPutRight && state.revokedOn != nil, isComplete {
            let day = within(end(standing, facts) ?? today)
            try enrolments.record(
                .init(
                    .completed, on: state.revokedOn == nil ? day : today,
                    .init(
                        marks: state.marks.isEmpty ? nil : state.marks,
                        total: standing.completion.total)),
                of: enrolment, by: person, at: now)
        } else if isTakenBack, !isComplete, state.completedOn != nil, state.revokedOn == nil,
            try CertificateStore(connection).certificates(of: enrolment)
                .allSatisfy({ $0.revokedOn != nil })
        {
            for fact in facts where fact.kind == .completed { try correct(fact, on: nil) }
        }
    }

    /// The day of the first thing that somebody did.
    private func beginning(_ standing: ClassStanding) -> CalendarDate? {
        (sessions.filter { standing.attended.contains($0.id) }.map(\.day)
            + standing.work.values.compactMap { $0.openedAt.map(VietnamTime.date) }).min()
    }

    /// The day of the last thing that completing took.
    private func end(
        _ standing: ClassStanding, _ facts: [TrainingState.Fact]
    ) -> CalendarDate? {
        var days: [CalendarDate] = []
        if rule.needsLessons {
            days += standing.work.values.compactMap {
                ($0.doneAt ?? $0.openedAt).map(VietnamTime.date)
            }
        }
        let attended = sessions.filter { standing.attended.contains($0.id) }.map(\.day)
        days += attended.sorted().prefix(rule.sessionsNeeded(of: sessions.count)).suffix(1)
        for component in rule.components {
            days += facts.filter { $0.content.marks?[component.name] != nil }.map(\.on).suffix(1)
        }
        return days.max()
    }
}

extension ClassSessionStore.Listed {
    /// The day that it is on.
    var day: CalendarDate { VietnamTime.date(of: session.starts) }
}

extension ClassWork {
    /// The same for everybody in a class, after what it asks for was changed. Results from
    /// another system stay as they came.
    static func settleAll(
        in trainingClass: TrainingClassStore.Listed, by principal: Principal,
        _ connection: Connection, at now: Instant
    ) throws {
        guard !trainingClass.trainingClass.mode.isElsewhere else { return }
        let work = try ClassWork(trainingClass, connection)
        for enrolment in try EnrolmentStore(connection).all(in: trainingClass.id) {
            try work.settle(enrolment.id, by: principal.person, connection, at: now)
        }
    }
}

/// How far somebody is in a class.
package struct ClassStanding: Hashable, Sendable {
    package let state: TrainingState
    /// By lesson.
    package let work: [Int64: LessonRule.Work]
    /// Lessons that are done.
    package let done: Set<Int64>
    /// Sessions.
    package let attended: Set<Int64>
    package let completion: Completion
    /// Whether the class has what its programme asks for.
    package let isAsked: Bool
}
