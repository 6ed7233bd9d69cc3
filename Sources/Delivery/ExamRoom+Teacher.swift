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
        let given = try await given(to: live)
        let result = try await graded(
            [(seat, live)], given: [given], reason: .lateAdmitted, person: person, at: now)[0]
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

    /// What people gave for an attempt's answers, where these are what they read.
    private func given(to live: Live) async throws(DeliveryError) -> [Mark?] {
        let standing = try await results(of: live.attempt.candidate).first { $0.attempt == live.id }
        let responses = live.attempt.responses
        return responses.indices.map { slot in
            guard let standing, standing.slots[slot].response == responses[slot] else {
                return nil
            }
            return standing.slots[slot].given
        }
    }

    private func results(of candidate: Int64) async throws(DeliveryError) -> [AttemptResult] {
        do {
            return try await file.latestResults(
                of: definition.id, candidates: candidate...candidate)
        } catch {
            throw .store(error)
        }
    }

    /// Stores what a person gives for one answer of an ended attempt.
    func mark(
        _ candidate: Int64, attempt number: Int, _ marking: Marking, share: Mark,
        insteadOf seen: Mark?, by person: Int64, at now: Instant
    ) async throws(DeliveryError) -> MarkChange {
        let seat = try await arrive(candidate)
        defer { depart(seat) }
        let results = try await results(of: candidate)
        guard let place = results.firstIndex(where: { $0.number == number }),
            let form = definition.form(of: candidate, attempt: number)
        else { throw .notStarted }
        let before = results[place]
        guard before.slots.indices.contains(marking.slot), form[marking.slot].type.isMarkedByHand
        else { throw .notMarkedByHand }
        guard before.slots[marking.slot].given == seen else { throw .markedMeanwhile }
        var given = before.slots.map(\.given)
        given[marking.slot] = share
        let paper = ScoringCore.Paper(
            form: form, responses: before.slots.map(\.response), given: given)
        let grades = try await scoring.grade([paper], by: .sitting(definition.id))
        let after = before.marked(
            marking, share: share, earned: grades.marks[0][marking.slot], by: person, at: now)
        _ = try await stored([.result(sitting: definition.id, after)])
        if seat.live?.id == after.attempt {
            seat.earned = after.earned
        } else if seat.earlier.indices.contains(place) {
            seat.earlier[place] = after.earned
        }
        return MarkChange(
            candidate: candidate, attempt: after.attempt, from: before.earned, to: after.earned,
            changesSlots: true)
    }
}
