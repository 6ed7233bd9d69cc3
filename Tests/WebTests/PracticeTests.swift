import Assessment
import Authoring
import Delivery
import People
import Storage
import Testing
import Values

@testable import Web

/// A practice as its teacher sees it, and tests that cannot be given.
@Suite struct PracticeTests {
    private func copy(
        _ site: TestSite, _ objects: Objects,
        _ change: @escaping @Sendable (inout TestStore.Settings) throws -> Void
    ) async throws -> String {
        let author = try #require(objects.teacher.principal)
        let code = try await site.site.tests.copy(
            objects.test, title: "Luyện tập", by: author, at: site.now)
        try await site.site.tests.change(code, by: author, change)
        return code
    }

    /// One attempt that answers so many questions with the second option.
    private func attempt(
        _ number: Int, of sitting: SittingStore.Sitting, _ candidate: Int64, answers: Int,
        _ site: TestSite
    ) async throws {
        let delivery = site.site.delivery
        let paper = try await delivery.start(sitting.id, candidate: candidate, attempt: number)
        let changes = (0..<answers).map {
            SlotChange(slot: $0, response: .option(2), base: 0)
        }
        _ = try await delivery.save(
            Save(operation: GUID(), attempt: paper.attempt, changes: changes),
            sitting: sitting.id, candidate: candidate)
        _ = try await delivery.submit(sitting.id, candidate: candidate, attempt: paper.attempt)
    }

