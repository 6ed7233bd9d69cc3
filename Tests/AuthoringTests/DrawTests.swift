import Assessment
import People
import Storage
import Testing
import Values

@testable import Authoring

/// A sitting whose forms a public number decides, from its seal to its proof.
@Suite struct DrawTests {
    private static let opens = Office.now.adding(seconds: 3_600)
    private static let closes = Office.now.adding(seconds: 7_200)

    private func sitting(
        codes: Int? = nil, drawnBy source: String? = "Xổ số Đồng Tháp 30/11",
        rules: Blueprint.Rules = .init()
    ) async throws -> (Office, SittingStore.Sitting) {
        let office = try await Office()
        try await office.take(Office.choices(1...9))
        _ = try await office.schoolClass("12A1", pupils: ["An", "Bình", "Chi", "Dung"])
        let test = try await office.test(
            Blueprint(
                parts: [
                    .init(
                        title: "I",
                        lines: [.draw(.init(type: .singleChoice, count: 4, worth: .one))])
                ], rules: rules))
        let sitting = try await office.sittings.open(
            test: test, to: "12A1", as: .exam(formCodes: codes, drawnBy: source),
            opens: Self.opens, closes: Self.closes, by: office.teacher, at: Office.now)
        return (office, sitting)
    }

    private func enter(
        _ digits: String, _ office: Office, _ sitting: SittingStore.Sitting,
        at now: Instant = Office.now.adding(seconds: 60)
    ) async throws -> SittingStore.Sitting {
        let number = try #require(PublicNumber(digits))
        return try await office.sittings.enter(
            number, of: sitting, by: office.teacher, at: now)
    }

    @Test(arguments: [nil, 2])
    func fromTheSealToTheProof(codes: Int?) async throws {
        let (office, sitting) = try await sitting(codes: codes)
        #expect(!sitting.isDrawn && sitting.seal?.count == 64)
        let before = try await office.sittings.commitment(of: sitting)
        let frozen = try #require(
            try await office.database.read { try SittingStore($0).frozen(sitting.id) })
        #expect(frozen.master == nil, "nobody can know a form yet")
        let candidates = try await office.sittings.candidates(of: sitting, by: office.teacher)
        #expect(candidates.allSatisfy { $0.formCode == nil })
        #expect(try await office.count("question_use") == 0)

        let drawn = try await enter("074812", office, sitting)
        #expect(drawn.isDrawn && drawn.draw?.number?.digits == "074812")
        #expect(drawn.seal == sitting.seal)
        #expect(try await office.count("question_use") > 0)
        await #expect(throws: TestFault.notOver) { try await office.sittings.proof(of: drawn) }

