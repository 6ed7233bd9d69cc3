package import Values

/// One candidate's run through one form: what its steps so far make of it.
///
/// Pure. The functions of `Attempt+Decisions` take an event and the time and say
/// which steps to append and what to answer; `apply` advances the state by a step
/// once that is durable. Replaying all steps gives the same state again.
package struct Attempt: Hashable, Sendable {
    package let candidate: Int64
    /// The permanent identity.
    package let guid: GUID
    /// Which of the candidate's attempts it is: 1, 2, 3 …
    package let number: Int
    package let startedAt: Instant
    /// When time is up; moved only by recorded steps.
    package private(set) var deadline: Instant
    package private(set) var ending: Ending?
    /// Who writes; nil: anybody with the candidate's session.
    package private(set) var holder: Holder?
    /// Since when time stands still.
    package private(set) var pausedAt: Instant?
    /// One entry a slot of the form.
    package private(set) var answers: [SlotAnswer]
    /// Slots that the candidate means to look at again.
    package private(set) var flagged: Set<Int> = []
    /// Late answers that nobody has admitted.
    package private(set) var lateAnswers: [Step.Answer] = []
    /// Slots of a practice that were marked on demand: their answers stay.
    package private(set) var checked: Set<Int> = []
    /// How often the recording of a slot was played, and when it was last begun.
    package private(set) var plays: [Int: Plays] = [:]
    /// When an answer was last kept.
    package private(set) var lastSavedAt: Instant?
    private var operations: [Remembered] = []

    /// What stands in one slot.
    package struct SlotAnswer: Hashable, Sendable {
        package var response: Response?
        /// How often it was changed; 0: never answered.
        package var revision: Int

        package init(response: Response? = nil, revision: Int = 0) {
            self.response = response
            self.revision = revision
        }
    }

    /// What was listened to so far.
    package struct Plays: Hashable, Sendable {
        package var count: Int
        package var lastAt: Instant
    }

    /// How an attempt came to its end.
    package enum Ending: Hashable, Sendable {
        /// The candidate handed in, at this time.
        case submitted(Instant)
        /// The bell closed it, at this time; its deadline says when time was up.
        case closed(Instant)
    }

    /// What an operation did to one slot, so that a repetition gets its first answer.
    private struct Remembered: Hashable, Sendable {
        let operation: GUID
        let slot: Int32
        /// Nil: kept late.
        let revision: Int32?
    }

    /// Slots of operations remembered: what a retry could still repeat. An older
    /// one can do no harm, because its base revisions are stale.
    private static let remembered = 256

    /// The attempt that a start step begins.
    ///
    /// - Throws: `StepError.misplaced` for any other step.
    package init(start step: Step, at time: Instant, slots: Int) throws(StepError) {
        guard case .start(let candidate, let guid, let deadline, let number, let holder) = step
        else {
            throw .misplaced(kind: step.kind)
        }
        self.candidate = candidate
        self.guid = guid
        self.number = number
        self.deadline = deadline
        self.holder = holder
        startedAt = time
        answers = Array(repeating: SlotAnswer(), count: slots)
    }

    /// Advances by one durable step.
    ///
    /// - Throws: `StepError.misplaced` when it cannot follow: only what was damaged
    ///   on disk, or belongs to another form, can.
    package mutating func apply(_ step: Step, at time: Instant) throws(StepError) {
        switch step {
        case .start: throw .misplaced(kind: step.kind)
        case .save(let operation, let saved, _):
            try check(saved, of: step)
            for answer in saved { set(answer, operation) }
            lastSavedAt = time
        case .late(let operation, let late):
            try check(late, of: step)
            lateAnswers += late
            for answer in late { remember(operation, answer.slot, revision: nil) }
        case .submit: ending = .submitted(time)
        case .close: ending = .closed(time)
        case .extend(let seconds, _): deadline = deadline.adding(seconds: seconds)
        case .pause: pausedAt = time
        case .resume:
            guard let pausedAt else { throw .misplaced(kind: step.kind) }
            deadline = Instant(
                milliseconds: deadline.milliseconds + time.milliseconds - pausedAt.milliseconds)
            self.pausedAt = nil
        case .admitLate:
            for answer in lateAnswers { set(answer, nil) }
            lateAnswers = []
        case .takeOver(let holder): self.holder = holder
        case .flag(let flags):
            guard flags.allSatisfy({ answers.indices.contains($0.slot) }) else {
                throw .misplaced(kind: step.kind)
            }
            for flag in flags {
                if flag.isSet { flagged.insert(flag.slot) } else { flagged.remove(flag.slot) }
            }
        case .check(let slot):
            guard answers.indices.contains(slot) else { throw .misplaced(kind: step.kind) }
            checked.insert(slot)
        case .play(let slot):
            guard answers.indices.contains(slot) else { throw .misplaced(kind: step.kind) }
            plays[slot] = Plays(count: (plays[slot]?.count ?? 0) + 1, lastAt: time)
        }
    }

    private func check(_ saved: [Step.Answer], of step: Step) throws(StepError) {
        guard saved.allSatisfy({ answers.indices.contains($0.slot) }) else {
            throw .misplaced(kind: step.kind)
        }
    }

    private mutating func set(_ answer: Step.Answer, _ operation: GUID?) {
        answers[answer.slot].response = answer.response
        answers[answer.slot].revision += 1
        if let operation {
            remember(operation, answer.slot, revision: answers[answer.slot].revision)
        }
    }

    private mutating func remember(_ operation: GUID, _ slot: Int, revision: Int?) {
        if operations.count >= Self.remembered { operations.removeFirst(Self.remembered / 4) }
        operations.append(
            Remembered(
                operation: operation, slot: Int32(slot), revision: revision.map(Int32.init)))
    }

    /// What an operation did before: the fate of each slot that it changed; nil
    /// when it is new.
    func fates(of operation: GUID) -> [Int: SlotOutcome.Fate]? {
        var found: [Int: SlotOutcome.Fate]?
        for entry in operations where entry.operation == operation {
            found = found ?? [:]
            found?[Int(entry.slot)] = entry.revision.map { .saved(revision: Int($0)) } ?? .keptLate
        }
        return found
    }

    /// What is answered, slot by slot: what grading takes.
    package var responses: [Response?] { answers.map(\.response) }

    /// How many slots hold an answer.
    package var answeredCount: Int { answers.count { $0.response != nil } }
}
