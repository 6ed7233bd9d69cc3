import Assessment
import Storage
import Testing
import Values

@testable import Delivery

/// Keys that change after the fact, at every stage of a sitting.
@Suite struct RegradingTests {
    private let quarter = Mark(1, over: 4) ?? .zero

    /// Everybody answers option 2, the number 3,15 and three statements, and hands in.
    private func sat(candidates: Int = 3) async throws -> Exam {
        let exam = try await Exam.running(candidates: candidates)
        for candidate in 1...Int64(candidates) { try await answer(exam, candidate) }
        return exam
    }

    private func answer(_ exam: Exam, _ candidate: Int64, handsIn: Bool = true) async throws {
        try await exam.start(candidate)
        try await exam.save(
            [
                change(0, .option(2)), change(1, .option(2)), change(2, .option(2)),
                change(4, .statements([true, false, true, nil])), change(5, .text("3,15")),
            ], by: candidate)
        if handsIn { try await exam.submit(candidate) }
    }

    /// Three quarters for choices, a half for the group.
    private let before = Mark(5, over: 4) ?? .zero

    private var near: KeyAnswer {
        .number(.near(Numeral("3,15") ?? .zero, .absolute(.zero)))
    }

    // MARK: Each kind, from its preview to its withdrawal

    @Test func acceptingAnotherNumber() async throws {
        let exam = try await sat()
        let half = try #require(Mark("0.5"))
        let accepted = Exam.amendments([(8, .acceptAlso(near, weight: half))])
        let would = try await exam.regrade(accepted, stores: false)
        #expect(would.map(\.candidate) == [1, 2, 3])
        #expect(would.allSatisfy { $0.from == before && $0.to == before + quarter * half })
        #expect(try await exam.result(2)?.earned == before, "a preview changes nothing")

        let done = try await exam.regrade(accepted)
        #expect(done == would)
        let result = try #require(try await exam.result(2))
        #expect(result.earned == before + quarter * half)
        #expect(result.reason == .keyChanged && result.person == 42 && result.amendments == 1)
        #expect(result.slots[5].response == .text("3,15"), "answers are never touched")
        guard
            case .started(let row)? = try await exam.delivery.overview(Exam.sitting).last?
                .progress
        else {
            Issue.record("not started")
            return
        }
        #expect(row.earned == result.earned, "the list shows the new mark")

        let withdrawn = Exam.amendments([
            (8, .acceptAlso(near, weight: half)), (8, .withdraw(1)),
        ])
        _ = try await exam.regrade(withdrawn)
        let history = try await exam.delivery.history(Exam.sitting, candidate: 2)
        #expect(history.map(\.earned) == [before, before + quarter * half, before])
        #expect(history.map(\.amendments) == [0, 1, 2])
    }

    @Test func aDroppedQuestionLeavesTheTotal() async throws {
        let exam = try await sat()
        _ = try await exam.regrade(Exam.amendments([(8, .drop)]))
        let result = try #require(try await exam.result())
        // 1.25 of the 2 marks that are left, of 2.25 in all.
        #expect(result.earned == Mark(45, over: 32))
        #expect(result.slots[5].earned == .zero)
        #expect(result.possible == (try #require(Mark("2.25"))))
    }

    @Test func fullMarksForWhoeverHasTheQuestion() async throws {
        let exam = try await sat(candidates: 24)
        let given = Exam.amendments([(1, .fullMarks)])
        let changes = try await exam.regrade(given)
        var changed = 0
        for change in changes {
            let form = try await exam.paper(change.candidate).form
            let slot = form.slots.firstIndex { $0.reference == Exam.reference(1) }
            // Slot 3 was left blank; the others were right already.
            let gain = slot == 3 ? quarter : .zero
            #expect(change.to == change.from + gain, "\(change)")
            changed += change.changesSlots ? 1 : 0
        }
        #expect(changed > 0 && changed < 24, "some papers have it blank, others not: \(changed)")
        for candidate in 1...24 as ClosedRange<Int64> {
            let versions = try await exam.delivery.history(Exam.sitting, candidate: candidate)
            let isChanged = changes[Int(candidate) - 1].changesSlots
            #expect(versions.count == (isChanged ? 2 : 1), "only changed results are stored")
        }
    }

    // MARK: When

