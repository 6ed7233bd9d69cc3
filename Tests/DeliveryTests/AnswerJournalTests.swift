import Assessment
import Storage
import Testing
import Values

@testable import Delivery

@Suite struct AnswerJournalTests {
    private static let now = ManualTime.beginning

    private static func start(_ candidate: Int64, sitting: Int64 = 1) -> [AnswerRecord] {
        [
            .step(
                sitting: sitting, attempt: nil, at: now,
                .start(candidate: candidate, guid: GUID(), deadline: now))
        ]
    }

    @Test func manyShareOneSync() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("answers.sqlite")
        let file = try AnswerFile(path: path, backupFolder: folder.path)
        let journal = AnswerJournal(file)
        let ids = try await withThrowingTaskGroup(of: Int64.self) { group in
            for candidate in 0..<2_000 {
                group.addTask { try await journal.append(Self.start(Int64(candidate)))[0] }
            }
            return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
        }
        #expect(ids.count == 2_000)
        let counters = journal.counters
        #expect(counters.groups == 2_000)
        #expect(counters.commits < 400, "\(counters)")
        #expect(counters.largestCommit > 5, "\(counters)")
        try file.database.close()

        let reopened = try AnswerFile(path: path, backupFolder: folder.path)
        let steps = try await reopened.steps(from: 1, through: nil, limit: 10_000)
        #expect(Set(steps.map(\.seq)) == ids, "every acknowledged step is in the file")
    }

    @Test func aBadSaveFailsAlone() async throws {
        let folder = try TemporaryFolder()
        let file = try AnswerFile(
            path: folder.file("answers.sqlite"), backupFolder: folder.path)
        let journal = AnswerJournal(file)
        let failed = await withTaskGroup(of: Int64?.self) { group in
            for candidate in 0..<300 as Range<Int64> {
                group.addTask {
                    // Every tenth names a sitting that cannot be.
                    let group = Self.start(candidate, sitting: candidate % 10 == 0 ? -1 : 1)
                    do {
                        _ = try await journal.append(group)
                        return nil
                    } catch {
                        return candidate
                    }
                }
            }
            return await group.reduce(into: Set<Int64>()) {
                if let failed = $1 { $0.insert(failed) }
            }
        }
        #expect(failed == Set(stride(from: 0, to: 300, by: 10)))
        let steps = try await file.steps(from: 1, through: nil, limit: 1_000)
        #expect(steps.count == 270)
        #expect(journal.counters.failures == 30)
    }

    @Test func acknowledgesOnlyWhatIsStored() async throws {
        let folder = try TemporaryFolder()
        let file = try AnswerFile(
            path: folder.file("answers.sqlite"), backupFolder: folder.path)
        let journal = AnswerJournal(file)
        try file.database.close()
        await #expect(throws: StoreError.self) { try await journal.append(Self.start(1)) }
    }

    /// A candidate who closes the browser must not undo what others wait for.
    @Test func aCancelledSaverHarmsNobody() async throws {
        let folder = try TemporaryFolder()
        let file = try AnswerFile(
            path: folder.file("answers.sqlite"), backupFolder: folder.path)
        let journal = AnswerJournal(file)
        let savers = (0..<200 as Range<Int64>).map { candidate in
            Task { try await journal.append(Self.start(candidate)) }
        }
        for (place, saver) in savers.enumerated() where place % 2 == 0 { saver.cancel() }
        for saver in savers { #expect(try await saver.value.count == 1) }
        #expect(try await file.steps(from: 1, through: nil, limit: 1_000).count == 200)
    }
}

@Suite struct DrainTests {
    @Test func whatIsInFlightIsKeptAndWhatComesIsRefused() async throws {
        let exam = try await Exam.running(candidates: 200)
        for candidate in 1...200 { try await exam.start(Int64(candidate)) }
        let savers = (1...200 as ClosedRange<Int64>).map { candidate in
            Task { () -> Bool in
                do {
                    try await exam.save([change(0, .option(2))], by: candidate)
                    return true
                } catch DeliveryError.draining {
                    return false
                }
            }
        }
        await exam.delivery.drain()
        await #expect(throws: DeliveryError.draining) {
            try await exam.save([change(1, .option(1))])
        }
        await #expect(throws: DeliveryError.draining) { try await exam.submit() }
        var acknowledged: Set<Int64> = []
        for (place, saver) in savers.enumerated() where try await saver.value {
            acknowledged.insert(Int64(place + 1))
        }
        let (again, _) = try await exam.restarted()
        for candidate in 1...200 as ClosedRange<Int64> {
            #expect(
                try await again.paper(candidate).answered
                    == (acknowledged.contains(candidate) ? 1 : 0))
        }
    }

    /// The database fails under a save: memory stays where the disk is.
    @Test func memoryNeverRunsAhead() async throws {
        let exam = try await Exam.running()
        try await exam.start()
        try await exam.save([change(0, .option(1))])
        try exam.delivery.file.database.close()
        await #expect(throws: DeliveryError.self) {
            try await exam.save([change(0, .option(2), base: 1)])
        }
        await #expect(throws: DeliveryError.self) { try await exam.submit() }
        let paper = try await exam.paper()
        #expect(paper.answers[0] == .init(response: .option(1), revision: 1))
        #expect(paper.state == .open)
    }
}
