package import Assessment
package import Values

/// How far an attempt has come.
package enum AttemptState: Hashable, Sendable {
    case open
    /// Time stands still.
    case paused
    case submitted(Instant)
    /// The bell closed it; the time when time was up.
    case closed(Instant)

    package var isOver: Bool {
        switch self {
        case .open, .paused: false
        case .submitted, .closed: true
        }
    }
}

/// What a candidate's page shows.
package struct Paper: Sendable {
    /// The attempt's permanent identity.
    package let attempt: GUID
    /// Which of the candidate's attempts it is.
    package let number: Int
    package let form: Form
    /// One entry a slot: what stands there, and at which revision.
    package let answers: [Attempt.SlotAnswer]
    package let startedAt: Instant
    package let deadline: Instant
    /// Whether anything but the sitting's close limits the time.
    package let isTimed: Bool
    /// Whole seconds until the deadline, not below zero.
    package let secondsLeft: Int64
    package let state: AttemptState
    /// How many slots hold an answer that is safe on disk.
    package let answered: Int
    /// How many late answers wait for someone's decision.
    package let late: Int
    /// Slots that the candidate means to look at again.
    package let flagged: Set<Int>
    /// Who writes it; nil: anybody with the candidate's session.
    package let holder: Holder?
    /// Whether slots are marked on demand, each once.
    package let canCheck: Bool
    /// The slots that were; their answers stay.
    package let checked: Set<Int>
    /// How often recordings were played, by the first slot that each belongs to.
    package let plays: [Int: Attempt.Plays]
    /// When this was true.
    package let now: Instant
}

/// The answer to a save.
package struct SaveReply: Sendable {
    /// One entry a change, in their order.
    package let outcomes: [SlotOutcome]
    /// How many slots hold an answer that is safe on disk.
    package let answered: Int
    package let slots: Int
    package let deadline: Instant
    package let secondsLeft: Int64
    package let state: AttemptState
}

/// One line of the teacher's list.
package struct CandidateOverview: Hashable, Sendable {
    package let candidate: Int64
    package let progress: Progress

    package enum Progress: Hashable, Sendable {
        case notStarted
        case started(Started)
    }

    package struct Started: Hashable, Sendable {
        package let startedAt: Instant
        package let deadline: Instant
        package let state: AttemptState
        package let answered: Int
        /// When an answer last came; nil when none did, or when it is long over.
        package let lastSavedAt: Instant?
        /// Late answers that wait for a decision.
        package let late: Int
        /// Nil until it is graded.
        package let earned: Mark?
        package let possible: Mark
        /// Which of the candidate's attempts this is.
        package var number = 1
        /// What every graded attempt earned, in order: this one too, once it is graded.
        package var marks: [Mark] = []
    }
}

/// What grading an ended attempt anew makes of its mark, or would make.
package struct MarkChange: Hashable, Sendable {
    package let candidate: Int64
    /// The attempt's local id.
    package let attempt: Int64
    package let from: Mark
    package let to: Mark
    /// Whether some question earns another mark, even where the sums are the same.
    package let changesSlots: Bool
}

/// What a start found and did.
package struct RestoreReport: Hashable, Sendable {
    /// Steps that were replayed.
    package var steps = 0
    /// Attempts that are open again.
    package var open = 0
    /// Attempts whose time was up meanwhile and that were closed and graded.
    package var closed = 0
    /// Steps of candidates that the sitting no longer lists.
    package var strangers = 0
}
