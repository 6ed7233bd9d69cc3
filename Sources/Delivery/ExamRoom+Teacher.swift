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
        return MarkChange(candidate: candidate, from: before, to: result.earned)
    }

    /// Marks every ended attempt by `keys`.
    ///
    /// - Parameter applies: stores the new results; else only says what would change.
    /// - Returns: whose marks change in some slot, by candidate.
    func regrade(
        by keys: ScoringCore.KeySet, applies: Bool, person: Int64, at now: Instant
    ) async throws(DeliveryError) -> [MarkChange] {
        var changes: [MarkChange] = []
        let all = inOrder(seats.values)
        for start in stride(from: 0, to: all.count, by: Self.batch) {
            let part = all[start..<min(start + Self.batch, all.count)]
            changes += try await regrade(part, by: keys, applies: applies, person: person, at: now)
        }
        return changes
    }

    private func regrade(
        _ part: ArraySlice<Seat>, by keys: ScoringCore.KeySet, applies: Bool, person: Int64,
        at now: Instant
    ) async throws(DeliveryError) -> [MarkChange] {
        begin()
        defer { end() }
        // Entered, so that one being graded this moment is seen with its mark.
        for seat in part { await enter(seat) }
        defer { for seat in part { leave(seat) } }
        let ended = part.compactMap { seat in
            seat.live.flatMap { $0.attempt.ending == nil ? nil : (seat, $0) }
        }
        let results = try await graded(
            ended, reason: .keyChanged, person: person, at: now, by: keys)
        let before = try await latest(results.map(\.candidate))
        let changed = zip(ended, results).filter { $1.slots != before[$1.attempt]?.slots }
        if applies {
            let groups = changed.map { [AnswerRecord.result(sitting: definition.id, $1)] }
            for outcome in await journal.append(groups: groups) {
                if case .failure(let error) = outcome { throw .store(error) }
            }
        }
        return changed.map { ended, result in
            if applies { ended.0.earned = result.earned }
            return MarkChange(
                candidate: result.candidate, from: before[result.attempt]?.earned ?? .zero,
                to: result.earned)
        }
    }

    /// The standing results of some candidates, by attempt.
    private func latest(
        _ candidates: [Int64]
    ) async throws(DeliveryError) -> [Int64: AttemptResult] {
        do {
            let results = try await file.latestResults(of: definition.id, candidates: candidates)
            return Dictionary(results.map { ($0.attempt, $0) }) { _, last in last }
        } catch {
            throw .store(error)
        }
    }
}
