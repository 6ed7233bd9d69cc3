import Assessment
import Authoring
import Converters
import Foundation
import Interchange
import People
import Storage
import Testing
import Values

@testable import Web

/// A whole test as a matrix, its documents, its rules, and what the bank can give.
@Suite struct BlueprintTests {
    private struct Ready {
        let site: TestSite
        let objects: Objects
        let url: String
    }

    private func ready(_ lines: [Blueprint.Line]? = nil) async throws -> Ready {
        let site = try await TestSite()
        let objects = try await site.objects()
        let copy = try await objects.teacher.post("/teach/tests/\(objects.test)/copy")
        let url = String(try #require(copy.location?.split(separator: "?").first))
        if let lines {
            let author = try #require(objects.teacher.principal)
            try await site.site.tests.change(
                String(url.split(separator: "/")[2]), by: author
            ) { settings in
                settings.blueprint = Blueprint(parts: [.init(title: "I", lines: lines)])
            }
        }
        return Ready(site: site, objects: objects, url: url)
    }

    private static func draw(_ count: Int, _ level: CognitiveLevel?) -> Blueprint.Line {
        .draw(.init(type: .singleChoice, level: level, count: count, worth: .one))
    }

    @Test func theMatrixAddsUp() async throws {
        let ready = try await ready([Self.draw(3, .recognition), Self.draw(1, .application)])
        let page = try await ready.objects.teacher.get("\(ready.url)/matrix").text
        #expect(page.contains("<b>4</b>") && page.contains("<b>10</b>"))
        #expect(page.contains(">75</td>") && page.contains(">25</td>"), "shares of the marks")
        let saved = try await ready.objects.teacher.post(
            "\(ready.url)/matrix", ["shares": "75 0 25 0", "t0": "", "q0": "Biết <đếm>"])
        #expect(saved.status == 303)
        let after = try await ready.objects.teacher.get("\(ready.url)/matrix").text
        #expect(after.contains("75-0-25-0") && after.contains("Biết &lt;đếm&gt;"))
        #expect(!after.contains("class=\"wrong\""), "every level is as the rule has it")
        let wrong = try await ready.objects.teacher.post(
            "\(ready.url)/matrix", ["shares": "50 50 50 0"])
        #expect(wrong.status == 422 && wrong.text.contains("id=\"shares-error\""))
    }

    @Test(arguments: ["matrix", "specification"])
    func documentsSayWhatTheMatrixSays(kind: String) async throws {
        let ready = try await ready([Self.draw(3, .recognition), Self.draw(1, .application)])
        _ = try await ready.objects.teacher.post(
            "\(ready.url)/matrix", ["shares": "40-30-20-10", "t0": "", "q0": "Đếm được"])
        let sheet = try await ready.objects.teacher.get("\(ready.url)/\(kind).xlsx")
        let rows = try #require(try Workbook(sheet.bytes).sheets.first).rows
        let cells = rows.flatMap(\.cells)
        #expect(
            cells.contains { $0.contains("3") } && cells.contains { $0.contains("Cả ngân hàng") })
        #expect(cells.contains { $0.contains("Đếm được") } == (kind == "specification"))
        let word = try await ready.objects.teacher.get("\(ready.url)/\(kind).docx")
        #expect(word.bytes.starts(with: [0x50, 0x4B]))
        let read = try await WordConverter().read(word.bytes, as: .docx)
        let text = String(decoding: read.tree, as: UTF8.self)
        #expect(text.contains("KIỂM") && text.contains("75"))
        let other = try await ready.site.visitor([.teacher])
        #expect(try await other.get("\(ready.url)/\(kind).docx").status == 404)
    }

