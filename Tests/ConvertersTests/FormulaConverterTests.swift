import Foundation
import Testing
import Values

@testable import Converters

/// pandoc on this machine; without it these tests have nothing to say.
private let hasPandoc = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"]
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/pandoc") }

@Suite(.enabled(if: hasPandoc, "pandoc is not installed"))
struct FormulaConverterTests {
    private let converter = FormulaConverter()

    private func convert(_ tex: String, display: Bool = false) async throws -> String? {
        try await converter.convert([.init(tex: .init(tex), display: display)])[0]
    }

    @Test func aBatchComesBackInOrder() async throws {
        let count = FormulaConverter.batch + 20
        let jobs = (0..<count).map { FormulaConverter.Job(tex: .init("x_{\($0)}"), display: false) }
        let converted = try await converter.convert(jobs)
        #expect(converted.count == count)
        for (number, formula) in converted.enumerated() {
            #expect(formula?.contains("<mn>\(number)</mn>") == true, "formula \(number)")
        }
    }

    @Test func nothingAskedIsNothingRun() async throws {
        #expect(try await converter.convert([]) == [])
    }

    @Test(arguments: ["\\frac{1", "\\khongco{x}", "\\begin{foo}x\\end{foo}"])
    func whatPandocCannotReadIsNil(tex: String) async throws {
        let three = try await converter.convert(
            ["a", tex, "b"].map { .init(tex: .init($0), display: false) })
        #expect(three[1] == nil)
        #expect(three[0] != nil && three[2] != nil, "the others of the batch are converted")
    }

    @Test(arguments: [
        ("2{,}5", "<mn>2,5</mn>"), ("x = 0{,}25", "<mn>0,25</mn>"), ("2.5", "<mn>2.5</mn>"),
    ])
    func aDecimalIsOneNumber(tex: String, number: String) async throws {
        let formula = try #require(try await convert(tex))
        #expect(formula.contains(number), "\(formula)")
    }

    @Test func blocksAndLinesDiffer() async throws {
        #expect(try await convert("x^2", display: true)?.contains("display=\"block\"") == true)
        #expect(try await convert("x^2")?.contains("display=") == false)
    }

    @Test(arguments: ["x", "\\frac{1}{2}", "\\text{đúng}", "a<b", "\\sqrt{x}"])
    func noAnnotationIsLeft(tex: String) async throws {
        let formula = try #require(try await convert(tex))
        #expect(!formula.contains("annotation") && !formula.contains("semantics"))
        #expect(formula.hasPrefix("<math") && formula.hasSuffix("</math>"))
    }

    /// Whatever the TeX, only MathML comes out.
    @Test(arguments: [
        "<script>alert(1)</script>", "\\text{<script>alert(1)</script>}",
        "\\text{</div><script>alert(1)</script>}", "x</annotation><script>alert(1)</script>",
        "\\href{javascript:alert(1)}{x}", "\\class{x\" onload=\"alert(1)}{y}",
        "\\text{<img src=x onerror=alert(1)>}", "\\text{</math><script>}",
        "\\unicode{x3c}script", "\\text{\u{3c}\u{301}script>}",
    ])
    func noMarkupGetsThrough(tex: String) async throws {
        guard let formula = try await convert(tex) else { return }
        for mark in ["<script", "<img", "<a ", "href", "</div", "<annotation", "\" on"] {
            #expect(!formula.contains(mark), "\(formula)")
        }
        #expect(formula.hasPrefix("<math") && formula.hasSuffix("</math>"))
    }

    /// Formulas between single or double dollars of the sample banks.
    private static func formulas(of text: String) -> Set<String> {
        Set(text.matches(of: /\$\$?([^$\n]+)\$\$?/).map { String($0.1) })
    }

    @Test func everySampleFormulaConverts() async throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../QuestionBanks").standardizedFileURL
        var sources: Set<String> = []
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.path.hasSuffix(".cau.txt") else { continue }
            sources.formUnion(Self.formulas(of: try String(contentsOf: file, encoding: .utf8)))
        }
        #expect(sources.count > 200)
        let ordered = sources.sorted()
        let converted = try await converter.convert(
            ordered.map { .init(tex: .init($0), display: false) })
        for (tex, formula) in zip(ordered, converted) {
            #expect(formula != nil, "\(tex)")
        }
    }
}
