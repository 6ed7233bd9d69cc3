import Assessment
import Storage
import Values

/// What a candidate does.
extension ExamRoom {
    /// Starts the attempt of this number, unless it has started: a retry never makes
    /// a second one.
    func start(
        _ candidate: Int64, attempt number: Int, by holder: Holder?, at now: Instant
    ) async throws(DeliveryError) -> Paper {
        let seat = try await arrive(candidate)
        defer { depart(seat) }
        let last = seat.live?.attempt.number ?? seat.earlier.count
        if number == last + 1, number == 1 || definition.practice != nil {
            try await begin(seat, number: number, by: holder, at: now)
        }
        return try paper(seat, at: now)
    }

    private func begin(
        _ seat: Seat, number: Int, by holder: Holder?, at now: Instant
    ) async throws(DeliveryError) {
        guard now >= definition.opens else { throw .notOpenYet(opens: definition.opens) }
        guard now < definition.closes else { throw .windowClosed(at: definition.closes) }
        try await leaveLast(seat, at: now)
        switch definition.practice?.next(after: seat.marks) {
        case .attempt(number), nil: break
        case .attempt: throw .refused(.notOver)
        case .spent: throw .refused(.spent)
        case .passed: throw .refused(.passed)
        }
        let step = Attempt.starting(
            candidate: seat.candidate, guid: GUID(), number: number, at: now,
            seconds: definition.duration, closes: definition.closes, holder: holder)
        let ids = try await stored(steps: [record(step, of: nil, at: now)])
        try place(step, at: now, seq: ids[0], in: seat)
    }

    /// The attempt at hand, which must be over, is graded even if the bell has not been at it.
    private func leaveLast(_ seat: Seat, at now: Instant) async throws(DeliveryError) {
        guard let attempt = seat.live?.attempt, attempt.ending == nil else { return }
        guard let step = attempt.ringing(at: now, grace: grace) else { throw .refused(.notOver) }
        try await finish([(seat, step)], at: now)
    }

    /// Puts a durable start into memory.
    func place(
        _ step: Step, at time: Instant, seq: Int64, in seat: Seat
    ) throws(DeliveryError) {
        do {
            let attempt = try Attempt(start: step, at: time, slots: seat.form.count)
            seat.retireAttempt()
            seat.live = Live(id: seq, attempt: attempt)
            if attempt.number > 1 {
                seat.form =
                    definition.form(of: seat.candidate, attempt: attempt.number) ?? seat.form
            }
        } catch {
            throw .damaged(seq: seq, error)
        }
        noteBell(of: seat)
    }

    /// What the page shows.
    func paper(_ candidate: Int64, at now: Instant) throws(DeliveryError) -> Paper {
        try paper(try seat(of: candidate), at: now)
    }

    private func paper(_ seat: Seat, at now: Instant) throws(DeliveryError) -> Paper {
        guard let attempt = seat.live?.attempt else { throw .notStarted }
        return Paper(
            attempt: attempt.guid, number: attempt.number, form: seat.form,
            answers: attempt.answers, startedAt: attempt.startedAt, deadline: attempt.deadline,
            isTimed: definition.duration != nil, secondsLeft: attempt.secondsLeft(at: now),
            state: state(of: attempt, at: now), answered: attempt.answeredCount,
            late: attempt.lateAnswers.count, flagged: attempt.flagged, holder: attempt.holder,
            canCheck: definition.practice?.feedback == .atOnce, checked: attempt.checked,
            plays: attempt.plays, now: now)
    }

    /// The attempt at hand, if what came is meant for it: where there may be several,
    /// it must say so.
    private func attempt(
        of seat: Seat, named: GUID?
    ) throws(DeliveryError) -> Attempt {
        guard let attempt = seat.live?.attempt else { throw .notStarted }
        guard named == attempt.guid || named == nil && definition.practice == nil else {
            throw .otherAttempt
        }
        return attempt
    }

    /// Keeps answers; returns when they are on disk.
    func save(
        of candidate: Int64, by holder: Holder?, at now: Instant, read: @Sendable (Form) -> Save
    ) async throws(DeliveryError) -> SaveReply {
        let seat = try await arrive(candidate)
        defer { depart(seat) }
        let save = read(seat.form)
        let (steps, outcomes) = try decide(save, in: seat, by: holder, at: now)
        if !steps.isEmpty { try await append(steps, to: seat, at: now) }
        return try reply(seat, outcomes, at: now)
    }

