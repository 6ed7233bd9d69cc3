import Assessment
import Delivery
import Foundation
import Storage
import Testing
import Values

@testable import Web

/// Matching, ordering, cloze and essays: from the paper to the mark that a person gives.
@Suite struct PartsTests {
    private static let bank = """
        Chủ đề: Đủ loại
        Câu 1. Ghép con vật với lớp của nó.
        1) Chó <b>
        2) Ếch
        A. Lớp Thú
        B. Lớp Lưỡng cư
        C. Lớp Chim
        Đáp án: 1-A, 2-B
        Câu 2. Xếp các số từ bé đến lớn.
        1) ba
        2) một
        3) hai
        Loại: sắp xếp
        Đáp án: 2-3-1
        Câu 3. Nam [[*went / goes]] to [[Hà Nội]] in [[2024]].
        Loại: điền khuyết
        Câu 4. Tả cây sen.
        Loại: tự luận
        Tiêu chí: [0,5] Mở bài
        Tiêu chí: [1,5] Thân bài
        Lời giải: Gợi ý bí mật.
        """

    private static let blueprint = Blueprint(parts: [
        .init(
            title: "I",
            lines: [.matching, .ordering, .cloze, .essay].map {
                .draw(.init(type: $0, count: 1, worth: Mark(2)))
            })
    ])

