package import Assessment
package import Converters
package import Storage
package import Values

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
        try await convert(inTexts: await HeavyWork.run { contents.flatMap(\.texts) })
    }

    /// The same of texts that are no questions', such as a lesson's.
    package func convert(inTexts texts: [RichText]) async throws {
        let jobs = await HeavyWork.run {
            Set(
                texts.flatMap(\.formulas).map {
                    FormulaConverter.Job(tex: $0.tex, display: $0.display)
                })
        }
        let missing = try await database.read { connection in
            let banks = BankStore(connection)
            return try jobs.filter { try !banks.isConverted($0.tex.source, display: $0.display) }
        }
        var rest = Array(missing)[...]
        while !rest.isEmpty {
            try await convert(Array(rest.prefix(FormulaConverter.batch)))
            rest = rest.dropFirst(FormulaConverter.batch)
        }
    }

    /// Converts a batch and keeps it, so that whatever comes later takes nothing back. One
    /// that pandoc fails on as a whole is halved until what it fails on stands alone.
    private func convert(_ jobs: [FormulaConverter.Job]) async throws {
        let converted: [String?]
        do throws(ConversionFault) {
            converted = try await converter.convert(jobs)
        } catch {
            guard case .failed = error, jobs.count > 1 else { return }
            try await convert(Array(jobs[..<(jobs.count / 2)]))
            return try await convert(Array(jobs[(jobs.count / 2)...]))
        }
        try await database.write { connection in
            for (job, mathML) in zip(jobs, converted) {
                try BankStore(connection).addFormula(
                    job.tex.source, display: job.display, mathML: mathML)
            }
        }
    }
}
