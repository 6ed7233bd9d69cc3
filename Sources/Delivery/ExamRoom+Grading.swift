import Assessment
import Storage
import Values

/// Ends and marks.
extension ExamRoom {
    /// Appends an ending step to each seat together with its result, in one commit.
    ///
    /// - Precondition: the caller has entered the seats.
    func finish(_ ends: [(seat: Seat, step: Step)], at now: Instant) async throws(DeliveryError) {
        var ended: [(seat: Seat, live: Live)] = []
        for (seat, step) in ends {
            guard var live = seat.live else { throw .notStarted }
            do { try live.attempt.apply(step, at: now) } catch {
                throw .damaged(seq: live.id, error)
            }
            ended.append((seat, live))
        }
        let results = try await graded(ended, reason: .ended, person: nil, at: now)
        let groups = zip(ends, results).map { end, result in
            [
                record(end.step, of: result.attempt, at: now),
                .result(sitting: definition.id, result),
            ]
        }
        let stored = await journal.append(groups: groups)
        var failure: StoreError?
        for (place, outcome) in stored.enumerated() {
            if case .failure(let error) = outcome {
                failure = error
                continue
            }
            ended[place].seat.live = ended[place].live
            ended[place].seat.earned = results[place].earned
        }
        if let failure { throw .store(failure) }
    }

    /// Marks attempts by the sitting's keys.
    ///
    /// - Parameter given: by attempt and slot, what people gave before; empty: nothing.
    func graded(
        _ attempts: [(seat: Seat, live: Live)], given: [[Mark?]] = [],
        reason: AttemptResult.Reason, person: Int64?, at now: Instant
    ) async throws(DeliveryError) -> [AttemptResult] {
        let papers = attempts.enumerated().map { place, graded in
            ScoringCore.Paper(
                form: graded.seat.form, responses: graded.live.attempt.responses,
                given: given.isEmpty ? [] : given[place])
        }
        let grades = try await scoring.grade(papers, by: .sitting(definition.id))
        let possible = definition.manifest.totalMarks
        return zip(zip(attempts, papers), grades.marks).map { one, marks in
            let (graded, paper) = one
            let attempt = graded.live.attempt
            let (ending, endedAt) = Self.end(of: attempt)
            return AttemptResult(
                candidate: graded.seat.candidate, attempt: graded.live.id,
                number: attempt.number, startedAt: attempt.startedAt, endedAt: endedAt,
                ending: ending,
                slots: attempt.responses.indices.map { slot in
                    AttemptResult.SlotResult(
                        response: attempt.responses[slot], earned: marks[slot],
                        given: paper.given.isEmpty ? nil : paper.given[slot])
                },
                possible: possible, amendments: grades.amendments, reason: reason,
                person: person, gradedAt: now)
        }
    }

    /// An attempt that the bell closed ended when its time was up.
    private static func end(of attempt: Attempt) -> (AttemptResult.Ending, Instant) {
        switch attempt.ending {
        case .submitted(let at): (.submitted, at)
        case .closed, nil: (.closed, attempt.deadline)
        }
    }

    /// Whether the bell has something to do.
    func isDue(at now: Instant) -> Bool {
        guard !isRinging, !isRetired else { return false }
        if isSettled { return definition.practice != nil && isIdle(at: now) }
        if let earliestBell, now > earliestBell { return true }
        return isWindowOver(at: now) ? openCandidates().isEmpty : isIdle(at: now)
    }

    private func isWindowOver(at now: Instant) -> Bool {
        now > definition.closes.adding(seconds: grace)
    }

    /// Whether a practice has been left alone for a while, with no paper open.
    private func isIdle(at now: Instant) -> Bool {
        definition.practice != nil && lastEvent.seconds(until: now) >= Self.idleSeconds
            && openCandidates().isEmpty
    }

    /// Seconds after which a practice that nobody writes in leaves memory.
    static let idleSeconds: Int64 = 600

    /// The bell: closes and grades every attempt whose time and grace are over; when
    /// the window is over and nothing is open, settles the sitting.
    ///
    /// - Returns: how many attempts it closed.
    func ring(at now: Instant) async throws(DeliveryError) -> Int {
        guard isDue(at: now) else { return 0 }
        isRinging = true
        begin()
        defer {
            isRinging = false
            end()
        }
        let due = inOrder(
            seats.values.filter {
                $0.live?.attempt.ringing(at: now, grace: grace) != nil
            })
        var closed = 0
        for start in stride(from: 0, to: due.count, by: Self.batch) {
            closed += try await close(due[start..<min(start + Self.batch, due.count)], at: now)
        }
        earliestBell = seats.values.compactMap { $0.live?.attempt.bell(grace: grace) }.min()
        try await settleIfDone(at: now)
        return closed
    }

    /// Attempts that are closed or regraded in one commit.
    static let batch = 250

    /// Whoever enters several seats does so in this order, so that two never wait
    /// for each other.
    func inOrder(_ seats: some Sequence<Seat>) -> [Seat] {
        seats.sorted { $0.candidate < $1.candidate }
    }

    private func close(
        _ due: ArraySlice<Seat>, at now: Instant
    ) async throws(DeliveryError) -> Int {
        for seat in due { await enter(seat) }
        defer { for seat in due { leave(seat) } }
        // Decided again: while we waited, an extension may have come.
        let ends = due.compactMap { seat in
            seat.live?.attempt.ringing(at: now, grace: grace).map { (seat, $0) }
        }
        try await finish(ends, at: now)
        return ends.count
    }

    /// Settles the sitting when nothing is open and its window is over, or when it is
    /// a practice that nobody writes in: that need not be read again at a start, and is
    /// opened afresh by the next attempt.
    private func settleIfDone(at now: Instant) async throws(DeliveryError) {
        // Alone, so that no step on its way lands behind the record; else the next
        // tick tries again.
        guard !isSettled, isWindowOver(at: now) || isIdle(at: now), openCandidates().isEmpty,
            inFlight == 1
        else { return }
        isSettled = true
        do throws(DeliveryError) {
            _ = try await stored([.settle(sitting: definition.id)])
        } catch {
            isSettled = false
            throw error
        }
    }

    /// Whether the window is over and all is graded.
    func isFinished(at now: Instant) -> Bool { isSettled && isWindowOver(at: now) }

    /// Whether it takes what comes. Whoever asks is about to bring something, so a
    /// practice does not leave memory at this very moment.
    func isReady(at now: Instant) -> Bool {
        lastEvent = max(lastEvent, now)
        return !isRetired
    }

    /// Takes nothing from now on, and returns when all that came is answered.
    func discard() async {
        isRetired = true
        await whenIdle()
    }

    /// Leaves memory, if it is a practice, settled and left alone; nothing is taken
    /// from then on.
    func retire(at now: Instant) -> Bool {
        guard definition.practice != nil, isSettled, isWindowOver(at: now) || isIdle(at: now),
            inFlight == 0
        else { return isRetired }
        isRetired = true
        return true
    }
}