    /// A started paper with its form's slots by type.
    private func paper(
        _ site: TestSite, _ objects: Objects
    ) async throws -> (base: String, html: String, slots: [QuestionType: (Int, Form.Slot)]) {
        let base = "/exam/\(objects.sitting)"
        _ = try await objects.student.post("\(base)/start")
        let html = try await objects.student.get("\(base)/paper").text
        let sitting = try #require(
            try await site.database.read { try SittingStore($0).sitting(code: objects.sitting) })
        let candidate = try #require(
            try await site.database.read { try SittingStore($0).candidates(of: sitting.id) }.first)
        let paper = try await site.site.delivery.paper(sitting.id, candidate: candidate.id)
        var slots: [QuestionType: (Int, Form.Slot)] = [:]
        for (place, slot) in paper.form.slots.enumerated() { slots[slot.type] = (place + 1, slot) }
        return (base, html, slots)
    }

    /// What a form posts to get all right, by what the page displays.
    private func answers(
        _ slots: [QuestionType: (Int, Form.Slot)], essay: String
    ) throws -> [String: String] {
        var form: [String: String] = [:]
        let (pairs, pairsSlot) = try #require(slots[.matching])
        for (prompt, choice) in [(0, 1), (1, 2)] {
            let position = try #require(pairsSlot.options.firstIndex(of: choice))
            form["a\(pairs)-\(prompt)"] = "\(position)"
        }
        let (order, orderSlot) = try #require(slots[.ordering])
        for (row, item) in orderSlot.options.enumerated() {
            form["a\(order)-\(row)"] = "\([2, 0, 1][item - 1])"
        }
        let (cloze, _) = try #require(slots[.cloze])
        form["a\(cloze)-0"] = "0"
        form["a\(cloze)-1"] = "hà nội"
        form["a\(cloze)-2"] = "2024"
        form["a\(try #require(slots[.essay]).0)"] = essay
        for slot in 1...4 { form["r\(slot)"] = "0" }
        return form
    }

    @Test func everyTypeIsAnsweredAndMarked() async throws {
        let site = try await TestSite()
        let objects = try await site.objects(Self.bank, blueprint: Self.blueprint)
        let (base, html, slots) = try await paper(site, objects)
        #expect(html.contains("Chó &lt;b&gt;") && !html.contains("bí mật"))
        #expect(html.contains("<textarea") && html.contains("<select class=\"gap\""))
        #expect(!html.contains("Mở bài"), "the rubric is not for who writes")

        let essay = "Sen <nở>\n\n  ở đầm."
        var form = try answers(slots, essay: essay.replacing("\n", with: "\r\n"))
        form["operation"] = "\(GUID())"
        form["go"] = "save"
        #expect(
            try await objects.student.post("\(base)/paper", form).location
                == "\(base)/paper?page=1&saved=1")
        let again = try await objects.student.get("\(base)/paper").text
        #expect(again.contains(" selected>") && again.contains("value=\"hà nội\""))
        #expect(again.contains("\nSen &lt;nở&gt;\n\n  ở đầm.</textarea>"))
        #expect(try await objects.student.get("\(base)/print").text.contains("hà nội"))

        _ = try await objects.student.post("\(base)/submit")
        let result = try await objects.student.get("\(base)/result").text
        #expect(result.contains("<strong>7,5</strong>"), "three of four, of ten")
        #expect(result.contains("tạm tính"))
        let whole = try await objects.teacher.get(
            "/teach/sittings/\(objects.sitting)/candidates/001"
        ).text
        #expect(whole.contains("Chờ chấm") && whole.contains("(1) went · (2) hà nội · (3) 2024"))

        try await marking(site, objects, base, essay)
    }

    /// The teacher marks without a name, in words and points; the total follows.
    private func marking(
        _ site: TestSite, _ objects: Objects, _ base: String, _ essay: String
    ) async throws {
        let url = "/teach/sittings/\(objects.sitting)"
        #expect(try await objects.teacher.get("\(url)/results").text.contains("1 bài tự luận"))
        let list = try await objects.teacher.get("\(url)/marking").text
        let number = try #require(list.firstMatch(of: /\/marking\/(\d+)"/)).1
        let page = try await objects.teacher.get("\(url)/marking/\(number)").text
        #expect(page.contains("Sen &lt;nở&gt;") && !page.contains("Lê Văn"))
        let key = try #require(page.firstMatch(of: /name="answer" value="([^"]+)"/)).1
        var form = ["answer": String(key), "seen": "", "p0": "0,5", "p1": "2", "comment": "Hay <3"]
        let refused = try await objects.teacher.post("\(url)/marking/\(number)", form)
        #expect(refused.status == 422 && refused.text.contains("Hay &lt;3"), "nothing is lost")
        form["p1"] = "0,5"
        let saved = try await objects.teacher.post("\(url)/marking/\(number)", form)
        #expect(saved.status == 303)
        // The other teacher's page is out of date now.
        let late = try await objects.teacher.post("\(url)/marking/\(number)", form)
        #expect(late.status == 422 && late.text.contains("Người khác vừa chấm"))
        form["seen"] = "0.5"
        form["p1"] = "1,5"
        form["comment"] = "Rất hay"
        #expect(
            try await objects.teacher.post("\(url)/marking/\(number)", form).status == 303,
            "a mark can be changed")

        let result = try await objects.student.get("\(base)/result").text
        #expect(result.contains("<strong>10</strong>") && !result.contains("tạm tính"))
        let whole = try await objects.teacher.get("\(url)/candidates/001").text
        #expect(whole.contains("Rất hay") && !whole.contains("Hay &lt;3"))
        #expect(whole.contains("Mở bài: <b>0,5</b>/0,5"))
        #expect(try await objects.teacher.get("\(url)/marking").text.contains("Đã chấm hết"))
        #expect(!(try await objects.teacher.get("\(url)/results").text.contains("tạm tính")))
    }

    /// What people gave outlives a change of another question's key.
    @Test func aRegradingKeepsWhatPeopleGave() async throws {
        let site = try await TestSite()
        let objects = try await site.objects(Self.bank, blueprint: Self.blueprint)
        let (base, _, slots) = try await paper(site, objects)
        var form = try answers(slots, essay: "Sen.")
        form["operation"] = "\(GUID())"
        _ = try await objects.student.post("\(base)/paper", form)
        _ = try await objects.student.post("\(base)/submit")
        let url = "/teach/sittings/\(objects.sitting)"
        let list = try await objects.teacher.get("\(url)/marking").text
        let number = try #require(list.firstMatch(of: /\/marking\/(\d+)"/)).1
        let page = try await objects.teacher.get("\(url)/marking/\(number)").text
        let key = try #require(page.firstMatch(of: /name="answer" value="([^"]+)"/)).1
        _ = try await objects.teacher.post(
            "\(url)/marking/\(number)",
            ["answer": String(key), "seen": "", "p0": "0,5", "p1": "0", "comment": ""])
        let other = try #require((1...4).first { "\($0)" != number })
        let change = ["change": "drop", "go": "apply", "reason": "Câu sai", "seen": "0"]
        #expect(
            try await objects.teacher.post("\(url)/questions/\(other)", change).status == 303)
        // Three questions share ten: 3⅓ and 3⅓ and a quarter of it.
        let result = try await objects.student.get("\(base)/result").text
        #expect(result.contains("<strong>7,5</strong>"))
        #expect(!result.contains("tạm tính"))
    }
}
