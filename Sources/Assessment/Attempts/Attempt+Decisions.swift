package import Values

/// What an event at a time leads to, by the rules of attempts. Nothing is changed here.
extension Attempt {
    /// Why an event is refused.
    package enum Refusal: Error, Hashable, Sendable {
        case over
        /// Another machine has taken the attempt over.
        case heldElsewhere
        case notOver
        case paused
        case notPaused
        case nothingLate
        /// Nothing is marked on demand here.
        case notChecked
        /// There is no answer to mark.
        case unanswered
        /// The recording was played as often as it may be.
        case playedOut
        /// No further attempt is allowed.
        case spent
        /// The pass mark is reached; no further attempt is needed.
        case passed
    }

    /// Late answers that one attempt keeps: more than anybody types, and few enough
    /// that a finished attempt cannot fill the disk.
    package static let mostLateAnswers = 1_000

    /// The step that begins an attempt: time is up after so many seconds, or when the
    /// sitting closes if that is sooner or nothing else limits the time.
    package static func starting(
        candidate: Int64, guid: GUID, number: Int = 1, at now: Instant, seconds: Int64?,
        closes: Instant, holder: Holder? = nil
    ) -> Step {
        .start(
            candidate: candidate, guid: guid,
            deadline: seconds.map { min(now.adding(seconds: $0), closes) } ?? closes,
            number: number, holder: holder)
    }

    /// Whether another session than this one writes.
    package func isHeldElsewhere(than holder: Holder?) -> Bool {
        self.holder != nil && holder != nil && self.holder != holder
    }

    /// Goes on at another machine. Nil: it is held there already.
    package func takingOver(
        by holder: Holder, at now: Instant, grace: Int64
    ) throws(Refusal) -> Step? {
        guard !isOver(at: now, grace: grace) else { throw .over }
        return holder == self.holder ? nil : .takeOver(by: holder)
    }

    /// Whether nothing counts any more: it ended, or the deadline and the grace
    /// (seconds) have passed, whether or not the bell has been at it.
    package func isOver(at now: Instant, grace: Int64) -> Bool {
        if ending != nil { return true }
        return pausedAt == nil && now > deadline.adding(seconds: grace)
    }

    /// When the bell will close it; nil while time stands still or when it is over.
    package func bell(grace: Int64) -> Instant? {
        ending == nil && pausedAt == nil ? deadline.adding(seconds: grace) : nil
    }

    /// Seconds left, not below zero; during a pause, what will be left when it ends.
    package func secondsLeft(at now: Instant) -> Int64 {
        ending == nil ? max(0, (pausedAt ?? now).seconds(until: deadline)) : 0
    }

    /// Saves answers: which steps to append, and what becomes of each answer.
    ///
    /// - A repeated operation gets its first answer and changes nothing.
    /// - A change made upon an older revision, or to a slot that was checked, is stale,
    ///   unless it says what stands there already; the other changes of the same save
    ///   are kept.
    /// - Only what differs is stored.
    /// - When all is over the changes are kept as late ones, which do not count; an
    ///   attempt keeps at most `mostLateAnswers` of them.
    ///
    /// - Parameter holder: whose save it is; nil asks nobody.
    /// - Throws: `.heldElsewhere`, unless all is over: late answers are kept from
    ///   wherever they come.
    package func saving(
        _ save: Save, from holder: Holder? = nil, at now: Instant, form: Form, grace: Int64
    ) throws(Refusal) -> (steps: [Step], outcomes: [SlotOutcome]) {
        let over = isOver(at: now, grace: grace)
        guard over || !isHeldElsewhere(than: holder) else { throw .heldElsewhere }
        let before = fates(of: save.operation)
        var changed: [Step.Answer] = []
        let outcomes = save.changes.map { change in
            let fate =
                before?[change.slot]
                ?? fate(of: change, form: form, late: over, mayChange: before == nil, &changed)
            return SlotOutcome(slot: change.slot, fate: fate)
        }
        var steps: [Step] = []
        if !changed.isEmpty {
            steps.append(
                over
                    ? .late(operation: save.operation, answers: changed)
                    : .save(operation: save.operation, answers: changed, inGrace: isInGrace(now)))
        }
        // A repetition comes late by its nature: what it says of flags is old.
        let flags = over || before != nil ? [] : save.flags.filter(changes)
        if !flags.isEmpty { steps.append(.flag(flags)) }
        return (steps, outcomes)
    }

