import Testing
import Values

@testable import Assessment

/// One attempt moved by events, each step applied as the delivery would once it is durable.
private struct Desk {
    var attempt: Attempt
    let form: Form
    let grace: Int64 = 30
    var steps: [(Step, Instant)]

    init(holder: Holder? = nil) throws {
        let seed = try #require(SampleManifest.counting)
        form = Form.make(try SampleManifest.make(), seed: seed)
        let start = Attempt.starting(
            candidate: 5, guid: SampleManifest.guid(500), at: Desk.at(0), seconds: 600,
            closes: Desk.at(3_600), holder: holder)
        attempt = try Attempt(start: start, at: Desk.at(0), slots: form.count)
        steps = [(start, Desk.at(0))]
    }

    /// So many seconds after the start.
    static func at(_ seconds: Int64) -> Instant {
        Instant(milliseconds: 1_000_000_000).adding(seconds: seconds)
    }

    mutating func apply(_ step: Step?, at seconds: Int64) throws {
        guard let step else { return }
        try attempt.apply(step, at: Desk.at(seconds))
        steps.append((step, Desk.at(seconds)))
    }

    /// Saves, and returns what became of each change.
    mutating func save(
        _ operation: Int, _ changes: [(slot: Int, response: Response?, base: Int)],
        flags: [(slot: Int, isSet: Bool)] = [], from holder: Holder? = nil, at seconds: Int64
    ) throws -> [SlotOutcome.Fate] {
        let save = Save(
            operation: SampleManifest.guid(operation),
            changes: changes.map {
                SlotChange(slot: $0.slot, response: $0.response, base: $0.base)
            }, flags: flags.map { Step.Flag(slot: $0.slot, isSet: $0.isSet) })
        let (steps, outcomes) = try attempt.saving(
            save, from: holder, at: Desk.at(seconds), form: form, grace: grace)
        for step in steps { try apply(step, at: seconds) }
        #expect(outcomes.map(\.slot) == changes.map(\.slot))
        return outcomes.map(\.fate)
    }

    /// The attempt as a restart would rebuild it.
    func replayed() throws -> Attempt {
        var copy = try Attempt(start: steps[0].0, at: steps[0].1, slots: form.count)
        for (step, time) in steps.dropFirst() {
            try copy.apply(try Step(kind: step.kind, body: step.body), at: time)
        }
        return copy
    }
}

@Suite struct AttemptTests {
    /// Answer → repeat → change → stale tab → hand in → late → admitted.
    @Test func walksThroughAnExam() throws {
        var desk = try Desk()
        #expect(desk.attempt.deadline == Desk.at(600))

        #expect(try desk.save(1, [(0, .option(2), 0)], at: 10) == [.saved(revision: 1)])
        #expect(desk.attempt.answers[0] == .init(response: .option(2), revision: 1))

        let steps = desk.steps.count
        #expect(try desk.save(1, [(0, .option(2), 0)], at: 11) == [.saved(revision: 1)])
        #expect(desk.steps.count == steps, "a repeated operation appends nothing")

        #expect(try desk.save(2, [(0, .option(3), 1)], at: 20) == [.saved(revision: 2)])
        #expect(
            try desk.save(1, [(0, .option(2), 0)], at: 21) == [.saved(revision: 1)],
            "a late retry of the first save gets its first answer and undoes nothing")
        #expect(desk.attempt.answers[0].response == .option(3))

