package import Assessment
package import Values
import Storage

/// What the people in charge of a sitting call. Whether they may is asked before.
extension Delivery {
    /// Who has started, answered, handed in and earned what, by candidate; of several
    /// attempts, the last one's progress and every mark.
    ///
    /// Of a sitting that is not registered: those who took part, from their results.
    package func overview(_ sitting: Int64) async throws(DeliveryError) -> [CandidateOverview] {
        let room = knownRoom(sitting)
        let live = await room?.overview(at: clock.now) ?? []
        var lines = Dictionary(live.map { ($0.candidate, $0) }) { first, _ in first }
        // A practice's room forgets attempts that are over.
        if await room?.definition.practice != nil || room == nil {
            let summaries = try await stored { () throws(StoreError) in
                try await file.summaries(of: sitting)
            }
            for (candidate, ended) in Dictionary(grouping: summaries, by: \.candidate)
            where lines[candidate]?.progress.isStarted != true {
                lines[candidate] = CandidateOverview(ended)
            }
        }
        return lines.values.sorted { $0.candidate < $1.candidate }
    }

    /// The latest result of every ended attempt, slot by slot, by candidate and in
    /// their order. Works for sittings that are not registered, too.
    package func marks(_ sitting: Int64) async throws(DeliveryError) -> [AttemptResult] {
        try await stored { () throws(StoreError) in try await file.results(of: sitting) }
    }

    /// Every result of one candidate: the first, and each regrading after it.
    package func history(
        _ sitting: Int64, candidate: Int64
    ) async throws(DeliveryError) -> [AttemptResult] {
        try await stored { () throws(StoreError) in
            try await file.results(of: sitting, candidate: candidate)
        }
    }

    /// What people said last of each answer that they marked.
    package func markings(
        _ sitting: Int64, candidate: Int64? = nil
    ) async throws(DeliveryError) -> [MarkingPlace: Marking] {
        let results = try await stored { () throws(StoreError) in
            try await file.markings(of: sitting, candidate: candidate)
        }
        var last: [MarkingPlace: Marking] = [:]
        for result in results {
            guard let marking = result.marking else { continue }
            let place = MarkingPlace(
                candidate: result.candidate, attempt: result.number, slot: marking.slot)
            last[place] = marking
        }
        return last
    }

    /// Moves one open attempt's deadline, also past the sitting's close; a negative
    /// number of seconds shortens it.
    ///
    /// - Throws: `.refused(.over)`.
    package func extend(
        _ sitting: Int64, candidate: Int64, seconds: Int64, by person: Int64
    ) async throws(DeliveryError) -> Paper {
        let now = clock.now
        return try await room(sitting).decide(on: candidate, at: now) {
            (attempt, grace) throws(Attempt.Refusal) in
            try attempt.extending(seconds: seconds, by: person, at: now, grace: grace)
        }
    }

    /// Lets time stand still for one candidate.
    ///
    /// - Throws: `.refused(.over)`, `.refused(.paused)`.
    package func pause(
        _ sitting: Int64, candidate: Int64, by person: Int64
    ) async throws(DeliveryError) -> Paper {
        let now = clock.now
        return try await room(sitting).decide(on: candidate, at: now) {
            (attempt, grace) throws(Attempt.Refusal) in
            try attempt.pausing(by: person, at: now, grace: grace)
        }
    }

    /// Lets time run again; the deadline moves by what the pause took.
    ///
    /// - Throws: `.refused(.over)`, `.refused(.notPaused)`.
    package func resume(
        _ sitting: Int64, candidate: Int64, by person: Int64
    ) async throws(DeliveryError) -> Paper {
        try await room(sitting).decide(on: candidate, at: clock.now) {
            (attempt, _) throws(Attempt.Refusal) in try attempt.resuming(by: person)
        }
    }

    /// The candidates whose attempt is open, for decisions about all of them.
    package func openCandidates(_ sitting: Int64) async throws(DeliveryError) -> [Int64] {
        try await room(sitting).openCandidates().sorted()
    }

    /// Stores what a person gives for one answer of an ended attempt; the total follows.
    ///
    /// - Parameters:
    ///   - share: of the slot's worth, 0 to 1.
    ///   - seen: the share that stood there when the answer was shown.
    /// - Throws: `.notMarkedByHand`, `.markedMeanwhile`, `.notStarted` when no such attempt
    ///   has ended.
    package func mark(
        _ sitting: Int64, candidate: Int64, attempt number: Int, _ marking: Marking, share: Mark,
        insteadOf seen: Mark?, by person: Int64
    ) async throws(DeliveryError) -> MarkChange {
        try await room(sitting).mark(
            candidate, attempt: number, marking, share: share, insteadOf: seen, by: person,
            at: clock.now)
    }

    /// Lets a candidate's late answers count, which grades anew.
    ///
    /// - Throws: `.refused(.notOver)`, `.refused(.nothingLate)`.
    package func admitLate(
        _ sitting: Int64, candidate: Int64, by person: Int64
    ) async throws(DeliveryError) -> MarkChange {
        try await room(sitting).admitLate(candidate, by: person, at: clock.now)
    }
}

extension CandidateOverview.Progress {
    fileprivate var isStarted: Bool { self != .notStarted }
}

extension CandidateOverview {
    /// The line of attempts that are over, in order; nil of none.
    fileprivate init?(_ attempts: [ResultSummary]) {
        guard let last = attempts.last else { return nil }
        let state: AttemptState =
            switch last.ending {
            case .submitted: .submitted(last.endedAt)
            case .closed: .closed(last.endedAt)
            }
        self.init(
            candidate: last.candidate,
            progress: .started(
                Started(
                    startedAt: last.startedAt, deadline: last.endedAt, state: state,
                    answered: last.answered, lastSavedAt: nil, late: 0, earned: last.earned,
                    possible: last.possible, number: last.number, marks: attempts.map(\.earned))))
    }
}
