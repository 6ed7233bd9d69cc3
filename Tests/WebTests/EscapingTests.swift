import People
import Testing
import Values

@testable import Web

/// What people typed stays text, wherever a page puts it.
@Suite struct EscapingTests {
    /// A quote, then a mark that joins it to one Character.
    static let hostile = [
        "\"\u{301} onmouseover=\u{301}\"alert(1)", "<\u{301}script>alert(1)</script>",
        "<script>alert(1)</script>", "&\u{301}lt;", "'><img src=x onerror=alert(1)>",
        "{{csrf}}", "{{{csrf}}}", "{{#signedIn}}x{{/signedIn}}", "[[word.skip]]",
        "<\(Fragment.Hole.slot.mark)>",
    ]

    /// Every `<`, `>` and quote of what was typed is an entity in the page.
    private static func check(_ html: String, _ typed: String) {
        let bytes = Array(html.utf8)
        let raw = Array(typed.utf8)
        if typed.utf8.contains(where: { "<>\"'&".utf8.contains($0) }) {
            #expect(!bytes.contains(raw), "raw: \(typed)")
        }
        #expect(bytes.contains(Array(typed.htmlEscaped.utf8)), "lost: \(typed)")
    }

    @Test(arguments: hostile)
    func throughLayoutsBlocksAndLists(typed: String) throws {
        let pages = try Pages(folder: TestSite.publicFolder)
        let view: View = [
            "heading": typed, "text": typed, "lang": "vi",
            "next": ["label": typed, "url": typed],
            "signedIn": ["name": typed, "home": "/"], "languageURL": typed, "csrf": typed,
            "hasErrors": true, "errorList": [["field": typed, "text": typed]],
        ]
        let html = try pages.render("message", view, in: .vietnamese)
        Self.check(html, typed)
        let count = html.utf8Count(of: typed.htmlEscaped)
        #expect(count >= 9, "title, heading, text, button, name, field, error: \(count)")
    }

    @Test(arguments: hostile)
    func throughASite(typed: String) async throws {
        let site = try await TestSite()
        let teacher = try await site.objects().teacher
        let made = try await teacher.post(
            "/teach/tests", ["title": "A\(typed)Z", "duration": "45", "subject": "toan-12"])
        let page = try await teacher.get(try #require(made.location))
        Self.check(page.text, "A\(typed.trimmingSpaces)Z")
        let wrong = try await teacher.post(
            "/teach/tests", ["title": "A\(typed)Z", "duration": "x", "subject": "toan-12"])
        #expect(wrong.status == 422)
        Self.check(wrong.text, "A\(typed.trimmingSpaces)Z")
        let search = try await teacher.get("/teach/banks/toan-12?q=A\(typed.urlQueryEncoded)Z")
        Self.check(search.text, "A\(typed.trimmingSpaces)Z")
    }

    @Test func aNameIsEscapedOnTheErrorPageToo() async throws {
        let site = try await TestSite()
        let visitor = try await site.visitor([.student], name: "<b>\"An\"\u{301}")
        let html = try await visitor.get("/x\"><script>").text
        #expect(!html.contains("<b>\"An"))
        #expect(!html.contains("<script>"))
    }
}

extension String {
    /// How often a text occurs, byte by byte.
    fileprivate func utf8Count(of text: String) -> Int {
        let (all, one) = (Array(utf8), Array(text.utf8))
        guard !one.isEmpty, all.count >= one.count else { return 0 }
        return (0...(all.count - one.count)).count { all[$0..<($0 + one.count)].elementsEqual(one) }
    }
}
