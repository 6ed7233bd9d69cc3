import Assessment
import Foundation
import Testing
import Values

@testable import Storage

@Suite struct AnswerFileTests {
    private let folder = try? TemporaryFolder()

    private func open() throws -> AnswerFile {
        let folder = try #require(folder)
        return try AnswerFile(
            path: folder.file("answers.sqlite"), backupFolder: folder.file("backups"))
    }

    private static let now = Instant(milliseconds: 1_700_000_000_000)

    private static func start(_ sitting: Int64, candidate: Int64) -> AnswerRecord {
        .step(
            sitting: sitting, attempt: nil, at: now,
            .start(candidate: candidate, guid: GUID(), deadline: now.adding(seconds: 60)))
    }

    private static func result(
        _ candidate: Int64, _ attempt: Int64, earned: Mark,
        reason: AttemptResult.Reason = .ended
    ) -> AttemptResult {
        AttemptResult(
            candidate: candidate, attempt: attempt, startedAt: now, endedAt: now.adding(seconds: 9),
            ending: .submitted,
            slots: [
                .init(response: .option(2), earned: earned), .init(response: nil, earned: .zero),
            ],
            possible: .one, reason: reason, person: reason == .ended ? nil : 7, gradedAt: now)
    }

    @Test func numbersStepsAndReadsThemBack() async throws {
        let file = try open()
        let ids = try await file.append([[Self.start(3, candidate: 8)]])[0].get()
        let save = Step.save(
            operation: GUID(), answers: [.init(slot: 0, response: .text("3,14"))], inGrace: false)
        let more = try await file.append([
            [.step(sitting: 3, attempt: ids[0], at: Self.now, save)],
            [.step(sitting: 3, attempt: ids[0], at: Self.now, .submit)],
        ]).map { try $0.get() }
        #expect(ids == [1])
        #expect(more == [[2], [3]])
        let steps = try await file.steps(from: 1, through: nil, limit: 10)
        #expect(steps.map(\.seq) == [1, 2, 3])
        #expect(steps.map(\.attempt) == [1, 1, 1], "an attempt's id is its first step's number")
        #expect(steps[1].step == save)
        #expect(try await file.steps(from: 2, through: 2, limit: 10).map(\.seq) == [2])
        #expect(try await file.steps(from: 1, through: nil, limit: 2).map(\.seq) == [1, 2])
    }

    @Test func aBadGroupFailsAloneAndWhole() async throws {
        let file = try open()
        let results = await file.append([
            [Self.start(1, candidate: 1)],
            [Self.start(-1, candidate: 2)],
            [Self.start(1, candidate: 3), .step(sitting: 1, attempt: nil, at: Self.now, .submit)],
            [Self.start(1, candidate: 4)],
        ])
        let kept = results.map { (try? $0.get()) != nil }
        #expect(kept == [true, false, false, true], "no such sitting; a step of no attempt")
        let steps = try await file.steps(from: 1, through: nil, limit: 10)
        let candidates = steps.map { stored -> Int64 in
            if case .start(let candidate, _, _, _, _) = stored.step { candidate } else { -1 }
        }
        #expect(candidates == [1, 4], "of the third group not even the good half")
    }

    @Test func aRegradingFollowsWhatItReplaces() async throws {
        let file = try open()
        let half = try #require(Mark("0.5"))
        _ = await file.append([
            [.result(sitting: 3, Self.result(8, 1, earned: half))],
            [.result(sitting: 3, Self.result(9, 2, earned: .zero))],
            [.result(sitting: 4, Self.result(8, 3, earned: .zero))],
        ])
        _ = await file.append([
            [.result(sitting: 3, Self.result(8, 1, earned: .one, reason: .keyChanged))]
        ])
        let results = try await file.results(of: 3)
        #expect(results.map(\.candidate) == [8, 9])
        #expect(results.map(\.earned) == [.one, .zero])
        #expect(results[0].slots[0].response == .option(2))
        #expect(results[0].person == 7)
        let summaries = try await file.summaries(of: 3)
        #expect(summaries.map(\.earned) == [.one, .zero])
        #expect(summaries.map(\.answered) == [1, 1])
        let history = try await file.results(of: 3, candidate: 8)
        #expect(history.map(\.reason) == [.ended, .keyChanged])
        #expect(try await file.latestResults(of: 3, candidates: 8...8) == [results[0]])
        #expect(try await file.latestResults(of: 3, candidates: 1...9) == results)
        #expect(try await file.candidatesWithResults(of: 3, after: 0, limit: 1) == [8])
        #expect(try await file.candidatesWithResults(of: 3, after: 8, limit: 9) == [9])

        // By other keys: stored once for each state of the keys, and never by older ones.
        for (amendments, count) in [(2, 3), (2, 3), (1, 3), (3, 4)] {
            _ = await file.append([
                [
                    .regraded(
                        sitting: 3,
                        results[0].regraded([half], amendments: amendments, by: 7, at: Self.now))
                ]
            ])
            #expect(try await file.results(of: 3, candidate: 8).count == count)
        }
    }

