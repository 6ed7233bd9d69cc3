package import Assessment
package import Storage
package import Values

/// Why the delivery could not do what was asked.
package enum DeliveryError: Error, Hashable, Sendable {
    /// Not registered: read it from the main database and `register` it first.
    case unknownSitting(Int64)
    case notACandidate(Int64)
    case notOpenYet(opens: Instant)
    /// The window is over; nobody can start any more.
    case windowClosed(at: Instant)
    case notStarted
    /// What came belongs to another attempt than the one at hand: a forgotten page.
    case otherAttempt
    /// The attempt's state forbids it.
    case refused(Attempt.Refusal)
    /// The slot's question is not one that a person marks.
    case notMarkedByHand
    /// Somebody else has marked the answer meanwhile.
    case markedMeanwhile
    /// The server is stopping; nothing was kept.
    case draining
    /// A sitting cannot change the manifest it was opened with.
    case manifestChanged
    case missingKey(VersionReference)
    case keysNotLoaded
    /// A stored amendment is none of its question.
    case unfitAmendment(VersionReference, AmendmentFault)
    /// A stored step does not fit its attempt.
    case damaged(seq: Int64, StepError)
    /// The answers' database failed; nothing was kept.
    case store(StoreError)
}
