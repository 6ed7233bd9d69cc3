package import Assessment
package import Storage
package import Values

/// What a candidate's pages call.
///
/// - Throws: all of them `DeliveryError`: `.unknownSitting`, `.notACandidate`,
///   `.notStarted`, `.draining`, `.store`, and what is said at each.
extension Delivery {
    /// Starts the attempt, or returns to it: idempotent, also when asked twice at once.
    ///
    /// - Parameter number: which of the attempts at a practice; one that has started
    ///   before gives the paper at hand.
    /// - Throws: `.notOpenYet`, `.windowClosed`; `.refused` with `.notOver`, `.spent`,
    ///   `.passed` where no further attempt may start.
    package func start(
        _ sitting: Int64, candidate: Int64, attempt number: Int = 1, by holder: Holder? = nil
    ) async throws(DeliveryError) -> Paper {
        try await room(sitting).start(candidate, attempt: number, by: holder, at: clock.now)
    }

    /// Goes on at the machine of `holder`; the earlier one is refused from now on.
    ///
    /// - Throws: `.refused(.over)`.
    package func takeOver(
        _ sitting: Int64, candidate: Int64, by holder: Holder
    ) async throws(DeliveryError) -> Paper {
        try await room(sitting).takeOver(candidate, by: holder, at: clock.now)
    }

    /// The paper as it stands.
    package func paper(_ sitting: Int64, candidate: Int64) async throws(DeliveryError) -> Paper {
        try await room(sitting).paper(candidate, at: clock.now)
    }

    /// Keeps answers; when this returns they are synced to disk.
    ///
    /// - Parameter holder: whose save it is; nil asks nobody.
    /// - Throws: `.refused(.heldElsewhere)`; `.otherAttempt` for a page of an attempt
    ///   that is not the one at hand. Nothing was kept.
    package func save(
        _ save: Save, sitting: Int64, candidate: Int64, by holder: Holder? = nil
    ) async throws(DeliveryError) -> SaveReply {
        try await self.save(sitting: sitting, candidate: candidate, by: holder) { _ in save }
    }

    /// The same of what was posted by displayed positions.
    ///
    /// - Parameter read: says what is to be kept, by the form that the candidate has.
    package func save(
        sitting: Int64, candidate: Int64, by holder: Holder? = nil,
        read: @Sendable (Form) -> Save
    ) async throws(DeliveryError) -> SaveReply {
        try await room(sitting).save(of: candidate, by: holder, at: clock.now, read: read)
    }

    /// Hands in and grades; a repetition changes nothing.
    ///
    /// - Parameter attempt: which one; a practice must name it.
    /// - Throws: `.refused(.heldElsewhere)`, `.otherAttempt`.
    package func submit(
        _ sitting: Int64, candidate: Int64, attempt: GUID? = nil, by holder: Holder? = nil
    ) async throws(DeliveryError) -> Paper {
        try await room(sitting).submit(candidate, attempt: attempt, by: holder, at: clock.now)
    }

    /// Marks one slot of a practice during the attempt; its answer stays as it is from
    /// then on. A repetition gives the same.
    ///
    /// - Returns: what it earned.
    /// - Throws: `.refused` with `.notChecked` where nothing is marked on demand,
    ///   `.unanswered`, `.over`, `.heldElsewhere`; `.otherAttempt`.
    package func check(
        slot: Int, sitting: Int64, candidate: Int64, attempt: GUID, by holder: Holder? = nil
    ) async throws(DeliveryError) -> Mark {
        try await room(sitting).check(
            slot, of: candidate, attempt: attempt, by: holder, at: clock.now)
    }

    /// Begins to play the recording of a slot: counted, and on disk when this returns.
    ///
    /// - Parameter most: how often it may be played; nil: as often as wanted.
    /// - Throws: `.refused` with `.playedOut`, `.over`, `.heldElsewhere`; `.otherAttempt`.
    package func play(
        slot: Int, most: Int?, sitting: Int64, candidate: Int64, attempt: GUID,
        by holder: Holder? = nil
    ) async throws(DeliveryError) {
        try await room(sitting).play(
            slot, most: most, of: candidate, attempt: attempt, by: holder, at: clock.now)
    }

    /// What the slots that were checked earned, by slot.
    package func checkedMarks(
        _ sitting: Int64, candidate: Int64
    ) async throws(DeliveryError) -> [Int: Mark] {
        try await room(sitting).checkedMarks(of: candidate)
    }

    /// What the candidate's last ended attempt earned, as graded last; nil until one
    /// has ended. Works for sittings that are not registered, too.
    package func result(
        _ sitting: Int64, candidate: Int64
    ) async throws(DeliveryError) -> AttemptResult? {
        try await attempts(sitting, candidate: candidate).last
    }

    /// Every ended attempt in order with its mark as graded last, without its slots.
    package func summaries(
        _ sitting: Int64, candidate: Int64
    ) async throws(DeliveryError) -> [ResultSummary] {
        try await stored { () throws(StoreError) in
            try await file.summaries(of: sitting, candidate: candidate)
        }
    }

    /// Every ended attempt in order, each as graded last. Works for sittings that are
    /// not registered, too.
    package func attempts(
        _ sitting: Int64, candidate: Int64
    ) async throws(DeliveryError) -> [AttemptResult] {
        try await stored { () throws(StoreError) in
            try await file.latestResults(of: sitting, candidates: candidate...candidate)
        }
    }
}
