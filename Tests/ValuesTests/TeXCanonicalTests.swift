import Testing

@testable import Values

@Suite struct TeXCanonicalTests {
    private func canonical(_ tex: String) -> String { RichText.TeX(tex).canonical }

    @Test(arguments: [
        ("x^2", "x^{2}"), ("x_0^{n}", "x^n_{0}"), ("2{,}5", "2,5"), ("-2", "- 2"),
        ("\\dfrac12", "\\frac{1}{2}"), ("\\vec a", "\\overrightarrow{a}"), ("f'(x)", "f\\prime(x)"),
        ("f''", "f^{\\prime\\prime}"), ("[1; 2]", "\\lbrack 1;2\\rbrack"),
        ("a \\le b", "a \\leq b"),
        ("\\left( \\frac{a}{b} \\right)^2", "(\\frac ab)^{2}"), ("\\sqrt x", "\\sqrt{x}"),
        ("\\sqrt[3]{x}", "\\sqrt[3] x"), ("{}^{14}_6\\text{C}", "_{6}^{14}\\text{C}"),
        (
            "\\begin{cases} a & b \\\\ c \\end{cases}",
            "\\left\\{ \\begin{matrix} a & b \\\\ c \\\\ \\end{matrix} \\right.\\ "
        ),
        ("\\displaystyle\\int_0^1 x\\,dx", "\\int_{0}^{1}xdx"),
        ("\\lim\\limits_{x\\to0}", "\\lim_{x \\rightarrow 0}"),
        ("{x}^2", "x^2"), ("\\text{hằng số}", "\\text{hằng\\ số}"), ("x ^ 2", "x^2"),
    ])
    func spellingsAreOne(one: String, other: String) {
        #expect(canonical(one) == canonical(other))
    }

    @Test(arguments: [
        ("x^2", "x_2"), ("x^{12}", "x^12"), ("\\frac12", "\\frac21"),
        ("\\overline{AB}", "\\overline AB"),
        ("a < b", "a \\le b"), ("{ab}^2", "ab^2"), ("\\alpha b", "\\alphab"),
        ("\\text{a b}", "\\text{ab}"),
        ("\\sqrt[3]{x}", "\\sqrt{3x}"), ("f'", "f"), ("(0;1)", "[0;1)"), ("x", "X"),
        ("1{,}5", "1.5"),
        ("\\vec{a}", "a"), ("a & b", "ab"), ("\\mathbb{R}", "R"), ("\\sin x", "\\cos x"),
    ])
    func whatMeansAnotherThingStaysApart(one: String, other: String) {
        #expect(canonical(one) != canonical(other))
    }

    /// Broken and hostile sources end, and are only themselves.
    @Test(arguments: [
        "", "{", "}", "^", "_", "\\", "\\frac", "\\frac{", "\\begin{cases}", "\\end{x}", "x^",
        "\\sqrt[",
        "\\left", "&&", "\\text{a",
    ])
    func survivesBrokenTeX(tex: String) {
        #expect(canonical(" " + tex) == canonical(tex))
    }

    @Test func whatNestsTooDeepIsLeftAsItIs() {
        for piece in ["{", "^{", "\\sqrt[", "\\begin{cases}", "\\frac"] {
            let tex = String(repeating: piece, count: 20_000)
            #expect(canonical(tex) == tex)
        }
    }
}