    /// A function of its own: with a second reference the attempt would be copied to advance.
    private func decide(
        _ save: Save, in seat: Seat, by holder: Holder?, at now: Instant
    ) throws(DeliveryError) -> (steps: [Step], outcomes: [SlotOutcome]) {
        let attempt = try attempt(of: seat, named: save.attempt)
        return try decided { () throws(Attempt.Refusal) in
            try attempt.saving(save, from: holder, at: now, form: seat.form, grace: grace)
        }
    }

    /// Goes on at another machine.
    func takeOver(
        _ candidate: Int64, by holder: Holder, at now: Instant
    ) async throws(DeliveryError) -> Paper {
        let seat = try await arrive(candidate)
        defer { depart(seat) }
        guard let attempt = seat.live?.attempt else { throw .notStarted }
        let step = try decided { () throws(Attempt.Refusal) in
            try attempt.takingOver(by: holder, at: now, grace: grace)
        }
        if let step { try await append([step], to: seat, at: now) }
        return try paper(seat, at: now)
    }

    private func reply(
        _ seat: Seat, _ outcomes: [SlotOutcome], at now: Instant
    ) throws(DeliveryError) -> SaveReply {
        guard let attempt = seat.live?.attempt else { throw .notStarted }
        return SaveReply(
            outcomes: outcomes, answered: attempt.answeredCount, slots: seat.form.count,
            deadline: attempt.deadline, secondsLeft: attempt.secondsLeft(at: now),
            state: state(of: attempt, at: now))
    }

    /// Hands in and grades; handing in twice changes nothing.
    func submit(
        _ candidate: Int64, attempt named: GUID?, by holder: Holder?, at now: Instant
    ) async throws(DeliveryError) -> Paper {
        let seat = try await arrive(candidate)
        defer { depart(seat) }
        let attempt = try attempt(of: seat, named: named)
        let submit = try decided { () throws(Attempt.Refusal) in
            try attempt.submitting(from: holder, at: now, grace: grace)
        }
        if let step = submit ?? attempt.ringing(at: now, grace: grace) {
            try await finish([(seat, step)], at: now)
        }
        return try paper(seat, at: now)
    }

    /// Marks one slot of a practice and settles its answer.
    func check(
        _ slot: Int, of candidate: Int64, attempt named: GUID, by holder: Holder?, at now: Instant
    ) async throws(DeliveryError) -> Mark {
        let seat = try await arrive(candidate)
        defer { depart(seat) }
        guard definition.practice?.feedback == .atOnce else { throw .refused(.notChecked) }
        let attempt = try attempt(of: seat, named: named)
        let step = try decided { () throws(Attempt.Refusal) in
            try attempt.checking(slot: slot, from: holder, at: now, grace: grace)
        }
        if let step { try await append([step], to: seat, at: now) }
        return try await checkedMarks(of: candidate)[slot] ?? .zero
    }

    /// Begins to play the recording of one slot.
    func play(
        _ slot: Int, most: Int?, of candidate: Int64, attempt named: GUID, by holder: Holder?,
        at now: Instant
    ) async throws(DeliveryError) {
        let seat = try await arrive(candidate)
        defer { depart(seat) }
        let attempt = try attempt(of: seat, named: named)
        let step = try decided { () throws(Attempt.Refusal) in
            try attempt.playing(slot: slot, most: most, from: holder, at: now, grace: grace)
        }
        try await append([step], to: seat, at: now)
    }

    /// What the checked slots of the attempt at hand earned.
    func checkedMarks(of candidate: Int64) async throws(DeliveryError) -> [Int: Mark] {
        let seat = try seat(of: candidate)
        guard let attempt = seat.live?.attempt else { throw .notStarted }
        guard !attempt.checked.isEmpty else { return [:] }
        let marks = try await scoring.grade(
            [ScoringCore.Paper(form: seat.form, responses: attempt.responses)],
            by: .sitting(definition.id)
        ).marks[0]
        return Dictionary(uniqueKeysWithValues: attempt.checked.map { ($0, marks[$0]) })
    }
}

extension ExamRoom.Seat {
    /// What the graded attempts earned, in order.
    var marks: [Mark] { earlier + (earned.map { [$0] } ?? []) }

    /// Lets go of a graded attempt; its mark stays.
    func retireAttempt() {
        guard live != nil, let earned else { return }
        earlier.append(earned)
        self.earned = nil
        live = nil
    }
}