        let fates = try desk.save(
            3,
            [(0, .option(4), 1), (1, .option(1), 0), (4, .statements([true, nil, nil, nil]), 0)],
            at: 30)
        #expect(
            fates == [
                .stale(current: .option(3), revision: 2), .saved(revision: 1), .saved(revision: 1),
            ],
            "the forgotten tab loses its slot and nothing else")
        #expect(desk.attempt.answeredCount == 3)

        #expect(
            try desk.save(3, [(0, .option(4), 2), (1, .option(1), 0)], at: 31)
                == [.stale(current: .option(3), revision: 2), .saved(revision: 1)],
            "a known operation never writes, whatever it brings the second time")

        try desk.apply(try desk.attempt.submitting(at: Desk.at(40), grace: 30), at: 40)
        #expect(desk.attempt.ending == .submitted(Desk.at(40)))
        #expect(try desk.attempt.submitting(at: Desk.at(41), grace: 30) == nil, "handing in twice")
        #expect(desk.attempt.ringing(at: Desk.at(9_000), grace: 30) == nil, "no bell after it")

        #expect(try desk.save(4, [(1, .option(4), 1)], at: 50) == [.keptLate])
        #expect(desk.attempt.answers[1].response == .option(1), "kept, not counted")
        #expect(try desk.save(4, [(1, .option(4), 1)], at: 51) == [.keptLate])
        #expect(desk.attempt.lateAnswers.count == 1, "a repetition is not kept twice")
        #expect(
            try desk.save(2, [(0, .option(3), 1)], at: 52) == [.saved(revision: 2)],
            "an earlier operation keeps its first answer after the end")

        try desk.apply(try desk.attempt.admittingLate(by: 9), at: 60)
        #expect(desk.attempt.answers[1] == .init(response: .option(4), revision: 2))
        #expect(desk.attempt.lateAnswers == [])
        #expect(throws: Attempt.Refusal.nothingLate) { try desk.attempt.admittingLate(by: 9) }
        #expect(try desk.replayed() == desk.attempt, "its steps are the whole truth")
    }

    @Test func onlyWhatDiffersIsStored() throws {
        var desk = try Desk()
        let page: [(Int, Response?, Int)] = [
            (0, .option(2), 0), (1, nil, 0), (7, .text("  "), 0),
            (4, .statements([nil, nil, nil, nil]), 0),
        ]
        #expect(
            try desk.save(1, page.map { (slot: $0.0, response: $0.1, base: $0.2) }, at: 1)
                == [
                    .saved(revision: 1), .saved(revision: 0), .saved(revision: 0),
                    .saved(revision: 0),
                ])
        guard case .save(_, let answers, _) = desk.steps[1].0 else {
            Issue.record("no save")
            return
        }
        #expect(answers == [.init(slot: 0, response: .option(2))], "blanks are no answers")
        #expect(
            try desk.save(2, [(0, .option(2), 1), (1, nil, 0)], at: 2)
                == [.saved(revision: 1), .saved(revision: 0)])
        #expect(desk.steps.count == 2, "an unchanged page is not stored")
        #expect(
            try desk.save(3, [(0, .option(2), 0)], at: 3) == [.saved(revision: 1)],
            "an old page that says what stands there is not stale")
        #expect(
            try desk.save(4, [(0, nil, 1)], at: 4) == [.saved(revision: 2)], "clearing is a change")
        #expect(desk.attempt.answeredCount == 0)
    }

    @Test func refusesWhatDoesNotFitAndKeepsTheRest() throws {
        var desk = try Desk()
        let fates = try desk.save(
            1,
            [
                (0, .option(9), 0), (99, .option(1), 0), (-1, nil, 0), (1, .text("B"), 0),
                (2, .option(1), 0), (2, .option(2), 1),
            ], at: 1)
        #expect(
            fates == [.refused, .refused, .refused, .refused, .saved(revision: 1), .refused],
            "no such option, no such slots, another type's shape, named twice")
    }

    /// Deadline 600 s, grace 30 s.
    @Test(arguments: [
        (
            at: 600, fate: SlotOutcome.Fate.saved(revision: 1), inGrace: false,
            why: "the last moment"
        ),
        (at: 601, fate: .saved(revision: 1), inGrace: true, why: "late, and counts"),
        (at: 630, fate: .saved(revision: 1), inGrace: true, why: "the last moment of the grace"),
        (at: 631, fate: .keptLate, inGrace: false, why: "over, though the bell has not been yet"),
    ])
    func countsUntilTheGraceEnds(
        at seconds: Int64, fate: SlotOutcome.Fate, inGrace: Bool, why: String
    ) throws {
        var desk = try Desk()
        #expect(try desk.save(1, [(0, .option(1), 0)], at: seconds) == [fate], "\(why)")
        let kind = desk.steps[1].0.kind
        #expect(kind == (fate == .keptLate ? 4 : inGrace ? 3 : 2))
        let isOver = desk.attempt.isOver(at: Desk.at(seconds), grace: 30)
        #expect((desk.attempt.ringing(at: Desk.at(seconds), grace: 30) != nil) == isOver)
        #expect((try desk.attempt.submitting(at: Desk.at(seconds), grace: 30) == nil) == isOver)
    }

    @Test func theBellClosesOnce() throws {
        var desk = try Desk()
        #expect(desk.attempt.bell(grace: 30) == Desk.at(630))
        try desk.apply(desk.attempt.ringing(at: Desk.at(631), grace: 30), at: 631)
        #expect(desk.attempt.ending == .closed(Desk.at(631)))
        #expect(desk.attempt.bell(grace: 30) == nil)
        #expect(desk.attempt.ringing(at: Desk.at(632), grace: 30) == nil)
        #expect(desk.attempt.secondsLeft(at: Desk.at(632)) == 0)
    }

    @Test func aLateStarterHasUntilTheClose() throws {
        let step = Attempt.starting(
            candidate: 1, guid: SampleManifest.guid(1), at: Desk.at(3_500), seconds: 600,
            closes: Desk.at(3_600))
        let attempt = try Attempt(start: step, at: Desk.at(3_500), slots: 3)
        #expect(attempt.deadline == Desk.at(3_600))
        #expect(attempt.secondsLeft(at: Desk.at(3_500)) == 100, "never shown more than there is")
    }

    @Test func onlyRecordedStepsMoveTheDeadline() throws {
        var desk = try Desk()
        try desk.apply(
            try desk.attempt.extending(seconds: 120, by: 9, at: Desk.at(620), grace: 30), at: 620)
        #expect(desk.attempt.deadline == Desk.at(720), "within the grace it is not over yet")

        try desk.apply(try desk.attempt.pausing(by: 9, at: Desk.at(700), grace: 30), at: 700)
        #expect(desk.attempt.secondsLeft(at: Desk.at(5_000)) == 20, "time stands still")
        #expect(desk.attempt.ringing(at: Desk.at(5_000), grace: 30) == nil)
        #expect(try desk.save(1, [(0, .option(1), 0)], at: 5_000) == [.saved(revision: 1)])
        #expect(throws: Attempt.Refusal.paused) {
            try desk.attempt.pausing(by: 9, at: Desk.at(5_000), grace: 30)
        }
        try desk.apply(try desk.attempt.resuming(by: 9), at: 5_700)
        #expect(desk.attempt.deadline == Desk.at(5_720))
        #expect(throws: Attempt.Refusal.notPaused) { try desk.attempt.resuming(by: 9) }

        #expect(throws: Attempt.Refusal.over) {
            try desk.attempt.extending(seconds: 60, by: 9, at: Desk.at(5_751), grace: 30)
        }
        #expect(try desk.replayed() == desk.attempt)
    }

    @Test func admittingNeedsAnEnd() throws {
        let desk = try Desk()
        #expect(throws: Attempt.Refusal.notOver) { try desk.attempt.admittingLate(by: 9) }
    }

    @Test func aLateAnswerToAnOlderPageIsStale() throws {
        var desk = try Desk()
        _ = try desk.save(1, [(0, .option(1), 0)], at: 1)
        _ = try desk.save(2, [(0, .option(2), 1)], at: 2)
        try desk.apply(try desk.attempt.submitting(at: Desk.at(3), grace: 30), at: 3)
        #expect(
            try desk.save(3, [(0, .option(4), 1)], at: 4)
                == [.stale(current: .option(2), revision: 2)])
        #expect(desk.attempt.lateAnswers == [])
    }

    @Test func onlyWhatARetryCouldRepeatIsRemembered() throws {
        var desk = try Desk()
        for number in 0..<400 {
            let fates = try desk.save(
                1_000 + number, [(0, .option(number % 4 + 1), number)], at: 1)
            #expect(fates == [.saved(revision: number + 1)])
        }
        #expect(try desk.save(1_399, [(0, .option(4), 399)], at: 2) == [.saved(revision: 400)])
        #expect(
            try desk.save(1_001, [(0, .option(2), 1)], at: 2)
                == [.stale(current: .option(4), revision: 400)],
            "long forgotten, and harmless: its base is stale")
    }

    @Test func refusesStepsThatCannotFollow() throws {
        var desk = try Desk()
        #expect(throws: StepError.misplaced(kind: 5)) {
            try Attempt(start: .submit, at: Desk.at(0), slots: 1)
        }
        #expect(throws: StepError.misplaced(kind: 1)) {
            try desk.attempt.apply(desk.steps[0].0, at: Desk.at(1))
        }
        #expect(throws: StepError.misplaced(kind: 9)) {
            try desk.attempt.apply(.resume(by: 1), at: Desk.at(1))
        }
        #expect(throws: StepError.misplaced(kind: 2)) {
            try desk.attempt.apply(
                .save(
                    operation: SampleManifest.guid(1), answers: [.init(slot: 9, response: nil)],
                    inGrace: false), at: Desk.at(1))
        }
    }
}

