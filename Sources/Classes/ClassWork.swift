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

    /// Records what somebody's work has come to: that they took part, and that they completed.
    ///
    /// - Parameter isPutRight: whether what is recorded mends work that was found wanting. Only
    ///   then is a completion that was taken back given again.
    func settle(
        _ enrolment: Int64, by person: Int64?, isPutRight: Bool = false,
        _ connection: Connection, at now: Instant
    ) throws {
        let enrolments = EnrolmentStore(connection)
        let today = VietnamTime.date(of: now)
        guard TrainingClass.canLie(on: today), trainingClass.trainingClass.cancelled == nil
        else { return }
        let state = TrainingState(try enrolments.events(of: enrolment))
        guard state.isEnrolled(on: today) else { return }
        let standing = try standing(of: enrolment, state: state, connection)
        if state.attendedOn == nil, !standing.work.isEmpty || !standing.attended.isEmpty {
            try enrolments.record(.init(.attended, on: today), of: enrolment, by: person, at: now)
        }
        if state.completedOn == nil || isPutRight && state.revokedOn != nil, standing.isAsked,
            standing.completion.isComplete
        {
            try enrolments.record(
                .init(
                    .completed, on: today,
                    .init(
                        marks: state.marks.isEmpty ? nil : state.marks,
                        total: standing.completion.total)),
                of: enrolment, by: person, at: now)
        }
    }
}

extension ClassWork {
    /// The same for everybody in a class, after what it asks for was changed. Results from
    /// another system stay as they came.
    static func settleAll(
        in trainingClass: TrainingClassStore.Listed, by principal: Principal,
        _ connection: Connection, at now: Instant
    ) throws {
        guard trainingClass.trainingClass.mode != .elsewhere else { return }
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
