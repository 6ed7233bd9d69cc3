import Testing
import Values

/// Questions in one line, as lists and titles show them.
@Suite struct ReadableTextTests {
    private func read(_ tex: String) -> String {
        RichText([.paragraph([.formula(RichText.TeX(tex))])]).readableText
    }

    /// "m<u>ea</u>t" is found by who looks for "meat".
    @Test func aPartlyMarkedWordStaysOne() {
        let line: [RichText.Inline] = [
            .text("m"), .underline([.text("ea")]), .text("t"), .lineBreak, .text("H"),
            .subscript([.text("2")]), .text("O"), .gap(1),
        ]
        let text = RichText([
            .paragraph(line), .list(ordered: false, items: [[.paragraph([.text("một")])]]),
        ])
        #expect(text.plainText == "meat H2O …  một")
    }

    @Test(arguments: [
        ("y = -x^3 + 3x^2 + 9x - 5", "y = −x³ + 3x² + 9x − 5"),
        (#"f'(x) = x(x - 1)^2"#, "f′(x) = x(x − 1)²"),
        (#"x \in \mathbb{R}"#, "x ∈ ℝ"),
        (#"x\in\mathbb R"#, "x ∈ ℝ"),
        (#"y = \dfrac{3x - 2}{x + 1}"#, "y = (3x − 2)/(x + 1)"),
        (#"\dfrac{\sqrt{x^2 + 4}}{2x}"#, "(√(x² + 4))/(2x)"),
        (#"\frac12"#, "1/2"),
        (#"\sqrt[3]{8} + \sqrt2 + \sqrt[n]{x}"#, "∛8 + √2 + ⁿ√x"),
        (#"\displaystyle\int_0^1 (e^x + 2x)\,dx"#, "∫₀¹ (eˣ + 2x) dx"),
        (#"(0; +\infty)"#, "(0; +∞)"),
        (#"\overrightarrow{AB} \cdot \vec{u}"#, "AB · u"),
        (#"30^\circ"#, "30°"), (#"25\,^{\circ}\text{C}"#, "25 °C"),
        (#"\sin x \le 1"#, "sin x ≤ 1"), (#"\log_2 x"#, "log₂ x"),
        (#"2^{n+1} - x_{A}"#, "2ⁿ⁺¹ − x_A"), ("x^{2q}", "x^(2q)"),
        (#"\left(\dfrac{a}{b}\right)^2"#, "(a/b)²"),
        (#"v = 10 \text{ m/s}"#, "v = 10 m/s"), (#"5\%"#, "5%"),
        (#"\begin{cases} x = 1 \\ y = 2 \end{cases}"#, "x = 1 ; y = 2"),
        (#"\unknown{x}"#, "unknown x"),
    ])
    func formulasAreReadInSigns(tex: String, text: String) {
        #expect(read(tex) == text)
    }

    /// What is no formula at all is read to its end, whatever it is.
    @Test(arguments: [
        "", "\\", "{", "}", "}}x", "^", "_", "\\frac", "\\frac{", "\\sqrt[", "\\left", "^^^", "\\é",
    ])
    func brokenFormulasAreReadAsFarAsTheyGo(tex: String) {
        _ = read(tex)
    }

    @Test func deepFormulasEnd() {
        let deep = String(repeating: "\\frac{", count: 50_000)
        #expect(read(deep).count < 1_000)
        #expect(read(String(repeating: "{", count: 50_000) + "x").isEmpty)
    }

    @Test func textAroundFormulasStandsAsItIs() {
        let text = RichText([
            .paragraph([
                .text("Cho  "), .strong([.text("hàm số")]), .text(" "),
                .formula(RichText.TeX("y = x^2")), .text(", H"), .subscript([.text("2")]),
                .text("O."),
            ]),
            .list(ordered: false, items: [[.paragraph([.text("một")])], [.code("hai")]]),
        ])
        #expect(text.readableText == "Cho hàm số y = x², H₂O. một hai")
    }

    @Test(arguments: [
        ("một hai ba", 10, "một hai ba"), ("một hai ba", 9, "một hai…"),
        ("một hai ba", 5, "một…"), ("dàidàidàidài ra", 6, "dàidài…"),
    ])
    func longTextsAreCutBehindAWord(text: String, limit: Int, shown: String) {
        #expect(RichText(plain: text).readableText(upTo: limit) == shown)
    }
}