    @Test func whoHandsInLaterIsGradedByTheKeysInForce() async throws {
        let exam = try await Exam.running()
        try await answer(exam, 1)
        try await answer(exam, 2, handsIn: false)
        let accepted = Exam.amendments([(8, .acceptAlso(near, weight: .one))])
        #expect(try await exam.regrade(accepted).map(\.candidate) == [1], "the open one waits")
        try await exam.submit(2)
        let later = try #require(try await exam.result(2))
        #expect(later.earned == before + quarter)
        #expect(later.reason == .ended && later.amendments == 1)

        let (again, _) = try await exam.restarted(amendments: accepted)
        try await answer(again, 3)
        #expect(try await again.result(3)?.earned == before + quarter, "a restart keeps them")
        let same = try await again.regrade(accepted)
        let changed = same.filter(\.changesSlots)
        #expect(changed.isEmpty, "done twice, nothing more changes")
    }

    /// Closed, and after a restart not in memory: regraded from what is stored.
    @Test func aSittingThatIsNotInMemory() async throws {
        let exam = try await sat()
        exam.time.pass(seconds: Exam.closes + 31)
        await exam.delivery.ring()
        try exam.delivery.file.database.close()
        let again = try await Exam(folder: exam.folder, time: exam.time)
        let dropped = Exam.amendments([(8, .drop)])
        let would = try await again.regrade(dropped, stores: false)
        #expect(would.map(\.to) == Array(repeating: Mark(45, over: 32), count: 3))
        #expect(try await again.result()?.earned == before)
        #expect(try await again.regrade(dropped) == would)
        #expect(!again.delivery.knows(Exam.sitting), "it did not have to be loaded")
        #expect(try await again.result()?.earned == Mark(45, over: 32))
        #expect(try await again.delivery.history(Exam.sitting, candidate: 3).count == 2)

        // Somebody's late answer brings it back to memory: with keys that are older.
        try await again.delivery.register(try Exam.registration(candidates: 3))
        #expect(try await again.save([change(3, .option(2))], by: 1) == [.keptLate])
        let admitted = try await again.delivery.admitLate(Exam.sitting, candidate: 1, by: 43)
        #expect(admitted.to == (try #require(Mark(27, over: 16))), "newer keys stay in force")
    }

    @Test func manyBatches() async throws {
        let exam = try await sat(candidates: 600)
        let accepted = Exam.amendments([(8, .acceptAlso(near, weight: .one))])
        let changes = try await exam.regrade(accepted)
        #expect(changes.count == 600)
        #expect(changes.allSatisfy { $0.to == before + quarter })
        #expect(changes.map(\.candidate) == (1...600).map(Int64.init))
        try exam.delivery.file.database.close()
        let again = try await Exam(candidates: 600, folder: exam.folder, time: exam.time)
        let back = Exam.amendments([(8, .acceptAlso(near, weight: .one)), (8, .withdraw(1))])
        #expect(try await again.regrade(back).count == 600)
        let marks = try await again.delivery.marks(Exam.sitting)
        #expect(marks.allSatisfy { $0.earned == before })
    }

    /// Everybody hands in, answers and is regraded at once: no result is by old keys.
    @Test func regradingWhileOthersHandIn() async throws {
        let exam = try await Exam.running(candidates: 60)
        for candidate in 1...60 as ClosedRange<Int64> {
            try await answer(exam, candidate, handsIn: candidate <= 20)
        }
        let accepted = Exam.amendments([(8, .acceptAlso(near, weight: .one))])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for candidate in 21...60 as ClosedRange<Int64> {
                group.addTask { try await exam.submit(candidate) }
            }
            group.addTask { _ = try await exam.regrade(accepted) }
            try await group.waitForAll()
        }
        for result in try await exam.delivery.marks(Exam.sitting) {
            #expect(result.earned == before + quarter, "\(result.candidate)")
        }
    }

    @Test func anAmendmentOfAnotherTypeIsRefused() async throws {
        let exam = try await sat()
        let unfit = Exam.amendments([(8, .newKey(.options([1])))])
        await #expect(throws: DeliveryError.unfitAmendment(Exam.reference(8), .otherType)) {
            try await exam.regrade(unfit)
        }
        #expect(try await exam.result()?.earned == before)
    }
}
