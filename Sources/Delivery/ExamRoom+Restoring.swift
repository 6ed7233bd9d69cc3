import Assessment
import Storage
import Values

/// Rebuilding from the journal.
extension ExamRoom {
    /// - Returns: false when its candidate is none of the sitting's.
    private func replay(_ stored: StoredStep, of candidate: Int64?) throws(DeliveryError) -> Bool {
        guard let candidate, definition.candidates[candidate] != nil else { return false }
        let seat = try seat(of: candidate)
        if case .start = stored.step {
            try place(stored.step, at: stored.at, seq: stored.seq, in: seat)
        } else {
            try advance(seat, by: stored.step, at: stored.at, seq: stored.seq)
        }
        return true
    }

    /// Replays steps in order.
    ///
    /// - Returns: how many steps were strangers'.
    func replay(_ steps: [StoredStep]) throws(DeliveryError) -> Int {
        var strangers = 0
        for stored in steps {
            if case .start(let candidate, _, _, _, _) = stored.step {
                candidates[stored.attempt] = candidate
            }
            if try !replay(stored, of: candidates[stored.attempt]) { strangers += 1 }
        }
        return strangers
    }

    /// Takes the marks of attempts that were graded, which stand in order.
    func finishReplay(_ summaries: [ResultSummary], isSettled: Bool, at now: Instant) {
        for seat in seats.values { (seat.earlier, seat.earned) = ([], nil) }
        for summary in summaries {
            guard let seat = try? seat(of: summary.candidate) else { continue }
            if seat.live?.id == summary.attempt {
                seat.earned = summary.earned
            } else if seat.live.map({ $0.id > summary.attempt }) ?? (definition.practice != nil) {
                seat.earlier.append(summary.earned)
            }
        }
        self.isSettled = isSettled
        candidates = [:]
        lastEvent = now
    }

    /// Grades what ended without a mark, and closes what ended meanwhile.
    ///
    /// - Returns: how many attempts are open, and how many were closed now.
    func catchUp(at now: Instant) async throws(DeliveryError) -> (open: Int, closed: Int) {
        try await gradeUngraded(at: now)
        let closed = try await ring(at: now)
        return (openCandidates().count, closed)
    }

    /// An attempt and its result are stored together, so this finds one only where a
    /// file was mended by hand.
    private func gradeUngraded(at now: Instant) async throws(DeliveryError) {
        let ungraded = seats.values.compactMap { seat in
            seat.live.flatMap {
                $0.attempt.ending != nil && seat.earned == nil ? (seat, $0) : nil
            }
        }
        guard !ungraded.isEmpty else { return }
        let results = try await graded(ungraded, reason: .ended, person: nil, at: now)
        for (graded, result) in zip(ungraded, results) {
            _ = try await stored([.result(sitting: definition.id, result)])
            graded.0.earned = result.earned
        }
    }
}
