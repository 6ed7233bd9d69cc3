import Assessment
import Storage
import Testing
import Values

@testable import Delivery

@Suite struct WalkthroughTests {
    /// Answer → repeat → change → stale tab → hand in → late step → key changed →
    /// regraded → late admitted, asserting after each move, and all again after a restart.
    @Test func oneAttemptFromStartToRegrading() async throws {
        let exam = try await Exam.running()
        let quarter = try #require(Mark("0.25"))
        let half = try #require(Mark("0.5"))
        let possible = try #require(Mark("2.25"))

        let opened = try await exam.start()
        #expect(opened.state == .open)
        #expect(opened.secondsLeft == Exam.duration)
        #expect(opened.form.count == 6)
        #expect(opened.answered == 0)

        let first = GUID()
        #expect(try await exam.save([change(0, .option(2))], as: first) == [.saved(revision: 1)])
        #expect(try await exam.paper().answered == 1)

        #expect(try await exam.save([change(0, .option(2))], as: first) == [.saved(revision: 1)])
        #expect(try await exam.paper().answers[0] == .init(response: .option(2), revision: 1))

        #expect(try await exam.save([change(0, .option(3), base: 1)]) == [.saved(revision: 2)])
        #expect(try await exam.save([change(0, .option(2))], as: first) == [.saved(revision: 1)])
        #expect(try await exam.paper().answers[0].response == .option(3))

        let tab = try await exam.save([
            change(0, .option(4), base: 1), change(1, .option(2)),
            change(4, .statements([true, false, true, nil])), change(5, .text("3.14")),
        ])
        #expect(
            tab == [
                .stale(current: .option(3), revision: 2), .saved(revision: 1), .saved(revision: 1),
                .saved(revision: 1),
            ])
        #expect(try await exam.result() == nil, "nothing is graded before the end")