    @Test func cellsThatCompeteAreNamedTogether() async throws {
        // Twelve questions, all NB: both lines want them.
        let ready = try await ready([Self.draw(8, .recognition), Self.draw(6, nil)])
        let page = try await ready.objects.teacher.get(ready.url).text
        #expect(page.contains("cần 14 câu, chỉ có 12 cho tất cả, thiếu 2"))
        let enough = try await self.ready([Self.draw(3, .recognition), Self.draw(1, nil)])
        let good = try await enough.objects.teacher.get(enough.url).text
        #expect(good.contains("nhiều nhất 3 đề"), "twelve questions, four a paper")
    }

    @Test func whatNoTestHasIsSaidAtOnce() async throws {
        let ready = try await ready((0..<6).map { _ in Self.draw(200, nil) })
        let teacher = ready.objects.teacher
        let page = try await teacher.get(ready.url).text
        #expect(page.contains("Đề quá lớn"))
        for address in ["\(ready.url)/sample", "\(ready.url)/trial"] {
            let answer =
                address.hasSuffix("sample")
                ? try await teacher.get(address) : try await teacher.post(address)
            #expect(answer.status == 422 && answer.text.contains("Đề quá lớn"), "\(address)")
        }
    }

    @Test func rulesAreKeptAndChecked() async throws {
        let ready = try await ready([Self.draw(4, nil)])
        let teacher = ready.objects.teacher
        let good = [
            "enemies": "q1 q2\nq3, q4, q5", "unusedSince": "2099-01-31", "mostOfSource": "2",
            "balances": "yes", "target": "62,5", "tolerance": "3",
        ]
        #expect(try await teacher.post("\(ready.url)/rules", good).status == 303)
        let page = try await teacher.get("\(ready.url)/rules").text
        #expect(page.contains("q1 q2\nq3 q4 q5") && page.contains("value=\"62,5\""))
        let test = try await teacher.get(ready.url).text
        #expect(test.contains("62,5 % ± 3 %") && test.contains("31/01/2099"))
        let lone = try await teacher.post(
            "\(ready.url)/rules", good.merging(["enemies": "q1 q2\nq3, q3"]) { $1 })
        #expect(lone.status == 422 && lone.text.contains("chỉ có một câu: q3"))
        #expect(lone.text.contains(">q1 q2\nq3, q3</textarea>"), "what was typed stays")
        let many = String(repeating: "q1 q2\n", count: 201)
        for (field, value) in [
            ("enemies", "q1 q99"), ("enemies", many),
            ("enemies", String(repeating: "q", count: 201) + " q1"), ("unusedSince", "31/02/2026"),
            ("mostOfSource", "0"),
            ("target", "101"), ("tolerance", "x"),
        ] {
            let wrong = try await teacher.post(
                "\(ready.url)/rules", good.merging([field: value]) { $1 })
            #expect(wrong.status == 422 && wrong.text.contains("id=\"\(field)-error\""))
        }
        #expect(try await teacher.get("\(ready.url)/sample").status == 200)
    }

    @Test func aMatrixIsUsedAgain() async throws {
        let ready = try await ready([Self.draw(3, .recognition)])
        let code = ready.url.split(separator: "/")[2]
        let list = try await ready.objects.teacher.get("/teach/tests").text
        #expect(list.contains("value=\"test:\(code)\""))
        let made = try await ready.objects.teacher.post(
            "/teach/tests", ["title": "Lần hai", "subject": "toan-12", "preset": "test:\(code)"])
        #expect(made.status == 303)
        let url = try #require(made.location)
        #expect(try await ready.objects.teacher.get("\(url)/matrix").text.contains("<b>3</b>"))
        let other = try await ready.site.visitor([.teacher])
        let stolen = try await other.post(
            "/teach/tests", ["title": "x", "subject": "toan-12", "preset": "test:\(code)"])
        #expect(stolen.status == 404)
    }

    @Test func earlierUseIsTold() async throws {
        let ready = try await ready()
        let page = try await ready.objects.teacher.get("\(ready.url)/uses").text
        #expect(page.components(separatedBy: "/teach/questions/").count == 11, "ten of a form")
    }
}
