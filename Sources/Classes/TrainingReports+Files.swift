import Foundation
import Storage
package import Training
package import Values

/// Reports for a command on the server itself.
extension TrainingReports {
    package static let groupings = ReportQuery.Grouping.allCases.map(\.rawValue)

    package static func grouping(_ name: String) -> ReportQuery.Grouping? {
        ReportQuery.Grouping(rawValue: name)
    }

    /// The code of the unit that has an identifier, or that code.
    ///
    /// - Throws: `TrainingFault.noSuchUnit`.
    package func unit(_ words: String) async throws -> String {
        let found = try await database.read { connection in
            try UnitStore(connection).unit(identifier: words)
                ?? UnitStore(connection).unit(code: words)
        }
        guard let found else { throw TrainingFault.noSuchUnit }
        return found.code
    }

    /// The report as lines of text above a table, the headings first.
    package func table(
        _ query: ReportQuery, in language: Language
    ) async throws -> (titles: [String], rows: [[String]]) {
        let (input, figures) = try await figures(query)
        let table = ReportTable(figures, input, in: language)
        return (
            query.titles(input, in: language), table.rows(by: query.grouping, in: language)
        )
    }

    /// The report as a file.
    ///
    /// - Parameter format: "csv", "xlsx", "docx" or "json".
    package func file(
        _ query: ReportQuery, as format: String, in language: Language
    ) async throws -> [UInt8] {
        let (input, figures) = try await figures(query)
        let table = ReportTable(figures, input, in: language)
        let titles = query.titles(input, in: language)
        let rows = table.rows(by: query.grouping, in: language)
        if let file = ReportFile(rawValue: format) {
            return try file.write(titles: titles, rows: rows, widths: ReportTable.widths)
        }
        return try ReportJSON(query, table, input).bytes
    }
}

/// A report as JSON, for scripts: docs/formats.md.
struct ReportJSON: Encodable {
    private let asOf: String
    private let known: String?
    private let from: String
    private let units: [String]
    private let by: String
    private let total: Line
    private let groups: [Line]

    private struct Line: Encodable {
        let group: String
        let label: String
        let classes: Int
        let enrolments: Int
        let attendances: Int
        let people: Int
        let completed: Int
        let rate: String
        let periods: Int

        init(_ group: String, _ label: String, _ count: ReportFigures.Count) {
            self.group = group
            self.label = label
            classes = count.classes
            enrolments = count.enrolments
            attendances = count.attendances
            people = count.people
            completed = count.completed
            rate = count.completion.text
            periods = count.periods
        }
    }

    init(_ query: ReportQuery, _ table: ReportTable, _ input: ReportInput) {
        asOf = query.asOf.iso
        known = query.known?.iso
        from = query.from.iso
        units = input.tree.present.filter { input.scope.contains($0.unit.id) }.map {
            $0.unit.identifier ?? $0.unit.code
        }
        by = query.grouping.rawValue
        total = Line("", "", table.total)
        groups = table.lines.map { Line(Self.name($0, input), $0.label, $0.count) }
    }

    /// What the department calls a group by, where it has a name for it.
    private static func name(_ line: ReportTable.Line, _ input: ReportInput) -> String {
        switch line.key {
        case .unit(let id): input.tree.unit(id)?.identifier ?? line.value
        case .programme(let id): input.programmes[id]?.programme.identifier ?? line.value
        default: line.value
        }
    }

    var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return [UInt8](try encoder.encode(self)) + [0x0A]
        }
    }
}
