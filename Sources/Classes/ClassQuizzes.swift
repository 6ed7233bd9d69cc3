package import People
package import Storage
import Training
package import Values

/// Practices from the question banks inside a class: who has yet to be given one, and what
/// their marks come to.
package struct ClassQuizzes: Sendable {
    private let database: Database

    package init(database: Database) { self.database = database }

    // Every function is given a class that its caller was let to read or change:
    // `TrainingClasses.trainingClass(_:for:by:)`, `Learning.seat`.

    /// A quiz with its sitting.
    package struct Quiz: Hashable, Sendable {
        package let id: Int64
        package let component: String
        package let sitting: SittingStore.Sitting
        package let candidates: [SittingStore.Candidate]
    }

    package func quizzes(
        of trainingClass: TrainingClassStore.Listed
    ) async throws -> [Quiz] {
        try await database.read { connection in
            let sittings = SittingStore(connection)
            return try ClassQuizStore(connection).quizzes(of: trainingClass.id).compactMap { one in
                guard let sitting = try sittings.sitting(one.sitting) else { return nil }
                return Quiz(
                    id: one.id, component: one.component, sitting: sitting,
                    candidates: try sittings.candidates(of: sitting.id))
            }
        }
    }

    /// Those of the class who were not given this test yet, in Vietnamese order.
    package func waiting(
        for test: String, in trainingClass: TrainingClassStore.Listed, on day: CalendarDate
    ) async throws -> [Int64] {
        try await database.read { connection in
            guard let test = try TestStore(connection).test(code: test) else { return [] }
            let sittings = SittingStore(connection)
            var given: Set<Int64> = []
            for quiz in try ClassQuizStore(connection).quizzes(of: trainingClass.id) {
                guard try sittings.sitting(quiz.sitting)?.test == test.id else { continue }
                given.formUnion(try sittings.candidates(of: quiz.sitting).map(\.person))
            }
            return try ClassSessions.members(of: trainingClass, on: day, connection)
                .map(\.person).filter { !given.contains($0) }
        }
    }

    /// Makes a sitting that was opened a quiz of the class.
    package func add(
        _ sitting: SittingStore.Sitting, for component: String,
        to trainingClass: TrainingClassStore.Listed, by principal: Principal, at now: Instant
    ) async throws {
        try await database.write { connection in
            try ClassQuizStore(connection).add(
                sitting.id, for: component, to: trainingClass.id, at: now)
            try AuditStore(connection).record(
                .changeLessons, of: trainingClass.trainingClass.identifier, sitting: sitting.id,
                by: principal.person, at: now)
        }
    }

    /// What somebody earned in a quiz, on the programme's scale.
    package struct Earned: Hashable, Sendable {
        package let person: Int64
        package let mark: Mark

        package init(person: Int64, mark: Mark) {
            self.person = person
            self.mark = mark
        }
    }

    /// Takes over marks that have changed since they were last taken over: what a trainer
    /// corrected in between stays.
    package func take(
        _ earned: [Earned], of quiz: Quiz, in trainingClass: TrainingClassStore.Listed,
        at now: Instant
    ) async throws {
        let known = try await database.read { connection in
            try earned.filter { one in
                guard
                    let enrolment = try EnrolmentStore(connection).find(
                        one.person, in: trainingClass.id)
                else { return false }
                return try ClassQuizStore(connection).mark(of: enrolment.id, in: quiz.id)
                    != one.mark
            }
        }
        guard !known.isEmpty else { return }
        try await database.write { connection in
            let work = try ClassWork(trainingClass, connection)
            guard work.rule.components.contains(where: { $0.name == quiz.component }) else {
                return
            }
            let enrolments = EnrolmentStore(connection)
            let store = ClassQuizStore(connection)
            for one in known {
                guard let enrolment = try enrolments.find(one.person, in: trainingClass.id),
                    try store.mark(of: enrolment.id, in: quiz.id) != one.mark
                else { continue }
                try store.setMark(one.mark, of: enrolment.id, in: quiz.id)
                let events = try enrolments.events(of: enrolment.id)
                // What a person has given stands, and so does what is on paper.
                guard try CertificateStore(connection).standing(of: enrolment.id).isEmpty else {
                    continue
                }
                let given = TrainingState.standing(events).last {
                    $0.content.marks?[quiz.component] != nil
                }
                if let given, try enrolments.recorders(of: enrolment.id)[given.root] != nil {
                    continue
                }
                let state = TrainingState(events)
                let before = try work.standing(of: enrolment.id, state: state, connection)
                var marks = state.marks
                marks[quiz.component] = one.mark
                try enrolments.record(
                    .init(
                        .result, on: VietnamTime.date(of: now),
                        .init(
                            marks: [quiz.component: one.mark], total: work.rule.total(marks))),
                    of: enrolment.id, by: nil, at: now)
                try work.settle(
                    enrolment.id, by: nil, isPutRight: !before.completion.isComplete, connection,
                    at: now)
            }
        }
    }
}
