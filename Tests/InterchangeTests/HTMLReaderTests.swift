import Testing
import Values

@testable import Interchange

@Suite struct HTMLReaderTests {
    @Test(
        arguments: [
            ("a<br>b", [.paragraph([.text("a"), .lineBreak, .text("b")])]),
            ("<p>a</p><p>b</p>", [.paragraph([.text("a")]), .paragraph([.text("b")])]),
            (
                "<div>a<p>b</div>c",
                [.paragraph([.text("a")]), .paragraph([.text("b")]), .paragraph([.text("c")])]
            ),
            (
                "<b>a<p>b</p></b>",
                [.paragraph([.strong([.text("a")])]), .paragraph([.strong([.text("b")])])]
            ),
            ("<b><i>a</b>b</i>", [.paragraph([.strong([.emphasis([.text("a")])]), .text("b")])]),
            (
                "<ul><li>a<ol><li>b</ol><li>c</ul>",
                [
                    .list(
                        ordered: false,
                        items: [
                            [
                                .paragraph([.text("a")]),
                                .list(ordered: true, items: [[.paragraph([.text("b")])]]),
                            ], [.paragraph([.text("c")])],
                        ])
                ]
            ),
            (
                "<table><tr><th>a<th>b<tr><td>c</table>",
                [.table(header: true, rows: [[[.text("a")], [.text("b")]], [[.text("c")], []]])]
            ),
            ("<pre>\nx = 1\n  y</pre>", [.code("x = 1\n  y")]),
            ("<code>a&lt;b</code>", [.paragraph([.code("a<b")])]),
            (
                "&eacute;&#273;&#x1EC7;&nbsp;&lt;&unknown;&",
                [.paragraph([.text("éđệ <&unknown;&")])]
            ),
            ("<h2>a</h2>b", [.paragraph([.strong([.text("a")])]), .paragraph([.text("b")])]),
            (
                "<img src=\"@@PLUGINFILE@@/do%20thi.png\" alt=\"&quot;x&quot;\">",
                [
                    .paragraph([
                        .image(RichText.Image(source: .path("do thi.png"), alternative: "\"x\""))
                    ])
                ]
            ),
            (
                "a \\(x &lt; y\\) b",
                [.paragraph([.text("a "), .formula(RichText.TeX("x < y")), .text(" b")])]
            ),
            (
                "a \\[x\\] b",
                [.paragraph([.text("a")]), .formula(RichText.TeX("x")), .paragraph([.text("b")])]
            ),
            ("a $$x$$ b", [.paragraph([.text("a "), .formula(RichText.TeX("x")), .text(" b")])]),
            ("\\(<b>x</b>\\)", [.paragraph([.text("\\("), .strong([.text("x")]), .text("\\)")])]),
            ("&#92;(x&#92;)", [.paragraph([.text("\\(x\\)")])]),
            ("<!-- x -->a<?php x ?>", [.paragraph([.text("a")])]),
            (
                "<li>a<td>b",
                [
                    .list(
                        ordered: false,
                        items: [[.paragraph([.text("a")]), .paragraph([.text("b")])]])
                ]
            ),
            ("</p></b></ul></table>a", [.paragraph([.text("a")])]),
            ("", []),
        ] as [(String, [RichText.Block])])
    func reads(html: String, blocks: [RichText.Block]) {
        #expect(HTMLReader.read(html, as: .html).blocks == blocks)
    }

    @Test(arguments: [
        "x <y và z> t", "a<b", "a < b và c > d", "i<n and n>j", "<b và c>", "<3", "<", "<>",
        "a <i b> c",
    ])
    func keepsComparisonsOfAutoFormat(text: String) {
        #expect(HTMLReader.read(text, as: .autoFormat).plainText == text)
    }

    /// Nothing that a browser would run comes through as more than its words.
    @Test(arguments: [
        ("<script>alert(1)</script>a", "<script>"), ("<style>p{}</style>a", "<style>"),
        ("<svg onload=alert(1)><script>x</script></svg>a", "<svg>"),
        ("<iframe src=x>b</iframe>a", "<iframe>"),
        ("<a href=\"javascript:alert(1)\" onclick=x>a</a>", "<a>"),
        ("<object><object>x</object>y</object>a", "<object>"),
        ("<span style=\"color:red\">a</span>", "<span>"), ("<SCRIPT>x</ScRiPt >a", "<script>"),
        ("<script>x", "<script>"),
    ])
    func dropsAndNames(html: String, name: String) {
        var findings = MarkupFindings()
        let text = HTMLReader.read(html, as: .html, findings: &findings)
        #expect(text.plainText == (html.hasSuffix("x") ? "" : "a"))
        #expect(findings.droppedMarkup == [name])
    }

    @Test(arguments: [
        "http://127.0.0.1/x.png", "//host/x.png", "data:image/png;base64,AA", "/etc/passwd",
        "../x.png", "a/..\\..\\x", "javascript:x", "../\u{301}x.png", "./",
    ])
    func dropsPicturesFromElsewhere(source: String) {
        var findings = MarkupFindings()
        let text = HTMLReader.read(
            "<img src='\(source)' onerror=x alt=chữ>", as: .html, findings: &findings)
        #expect(text == RichText(plain: "chữ"))
        #expect(findings.droppedPictures == [source])
    }

    /// Deep and unfinished pages neither overflow the stack nor take long.
    @Test(arguments: [
        "<b>", "<ul><li>", "<table><tr><td>", "<div>", "<sup>", "<", "<a ", "<a href=\"", "\\(",
        "$$", "&", "<!--", "<pre>", "</b>", "<svg>",
    ])
    func survivesHostilePages(piece: String) {
        let html = "x" + String(repeating: piece, count: 20_000) + "y"
        #expect(!HTMLReader.read(html, as: .html).isEmpty)
    }

    @Test(.enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"))
    func namesTheActivePartsOfTheHostileQuestion() throws {
        let xml = String(
            decoding: try Corpora.bytes("hostile/xml/xss_in_html.moodle.xml"), as: UTF8.self)
        let text = HTMLReader.read(xml, as: .html)
        #expect(!text.plainText.contains("alert("))
    }
}
