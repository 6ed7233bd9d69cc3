import Foundation
import Subprocess
package import Values

/// TeX to MathML by pandoc, many formulas in one call (a call costs 15 to 25 ms,
/// however little it does).
package struct FormulaConverter: Sendable {
    /// One formula to convert.
    package struct Job: Hashable, Sendable {
        package let tex: RichText.TeX
        /// On a line of its own rather than inside one.
        package let display: Bool

        package init(tex: RichText.TeX, display: Bool) {
            self.tex = tex
            self.display = display
        }
    }

    /// Formulas given to pandoc at once; bounds its memory.
    package static let batch = 500

    package init() {}

    /// pandoc's version line, or nil where there is no pandoc.
    package func version() async -> String? {
        guard
            let result = try? await run(
                .name("pandoc"), arguments: ["--version"], output: .string(limit: 4_096)),
            result.terminationStatus.isSuccess
        else { return nil }
        return result.standardOutput.split(separator: "\n").first.map(String.init)
    }

    /// MathML for each formula, in order; nil where pandoc cannot read the TeX.
    ///
    /// - Throws: `ConversionFault` when pandoc is missing or fails as a whole.
    package func convert(_ jobs: [Job]) async throws(ConversionFault) -> [String?] {
        var converted: [String?] = []
        var rest = jobs[...]
        while !rest.isEmpty {
            converted += try await convert(batch: Array(rest.prefix(Self.batch)))
            rest = rest.dropFirst(Self.batch)
        }
        return converted
    }

    private func convert(batch jobs: [Job]) async throws(ConversionFault) -> [String?] {
        let input = FileManager.default.temporaryDirectory
            .appending(path: "sen-formulas-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: input) }
        do {
            try PandocDocument(jobs).json.write(to: input)
        } catch {
            throw .failed(program: "pandoc", "\(error)")
        }
        let html = try await Pandoc.run([
            "--sandbox", "--from=json", "--to=html", "--mathml", "--wrap=none", input.path,
        ])
        let output = String(decoding: html, as: UTF8.self)
        return jobs.enumerated().map { place, job in
            PandocDocument.formula(place, in: output).map {
                DecimalComma.shown($0, for: job.tex.source)
            }
        }
    }
}

/// Why an outside program gave nothing.
package enum ConversionFault: Error, Hashable, Sendable {
    case missing(program: String, String)
    case failed(program: String, String)
    /// The file is not what its name says, or may not be opened; in the programs' words.
    case notADocument(String)
}