extension AttemptTests {
    /// A page left open for ever cannot fill the disk.
    @Test func keepsABoundedNumberOfLateAnswers() throws {
        var desk = try Desk()
        let slot = try #require(desk.form.slots.firstIndex { $0.type == .numeric })
        for number in 0..<Attempt.mostLateAnswers {
            let fates = try desk.save(
                1_000 + number, [(slot: slot, response: .text("\(number)"), base: 0)], at: 700)
            #expect(fates == [.keptLate])
        }
        let fates = try desk.save(
            9_999, [(slot: slot, response: .text("too many"), base: 0)], at: 700)
        #expect(fates == [.refused])
        #expect(desk.attempt.lateAnswers.count == Attempt.mostLateAnswers)
    }

    // MARK: Marked to be looked at again

    /// Mark → answer beside it → repeat → take away → end; a retry brings no old mark back.
    @Test func flagsAreKept() throws {
        var desk = try Desk()
        _ = try desk.save(1, [], flags: [(2, true), (3, false)], at: 10)
        #expect(desk.attempt.flagged == [2])
        #expect(desk.attempt.lastSavedAt == nil, "a mark is no answer")
        _ = try desk.save(2, [(2, .option(1), 0)], flags: [(2, true), (4, true)], at: 11)
        #expect(desk.attempt.flagged == [2, 4])
        let steps = desk.steps.count
        _ = try desk.save(3, [], flags: [(2, true)], at: 12)
        #expect(desk.steps.count == steps, "the same again appends nothing")
        _ = try desk.save(4, [], flags: [(2, false)], at: 13)
        #expect(desk.attempt.flagged == [4])
        _ = try desk.save(2, [(2, .option(1), 0)], flags: [(2, true), (4, true)], at: 14)
        #expect(desk.attempt.flagged == [4], "what a retry says of marks is old")
        _ = try desk.save(5, [], flags: [(99, true), (-1, true)], at: 15)
        #expect(desk.attempt.flagged == [4], "no such slot")
        #expect(try desk.replayed() == desk.attempt)
        try desk.apply(try desk.attempt.submitting(at: Desk.at(20), grace: desk.grace), at: 20)
        _ = try desk.save(6, [], flags: [(4, false)], at: 21)
        #expect(desk.attempt.flagged == [4], "nothing is marked after the end")
    }