    @Test func knowsWhereASittingsStepsLie() async throws {
        let file = try open()
        _ = await file.append([
            [.open(sitting: 5)], [Self.start(5, candidate: 1)], [.open(sitting: 6)],
        ])
        #expect(
            try await file.openSpans() == [
                StepSpan(sitting: 5, first: 1, last: nil),
                StepSpan(sitting: 6, first: 2, last: nil),
            ])
        _ = await file.append([[Self.start(6, candidate: 1)], [.settle(sitting: 5)]])
        #expect(try await file.openSpans() == [StepSpan(sitting: 6, first: 2, last: nil)])
        #expect(try await file.spans(of: [5, 7]) == [StepSpan(sitting: 5, first: 1, last: 2)])
        _ = await file.append([[.open(sitting: 5)]])
        #expect(
            try await file.spans(of: [5]) == [StepSpan(sitting: 5, first: 1, last: nil)],
            "opened again, its early steps still belong to it")
    }

    @Test func keepsTheLastClockReading() async throws {
        let file = try open()
        #expect(try await file.clockReading() == nil)
        for number in 1...2 {
            let reading = ClockReading(boot: "b\(number)", monotonic: Int64(number), at: Self.now)
            try await file.keep(reading)
            #expect(try await file.clockReading() == reading)
        }
    }

    @Test func aDamagedStepIsNamedNotGuessed() async throws {
        let file = try open()
        _ = await file.append([[Self.start(1, candidate: 1)]])
        try await file.database.write { try $0.run("update step set body = 'x' where seq = 1") }
        do {
            _ = try await file.steps(from: 1, through: nil, limit: 10)
            Issue.record("was read")
        } catch .corrupt(let column, _, _, _) {
            #expect(column == "body of step 1")
        }
    }

    /// These tables grow with every answer: nothing may walk through them.
    @Test(arguments: [
        AnswerFile.stepsQuery, AnswerFile.summariesQuery, AnswerFile.resultsQuery,
        AnswerFile.candidateResultsQuery, AnswerFile.rangeResultsQuery,
        AnswerFile.markedCandidatesQuery, AnswerFile.openSpansQuery,
        "select coalesce(max(version), 0) + 1 from result where sitting = $1 and candidate = $2 and attempt = $3",
        "select max(seq) from step",
    ])
    func noQueryScansAGrowingTable(sql: String) async throws {
        let plan = try await open().database.read { try $0.queryPlan(sql) }
        #expect(!plan.isEmpty)
        for line in plan {
            #expect(!line.hasPrefix("SCAN") || line.contains("USING INDEX span_open"), "\(plan)")
            #expect(!line.contains("TEMP B-TREE"), "\(plan)")
        }
    }

    /// `SEN_GOLDEN=write` rewrites the file after a wanted change.
    @Test func theSchemaIsAsPublished() async throws {
        let schema = try await open().database.read { try $0.schema() }
        let golden = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Storage/Migrations/schema-answers.sql")
        if ProcessInfo.processInfo.environment["SEN_GOLDEN"] == "write" {
            try schema.write(to: golden, atomically: true, encoding: .utf8)
        }
        #expect(schema == (try String(contentsOf: golden, encoding: .utf8)))
    }
}