        let handedIn = try await exam.submit()
        guard case .submitted(let at) = handedIn.state else {
            Issue.record("not handed in")
            return
        }
        let graded = try #require(try await exam.result())
        // Slot 0 wrong, 1 right, 2 and 3 empty; three of four statements; the number right.
        #expect(
            graded.slots.map(\.earned) == [
                .zero, quarter, .zero, .zero, half, quarter,
            ])
        #expect(graded.earned == .one)
        #expect(graded.possible == possible)
        #expect(graded.endedAt == at)
        #expect(graded.reason == .ended)

        exam.time.pass(seconds: 5)
        #expect(try await exam.submit().state == .submitted(at), "handing in twice changes nothing")
        #expect(try await exam.delivery.history(Exam.sitting, candidate: 1).count == 1)

        #expect(try await exam.save([change(2, .option(2))]) == [.keptLate])
        #expect(try await exam.paper().late == 1)
        #expect(try await exam.result() == graded, "kept, not counted")

        let decided = (1...6).map { (question: $0, KeyAmendment.Change.newKey(.options([3]))) }
        let would = try await exam.regrade(Exam.amendments(decided), stores: false)
        #expect(
            would.map { [$0.from, $0.to] } == [[.one, .one]] && would[0].changesSlots,
            "one choice wins what the other loses: the same total, other slots")
        #expect(try await exam.result() == graded, "a preview changes nothing")

        try await regrade(exam, decided)
    }

    private func regrade(
        _ exam: Exam, _ decided: [(question: Int, KeyAmendment.Change)]
    ) async throws {
        let quarter = try #require(Mark("0.25"))
        let changes = try await exam.regrade(Exam.amendments(decided))
        #expect(changes.map(\.candidate) == [1])
        let regraded = try #require(try await exam.result())
        #expect(regraded.slots.map(\.earned).prefix(2) == [quarter, .zero])
        #expect(regraded.slots[0].response == .option(3), "answers are never touched")
        #expect(regraded.reason == .keyChanged)
        #expect(regraded.person == 42)
        #expect(regraded.amendments == 6)
        #expect(try await exam.delivery.history(Exam.sitting, candidate: 1).count == 2)

        let (again, report) = try await exam.restarted(amendments: Exam.amendments(decided))
        #expect(report.open == 0)
        #expect(try await again.paper().late == 1)
        let withdrawals = (1...6).map { (question: $0, KeyAmendment.Change.withdraw($0)) }
        let back = try await again.regrade(Exam.amendments(decided + withdrawals))
        #expect(back.map(\.changesSlots) == [true])

        let admitted = try await again.delivery.admitLate(Exam.sitting, candidate: 1, by: 43)
        #expect(admitted.from == .one && admitted.to == .one + quarter)
        #expect(try await again.paper().late == 0)
        let last = try #require(try await again.result())
        #expect(last.reason == .lateAdmitted)
        #expect(last.person == 43)
        #expect(last.slots[2].response == .option(2))
        let rows = try await again.delivery.overview(Exam.sitting)
        #expect(rows.map(\.candidate) == [1, 2, 3])
        guard case .started(let row) = rows[0].progress else {
            Issue.record("not started")
            return
        }
        #expect(row.earned == .one + quarter)
        #expect(rows[1].progress == .notStarted)
        await #expect(throws: DeliveryError.refused(.nothingLate)) {
            try await again.delivery.admitLate(Exam.sitting, candidate: 1, by: 43)
        }
    }

    @Test func startingTwiceMakesOneAttempt() async throws {
        let exam = try await Exam.running()
        let papers = try await withThrowingTaskGroup(of: GUID.self) { group in
            for _ in 0..<20 { group.addTask { try await exam.start().attempt } }
            return try await group.reduce(into: Set<GUID>()) { $0.insert($1) }
        }
        #expect(papers.count == 1)
        let steps = try await exam.delivery.file.steps(from: 1, through: nil, limit: 100)
        #expect(steps.count == 1)
        exam.time.pass(seconds: 60)
        #expect(try await exam.start().secondsLeft == Exam.duration - 60, "time runs on")
    }

    @Test func theWindowIsKept() async throws {
        let exam = try await Exam(candidates: 2)
        try await exam.delivery.register(try Exam.registration(candidates: 2))
        let opens = ManualTime.beginning.adding(seconds: Exam.opens)
        let closes = ManualTime.beginning.adding(seconds: Exam.closes)
        await #expect(throws: DeliveryError.notOpenYet(opens: opens)) { try await exam.start() }
        await #expect(throws: DeliveryError.notStarted) { try await exam.paper() }
        await #expect(throws: DeliveryError.notStarted) { try await exam.submit() }
        await #expect(throws: DeliveryError.notACandidate(3)) { try await exam.start(3) }
        await #expect(throws: DeliveryError.unknownSitting(8)) {
            try await exam.delivery.start(8, candidate: 1)
        }
        exam.time.pass(seconds: Exam.closes - 60)
        #expect(try await exam.start().secondsLeft == 60, "a late starter sees what there is")
        exam.time.pass(seconds: 60)
        await #expect(throws: DeliveryError.windowClosed(at: closes)) { try await exam.start(2) }
    }

    @Test func everyCandidateHasTheirOwnFormAndAlwaysTheSame() async throws {
        let exam = try await Exam.running(candidates: 8)
        var forms: Set<[Form.Slot]> = []
        for candidate in 1...8 { forms.insert(try await exam.start(Int64(candidate)).form.slots) }
        #expect(forms.count == 8)
        let before = try await exam.paper(5).form.slots
        let (again, _) = try await exam.restarted()
        #expect(try await again.paper(5).form.slots == before)
    }

    @Test func savesOfOneAttemptHappenInTurn() async throws {
        let exam = try await Exam.running()
        try await exam.start()
        let fates = try await withThrowingTaskGroup(of: SlotOutcome.Fate.self) { group in
            for number in 0..<50 {
                group.addTask { try await exam.save([change(0, .option(number % 4 + 1))])[0] }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let saved = fates.count { if case .saved = $0 { true } else { false } }
        let paper = try await exam.paper()
        #expect(paper.answers[0].revision == 1, "all knew revision 0: one of them won")
        // Those that said the same as the winner were told so.
        #expect(saved >= 1 && saved <= 13)
    }

    @Test func decisionsMoveTheDeadlineAndAreKept() async throws {
        let exam = try await Exam.running()
        try await exam.start()
        exam.time.pass(seconds: 500)
        #expect(
            try await exam.delivery.extend(Exam.sitting, candidate: 1, seconds: 300, by: 9)
                .secondsLeft == 400)
        #expect(try await exam.delivery.pause(Exam.sitting, candidate: 1, by: 9).state == .paused)
        exam.time.pass(seconds: 10_000)
        await exam.delivery.ring()
        let (again, report) = try await exam.restarted()
        #expect(report.open == 1)
        #expect(try await again.paper().state == .paused)
        #expect(try await again.paper().secondsLeft == 400, "far past the sitting's close")
        #expect(
            try await again.delivery.resume(Exam.sitting, candidate: 1, by: 9).secondsLeft == 400)
        #expect(try await again.delivery.openCandidates(Exam.sitting) == [1])
        again.time.pass(seconds: 431)
        await #expect(throws: DeliveryError.refused(.over)) {
            try await again.delivery.extend(Exam.sitting, candidate: 1, seconds: 60, by: 9)
        }
    }

    @Test func aSittingCannotChangeWhatItAsks() async throws {
        let exam = try await Exam.running()
        let other = SittingDefinition(
            id: Exam.sitting, opens: ManualTime.beginning, closes: ManualTime.beginning,
            duration: 1, manifest: try Exam.manifest(), masterSeed: Seed.random(), candidates: [:])
        await #expect(throws: DeliveryError.manifestChanged) {
            try await exam.delivery.register(Registration(definition: other, keys: Exam.keys()))
        }
        var keys = Exam.keys()
        keys[Exam.reference(3)] = nil
        await #expect(throws: DeliveryError.missingKey(Exam.reference(3))) {
            try await exam.delivery.register(
                try Exam.registration(candidates: 3, sitting: 8, keys: keys))
        }
        #expect(!exam.delivery.knows(8))
        await #expect(throws: DeliveryError.missingKey(Exam.reference(3))) {
            try await exam.delivery.preview(try Exam.registration(candidates: 3, keys: keys))
        }
    }

    @Test func aNewcomerAndALaterCloseAreTakenIn() async throws {
        let exam = try await Exam.running(candidates: 2)
        try await exam.start(1)
        await #expect(throws: DeliveryError.notACandidate(3)) { try await exam.start(3) }
        try await exam.delivery.register(
            try Exam.registration(candidates: 3, closes: Exam.closes + 900))
        exam.time.pass(seconds: Exam.closes)
        #expect(try await exam.start(3).secondsLeft == Exam.duration)
    }

    /// One machine writes; the other's save and hand-in change nothing; all of it, and
    /// the marks to look again, after a restart too.
    @Test func takingOverAtAnotherMachine() async throws {
        let (here, there) = (Holder([1]), Holder([2]))
        let exam = try await Exam.running()
        let paper = try await exam.delivery.start(Exam.sitting, candidate: 1, by: here)
        #expect(paper.holder == here)
        try await exam.save(
            [change(0, .option(2))], flags: [.init(slot: 3, isSet: true)], from: here)
        _ = try await exam.delivery.start(Exam.sitting, candidate: 1, by: there)
        #expect(try await exam.paper().holder == here, "looking takes nothing over")

        let over = try await exam.delivery.takeOver(Exam.sitting, candidate: 1, by: there)
        #expect(over.holder == there)
        #expect(over.answers[0].response == .option(2))
        #expect(over.flagged == [3])
        let steps = try await exam.delivery.file.steps(from: 1, through: nil, limit: 100).count
        _ = try await exam.delivery.takeOver(Exam.sitting, candidate: 1, by: there)
        await #expect(throws: DeliveryError.refused(.heldElsewhere)) {
            try await exam.save([change(1, .option(2))], from: here)
        }
        await #expect(throws: DeliveryError.refused(.heldElsewhere)) {
            try await exam.delivery.submit(Exam.sitting, candidate: 1, by: here)
        }
        #expect(
            try await exam.delivery.file.steps(from: 1, through: nil, limit: 100).count == steps)

        let (again, _) = try await exam.restarted()
        await #expect(throws: DeliveryError.refused(.heldElsewhere)) {
            try await again.save([change(1, .option(2))], from: here)
        }
        #expect(try await again.save([change(1, .option(3))], from: there) == [.saved(revision: 1)])
        #expect(try await again.paper().flagged == [3])
        _ = try await again.delivery.submit(Exam.sitting, candidate: 1, by: there)
        #expect(try await again.save([change(2, .option(3))], from: here) == [.keptLate])
        await #expect(throws: DeliveryError.refused(.over)) {
            try await again.delivery.takeOver(Exam.sitting, candidate: 1, by: here)
        }
    }
}
