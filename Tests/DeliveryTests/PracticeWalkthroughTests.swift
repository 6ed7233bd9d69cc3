import Assessment
import Storage
import Testing
import Values

@testable import Delivery

/// A practice from its first attempt to the one that passes, with the server
/// restarted in the middle.
@Suite struct PracticeWalkthroughTests {
    /// Attempts without limit until half of the marks are reached, checked on demand.
    private static let rules = PracticeRules(
        attempts: nil, counting: .best, feedback: .atOnce, passMark: Mark("1.125"))

    private func registration(
        _ rules: PracticeRules, duration: Int64? = Exam.duration
    ) throws -> Registration {
        let exam = try Exam.registration(candidates: 2)
        return Registration(
            definition: SittingDefinition(
                id: Exam.sitting, opens: exam.definition.opens, closes: exam.definition.closes,
                duration: duration, practice: rules, manifest: exam.definition.manifest,
                masterSeed: try #require(Exam.master),
                candidates: [1: Exam.guid(1), 2: Exam.guid(2)]),
            keys: Exam.keys(), amendments: .none)
    }

    private func running(_ rules: PracticeRules = Self.rules) async throws -> Exam {
        let exam = try await Exam(candidates: 2)
        try await exam.delivery.register(try registration(rules))
        exam.time.pass(seconds: Exam.opens)
        return exam
    }

    /// The same folder after a rude stop.
    private func restarted(_ exam: Exam, _ rules: PracticeRules = Self.rules) async throws -> Exam {
        try exam.delivery.file.database.close()
        let again = try await Exam(candidates: 2, folder: exam.folder, time: exam.time)
        _ = try await again.delivery.restore([try registration(rules)])
        return again
    }

    private func save(
        _ changes: [SlotChange], in paper: Paper, _ exam: Exam
    ) async throws -> [SlotOutcome.Fate] {
        try await exam.delivery.save(
            Save(operation: GUID(), attempt: paper.attempt, changes: changes),
            sitting: Exam.sitting, candidate: 1
        ).outcomes.map(\.fate)
    }

    private func start(_ number: Int, _ exam: Exam) async throws -> Paper {
        try await exam.delivery.start(Exam.sitting, candidate: 1, attempt: number)
    }

    private func check(_ slot: Int, of paper: Paper, _ exam: Exam) async throws -> Mark {
        try await exam.delivery.check(
            slot: slot, sitting: Exam.sitting, candidate: 1, attempt: paper.attempt)
    }

    private func submit(_ paper: Paper, _ exam: Exam) async throws {
        _ = try await exam.delivery.submit(
            Exam.sitting, candidate: 1, attempt: paper.attempt)
    }

    private func marks(_ exam: Exam) async throws -> [Mark] {
        try await exam.delivery.summaries(Exam.sitting, candidate: 1).map(\.earned)
    }

