package import Assessment
package import Converters
package import Storage
import Values

/// The formulas of a bank, converted in batches and kept.
package struct Formulas: Sendable {
    private let database: Database
    private let converter: FormulaConverter

    package init(database: Database, converter: FormulaConverter) {
        self.database = database
        self.converter = converter
    }

    /// Converts every formula that is not kept yet. Without pandoc nothing is
    /// converted, and pages show the TeX source.
    package func convert(in contents: [QuestionContent]) async throws {
        let jobs = Set(
            contents.flatMap(\.texts).flatMap(\.formulas).map {
                FormulaConverter.Job(tex: $0.tex, display: $0.display)
            })
        let missing = try await database.read { connection in
            let banks = BankStore(connection)
            return try jobs.filter { try !banks.isConverted($0.tex.source, display: $0.display) }
        }
        guard !missing.isEmpty else { return }
        let ordered = Array(missing)
        guard let converted = try? await converter.convert(ordered) else { return }
        try await database.write { connection in
            for (job, mathML) in zip(ordered, converted) {
                try BankStore(connection).addFormula(
                    job.tex.source, display: job.display, mathML: mathML)
            }
        }
    }
}