    /// A stale answer does not keep the page's marks from being saved.
    @Test func aFlagNeedsNoRevision() throws {
        var desk = try Desk()
        _ = try desk.save(1, [(0, .option(1), 0)], at: 10)
        let fates = try desk.save(2, [(0, .option(2), 0)], flags: [(0, true)], at: 11)
        #expect(fates == [.stale(current: .option(1), revision: 1)])
        #expect(desk.attempt.flagged == [0])
    }

    // MARK: Two machines

    /// Write here → take over there → refused here, nothing kept → back here → end →
    /// late answers come from both.
    @Test func oneMachineWrites() throws {
        let (here, there) = (Holder([1]), Holder([2]))
        var desk = try Desk(holder: here)
        let first = try desk.save(1, [(0, .option(1), 0)], from: here, at: 10)
        #expect(first == [.saved(revision: 1)])
        let over = try desk.attempt.takingOver(by: there, at: Desk.at(20), grace: desk.grace)
        #expect(over == .takeOver(by: there))
        try desk.apply(over, at: 20)
        #expect(
            try desk.attempt.takingOver(by: there, at: Desk.at(20), grace: desk.grace) == nil,
            "pressing twice appends nothing")
        let before = desk.attempt
        #expect(throws: Attempt.Refusal.heldElsewhere) {
            try desk.save(2, [(1, .option(1), 0)], flags: [(1, true)], from: here, at: 21)
        }
        #expect(throws: Attempt.Refusal.heldElsewhere) {
            try desk.attempt.submitting(from: here, at: Desk.at(21), grace: desk.grace)
        }
        #expect(desk.attempt == before)
        #expect(
            try desk.save(3, [(0, .option(2), 1)], from: there, at: 22) == [.saved(revision: 2)])
        #expect(try desk.replayed() == desk.attempt, "a restart knows who writes")
        try desk.apply(
            try desk.attempt.takingOver(by: here, at: Desk.at(30), grace: desk.grace), at: 30)
        #expect(
            try desk.save(4, [(0, .option(3), 1)], from: here, at: 31)
                == [.stale(current: .option(2), revision: 2)], "what was typed there stands")
        try desk.apply(
            try desk.attempt.submitting(from: here, at: Desk.at(40), grace: desk.grace), at: 40)
        #expect(throws: Attempt.Refusal.over) {
            try desk.attempt.takingOver(by: there, at: Desk.at(41), grace: desk.grace)
        }
        #expect(
            try desk.save(5, [(1, .option(1), 0)], from: there, at: 42) == [.keptLate],
            "late answers are kept from wherever they come")
    }
}
