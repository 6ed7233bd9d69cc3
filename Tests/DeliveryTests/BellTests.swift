import Assessment
import Storage
import Synchronization
import Testing
import Values

@testable import Delivery

@Suite struct BellTests {
    @Test func closesAndGradesThoughNobodyAsks() async throws {
        let exam = try await Exam.running(candidates: 3)
        for candidate in [1, 2] as [Int64] {
            try await exam.start(candidate)
            try await exam.save([change(5, .text("3,14"))], by: candidate)
        }
        exam.time.pass(seconds: Exam.duration + 30)
        await exam.delivery.ring()
        #expect(try await exam.result() == nil, "the grace is not over at its last moment")

        exam.time.pass(seconds: 1)
        await exam.delivery.ring()
        let quarter = try #require(Mark("0.25"))
        let deadline = ManualTime.beginning.adding(seconds: Exam.opens + Exam.duration)
        for candidate in [1, 2] as [Int64] {
            let result = try #require(try await exam.result(candidate))
            #expect(result.earned == quarter)
            #expect(result.ending == .closed)
            #expect(result.endedAt == deadline, "when time was up, not when the bell was heard")
            #expect(try await exam.paper(candidate).state == .closed(deadline))
        }
        #expect(try await exam.result(3) == nil)
        await exam.delivery.ring()
        #expect(try await exam.delivery.history(Exam.sitting, candidate: 1).count == 1)
        #expect(try await exam.delivery.marks(Exam.sitting).map(\.candidate) == [1, 2])
    }

    @Test func theTimerRingsByItself() async throws {
        let exam = try await Exam.running()
        try await exam.start()
        let running = Task { await exam.delivery.run() }
        defer { running.cancel() }
        exam.time.pass(seconds: Exam.duration + 31)
        // Each turn lets the timer's next second pass, until the result is there.
        while try await exam.result() == nil {
            exam.time.pass(seconds: 1)
            await Task.yield()
        }
        #expect(try await exam.paper().state.isOver)
        running.cancel()
        while exam.time.sleepers == 0 { await Task.yield() }
        exam.time.pass(seconds: 1)
        await running.value
    }

    @Test func aSubmissionAfterTheGraceIsTheBells() async throws {
        let exam = try await Exam.running()
        try await exam.start()
        exam.time.pass(seconds: Exam.duration + 31)
        let deadline = ManualTime.beginning.adding(seconds: Exam.opens + Exam.duration)
        #expect(try await exam.paper().state == .closed(deadline), "before any bell")
        #expect(try await exam.save([change(0, .option(2))]) == [.keptLate])
        #expect(try await exam.submit().state == .closed(deadline))
        #expect(try await exam.result()?.ending == .closed)
        #expect(try await exam.paper().late == 1)
    }

    @Test func anExtensionIsHeardByTheBell() async throws {
        let exam = try await Exam.running(candidates: 2)
        try await exam.start(1)
        try await exam.start(2)
        _ = try await exam.delivery.extend(Exam.sitting, candidate: 1, seconds: 60, by: 9)
        exam.time.pass(seconds: Exam.duration + 31)
        await exam.delivery.ring()
        #expect(try await exam.result(1) == nil)
        #expect(try await exam.result(2) != nil)
        exam.time.pass(seconds: 60)
        await exam.delivery.ring()
        #expect(try await exam.result(1) != nil)
    }

    @Test func whatEndedWhileTheServerWasDownIsClosedAtStart() async throws {
        let exam = try await Exam.running()
        try await exam.start()
        try await exam.save([change(5, .text("3,14"))])
        exam.time.pass(seconds: Exam.duration + 3_600)
        let (again, report) = try await exam.restarted()
        #expect(report.closed == 1)
        #expect(report.open == 0)
        let result = try #require(try await again.result())
        #expect(result.earned == (try #require(Mark("0.25"))))
        #expect(
            result.endedAt == ManualTime.beginning.adding(seconds: Exam.opens + Exam.duration))
    }

    @Test func manyEndAtOnceInFewCommits() async throws {
        let exam = try await Exam.running(candidates: 600)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for candidate in 1...600 { group.addTask { try await exam.start(Int64(candidate)) } }
            try await group.waitForAll()
        }
        let before = exam.delivery.counters
        exam.time.pass(seconds: Exam.duration + 31)
        await exam.delivery.ring()
        let after = exam.delivery.counters
        #expect(after.groups - before.groups == 600)
        #expect(after.commits - before.commits <= 4)
        #expect(try await exam.delivery.marks(Exam.sitting).count == 600)
    }

    @Test func aSittingThatIsOverIsSettledAndToldOnce() async throws {
        let told = Mutex<[Int64]>([])
        let folder = try TemporaryFolder()
        let time = ManualTime()
        let file = try AnswerFile(
            path: folder.file("answers.sqlite"), backupFolder: folder.file("backups"))
        let delivery = try await Delivery(file: file, time: time.source) { sitting in
            told.withLock { $0.append(sitting) }
        }
        try await delivery.register(try Exam.registration(candidates: 1))
        time.pass(seconds: Exam.opens)
        _ = try await delivery.start(Exam.sitting, candidate: 1)
        time.pass(seconds: Exam.duration + 31)
        await delivery.ring()
        #expect(told.withLock(\.self) == [], "others may still start")
        time.pass(seconds: Exam.closes)
        await delivery.ring()
        await delivery.ring()
        #expect(told.withLock(\.self) == [Exam.sitting])
        #expect(try await file.openSpans() == [])

        // A late answer opens it again, and is found after the next start.
        let reply = try await delivery.save(
            Save(operation: GUID(), changes: [change(0, .option(2))]), sitting: Exam.sitting,
            candidate: 1)
        #expect(reply.outcomes.map(\.fate) == [.keptLate])
        #expect(try await file.openSpans().map(\.sitting) == [Exam.sitting])
        await delivery.ring()
        #expect(try await file.openSpans() == [])
        try file.database.close()
        let again = try await Exam(candidates: 1, folder: folder, time: time)
        try await again.delivery.register(try Exam.registration(candidates: 1))
        #expect(try await again.paper().late == 1)
    }

    /// Everybody has handed in and the teacher closes: the marks and the proof of the draw
    /// do not wait for a time that nobody uses any more.
    @Test func aSittingClosedByHandIsSettledWithoutWaitingForTheBell() async throws {
        let exam = try await Exam.running(candidates: 2)
        try await exam.start(1)
        _ = try await exam.submit(1)
        exam.time.pass(seconds: 10)
        try await exam.delivery.register(
            try Exam.registration(candidates: 2, closes: Exam.opens + 10))
        exam.time.pass(seconds: 31)
        await exam.delivery.ring()
        #expect(try await exam.delivery.file.openSpans() == [])
    }
}
