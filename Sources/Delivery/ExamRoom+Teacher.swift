import Assessment
import Storage
import Values

/// What the people in charge see and decide.
extension ExamRoom {
    /// One line a candidate, in no order.
    func overview(at now: Instant) -> [CandidateOverview] {
        let possible = definition.manifest.totalMarks
        return Set(definition.candidates.keys).union(seats.keys).map { candidate in
            guard let seat = seats[candidate], let attempt = seat.live?.attempt else {
                return CandidateOverview(candidate: candidate, progress: .notStarted)
            }
            let started = CandidateOverview.Started(
                startedAt: attempt.startedAt, deadline: attempt.deadline,
                state: state(of: attempt, at: now), answered: attempt.answeredCount,
                lastSavedAt: attempt.lastSavedAt, late: attempt.lateAnswers.count,
                earned: seat.earned, possible: possible, number: attempt.number,
                marks: seat.marks)
            return CandidateOverview(candidate: candidate, progress: .started(started))
        }
    }

    /// Those whose attempt is open.
    func openCandidates() -> [Int64] {
        seats.values.filter { $0.live.map { $0.attempt.ending == nil } ?? false }
            .map(\.candidate)
    }

    /// Appends a decision about an open attempt.
    func decide(
        on candidate: Int64, at now: Instant,
        _ decision: @Sendable (Attempt, _ grace: Int64) throws(Attempt.Refusal) -> Step
    ) async throws(DeliveryError) -> Paper {
        let seat = try await arrive(candidate)
        defer { depart(seat) }
        guard let attempt = seat.live?.attempt else { throw .notStarted }
        let step = try decided { () throws(Attempt.Refusal) in try decision(attempt, grace) }
        try await append([step], to: seat, at: now)
        return try paper(candidate, at: now)
    }

    /// Lets the late answers of one candidate count, and grades anew.
    func admitLate(
        _ candidate: Int64, by person: Int64, at now: Instant
    ) async throws(DeliveryError) -> MarkChange {
        let seat = try await arrive(candidate)
        defer { depart(seat) }
        guard var live = seat.live else { throw .notStarted }
        let step = try decided { () throws(Attempt.Refusal) in
            try live.attempt.admittingLate(by: person)
        }
        do throws(StepError) { try live.attempt.apply(step, at: now) } catch {
            throw .damaged(seq: live.id, error)
        }
        let result = try await graded(
            [(seat, live)], reason: .lateAdmitted, person: person, at: now)[0]
        _ = try await stored(steps: [
            record(step, of: live.id, at: now),
            .result(sitting: definition.id, result),
        ])
        let before = seat.earned ?? .zero
        seat.live = live
        seat.earned = result.earned
        return MarkChange(
            candidate: candidate, attempt: live.id, from: before, to: result.earned,
            changesSlots: true)
    }
}