    @Test func fromTheFirstAttemptToThePass() async throws {
        var exam = try await running()
        let quarter = try #require(Mark("0.25"))
        let first = try await start(1, exam)
        #expect(first.canCheck && first.number == 1)

        // A checked slot says what it earned, and stays.
        await #expect(throws: DeliveryError.refused(.unanswered)) {
            try await check(0, of: first, exam)
        }
        #expect(try await save([change(0, .option(3))], in: first, exam) == [.saved(revision: 1)])
        #expect(try await check(0, of: first, exam) == .zero)
        #expect(
            try await save(
                [change(0, .option(2), base: 1), change(1, .option(2))], in: first, exam)
                == [.stale(current: .option(3), revision: 1), .saved(revision: 1)],
            "what was checked is settled; the rest of the page is kept")
        #expect(try await check(0, of: first, exam) == .zero, "a repetition gives the same")

        // The server dies; the check outlives it.
        exam = try await restarted(exam)
        let back = try await exam.delivery.paper(Exam.sitting, candidate: 1)
        #expect(back.attempt == first.attempt && back.form == first.form)
        #expect(
            back.checked == [0]
                && back.answers == [
                    .init(response: .option(3), revision: 1),
                    .init(response: .option(2), revision: 1),
                ] + back.answers.dropFirst(2))
        #expect(
            try await save([change(0, .option(2), base: 1)], in: back, exam)
                == [.stale(current: .option(3), revision: 1)])
        #expect(try await exam.delivery.checkedMarks(Exam.sitting, candidate: 1) == [0: .zero])

        // No second attempt before the first is over, and none twice.
        await #expect(throws: DeliveryError.refused(.notOver)) { try await start(2, exam) }
        try await submit(back, exam)
        #expect(try await marks(exam) == [quarter])
        let second = try await start(2, exam)
        #expect(second.number == 2 && second.attempt != first.attempt)
        #expect(second.form != first.form, "another form for each attempt")
        #expect(second.checked.isEmpty && second.answered == 0)
        #expect(try await start(2, exam).attempt == second.attempt, "asked twice, started once")

        // A forgotten page of the first attempt changes nothing.
        await #expect(throws: DeliveryError.otherAttempt) {
            try await save([change(2, .option(2))], in: first, exam)
        }
        await #expect(throws: DeliveryError.otherAttempt) { try await submit(first, exam) }

        // The bell ends the second, across another restart; the third passes.
        #expect(
            try await save([change(4, .statements([true, nil, nil, nil]))], in: second, exam)
                == [.saved(revision: 1)])
        exam.time.pass(seconds: Exam.duration + 31)
        exam = try await restarted(exam)
        #expect(try await marks(exam) == [quarter, Mark("0.1") ?? .zero])
        let third = try await start(3, exam)
        _ = try await save(
            [change(0, .option(2)), change(4, .statements([true, false, true, false]))], in: third,
            exam)
        try await submit(third, exam)
        #expect(try await marks(exam).last == Mark("1.25"))

        // Passed: no further attempt, also after a restart.
        for _ in 0..<2 {
            await #expect(throws: DeliveryError.refused(.passed)) { try await start(4, exam) }
            #expect(try await start(3, exam).state.isOver, "the last paper can still be read")
            exam = try await restarted(exam)
        }
        let all = try await exam.delivery.attempts(Exam.sitting, candidate: 1)
        #expect(all.map(\.number) == [1, 2, 3])
        #expect(Self.rules.counting.mark(of: all.map(\.earned)) == Mark("1.25"))
    }

    /// Two attempts and no more; the other candidate's count is their own.
    @Test func attemptsAreCounted() async throws {
        let rules = PracticeRules(attempts: 2, counting: .average, feedback: .atEnd)
        var exam = try await running(rules)
        for number in 1...2 {
            let paper = try await start(number, exam)
            #expect(!paper.canCheck)
            _ = try await save([change(0, .option(2))], in: paper, exam)
            await #expect(throws: DeliveryError.refused(.notChecked)) {
                try await check(0, of: paper, exam)
            }
            try await submit(paper, exam)
            exam = try await restarted(exam, rules)
        }
        await #expect(throws: DeliveryError.refused(.spent)) { try await start(3, exam) }
        #expect(try await exam.delivery.start(Exam.sitting, candidate: 2).number == 1)
        #expect(try await marks(exam) == [Mark("0.25"), Mark("0.25")].compactMap(\.self))
    }

    /// The window's end closes what is open and lets nobody begin again.
    @Test func theWindowEndsAPractice() async throws {
        let exam = try await running()
        let paper = try await start(1, exam)
        _ = try await save([change(0, .option(2))], in: paper, exam)
        exam.time.pass(seconds: Exam.closes + 31)
        await exam.delivery.ring()
        #expect(try await marks(exam) == [Mark("0.25")].compactMap(\.self))
        await #expect(throws: DeliveryError.self) { try await start(2, exam) }
    }
}
