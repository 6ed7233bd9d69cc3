import Testing
import Values

@testable import Interchange

/// The table "Inside a text" of docs/formats.md, sign by sign.
@Suite struct MarkupTests {
    private func read(_ text: String) -> RichText {
        var findings = MarkupFindings()
        let lines = Array(text.utf8)[...].pieces(between: ASCII.newline)
        return BlockReader.read(
            lines.enumerated().map { SourceLine(number: $0 + 1, bytes: $1) }, findings: &findings)
    }

    private func line(_ text: String) -> [RichText.Inline] {
        guard case .paragraph(let line)? = read(text).blocks.first else { return [] }
        return line
    }

    @Test(
        arguments: [
            ("a **b** c", [.text("a "), .strong([.text("b")]), .text(" c")]),
            ("*b*", [.emphasis([.text("b")])]),
            ("__b__", [.underline([.text("b")])]),
            ("***b***", [.strong([.emphasis([.text("b")])])]),
            ("*a **b** c*", [.emphasis([.text("a "), .strong([.text("b")]), .text(" c")])]),
            (
                "x<sup>2</sup>, H<sub>2</sub>O",
                [
                    .text("x"), .superscript([.text("2")]), .text(", H"), .subscript([.text("2")]),
                    .text("O"),
                ]
            ),
            ("`a * b`", [.code("a * b")]),
            ("`` a`b ``", [.code("a`b")]),
            (
                "$x_1$ và \\(y\\)",
                [.formula(RichText.TeX("x_1")), .text(" và "), .formula(RichText.TeX("y"))]
            ),
            ("2*3*4, so_luong, 2**3", [.text("2*3*4, so_luong, 2**3")]),
            ("a * b", [.text("a * b")]),
            ("_____ to, and _____.", [.text("_____ to, and _____.")]),
            ("__a__ ___, a_____", [.underline([.text("a")]), .text(" ___, a_____")]),
            ("**a", [.text("**a")]),
            ("\\*a\\* \\$5 \\\\", [.text("*a* $5 \\")]),
            ("1 < 2 <b>x</b>", [.text("1 < 2 <b>x</b>")]),
            ("một\nhai", [.text("một hai")]),
            ("một\\\nhai", [.text("một"), .lineBreak, .text("hai")]),
            ("một  \nhai", [.text("một"), .lineBreak, .text("hai")]),
            ("\\(không đóng", [.text("\\(không đóng")]),
            ("a\\&b", [.text("ab")]),
            (
                "![parabol](hinh\\p (1).png)",
                [.image(RichText.Image(source: .path("hinh/p (1).png"), alternative: "parabol"))]
            ),
            ("\\Câu 3. x", [.text("Câu 3. x")]),
            ("\\frac", [.text("\\frac")]),
        ] as [(String, [RichText.Inline])])
    func readsALine(text: String, inlines: [RichText.Inline]) {
        #expect(line(text) == inlines)
    }

    /// Gaps to be filled in stay readable in an export.
    @Test func writesGapsAsTheyAre() {
        let line = "a _____ b, s_o: _____"
        #expect(String(decoding: InlineWriter.write([.text(line)]), as: UTF8.self) == line)
    }

    @Test func readsBlocks() {
        let text = read(
            """
            Mở đầu
            - một
            - hai
              - hai rưỡi

              đoạn hai

            1) x
            2) y

            | a | b |
            |---|---|
            | $|x|$ | `|` |

            ```python
            for i in range(3):
                print("Câu 1.")
            ```
            $$\\int_0^1
            x\\,dx$$
            cuối
            """)
        #expect(
            text.blocks == [
                .paragraph([.text("Mở đầu")]),
                .list(
                    ordered: false,
                    items: [
                        [.paragraph([.text("một")])],
                        [
                            .paragraph([.text("hai")]),
                            .list(ordered: false, items: [[.paragraph([.text("hai rưỡi")])]]),
                            .paragraph([.text("đoạn hai")]),
                        ],
                    ]),
                .list(
                    ordered: true, items: [[.paragraph([.text("x")])], [.paragraph([.text("y")])]]),
                .table(
                    header: true,
                    rows: [
                        [[.text("a")], [.text("b")]],
                        [[.formula(RichText.TeX("|x|"))], [.code("|")]],
                    ]),
                .code("for i in range(3):\n    print(\"Câu 1.\")"),
                .formula(RichText.TeX("\\int_0^1 x\\,dx")),
                .paragraph([.text("cuối")]),
            ])
    }

    /// "A. - 5" is minus five, not a list.
    @Test func takesTheMarkersOwnLineAsWords() {
        #expect(read("- 5").blocks == [.paragraph([.text("- 5")])])
    }

    /// Each would be quadratic if a failed search were begun again.
    @Test(arguments: [
        "*", "**a ", "`a``", "$$ ", "\\(", "![", "![a](", "<sup>", "[", "|", "\\", "- ", "```a\n",
        "$$x\n", "| `\n",
    ])
    func staysLinear(piece: String) {
        let text = "x\n" + String(repeating: piece, count: 10_000)
        #expect(!read(text).isEmpty)
    }
}
