import Assessment
import Foundation
import People
import Storage
import Testing
import Values

@testable import Web

/// Marking again in the browser, and the figures beside it: two pupils, three questions
/// whose key is B.
@Suite struct AmendmentTests {
    private let site: TestSite
    private let objects: Objects
    private let other: Visitor

    /// The first question's page.
    private let first: String

    init() async throws {
        site = try await TestSite()
        other = try await site.visitor([.student], name: "Trần Bình")
        let part = Blueprint.Part(
            title: "I", shufflesOptions: false,
            lines: [.draw(.init(type: .singleChoice, count: 3, worth: .one))])
        objects = try await site.objects(
            Self.bank, blueprint: Blueprint(parts: [part]), scale: .asStated, classmates: [other])
        let list = "/teach/sittings/\(objects.sitting)/questions"
        let page = try await objects.teacher.get(list).text
        let number = try #require(
            page.firstMatch(of: /questions\/([0-9])">Số liền sau của 1\b/)?.output.1)
        first = "\(list)/\(number)"
        try await sit(objects.student, "BBC")
        try await sit(other, "DB-")
    }

    private static let bank = (1...3).map { number in
        """
        Câu \(number). [NB] Số liền sau của \(number) là
        A. \(number)
        *B. \(number + 1)
        C. \(number + 2)
        D. \(number + 3)
        Mã: q\(number)

        """
    }.joined(separator: "\n")

    private var teacher: Visitor { objects.teacher }
    private var url: String { "/teach/sittings/\(objects.sitting)" }

    /// Answers the questions with these letters, a dash for none, and hands in.
    private func sit(_ pupil: Visitor, _ letters: String) async throws {
        let base = "/exam/\(objects.sitting)"
        _ = try await pupil.post("\(base)/start")
        let stems = try await pupil.get("\(base)/paper").text
            .matches(of: /Số liền sau của ([0-9])/).compactMap { Int($0.output.1) }
        var form = ["operation": "\(GUID())", "page": "1", "go": "save"]
        for (place, question) in stems.enumerated() {
            form["r\(place + 1)"] = "0"
            let option = Array("ABCD").firstIndex(of: Array(letters)[question - 1])
            form["a\(place + 1)"] = option.map(String.init)
        }
        #expect(try await pupil.post("\(base)/paper", form).status == 303)
        _ = try await pupil.post("\(base)/submit")
    }

    /// The marks of the table, by name.
    private func marks() async throws -> [String: String] {
        let page = try await teacher.get("\(url)/results").text
        let rows = page.matches(of: /candidates\/[0-9]+">([^<]*)<\/a><\/th><td><b>([^<]*)<\/b>/)
        return Dictionary(uniqueKeysWithValues: rows.map { (String($0.1), String($0.2)) })
    }

    private let before = ["Lê Văn &lt;An&gt;": "2", "Trần Bình": "1"]

    private func apply(
        _ fields: [String: String], seen: Int, to path: String? = nil
    ) async throws -> Answer {
        let form = fields.merging(["go": "apply", "seen": "\(seen)"]) { own, _ in own }
        return try await teacher.post(path ?? first, form)
    }

    // MARK: From the look to the way back

    @Test func aKeyIsLookedAtAppliedAndWithdrawn() async throws {
        #expect(try await marks() == before)
        let decision = ["change": "newKey", "o4": "yes"]
        let look = try await teacher.post(first, decision.merging(["go": "preview"]) { $1 })
        #expect(look.status == 200)
        for words in ["Đổi đáp án: D", "Lê Văn &lt;An&gt;", "Trần Bình", "1,5 → 1,5", "↑", "↓"] {
            #expect(look.text.contains(words), "\(words)")
        }
        #expect(try await marks() == before, "looking changes nothing")

        let reason = ["reason": "Đề in nhầm <đáp án>"]
        #expect(try await apply(decision, seen: 0).status == 422, "a reason is asked for")
        let applied = try await apply(decision.merging(reason) { $1 }, seen: 0)
        #expect(applied.location == "\(first)?done=amended")
        #expect(try await marks() == ["Lê Văn &lt;An&gt;": "1", "Trần Bình": "2"])
        let page = try await teacher.get(first).text
        #expect(page.contains("Đổi đáp án: D") && page.contains("Đề in nhầm &lt;đáp án&gt;"))
        #expect(page.contains("Lê Thị Sen"), "by whom")

        let back = ["change": "withdraw-1", "reason": "Đã xem lại"]
        #expect(try await apply(back, seen: 1).location == "\(first)?done=amended")
        #expect(try await marks() == before)
        let after = try await teacher.get(first).text
        #expect(after.contains("đã rút") && !after.contains("value=\"withdraw-"))
        let audit = try await teacher.get("\(url)/audit").text
        #expect(audit.contains("Rút lại quyết định về đáp án"))
    }

    @Test func whoeverDecidesOnAnOldLookLooksAgain() async throws {
        let drop = ["change": "drop", "reason": "Câu sai"]
        #expect(try await apply(drop, seen: 0).status == 303)
        let full = ["change": "fullMarks", "reason": "Cho điểm"]
        let late = try await apply(full, seen: 0)
        #expect(late.status == 200 && late.text.contains("Chưa áp dụng"))
        #expect(late.text.contains("name=\"seen\" value=\"1\""), "the new look can be applied")
        #expect(late.text.contains("value=\"Cho điểm\""), "the reason stays typed")
        #expect(try await teacher.get(first).text.contains("Cho cả ca đủ điểm") == false)
        #expect(try await apply(full, seen: 1).status == 303)
    }

    /// The questions left are worth more, and are shown so.
    @Test func aDroppedQuestionIsNeitherRightNorWrong() async throws {
        #expect(try await apply(["change": "drop", "reason": "Câu sai"], seen: 0).status == 303)
        #expect(try await marks() == ["Lê Văn &lt;An&gt;": "1,5", "Trần Bình": "1,5"])
        let paper = try await teacher.get("\(url)/candidates/001").text
        #expect(paper.contains("câu đã bỏ, không tính điểm · 0/0"))
        #expect(paper.contains("✓ Đúng</span> · 1,5/1,5"))
        #expect(try await teacher.get("\(url)/questions").text.contains("câu đã bỏ"))
    }

    @Test func whatIsAcceptedBesideTheKeyIsShownWithIt() async throws {
        let also = ["change": "acceptAlso", "o4": "yes", "weight": "50", "reason": "Chấp nhận"]
        #expect(try await apply(also, seen: 0).status == 303)
        #expect(try await marks() == ["Lê Văn &lt;An&gt;": "2", "Trần Bình": "1,5"])
        #expect(try await teacher.get(first).text.contains("B / D (50 %)"))
        _ = try await teacher.post("\(url)/close", ["confirm": "yes"])
        let result = try await other.get("/exam/\(objects.sitting)/result").text
        #expect(result.contains("B / D (50 %)"), "the student reads the key in force")
    }

    @Test func aPaperSaysHowItCameToItsMark() async throws {
        let result = "/exam/\(objects.sitting)/result"
        #expect(!(try await objects.student.get(result).text.contains("chấm lại")))
        #expect(!(try await teacher.get("\(url)/candidates/001").text.contains("Các lần chấm")))
        let full = ["change": "fullMarks", "reason": "Câu 1 mơ hồ"]
        #expect(try await apply(full, seen: 0).status == 303)
        let told = try await other.get(result).text
        #expect(told.contains("Bài đã được chấm lại") && told.contains("điểm đổi từ 1 thành 2."))
        #expect(told.contains("Cho cả ca đủ điểm của câu. Lí do: Câu 1 mơ hồ"))
        #expect(!told.contains("Lê Thị Sen"), "who decided stays in the school")
        let paper = try await teacher.get("\(url)/candidates/002").text
        #expect(paper.contains("Trần Bình") && paper.contains("Các lần chấm"))
        #expect(paper.contains("Chấm lại theo đáp án<br>") && paper.contains("Lí do: Câu 1 mơ hồ"))
        #expect(paper.contains("Lê Thị Sen"))
        #expect(
            !(try await objects.student.get(result).text.contains("chấm lại")),
            "whose mark is as it was is told nothing")
    }

    /// Full marks, then withdrawn: both ways are told, each with its reason.
    @Test func whatIsWithdrawnIsToldToo() async throws {
        let full = ["change": "fullMarks", "reason": "Mơ hồ"]
        #expect(try await apply(full, seen: 0).status == 303)
        let back = ["change": "withdraw-1", "reason": "Đã xem lại"]
        #expect(try await apply(back, seen: 1).status == 303)
        let told = try await other.get("/exam/\(objects.sitting)/result").text
        #expect(told.contains("từ 1 thành 2.") && told.contains("từ 2 thành 1."))
        #expect(told.contains("Lí do: Mơ hồ") && told.contains("Lí do: Đã xem lại"))
    }

    @Test func nobodyElseDecides() async throws {
        let colleague = try await site.visitor([.teacher])
        for path in [first, "\(url)/questions", "\(url)/questions.csv", "\(url)/results"] {
            for visitor in [colleague, objects.student] {
                #expect(try await visitor.get(path).status == 404, "\(path)")
            }
        }
        let form = ["change": "drop", "go": "apply", "seen": "0", "reason": "x"]
        #expect(try await colleague.post(first, form).status == 404)
        #expect(try await marks() == before)
        for number in ["0", "4", "x"] {
            #expect(try await teacher.get("\(url)/questions/\(number)").status == 404)
        }
    }

    // MARK: Figures

    @Test func theTableHasItsFigures() async throws {
        let page = try await teacher.get("\(url)/results").text
        for (name, value) in [
            ("Điểm trung bình", "1,5"), ("Trung vị", "1,5"), ("Độ lệch chuẩn", "0,71"),
            ("Cao nhất", "2"), ("Thấp nhất", "1"), ("Từ 1,5 điểm trở lên", "1 (50 %)"),
        ] {
            #expect(page.contains("<dt>\(name)</dt><dd>\(value)</dd>"), "\(name)")
        }
        #expect(page.contains("<svg") && page.contains("[2,7; 3]"))
        #expect(page.matches(of: /height="100"/).count == 2, "the two tallest of the drawing")
    }

    @Test(arguments: [
        ("", ["001", "002"]), ("?sort=number", ["001", "002"]), ("?sort=khong", ["001", "002"]),
    ])
    func theTableIsInTheOrderOfItsNumbers(query: String, numbers: [String]) async throws {
        #expect(try await listed(query, /candidates\/([0-9]+)"/) == numbers)
    }

    /// An before Bình, by given name; two marks before one.
    @Test(arguments: ["?sort=name", "?sort=mark"])
    func theTableIsSorted(query: String) async throws {
        let names = try await listed(query, /candidates\/[0-9]+">([^<]*)</)
        #expect(names == ["Lê Văn &lt;An&gt;", "Trần Bình"])
    }

    private func listed(
        _ query: String, _ pattern: Regex<(Substring, Substring)>
    ) async throws -> [String] {
        try await teacher.get("\(url)/results\(query)").text.matches(of: pattern)
            .map { String($0.1) }
    }

    /// Commas with decimal points; semicolons with decimal commas.
    @Test func filesHaveEitherSeparator() async throws {
        #expect(try await apply(["change": "drop", "reason": "Câu sai"], seen: 0).status == 303)
        for (query, line) in [
            ("", ",Trần Bình,1.5,"),
            ("?separator=semicolon", ";Trần Bình;1,5;"),
        ] {
            let file = try await teacher.get("\(url)/results.csv\(query)")
            #expect(file.text.contains(line), "\(file.text)")
            #expect(file.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        }
    }

    @Test func aQuestionHasItsFigures() async throws {
        let page = try await teacher.get("\(url)/questions").text
        #expect(page.contains("<td class=\"n\">50 %</td>"), "the first and the third")
        #expect(page.contains("<td>D · 50 %</td>") && page.contains("<td>C · 50 %</td>"))
        let file = try await teacher.get("\(url)/questions.csv?separator=semicolon").text
        #expect(file.contains(";Số liền sau của 1 là;2;0,5;;0;D;1;\r\n"))
        #expect(file.contains(";Số liền sau của 3 là;2;0;;0,5;C;1;\r\n"))
    }
}

/// Marking gaps in running text again: one is a list, one is typed.
@Suite struct GapAmendmentTests {
    private static let bank = """
        Câu 1. She [[*goes / went / go]] to [[Huế]].
        Loại: điền khuyết
        Mã: g1
        """

    @Test func aGapsKeyIsChangedAndWidened() async throws {
        let site = try await TestSite()
        let part = Blueprint.Part(
            title: "I", lines: [.draw(.init(type: .cloze, count: 1, worth: .one))])
        let objects = try await site.objects(
            Self.bank, blueprint: Blueprint(parts: [part]), scale: .asStated)
        let base = "/exam/\(objects.sitting)"
        _ = try await objects.student.post("\(base)/start")
        let saved = try await objects.student.post(
            "\(base)/paper",
            [
                "operation": "\(GUID())", "page": "1", "go": "save", "r1": "0", "a1-0": "1",
                "a1-1": "Hội An",
            ])
        #expect(saved.status == 303)
        _ = try await objects.student.post("\(base)/submit")
        let question = "/teach/sittings/\(objects.sitting)/questions/1"
        func mark() async throws -> String {
            let page = try await objects.teacher.get("/teach/sittings/\(objects.sitting)/results")
            return page.text.firstMatch(of: /<td><b>([^<]*)<\/b>/).map { String($0.1) } ?? ""
        }
        #expect(try await mark() == "0")
        let page = try await objects.teacher.get(question).text
        #expect(page.contains(#"<select id="g1""#) && page.contains(#"<input id="g2""#))
        let none = try await objects.teacher.post(
            question, ["change": "newKey", "go": "preview"])
        #expect(none.status == 422)
        func apply(_ fields: [String: String], seen: Int) async throws -> Answer {
            try await objects.teacher.post(
                question,
                fields.merging(["go": "apply", "seen": "\(seen)", "reason": "In sai"]) { $1 })
        }
        let also = ["change": "acceptAlso", "g2": "Hội An", "weight": "50"]
        let look = try await objects.teacher.post(question, also.merging(["go": "preview"]) { $1 })
        #expect(look.text.contains("Chấp nhận thêm đáp án: (2) Hội An (50 %)"))
        #expect(look.text.contains(#"name="g2" value="Hội An""#))
        #expect(try await apply(also, seen: 0).location == "\(question)?done=amended")
        #expect(try await mark() == "0,25")
        let changed = ["change": "newKey", "g1": "2"]
        #expect(try await apply(changed, seen: 1).status == 303)
        #expect(try await mark() == "0,75", "what was accepted in the other gap stays")
        let shown = try await objects.teacher.get(question).text
        #expect(shown.contains("went; Huế / (2) Hội An (50 %)"))
        #expect(shown.contains("Đổi đáp án: (1) went"))
        #expect(try await apply(["change": "withdraw-2"], seen: 2).status == 303)
        #expect(try await mark() == "0,25")
        for odd in ["9", "x", "-1"] {
            #expect(
                try await objects.teacher.post(
                    question, ["change": "newKey", "go": "preview", "g1": odd]
                ).status == 422)
        }
    }
}

/// The figures of one question, from answers that are known.
@Suite struct ItemFiguresTests {
    /// Twelve papers: the weaker half give B, right by the key, the stronger ones D.
    private func item(
        _ standing: AmendedKey.Standing = .counts, worth: Mark = Mark(1, over: 4) ?? .zero
    ) -> ItemFigures.Item {
        let answers = (0..<12).map { place in
            let isRight = place < 5
            return ItemFigures.Answer(
                earned: isRight ? worth : .zero, worth: worth, total: Mark(place),
                response: .option(isRight ? 2 : 4))
        }
        return ItemFigures.Item(
            number: 1, stem: "", standing: standing, isAmended: false, isByHand: false,
            answers: answers
        ) { $0 == .option(2) ? "B" : "D" }
    }

    @Test func aKeyThatTheStrongerOnesContradictIsToBeChecked() throws {
        let item = item()
        #expect(item.verdicts.contains(.checkKey))
        #expect(item.wrong?.text == "D" && item.wrong?.figures.chosen == 7)
        #expect(
            item.given.map(\.text) == ["D", "B"] && item.given.map(\.isRight) == [false, true])
    }

    /// What a question is worth changes neither of them.
    @Test(arguments: ["0.25", "1", "3"])
    func facilityIsAShareOfTheWorth(worth: String) throws {
        let worth = try #require(Mark(worth))
        let statistics = try #require(item(worth: worth).statistics)
        #expect(abs(statistics.facility - 5.0 / 12) < 1e-9)
        #expect(try #require(statistics.itemRest) < 0)
    }

    @Test func aQuestionThatDoesNotCountHasNoVerdict() {
        #expect(item(.dropped, worth: .zero).statistics == nil)
        #expect(item(.dropped, worth: .zero).verdicts.isEmpty)
        #expect(item(.fullMarks).verdicts.isEmpty)
    }
}
