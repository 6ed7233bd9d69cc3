import Assessment
import Storage
import Values

/// What a candidate does.
extension ExamRoom {
    /// Starts the attempt, unless it has started: a retry never makes a second one.
    func start(
        _ candidate: Int64, by holder: Holder?, at now: Instant
    ) async throws(DeliveryError) -> Paper {
        let seat = try await arrive(candidate)
        defer { depart(seat) }
        if seat.live == nil { try await begin(seat, by: holder, at: now) }
        return try paper(seat, at: now)
    }

    private func begin(
        _ seat: Seat, by holder: Holder?, at now: Instant
    ) async throws(DeliveryError) {
        guard now >= definition.opens else { throw .notOpenYet(opens: definition.opens) }
        guard now < definition.closes else { throw .windowClosed(at: definition.closes) }
        let step = Attempt.starting(
            candidate: seat.candidate, guid: GUID(), at: now, seconds: definition.duration,
            closes: definition.closes, holder: holder)
        let record = AnswerRecord.step(sitting: definition.id, attempt: nil, at: now, step)
        let ids = try await stored(steps: [record])
        try place(step, at: now, seq: ids[0], in: seat)
    }

    /// Puts a durable start into memory.
    func place(
        _ step: Step, at time: Instant, seq: Int64, in seat: Seat
    ) throws(DeliveryError) {
        do {
            let attempt = try Attempt(start: step, at: time, slots: seat.form.count)
            seat.live = Live(id: seq, attempt: attempt)
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
            attempt: attempt.guid, form: seat.form, answers: attempt.answers,
            startedAt: attempt.startedAt, deadline: attempt.deadline,
            secondsLeft: attempt.secondsLeft(at: now), state: state(of: attempt, at: now),
            answered: attempt.answeredCount, late: attempt.lateAnswers.count,
            flagged: attempt.flagged, holder: attempt.holder)
    }

    /// Keeps answers; returns when they are on disk.
    func save(
        _ save: Save, of candidate: Int64, by holder: Holder?, at now: Instant
    ) async throws(DeliveryError) -> SaveReply {
        let seat = try await arrive(candidate)
        defer { depart(seat) }
        guard let attempt = seat.live?.attempt else { throw .notStarted }
        let (steps, outcomes) = try decided { () throws(Attempt.Refusal) in
            try attempt.saving(save, from: holder, at: now, form: seat.form, grace: grace)
        }
        if !steps.isEmpty { try await append(steps, to: seat, at: now) }
        return try reply(seat, outcomes, at: now)
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
        _ candidate: Int64, by holder: Holder?, at now: Instant
    ) async throws(DeliveryError) -> Paper {
        let seat = try await arrive(candidate)
        defer { depart(seat) }
        guard let attempt = seat.live?.attempt else { throw .notStarted }
        let submit = try decided { () throws(Attempt.Refusal) in
            try attempt.submitting(from: holder, at: now, grace: grace)
        }
        if let step = submit ?? attempt.ringing(at: now, grace: grace) {
            try await finish([(seat, step)], at: now)
        }
        return try paper(seat, at: now)
    }
}