    private func changes(_ flag: Step.Flag) -> Bool {
        answers.indices.contains(flag.slot) && flagged.contains(flag.slot) != flag.isSet
    }

    private func isInGrace(_ now: Instant) -> Bool { pausedAt == nil && now > deadline }

    private func fate(
        of change: SlotChange, form: Form, late: Bool, mayChange: Bool,
        _ changed: inout [Step.Answer]
    ) -> SlotOutcome.Fate {
        let response = change.response.flatMap { $0.isBlank ? nil : $0 }
        guard answers.indices.contains(change.slot), form.accepts(response, at: change.slot),
            !changed.contains(where: { $0.slot == change.slot })
        else { return .refused }
        let standing = answers[change.slot]
        if response == standing.response { return .saved(revision: standing.revision) }
        guard change.base == standing.revision, mayChange, !checked.contains(change.slot) else {
            return .stale(current: standing.response, revision: standing.revision)
        }
        guard !late || lateAnswers.count < Self.mostLateAnswers else { return .refused }
        changed.append(Step.Answer(slot: change.slot, response: response))
        return late ? .keptLate : .saved(revision: standing.revision + 1)
    }

    /// Has one slot marked, which settles its answer. Nil: it was marked before.
    package func checking(
        slot: Int, from holder: Holder?, at now: Instant, grace: Int64
    ) throws(Refusal) -> Step? {
        guard !isHeldElsewhere(than: holder) else { throw .heldElsewhere }
        guard !isOver(at: now, grace: grace) else { throw .over }
        guard answers.indices.contains(slot), answers[slot].response != nil else {
            throw .unanswered
        }
        return checked.contains(slot) ? nil : .check(slot: slot)
    }

    /// Begins to listen to a recording.
    ///
    /// - Parameter most: how often it may be played; nil: as often as wanted.
    package func playing(
        slot: Int, most: Int?, from holder: Holder?, at now: Instant, grace: Int64
    ) throws(Refusal) -> Step {
        guard !isHeldElsewhere(than: holder) else { throw .heldElsewhere }
        guard !isOver(at: now, grace: grace), answers.indices.contains(slot) else { throw .over }
        guard (plays[slot]?.count ?? 0) < most ?? .max else { throw .playedOut }
        return .play(slot: slot)
    }

    /// Hands in. Nil: it is over already, and what stands stays.
    ///
    /// - Throws: `.heldElsewhere`.
    package func submitting(
        from holder: Holder? = nil, at now: Instant, grace: Int64
    ) throws(Refusal) -> Step? {
        if isOver(at: now, grace: grace) { return nil }
        guard !isHeldElsewhere(than: holder) else { throw .heldElsewhere }
        return .submit
    }

    /// The bell. Nil: time is not up, or all is over.
    package func ringing(at now: Instant, grace: Int64) -> Step? {
        ending == nil && isOver(at: now, grace: grace) ? .close : nil
    }

    /// Moves the deadline, also past the sitting's close.
    package func extending(
        seconds: Int64, by person: Int64, at now: Instant, grace: Int64
    ) throws(Refusal) -> Step {
        guard !isOver(at: now, grace: grace) else { throw .over }
        return .extend(seconds: seconds, by: person)
    }

    /// Lets time stand still. Answers are still kept meanwhile.
    package func pausing(
        by person: Int64, at now: Instant, grace: Int64
    ) throws(Refusal) -> Step {
        guard !isOver(at: now, grace: grace) else { throw .over }
        guard pausedAt == nil else { throw .paused }
        return .pause(by: person)
    }

    /// Lets time run again.
    package func resuming(by person: Int64) throws(Refusal) -> Step {
        guard ending == nil else { throw .over }
        guard pausedAt != nil else { throw .notPaused }
        return .resume(by: person)
    }

    /// Lets the late answers count; the attempt must be graded anew after it.
    package func admittingLate(by person: Int64) throws(Refusal) -> Step {
        guard ending != nil else { throw .notOver }
        guard !lateAnswers.isEmpty else { throw .nothingLate }
        return .admitLate(by: person)
    }
}
