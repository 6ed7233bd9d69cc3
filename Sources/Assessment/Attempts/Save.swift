package import Values

/// What a page asks to be kept: the answers it shows, and what it last knew of each.
package struct Save: Hashable, Sendable {
    /// Made once for each press of a button or autosave; the same on a retry.
    package let operation: GUID
    /// The attempt whose page it was; where a candidate may have several, a save that
    /// does not name the one at hand is refused.
    package let attempt: GUID?
    package let changes: [SlotChange]
    /// Whether slots are marked to be looked at again; the last word counts.
    package let flags: [Step.Flag]

    package init(
        operation: GUID, attempt: GUID? = nil, changes: [SlotChange], flags: [Step.Flag] = []
    ) {
        self.operation = operation
        self.attempt = attempt
        self.changes = changes
        self.flags = flags
    }
}

/// One answer of a save.
package struct SlotChange: Hashable, Sendable {
    package let slot: Int
    /// Nil, or blank: cleared.
    package let response: Response?
    /// The slot's revision that the page showed; 0: never answered.
    package let base: Int

    package init(slot: Int, response: Response?, base: Int) {
        self.slot = slot
        self.response = response
        self.base = base
    }
}

/// What became of one answer of a save.
package struct SlotOutcome: Hashable, Sendable {
    package let slot: Int
    package let fate: Fate

    package init(slot: Int, fate: Fate) {
        self.slot = slot
        self.fate = fate
    }

    package enum Fate: Hashable, Sendable {
        /// It counts and is safe; the slot is at this revision now.
        case saved(revision: Int)
        /// The attempt is over: it is kept and does not count unless someone admits it.
        case keptLate
        /// Another page answered since: nothing changed; this is the answer that stands.
        case stale(current: Response?, revision: Int)
        /// No such slot, a response of another type's shape, or a slot named twice.
        case refused
    }
}
