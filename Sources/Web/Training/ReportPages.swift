import Classes
import Hummingbird
import Interchange
import People
import Storage
import Training
import Values

/// Reports: figures, and the same as files.
enum ReportPages {
    /// The question of the address, as this visitor may ask it.
    static func asked(
        _ visit: Visit
    ) async throws -> (query: ReportQuery, errors: [(field: String, key: String)]) {
        let form = ReportForm(visit.query, today: visit.today)
        let query = try await visit.site.reports.allowed(form.query, by: visit.principal)
        return (query, form.errors)
    }

    /// `GET /training/report`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let (query, errors) = try await asked(visit)
        let (input, figures) = try await visit.site.reports.figures(query)
        let table = ReportTable(figures, input, in: visit.language)
        var view = ReportForm.view(query, input, visit)
        let address = ReportForm.address(query)
        view["titles2"] = query.titles(input, in: visit.language).dropFirst().map { $0 }
        view["grouping"] = query.grouping.text(in: visit.language)
        view["total"] = count(table.total, nil, query)
        view["rows"] = table.lines.map { line -> View in
            var row = count(line.count, line.value, query)
            row["label"] = line.label
            row["labelURL"] = narrower(line, query)
            return row
        }
        view["bars"] = ReportChart(table).bars
        view["chartHeight"] = "\(ReportChart(table).height)"
        view["files"] = ReportFile.allCases.map { file -> View in
            [
                "url": "/training/report.\(file.rawValue)?\(address)",
                "label": visit.word("report.file.\(file.rawValue)"),
            ]
        }
        view["requiredURL"] = "/training/report/required?\(address)"
        view["expiringURL"] = "/training/report/expiring?\(address)"
        view["seesAll"] = Access.allows(
            .readReports, on: .other, to: try visit.principal.roles)
        return errors.isEmpty
            ? try visit.page("training/report", view)
            : try visit.page("training/report", view, errors: errors)
    }

    /// The figures of a line, each with the address of the list behind it.
    private static func count(
        _ count: ReportFigures.Count, _ group: String?, _ query: ReportQuery
    ) -> View {
        func list(_ measure: ReportMeasure) -> String {
            ReportListPages.address(query, measure, group)
        }
        let group = [("group", group ?? "")]
        let classes = "/training/report/classes?\(ReportForm.address(query, group))"
        let figures: [(ReportMeasure, Int)] = [
            (.enrolments, count.enrolments), (.attendances, count.attendances),
            (.people, count.people), (.completed, count.completed),
            (.notCompleted, count.enrolments - count.completed),
        ]
        return [
            "classes": "\(count.classes)", "classesURL": count.classes > 0 ? classes : "",
            "cells": figures.map { measure, figure -> View in
                ["figure": CountText.grouped(figure), "url": figure > 0 ? list(measure) : ""]
            },
            "rate": count.completion.text, "periods": CountText.grouped(count.periods),
            "completedURL": count.completed > 0 ? list(.completed) : "",
        ]
    }

    /// Where a group is a unit with others below it, the report of it.
    private static func narrower(_ line: ReportTable.Line, _ query: ReportQuery) -> String {
        guard case .unit = line.key, query.units != [line.value], !line.value.isEmpty else {
            return ""
        }
        var narrower = query
        narrower.units = [line.value]
        return "/training/report?\(ReportForm.address(narrower))"
    }

    // MARK: Files

    static let csv = file(.csv)
    static let xlsx = file(.xlsx)
    static let docx = file(.docx)

    /// `GET /training/report.csv`, `.xlsx`, `.docx`
    private static func file(_ file: ReportFile) -> Route.Handler {
        { visit in
            let (query, _) = try await asked(visit)
            let (input, figures) = try await visit.site.reports.figures(query)
            let table = ReportTable(figures, input, in: visit.language)
            let bytes = try file.write(
                titles: query.titles(input, in: visit.language),
                rows: table.rows(by: query.grouping, in: visit.language),
                widths: ReportTable.widths)
            return .download(
                bytes, mediaType: file.mediaType,
                name: "bao-cao-boi-duong-\(query.asOf.iso).\(file.rawValue)")
        }
    }
}

/// The completions of the largest groups as bars, beside their table.
struct ReportChart {
    private let table: ReportTable

    /// Bars that are drawn.
    private static let most = 12
    private static let step = 34
    private static let widest = 334

    init(_ table: ReportTable) { self.table = table }

    private var lines: [ReportTable.Line] { Array(table.lines.prefix(Self.most)) }

    var height: Int { max(1, lines.count) * Self.step }

    var bars: [View] {
        let most = max(1, lines.map(\.count.enrolments).max() ?? 1)
        return lines.enumerated().map { place, line in
            let top = place * Self.step
            return [
                "label": line.label, "rate": line.count.completion.text,
                "textY": "\(top + 11)", "y": "\(top + 16)",
                "whole": "\(line.count.enrolments * Self.widest / most)",
                "part": "\(line.count.completed * Self.widest / most)",
            ]
        }
    }
}