        let (id, database) = (sitting.id, office.database)
        try await database.write { try SittingStore($0).close(id) }
        let closed = try #require(try await database.read { try SittingStore($0).sitting(id) })
        let proof = try await office.sittings.proof(of: closed)
        #expect(try proof.failures(printed: sitting.seal) == [])
        #expect(proof.commitment == before)
        #expect(proof.redrawn().map(\.matches) == [true, true, true, true])
        #expect(proof.candidates.allSatisfy { ($0.formCode == nil) == (codes == nil) })
    }

    @Test func aNumberIsEnteredOnce() async throws {
        let (office, sitting) = try await sitting()
        _ = try await enter("11111", office, sitting)
        await #expect(throws: TestFault.numberKnown) {
            try await enter("22222", office, sitting)
        }
        let kept = try await office.sittings.sitting(
            sitting.code, for: .watchSitting, by: office.teacher)
        #expect(kept.draw?.number?.digits == "11111")
    }

    @Test func aSimpleSittingTakesNoNumber() async throws {
        let (office, sitting) = try await sitting(drawnBy: nil)
        #expect(sitting.isDrawn)
        await #expect(throws: TestFault.numberKnown) {
            try await enter("11111", office, sitting)
        }
    }

    @Test func onceOverNoNumberComes() async throws {
        let (office, sitting) = try await sitting()
        await #expect(throws: TestFault.windowTooShort) {
            try await enter("11111", office, sitting, at: Self.closes)
        }
        await #expect(throws: AccessDenied(useCase: .runSitting)) {
            try await office.sittings.enter(
                try #require(PublicNumber("11111")), of: sitting, by: office.colleague,
                at: Office.now)
        }
    }

    @Test func aSecretThatWouldTellKeysIsNotPromised() async throws {
        await #expect(throws: TestFault.secretTellsKeys) {
            try await sitting(rules: .init(balancesRight: true))
        }
        _ = try await sitting(drawnBy: nil, rules: .init(balancesRight: true))
    }

    /// What was earned makes the difficulty of each question known, and a paper keeps to it.
    @Test func whatWasEarnedIsNoted() async throws {
        let (office, sitting) = try await sitting(codes: 1, drawnBy: nil)
        let candidates = try await office.sittings.candidates(of: sitting, by: office.teacher)
        let results = candidates.enumerated().map { place, candidate in
            AttemptResult(
                candidate: candidate.id, attempt: Int64(place + 1), startedAt: Self.opens,
                endedAt: Self.closes, ending: .submitted,
                slots: (0..<4).map { slot in
                    .init(response: .option(2), earned: place < slot ? Mark("2.5") ?? .one : .zero)
                }, possible: Mark(10), reason: .ended, person: nil, gradedAt: Self.closes)
        }
        try await office.sittings.noteMarks(results, of: sitting.id)
        let subject = try await office.subject()
        let uses = try await office.database.read {
            try QuestionUseStore($0).uses(in: subject.id)
        }
        #expect(uses.map(\.facility).compactMap(\.self).sorted() == [0, 250, 500, 750])
        // A question that everybody has tells nothing of itself, and noting twice is noting once.
        let frozen = try #require(
            try await office.database.read { try SittingStore($0).frozen(sitting.id) })
        let paper = Form.make(
            frozen.manifest,
            seed: Seed(master: frozen.secret, form: try #require(FormCode(1))),
            pad: KeyPad(frozen.secret))
        try await office.sittings.amend(
            sitting, .fullMarks, of: paper[1].reference, title: "x", reason: "Đề in sai", seen: 0,
            by: office.teacher, at: Office.now)
        try await office.sittings.noteMarks(results, of: sitting.id)
        let again = try await office.database.read {
            try QuestionUseStore($0).uses(in: subject.id)
        }
        #expect(again.map(\.facility).compactMap(\.self).sorted() == [0, 500, 750])
        let code = try await office.test(
            Blueprint(
                parts: [
                    .init(
                        title: "I",
                        lines: [.draw(.init(type: .singleChoice, count: 3, worth: .one))])
                ], rules: .init(difficulty: .init(target: 500, tolerance: 100))))
        let (_, form) = try await office.tests.sample(
            of: code, by: office.teacher, at: Office.now)
        #expect(form.count == 3)
    }

    /// What each form holds is counted, and a later test can leave it out.
    @Test func usedQuestionsAreLeftOut() async throws {
        let (office, sitting) = try await sitting(codes: 1, drawnBy: nil)
        let subject = try await office.subject()
        let uses = try await office.database.read {
            try QuestionUseStore($0).uses(in: subject.id)
        }
        #expect(uses.count == 4, "one form for all")
        #expect(uses.allSatisfy { $0.forms == 4 && $0.sittings == 1 && $0.facility == nil })
        #expect(uses.allSatisfy { $0.last == sitting.opens })
        let day = VietnamTime(sitting.opens).date
        func supply(_ count: Int, since: CalendarDate?) async throws -> Supply {
            let code = try await office.test(
                Blueprint(
                    parts: [
                        .init(
                            title: "I",
                            lines: [.draw(.init(type: .singleChoice, count: count, worth: .one))])
                    ], rules: .init(unusedSince: since)))
            let found = try await office.tests.test(code, for: .readTest, by: office.teacher)
            return try await office.tests.supply(of: found)
        }
        #expect(try await supply(9, since: nil).shortages == [])
        #expect(try await supply(5, since: day).shortages == [])
        #expect(try await supply(6, since: day).shortages.map(\.missing) == [1])
    }
}
