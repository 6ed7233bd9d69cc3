package import Assessment
package import Values

/// One thing to append to the answers' database.
package enum AnswerRecord: Sendable {
    /// A step; `attempt` is nil in the step that starts one. Those of a practice can
    /// be read without all that lies between them.
    case step(sitting: Int64, attempt: Int64?, at: Instant, Step, isPractice: Bool = false)
    /// What an attempt earned.
    case result(sitting: Int64, AttemptResult)
    /// The same by other keys; not stored where a result by as many amendments stands.
    case regraded(sitting: Int64, AttemptResult)
    /// Steps of this sitting may come from now on.
    ///
    /// `afresh`: of those so far none is needed again, because their attempts are over
    /// and graded.
    case open(sitting: Int64, afresh: Bool = false)
    /// All of this sitting is graded; a start need not read it again.
    case settle(sitting: Int64)
}

/// A step as it was stored.
package struct StoredStep: Hashable, Sendable {
    /// Its place in the order of all steps.
    package let seq: Int64
    package let sitting: Int64
    /// The `seq` of the attempt's first step: the attempt's local id.
    package let attempt: Int64
    package let at: Instant
    package let step: Step
}

/// Where a sitting's steps lie.
package struct StepSpan: Hashable, Sendable {
    package let sitting: Int64
    package let first: Int64
    /// Nil while the sitting is open.
    package let last: Int64?
}

/// A reading of both clocks.
package struct ClockReading: Hashable, Sendable {
    /// Which start of the machine `monotonic` counts from.
    package let boot: String
    /// Milliseconds since that start, sleep included.
    package let monotonic: Int64
    /// The server's time at that moment.
    package let at: Instant

    package init(boot: String, monotonic: Int64, at: Instant) {
        self.boot = boot
        self.monotonic = monotonic
        self.at = at
    }
}

/// An attempt's latest result without its slots: what a list shows.
package struct ResultSummary: Hashable, Sendable {
    package let candidate: Int64
    package let attempt: Int64
    /// Which of the candidate's attempts it is.
    package let number: Int
    package let startedAt: Instant
    package let endedAt: Instant
    package let ending: AttemptResult.Ending
    package let answered: Int
    package let earned: Mark
    package let possible: Mark
}
