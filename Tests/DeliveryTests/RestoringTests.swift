import Assessment
import Storage
import Testing
import Values

@testable import Delivery

@Suite struct RestoringTests {
    @Test func everythingIsAsItWas() async throws {
        let exam = try await Exam.running(candidates: 4)
        for candidate in [1, 2, 3] as [Int64] { try await exam.start(candidate) }
        let operation = GUID()
        try await exam.save(
            [change(0, .option(1)), change(4, .statements([true, nil, nil, false]))],
            as: operation, by: 1)
        try await exam.save([change(0, .option(3), base: 1)], by: 1)
        try await exam.save([change(5, .text("3,14 %:"))], by: 2)
        for _ in 1...2 {
            try await exam.delivery.play(
                slot: 2, most: 3, sitting: Exam.sitting, candidate: 1,
                attempt: exam.paper(1).attempt)
        }
        try await exam.submit(2)
        _ = try await exam.delivery.extend(Exam.sitting, candidate: 3, seconds: 77, by: 9)
        let before = try await [exam.paper(1), exam.paper(2), exam.paper(3)]
        let overview = try await exam.delivery.overview(Exam.sitting)

        let (again, report) = try await exam.restarted()
        #expect(report == RestoreReport(steps: 10, open: 2, closed: 0, strangers: 0))
        let after = try await [again.paper(1), again.paper(2), again.paper(3)]
        for (old, new) in zip(before, after) {
            #expect(new.attempt == old.attempt)
            #expect(new.answers == old.answers)
            #expect(new.form == old.form)
            #expect(new.startedAt == old.startedAt)
            #expect(new.deadline == old.deadline)
            #expect(new.secondsLeft == old.secondsLeft)
            #expect(new.state == old.state)
            #expect(new.plays == old.plays)
        }
        #expect(after[0].plays[2]?.count == 2)
        #expect(try await again.delivery.overview(Exam.sitting) == overview)
        #expect(
            try await again.save([change(0, .option(1)), change(1, .option(2))], as: operation)
                == [.saved(revision: 1), .stale(current: nil, revision: 0)],
            "the operation is remembered across the restart, and never writes again")
        #expect(try await again.save([change(0, .option(4), base: 2)]) == [.saved(revision: 3)])
    }

    @Test func onlyTheTailIsRead() async throws {
        let exam = try await Exam.running()
        try await exam.start()
        try await exam.submit()
        exam.time.pass(seconds: Exam.closes + 31)
        await exam.delivery.ring()
        // The first sitting is settled; another begins after it.
        let later = try Exam.registration(candidates: 3, closes: 9_000, sitting: 8)
        try await exam.delivery.register(later)
        _ = try await exam.delivery.start(8, candidate: 2)
        try exam.delivery.file.database.close()

        let again = try await Exam(candidates: 3, folder: exam.folder, time: exam.time)
        let report = try await again.delivery.restore([later])
        #expect(report.steps == 1)
        #expect(try await again.delivery.paper(8, candidate: 2).state == .open)
        await #expect(throws: DeliveryError.unknownSitting(Exam.sitting)) {
            try await again.paper()
        }
        #expect(try await again.result() != nil, "results need no registration")
        #expect(try await again.delivery.overview(Exam.sitting).map(\.candidate) == [1])
    }

    @Test func sittingsSideBySideAreToldApart() async throws {
        let exam = try await Exam.running()
        let second = try Exam.registration(candidates: 3, sitting: 8)
        try await exam.delivery.register(second)
        try await exam.start(1)
        _ = try await exam.delivery.start(8, candidate: 1)
        try await exam.save([change(0, .option(1))])
        try exam.delivery.file.database.close()
        let again = try await Exam(folder: exam.folder, time: exam.time)
        let report = try await again.delivery.restore([
            second, try Exam.registration(candidates: 3),
        ])
        #expect(report.steps == 3)
        #expect(report.open == 2)
        #expect(try await again.paper().answered == 1)
        #expect(try await again.delivery.paper(8, candidate: 1).answered == 0)
    }

    @Test func aCandidateWhoWasStruckOffIsReported() async throws {
        let exam = try await Exam.running(candidates: 3)
        try await exam.start(3)
        try await exam.save([change(0, .option(1))], by: 3)
        try exam.delivery.file.database.close()
        let again = try await Exam(candidates: 2, folder: exam.folder, time: exam.time)
        let report = try await again.delivery.restore([try Exam.registration(candidates: 2)])
        #expect(report.strangers == 2)
    }

    /// Registering the same sitting twice at once must not replay it twice into one room.
    @Test func registeringAtOnceIsHarmless() async throws {
        let exam = try await Exam.running()
        try await exam.start()
        exam.time.pass(seconds: Exam.duration + 31)
        try exam.delivery.file.database.close()
        let again = try await Exam(folder: exam.folder, time: exam.time)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await again.delivery.register(try Exam.registration(candidates: 3))
                }
            }
            try await group.waitForAll()
        }
        #expect(try await again.delivery.history(Exam.sitting, candidate: 1).count == 1)
    }
}
