import Storage
import People
import Authoring
import Administration
import Assessment
import Foundation
import Testing
import Values

@testable import Web

/// The paper in the browser, and what it weighs.
@Suite struct PaperTests {
    private static let begin = "<fieldset class=\"question\""

    @Test func aPaperIsTakenWithoutJavaScript() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let student = objects.student
        let base = "/exam/\(objects.sitting)"
        #expect(try await student.get(base).text.contains("action=\"\(base)/start\""))
        #expect(try await student.post("\(base)/start").location == "\(base)/paper")
        #expect(try await student.post("\(base)/start").location == "\(base)/paper", "once more")
        let page = try await student.get("\(base)/paper")
        #expect(page.text.contains("Phần &lt;I&gt;"))
        let operation = try #require(page.text.firstMatch(of: /name="operation" value="([^"]+)"/)).1
        var form = ["operation": String(operation), "page": "1", "go": "save"]
        for slot in 1...10 { form["r\(slot)"] = "0" }
        form["a1"] = "0"
        let saved = try await student.post("\(base)/paper", form)
        #expect(saved.status == 303)
        #expect(saved.location == "\(base)/paper?page=1&saved=1")
        #expect(try await student.get("\(base)/paper").text.contains("value=\"0\" checked"))
        #expect(
            try await student.post("\(base)/submit").location?.hasPrefix("\(base)/result") == true)
        let again = try await student.post("\(base)/paper", form)
        #expect(again.status == 303, "after the end nothing breaks")
        #expect(try await student.get("\(base)/result").status == 200)
    }

    /// One entry a question: whether it is answered, and marked to be looked at again.
    @Test func theMapTellsOfEveryQuestion() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let base = "/exam/\(objects.sitting)"
        _ = try await objects.student.post("\(base)/start")
        _ = try await objects.student.post(
            "\(base)/paper",
            [
                "page": "1", "go": "save", "operation": "\(GUID())", "r1": "0", "a1": "0",
                "r2": "0", "f2": "1",
            ])
        let html = try await objects.student.get("\(base)/paper").text
        let entry = /<li>(?:<a href="#q\d+">|<button name="go" value="to-\d+">)(\d+)(.*?)<\/li>/
        let entries = html.matches(of: entry).map { (number: Int($0.1), says: String($0.2)) }
        #expect(entries.count >= 2)
        #expect(entries.map(\.number) == Array(1...entries.count))
        for (place, entry) in entries.enumerated() {
            #expect(entry.says.contains(place == 0 ? " đã trả lời<" : " chưa trả lời<"))
            #expect(entry.says.contains(" xem lại<") == (place == 1))
        }
    }

    /// A form can say anything; the server counts on with none of it.
    @Test(arguments: ["9223372036854775807", "-9223372036854775808", "0", "x", ""])
    func anyPageNumberIsHarmless(page: String) async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let base = "/exam/\(objects.sitting)"
        _ = try await objects.student.post("\(base)/start")
        for go in ["next", "previous", "page-\(page)", "save"] {
            let answer = try await objects.student.post(
                "\(base)/paper", ["page": page, "go": go, "operation": "\(GUID())"])
            #expect(answer.status < 500)
        }
        #expect(try await objects.student.get("\(base)/paper?page=\(page)").status == 200)
    }

    @Test func thePaperShowsNoKey() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let base = "/exam/\(objects.sitting)"
        _ = try await objects.student.post("\(base)/start")
        let html = try await objects.student.get("\(base)/paper").text
        #expect(!html.contains("q1<") && !html.contains("Mã:"))
        #expect(html.firstMatch(of: /(right|correct|đúng)/.ignoresCase()) == nil)
    }

    /// Far under 15 KB beside its questions; the style (under 15 KB), each script (under
    /// 8 KB) and the icon come once and are kept.
    @Test func aPaperIsLight() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let base = "/exam/\(objects.sitting)"
        _ = try await objects.student.post("\(base)/start")
        let html = try await objects.student.get("\(base)/paper").text
        let first = try #require(html.range(of: Self.begin))
        let last = try #require(html.range(of: "</fieldset>", options: .backwards))
        #expect(html[first.lowerBound...].split(separator: Self.begin).count == 10)
        let shell = html.utf8.count - html[first.lowerBound..<last.upperBound].utf8.count
        for match in html.matches(of: /"(\/assets\/[^"]+)"/) {
            let asset = try await objects.student.get(String(match.1))
            #expect(asset.status == 200, "\(match.1)")
            let limit = match.1.hasSuffix(".js") ? 8_000 : 15_000
            #expect(asset.bytes.count < limit, "\(match.1), fetched once and kept")
        }
        #expect(shell < 6_000, "\(shell) bytes of HTML")
    }

    // MARK: A test being made

    @Test(arguments: [
        ("0,25", true), ("1/3", true), ("0.0001", true), ("100", true), ("0", false),
        ("-1", false), ("101", false), ("1/7", false), ("1/2147483647", false), ("x", false),
    ])
    func worthsKeepSumsExact(text: String, isTaken: Bool) async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let test = try await site.site.tests.create(
            .init(
                title: "T", blueprint: Blueprint(parts: [.init(title: "I")]), duration: 45,
                review: .marks), subject: "toan-12", by: try #require(objects.teacher.principal),
            at: site.now)
        let answer = try await objects.teacher.post(
            "/teach/tests/\(test)/parts/0/lines",
            ["worth": text, "type": "singleChoice", "count": "1", "kind": "draw"])
        #expect(answer.status == (isTaken ? 303 : 422))
    }

    /// A forgotten tab of a test that has been sat meanwhile.
    @Test func aLockedTestSaysSo() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let path = "/teach/tests/\(objects.test)"
        for (address, form) in [
            ("\(path)/parts/0/lines", ["worth": "1", "kind": "fixed", "identifiers": "q1"]),
            ("\(path)/parts/0/lines", ["worth": "1", "type": "numeric", "count": "1"]),
            ("\(path)/settings", ["title": "x", "duration": "5"]),
            ("\(path)/parts/0/remove", [:]),
        ] {
            #expect(try await objects.teacher.post(address, form).status == 422, "\(address)")
        }
    }
}