    /// Attempts that earn 7, 0 and 2 of 10.
    @Test(arguments: [(Counting.best, "7"), (.last, "2"), (.average, "3")])
    func theMarkThatCountsIsTheTeachers(counting: Counting, mark: String) async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let author = try #require(objects.teacher.principal)
        let code = try await copy(site, objects) { $0.scale = .asStated }
        let rules = PracticeRules(attempts: 3, counting: counting, feedback: .atEnd)
        let sitting = try await site.site.sittings.open(
            test: code, to: objects.classCode, as: .practice(rules, isTimed: true),
            opens: site.now.adding(seconds: -60), closes: site.now.adding(seconds: 3_600),
            by: author, at: site.now)
        try await site.site.register(sitting)
        let candidates = try await site.database.read {
            try SittingStore($0).candidates(of: sitting.id)
        }
        let candidate = try #require(candidates.first)
        for (place, answers) in [7, 0, 2].enumerated() {
            try await attempt(place + 1, of: sitting, candidate.id, answers: answers, site)
        }
        let earned = try await site.site.delivery.summaries(sitting.id, candidate: candidate.id)
        try #require(earned.map(\.earned) == [Mark(7), Mark(0), Mark(2)])
        let url = "/teach/sittings/\(sitting.code)"
        let csv = try await objects.teacher.get("\(url)/results.csv").text
        let line = try #require(csv.split(separator: "\r\n").first { $0.hasPrefix("001") })
        #expect(line.split(separator: ",", omittingEmptySubsequences: false)[3] == mark)
        let table = try await objects.teacher.get("\(url)/results").text
        #expect(table.contains("<td><b>\(mark)</b></td>"))
        let watching = try await objects.teacher.get(url).text
        #expect(watching.contains("<td class=\"n\">\(mark) <small>(3 "))
    }

    /// By forms alone: check, which locks the slot; hand in; again, until it is passed.
    @Test func aPupilPractisesUntilItIsPassed() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let code = try await copy(site, objects) { $0.scale = .asStated }
        let rules = PracticeRules(
            attempts: nil, counting: .best, feedback: .atOnce, passMark: Mark(5))
        let sitting = try await site.site.sittings.open(
            test: code, to: objects.classCode, as: .practice(rules, isTimed: false),
            opens: site.now.adding(seconds: -60), closes: site.now.adding(seconds: 3_600),
            by: try #require(objects.teacher.principal), at: site.now)
        try await site.site.register(sitting)
        let candidate = try #require(
            try await site.database.read { try SittingStore($0).candidates(of: sitting.id) }.first)
        let student = objects.student
        let base = "/exam/\(sitting.code)"

        /// The fields of a page that answers slots 1 … 10 so.
        func form(go: String, right: Range<Int>, wrong: Range<Int>) async throws -> [String: String]
        {
            let paper = try await site.site.delivery.paper(sitting.id, candidate: candidate.id)
            var form = [
                "operation": "\(GUID())", "page": "1", "go": go, "attempt": "\(paper.attempt)",
            ]
            for slot in 1...10 {
                let isAnswered = right.contains(slot) || wrong.contains(slot)
                // A page has no fields of a question that is settled.
                if paper.checked.contains(slot - 1), !isAnswered { continue }
                form["r\(slot)"] = "\(paper.answers[slot - 1].revision)"
                guard isAnswered else { continue }
                let place = paper.form[slot - 1].options.firstIndex {
                    ($0 == 2) == right.contains(slot)
                }
                form["a\(slot)"] = "\(try #require(place))"
            }
            return form
        }

        #expect(try await student.post("\(base)/start").location == "\(base)/paper")
        let checked = try await student.post(
            "\(base)/paper", form(go: "check-1", right: 2..<3, wrong: 1..<2))
        #expect(checked.location == "\(base)/paper?page=1&saved=1#q1")
        let page = try await student.get("\(base)/paper").text
        #expect(page.contains("value=\"check-2\"") && !page.contains("value=\"check-1\""))
        // A forgotten tab answers it otherwise: it is said, and nothing changes.
        let forgotten = try await student.post(
            "\(base)/paper", form(go: "save", right: 1..<3, wrong: 0..<0))
        #expect(forgotten.status == 200)
        let blank = try await student.post(
            "\(base)/paper", form(go: "check-9", right: 2..<3, wrong: 0..<0))
        #expect(blank.location == "\(base)/paper?page=1&blank=9#q9", "nothing to mark")
        let first = try await form(go: "save", right: 0..<0, wrong: 0..<0)
        _ = try await student.post("\(base)/submit", ["attempt": first["attempt"] ?? ""])
        #expect(try await student.get("\(base)/result").text.contains("action=\"\(base)/start\""))

        // The page of the first attempt, sent once more, belongs to none.
        #expect(try await student.post("\(base)/start", ["attempt": "2"]).status == 303)
        #expect(try await student.post("\(base)/paper", first).status == 409)
        _ = try await student.post("\(base)/paper", form(go: "save", right: 1..<7, wrong: 0..<0))
        let second = try await form(go: "save", right: 0..<0, wrong: 0..<0)
        _ = try await student.post("\(base)/submit", ["attempt": second["attempt"] ?? ""])
        let earned = try await site.site.delivery.summaries(sitting.id, candidate: candidate.id)
        #expect(earned.map(\.earned) == [Mark(1), Mark(6)])

        let passed = try await student.get("\(base)/result").text
        #expect(!passed.contains("action=\"\(base)/start\""), "passed: no further attempt")
        let third = try await student.post("\(base)/start", ["attempt": "3"])
        #expect(third.status < 500 && third.location != "\(base)/paper")
        #expect(
            try await site.site.delivery.summaries(sitting.id, candidate: candidate.id).count == 2)
    }

    /// Marks that cannot be scaled to ten exactly are said, never a broken page.
    @Test func marksTooFineAreSaid() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let code = try await copy(site, objects) { settings in
            let lines = ["0.0001", "99.9999"].map { worth in
                Blueprint.Line.draw(
                    .init(type: .singleChoice, count: 5, worth: Mark(worth) ?? .one))
            }
            settings.blueprint = Blueprint(parts: [.init(title: "I", lines: lines)])
        }
        let url = "/teach/tests/\(code)"
        for answer in [
            try await objects.teacher.get("\(url)/sample"),
            try await objects.teacher.post("\(url)/trial"),
        ] {
            #expect(
                answer.status == 422 && answer.text.contains("href=\"#scale\">Điểm các câu quá lẻ"))
        }
        let given = try await objects.teacher.post(
            "\(url)/sittings",
            [
                "class": objects.classCode, "opens": site.now.localFieldText,
                "closes": site.now.adding(seconds: 7_200).localFieldText,
            ])
        #expect(given.status == 422)
    }

    @Test func aRepeatedQuestionIsSaidAtItsField() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let author = try #require(objects.teacher.principal)
        let subject = try await site.site.banks.subject("toan-12", for: .readBank, by: author)
        let entries = try await site.site.banks.entries(of: subject)
        let first = try #require(entries.first?.code)
        let code = try await copy(site, objects) { _ in }
        let answer = try await objects.teacher.post(
            "/teach/tests/\(code)/parts/0/lines",
            ["kind": "fixed", "worth": "1", "identifiers": "\(first) \(first)"])
        #expect(answer.status == 422)
        #expect(answer.text.contains("id=\"p0-identifiers-error\""))
    }
}
