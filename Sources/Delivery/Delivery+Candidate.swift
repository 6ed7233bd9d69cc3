package import Assessment
import Values
import Storage

/// What a candidate's pages call.
///
/// - Throws: all of them `DeliveryError`: `.unknownSitting`, `.notACandidate`,
///   `.notStarted`, `.draining`, `.store`, and what is said at each.
extension Delivery {
    /// Starts the attempt, or returns to it: idempotent, also when asked twice at once.
    ///
    /// - Throws: `.notOpenYet`, `.windowClosed`.
    package func start(
        _ sitting: Int64, candidate: Int64, by holder: Holder? = nil
    ) async throws(DeliveryError) -> Paper {
        try await room(sitting).start(candidate, by: holder, at: clock.now)
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
    /// - Throws: `.refused(.heldElsewhere)`; nothing was kept.
    package func save(
        _ save: Save, sitting: Int64, candidate: Int64, by holder: Holder? = nil
    ) async throws(DeliveryError) -> SaveReply {
        try await room(sitting).save(save, of: candidate, by: holder, at: clock.now)
    }

    /// Hands in and grades; a repetition changes nothing.
    ///
    /// - Throws: `.refused(.heldElsewhere)`.
    package func submit(
        _ sitting: Int64, candidate: Int64, by holder: Holder? = nil
    ) async throws(DeliveryError) -> Paper {
        try await room(sitting).submit(candidate, by: holder, at: clock.now)
    }

    /// What the candidate's attempt earned, as graded last; nil until it has ended.
    /// Works for sittings that are not registered, too.
    package func result(
        _ sitting: Int64, candidate: Int64
    ) async throws(DeliveryError) -> AttemptResult? {
        try await stored { () throws(StoreError) in
            try await file.results(of: sitting, candidate: candidate).last
        }
    }
}
