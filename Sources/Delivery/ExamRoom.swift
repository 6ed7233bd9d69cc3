import Assessment
import Storage
import Values

/// The live attempts of one sitting.
///
/// The journal is the truth: memory advances only after a step is durable. Events
/// of one attempt happen one after the other; those of different attempts do not
/// wait for each other.
actor ExamRoom {
    /// One candidate's place; never leaves the actor.
    final class Seat {
        let candidate: Int64
        /// Of the attempt at hand, or of the first before it has begun.
        var form: Form
        var live: Live?
        /// What the attempt at hand earned, once graded.
        var earned: Mark?
        /// What the attempts before it earned, in order: a practice alone has them.
        var earlier: [Mark] = []
        /// Somebody is between a decision and its commit.
        var isBusy = false
        var queue: [CheckedContinuation<Void, Never>] = []

        init(candidate: Int64, form: Form) {
            self.candidate = candidate
            self.form = form
        }
    }

    /// A started attempt with its local id.
    struct Live {
        let id: Int64
        var attempt: Attempt
    }

    private let executor = PassingExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    let file: AnswerFile
    let journal: AnswerJournal
    let scoring: ScoringCore
    private(set) var definition: SittingDefinition
    /// By candidate; a place is made when it is first asked for.
    var seats: [Int64: Seat] = [:]
    /// No attempt ends by the bell before this.
    var earliestBell: Instant?
    var isRinging = false
    var isSettled = false
    /// A practice that nobody writes in leaves memory, and this room with it.
    var isRetired = false
    /// When something last happened.
    var lastEvent = Instant(milliseconds: 0)
    /// While steps are replayed: whose each attempt is.
    var candidates: [Int64: Int64] = [:]
    private var isDraining = false
    /// Events that came and are not answered.
    private(set) var inFlight = 0
    private var whenEmpty: [CheckedContinuation<Void, Never>] = []

    init(
        _ definition: SittingDefinition, file: AnswerFile, journal: AnswerJournal,
        scoring: ScoringCore
    ) {
        self.definition = definition
        self.file = file
        self.journal = journal
        self.scoring = scoring
    }

    var grace: Int64 { definition.grace }

    /// Takes a changed window, duration or list of candidates; deadlines of started
    /// attempts stay.
    func update(_ new: SittingDefinition) throws(DeliveryError) {
        guard !isRetired else { throw .unknownSitting(definition.id) }
        guard new.manifest == definition.manifest, new.masterSeed == definition.masterSeed else {
            throw .manifestChanged
        }
        definition = new
    }

    func seat(of candidate: Int64) throws(DeliveryError) -> Seat {
        if let seat = seats[candidate] { return seat }
        guard let form = definition.form(of: candidate) else { throw .notACandidate(candidate) }
        let seat = Seat(candidate: candidate, form: form)
        seats[candidate] = seat
        return seat
    }

    /// Waits until all earlier events of the candidate are done. To be followed by
    /// `depart`.
    ///
    /// - Throws: `.draining`, `.notACandidate`, `.unknownSitting` when it is retired.
    func arrive(_ candidate: Int64) async throws(DeliveryError) -> Seat {
        guard !isDraining else { throw .draining }
        guard !isRetired else { throw .unknownSitting(definition.id) }
        let seat = try seat(of: candidate)
        begin()
        await enter(seat)
        return seat
    }

    /// Lets the candidate's next event happen.
    func depart(_ seat: Seat) {
        leave(seat)
        end()
    }

    func enter(_ seat: Seat) async {
        guard seat.isBusy else {
            seat.isBusy = true
            return
        }
        await withCheckedContinuation { seat.queue.append($0) }
    }

    func leave(_ seat: Seat) {
        if seat.queue.isEmpty {
            seat.isBusy = false
        } else {
            seat.queue.removeFirst().resume()
        }
    }

    /// Counts work that a graceful stop waits for.
    func begin() { inFlight += 1 }

    func end() {
        inFlight -= 1
        guard inFlight == 0 else { return }
        for waiting in whenEmpty { waiting.resume() }
        whenEmpty = []
    }

    /// Refuses what comes from now on.
    func refuse() { isDraining = true }

    /// Returns when all that came is answered.
    func whenIdle() async {
        guard inFlight > 0 else { return }
        await withCheckedContinuation { whenEmpty.append($0) }
    }

    /// What the rules of attempts decide.
    func decided<Decision>(
        _ decision: () throws(Attempt.Refusal) -> Decision
    ) throws(DeliveryError) -> Decision {
        do throws(Attempt.Refusal) { return try decision() } catch { throw .refused(error) }
    }

    /// Makes steps durable together, then advances the attempt by them.
    func append(_ steps: [Step], to seat: Seat, at now: Instant) async throws(DeliveryError) {
        // The number alone: with a second reference the attempt would be copied to advance.
        guard let attempt = seat.live?.id else { throw .notStarted }
        _ = try await stored(steps: steps.map { record($0, of: attempt, at: now) })
        for step in steps { try advance(seat, by: step, at: now, seq: attempt) }
    }

    /// A step as the journal takes it.
    ///
    /// - Parameter attempt: nil for the step that starts one.
    func record(_ step: Step, of attempt: Int64?, at now: Instant) -> AnswerRecord {
        lastEvent = max(lastEvent, now)
        return .step(
            sitting: definition.id, attempt: attempt, at: now, step,
            isPractice: definition.practice != nil)
    }

    /// Makes steps durable. What comes to a settled sitting opens it again: the
    /// next bell settles it anew, behind these.
    ///
    /// - Returns: the number of each step.
    func stored(steps group: [AnswerRecord]) async throws(DeliveryError) -> [Int64] {
        guard isSettled else { return try await stored(group) }
        let reopening = AnswerRecord.open(
            sitting: definition.id, afresh: definition.practice != nil)
        let ids = try await stored([reopening] + group)
        isSettled = false
        return ids
    }

    func stored(_ group: [AnswerRecord]) async throws(DeliveryError) -> [Int64] {
        do { return try await journal.append(group) } catch { throw .store(error) }
    }

    func advance(
        _ seat: Seat, by step: Step, at time: Instant, seq: Int64
    ) throws(DeliveryError) {
        do {
            try seat.live?.attempt.apply(step, at: time)
        } catch {
            throw .damaged(seq: seq, error)
        }
        noteBell(of: seat)
    }

    func noteBell(of seat: Seat) {
        guard let bell = seat.live?.attempt.bell(grace: grace) else { return }
        earliestBell = earliestBell.map { min($0, bell) } ?? bell
    }

    func state(of attempt: Attempt, at now: Instant) -> AttemptState {
        switch attempt.ending {
        case .submitted(let at): .submitted(at)
        case .closed: .closed(attempt.deadline)
        case nil where attempt.pausedAt != nil: .paused
        case nil: attempt.isOver(at: now, grace: grace) ? .closed(attempt.deadline) : .open
        }
    }
}
