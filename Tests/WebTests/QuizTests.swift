import People
import Storage
import Testing
import Training
import Values

@testable import Web

/// A practice from the question banks inside a training class, to the mark of its component.
@Suite struct QuizTests {
    @Test func aQuizsMarkIsThatOfItsComponent() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let trainer = try await site.again(objects.teacher)
        let trainee = try await site.visitor([.teacher], name: "Nguyễn Thị Ân")
        let late = try await site.visitor([.teacher], name: "Phạm Văn Bình")
        let now = site.now
        let today = VietnamTime.date(of: now)
        let people = try [trainer, trainee, late].map { try #require($0.principal).person }
        let code = try await site.database.write { connection in
            let unit = try UnitStore(connection).add(
                .department, UnitDetails(name: "Sở"), code: "SO",
                from: CalendarDate(daysSince1970: 15_000), at: now)
            let programme = try ProgrammeStore(connection).add(
                Programme(
                    identifier: "MD1", name: "Mô đun 1", kind: .regular01, periods: 40,
                    rule: CompletionRule(components: [
                        .init(name: "kiểm tra", passMark: Mark(5))
                    ])), code: "MD1", at: now)
            let id = try TrainingClassStore(connection).add(
                TrainingClass(identifier: "L1", title: "Lớp 1", from: today, until: today),
                of: programme, hostedBy: unit, code: "L1", at: now)
            try TrainingClassStore(connection).addTrainer(people[0], to: id)
            let enrolments = EnrolmentStore(connection)
            let enrolment = try enrolments.enrolment(of: people[1], in: id, at: now)
            try enrolments.record(
                .init(.enrolled, on: today), of: enrolment, by: nil, at: now)
            return "L1"
        }
        let url = "/training/classes/\(code)"
        let form = [
            "test": objects.test, "component": "kiểm tra", "attempts": "2",
            "closes": now.adding(seconds: 3_600).localFieldText,
        ]
        let wrong = try await trainer.post(
            "\(url)/quizzes", form.merging(["attempts": "0", "component": "?"]) { $1 })
        #expect(wrong.status == 422 && wrong.text.contains("href=\"#attempts\""))
        #expect(try await trainer.post("\(url)/quizzes", form).status == 303)
        let again = try await trainer.post("\(url)/quizzes", form)
        #expect(again.status == 422, "everybody has it already")

        let home = try await trainer.get("/teach").text
        #expect(home.contains("Lớp Lớp 1 ·") && !home.contains("Lớp Sở"), "the class it is of")

        let overview = try await trainee.get("/learn/\(code)").text
        let exam = String(try #require(overview.firstMatch(of: /href="(\/exam\/[^"]+)"/)?.1))
        #expect(try await late.get(exam).status == 404)
        #expect(try await trainee.post("\(exam)/start", ["attempt": "1"]).status == 303)
        let confirm = try await trainee.get("\(exam)/submit").text
        let attempt = String(
            try #require(confirm.firstMatch(of: /name="attempt" value="([^"]+)"/)?.1))
        let submitted = try await trainee.post("\(exam)/submit", ["attempt": attempt])
        #expect(submitted.status == 303, "\(submitted.status)")
        let after = try await trainee.get("/learn/\(code)").text
        #expect(after.contains("kiểm tra ≥ 5"), "nothing was answered")
        let progress = try await trainer.get("\(url)/progress").text
        #expect(progress.contains("<td class=\"n\">0</td>"))

        // What a trainer corrects stays until the quiz's mark changes.
        let person = String(
            try #require(progress.firstMatch(of: /href="([^"]+\/people\/[^"]+)"/)?.1))
        _ = try await trainer.post(person, ["m0": "6"])
        #expect(try await trainee.get("/learn/\(code)").text.contains("✓ Hoàn thành"))

        // Somebody who comes in later is given the same test.
        try await site.database.write { connection in
            let id = try #require(
                try TrainingClassStore(connection).trainingClass(code: code)
            ).id
            let enrolments = EnrolmentStore(connection)
            let enrolment = try enrolments.enrolment(of: people[2], in: id, at: now)
            try enrolments.record(
                .init(.enrolled, on: today), of: enrolment, by: nil, at: now)
        }
        #expect(try await trainer.post("\(url)/quizzes", form).status == 303)
        #expect(try await late.get("/learn/\(code)").text.contains("href=\"/exam/"))
    }

    @Test(
        arguments: [
            ("7.5", "10", 10, "7.5"), ("1", "3", 10, "3.33"), ("12", "12", 100, "100"),
            ("0", "4", 10, "0"),
        ])
    func marksComeOnTheProgrammesScale(
        earned: String, possible: String, scale: Int, expected: String
    ) throws {
        let share = QuizPages.share(
            of: try #require(Mark(earned)), in: try #require(Mark(possible)), scale: scale)
        #expect(share == Mark(expected))
    }

    @Test func nothingCannotBeShared() {
        #expect(QuizPages.share(of: .one, in: .zero, scale: 10) == nil)
        #expect(QuizPages.share(of: Mark(-1), in: .one, scale: 10) == nil)
    }
}
