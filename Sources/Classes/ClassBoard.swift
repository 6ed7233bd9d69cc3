package import People
import Secrets
package import Storage
package import Values

/// What is announced, asked and answered in a class, and what its trainees say of it at the end.
package struct ClassBoard: Sendable {
    private let database: Database

    package init(database: Database) { self.database = database }

    // Every function is given a class that its caller is in, or was let to change:
    // `Learning.seat`, `TrainingClasses.trainingClass(_:for:by:)`.

    /// A question with its answers.
    package struct Thread: Hashable, Sendable {
        package let question: ClassNoteStore.Note
        package let answers: [ClassNoteStore.Note]
    }

    package struct Board: Hashable, Sendable {
        /// The newest first.
        package let announcements: [ClassNoteStore.Note]
        package let threads: [Thread]
    }

    package func board(of trainingClass: TrainingClassStore.Listed) async throws -> Board {
        let notes = try await database.read {
            try ClassNoteStore($0).notes(of: trainingClass.id)
        }
        let answers = Dictionary(grouping: notes.filter { $0.answers != nil }) { $0.answers }
        return Board(
            announcements: notes.filter { $0.kind == .announcement }.reversed(),
            threads: notes.filter { $0.kind == .question }.reversed().map {
                Thread(question: $0, answers: answers[$0.id] ?? [])
            })
    }

    /// - Parameter question: the code of the question, where it is an answer.
    /// - Throws: `TrainingFault.missing` without that question.
    package func write(
        _ kind: ClassNoteStore.Kind, _ text: String, answering question: String? = nil,
        in trainingClass: TrainingClassStore.Listed, by principal: Principal, at now: Instant
    ) async throws {
        try await database.write { connection in
            let store = ClassNoteStore(connection)
            var answered: Int64?
            if let question {
                guard
                    let found = try store.notes(of: trainingClass.id).first(where: {
                        $0.code == question && $0.kind == .question
                    })
                else { throw TrainingFault.missing }
                answered = found.id
            }
            try store.add(
                kind, text, to: trainingClass.id, answering: answered,
                code: TextCode.random(characters: 10), by: principal.person, at: now)
        }
    }

    /// - Throws: `TrainingFault.missing`.
    package func remove(
        _ code: String, from trainingClass: TrainingClassStore.Listed, at now: Instant
    ) async throws {
        try await database.write { connection in
            let store = ClassNoteStore(connection)
            guard
                let found = try store.notes(of: trainingClass.id).first(where: { $0.code == code })
            else { throw TrainingFault.missing }
            try store.remove(found.id, at: now)
        }
    }

    // MARK: The survey at the end

    /// Questions of a survey, and letters of one.
    package static let mostQuestions = 20
    package static let longestQuestion = 300
    package static let longestComment = 4_000
    /// With fewer answers, what somebody said could be guessed.
    package static let fewestShown = 3

    /// What came back, or how much did where it is too little to show.
    package struct Outcome: Hashable, Sendable {
        package let survey: ClassSurveyStore.Survey
        package let count: Int
        /// Of each question, how many chose 1 to 5; empty where it is too little to show.
        package let ratings: [[Int]]
        package let comments: [String]
    }

    package func outcome(
        in trainingClass: TrainingClassStore.Listed
    ) async throws -> Outcome? {
        try await database.read { connection in
            let store = ClassSurveyStore(connection)
            guard let survey = try store.survey(of: trainingClass.id) else { return nil }
            let answers = try store.answers(in: trainingClass.id)
            guard answers.count >= Self.fewestShown else {
                return Outcome(
                    survey: survey, count: answers.count, ratings: [], comments: [])
            }
            return Outcome(
                survey: survey, count: answers.count,
                ratings: survey.questions.indices.map { place in
                    (1...5).map { rating in
                        answers.count {
                            $0.ratings.indices.contains(place) && $0.ratings[place] == rating
                        }
                    }
                }, comments: answers.map(\.comment).filter { !$0.isEmpty })
        }
    }

    /// Opens the survey, or changes it while nobody has answered.
    ///
    /// - Returns: false where somebody has answered other questions.
    package func open(
        _ questions: [String], in trainingClass: TrainingClassStore.Listed, at now: Instant
    ) async throws -> Bool {
        try await database.write { connection in
            let store = ClassSurveyStore(connection)
            if let known = try store.survey(of: trainingClass.id),
                known.questions != questions, try !store.answers(in: trainingClass.id).isEmpty
            {
                return false
            }
            try store.open(questions, in: trainingClass.id, at: now)
            return true
        }
    }

    package func close(
        _ trainingClass: TrainingClassStore.Listed, at now: Instant
    ) async throws {
        try await database.write { try ClassSurveyStore($0).close(trainingClass.id, at: now) }
    }

    /// The survey of a class, where this trainee can answer it.
    package func survey(for seat: Learning.Seat) async throws -> ClassSurveyStore.Survey? {
        try await database.read { connection in
            let store = ClassSurveyStore(connection)
            guard let survey = try store.survey(of: seat.trainingClass.id), survey.isOpen,
                try !store.hasAnswered(seat.enrolment, in: seat.trainingClass.id)
            else { return nil }
            return survey
        }
    }

    /// Takes a trainee's answer, once; nothing tells afterwards whose it is.
    ///
    /// - Throws: `TrainingFault.missing` where there is nothing to answer.
    package func answer(
        _ answer: ClassSurveyStore.Answer, in seat: Learning.Seat
    ) async throws {
        guard let survey = try await survey(for: seat),
            survey.questions.count == answer.ratings.count
        else { throw TrainingFault.missing }
        let random = SecureRandom.bytes(8).reduce(Int64(0)) { $0 << 8 | Int64($1) } & .max
        try await TrainingFault.naming {
            try await database.write { connection in
                try ClassSurveyStore(connection).answer(
                    answer, by: seat.enrolment, in: seat.trainingClass.id, id: random)
            }
        }
    }
}
