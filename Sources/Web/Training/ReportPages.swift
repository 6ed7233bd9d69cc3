import Classes
import Hummingbird
import Interchange
import People
import Storage
import Training
import Values

/// Reports: figures, the people behind them, and the same as files.
enum ReportPages {
    /// The question of the address, as this visitor may ask it.
    private static func asked(
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
            let more = [("measure", measure.rawValue), ("group", group ?? "")]
            return "/training/report/list?\(ReportForm.address(query, more))"
        }
        let figures: [(ReportMeasure, Int)] = [
            (.enrolments, count.enrolments), (.attendances, count.attendances),
            (.people, count.people), (.completed, count.completed),
            (.notCompleted, count.enrolments - count.completed),
        ]
        return [
            "classes": "\(count.classes)",
            "cells": figures.map { measure, figure -> View in
                ["figure": CountText.grouped(figure), "url": figure > 0 ? list(measure) : ""]
            },
            "rate": count.completion.text, "periods": CountText.grouped(count.periods),
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

    // MARK: Lists

    /// Lines of a page.
    private static let limit = 100

    /// `GET /training/report/list`: the people behind a figure.
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        let (query, _) = try await asked(visit)
        let measure = ReportMeasure(rawValue: visit.query["measure"]) ?? .enrolments
        let (input, figures) = try await visit.site.reports.figures(query)
        let table = ReportTable(figures, input, in: visit.language)
        let group = visit.query["group"]
        let line = table.lines.first { $0.value == group }
        guard group.isEmpty || line != nil else { throw Refusal.notFound }
        let rows = try await visit.site.reports.list(
            query, .init(measure, key: line?.key), after: place(visit.query), limit: limit + 1)
        var view: View = [
            "titles2": query.titles(input, in: visit.language).dropFirst().map { $0 },
            "measure": measure.text(in: visit.language), "group": line?.label ?? "",
            "reportURL": "/training/report?\(ReportForm.address(query))",
            "rows": rows.prefix(limit).map { row($0, visit) },
            "csvURL": "/training/report/list.csv?"
                + ReportForm.address(
                    query, [("measure", measure.rawValue), ("group", group)]),
        ]
        if rows.count > limit, let last = rows.prefix(limit).last {
            view["moreURL"] =
                "/training/report/list?"
                + ReportForm.address(
                    query,
                    [
                        ("measure", measure.rawValue), ("group", group),
                        ("class", "\(last.row.trainingClass)"), ("person", "\(last.person)"),
                    ])
        }
        return try visit.page("training/report-list", view)
    }

    /// Lines of a list as a file.
    private static let mostLines = 100_000

    /// `GET /training/report/list.csv`: the whole list.
    @Sendable static func listCSV(_ visit: Visit) async throws -> Response {
        let (query, _) = try await asked(visit)
        let measure = ReportMeasure(rawValue: visit.query["measure"]) ?? .enrolments
        let (input, figures) = try await visit.site.reports.figures(query)
        let table = ReportTable(figures, input, in: visit.language)
        let group = visit.query["group"]
        let line = table.lines.first { $0.value == group }
        guard group.isEmpty || line != nil else { throw Refusal.notFound }
        let rows = try await visit.site.reports.list(
            query, .init(measure, key: line?.key), after: nil, limit: mostLines)
        let headings = [
            "word.fullName", "word.identifier", "report.unit", "report.post",
            "trainingClass.programme", "trainingClass.title", "report.completed",
        ]
        let body = rows.map { line in
            [
                line.name, line.identifier ?? "", line.unit,
                line.title?.text(in: visit.language) ?? "", line.programme, line.className,
                line.row.hasCompleted ? RecordVersion.date(line.row.day)?.text ?? "" : "",
            ]
        }
        return .download(
            CSVWriter.write([headings.map { visit.word($0) }] + body),
            mediaType: ReportFile.csv.mediaType,
            name: "danh-sach-\(measure.rawValue)-\(query.asOf.iso).csv")
    }

    private static func place(_ query: FormData) -> TrainingReports.Place? {
        guard let trainingClass = Int64(query["class"]), let person = Int64(query["person"])
        else { return nil }
        return .init(trainingClass: trainingClass, person: person)
    }

    private static func row(_ line: TrainingReports.Line, _ visit: Visit) -> View {
        [
            "name": line.name, "identifier": line.identifier ?? "", "unit": line.unit,
            "title": line.title?.text(in: visit.language) ?? "", "className": line.className,
            "classURL": "/training/classes/\(line.classCode)",
            "day": line.row.hasCompleted
                ? RecordVersion.date(line.row.day)?.text ?? ""
                : visit.word("report.notCompleted"),
            "recordURL": "/training/people/\(line.code)",
        ]
    }

    /// `GET /training/report/required`: who lacks a programme that is required every year.
    @Sendable static func required(_ visit: Visit) async throws -> Response {
        let (query, _) = try await asked(visit)
        let required = try await visit.site.reports.required(query)
        let code = visit.query["of"]
        let chosen = required.first { $0.code == code }
        let after = Int64(visit.query["person"]) ?? 0
        let ids = chosen?.lacking.filter { $0 > after } ?? []
        let people = try await visit.site.reports.people(Array(ids.prefix(limit)))
        let address = { (more: [(String, String)]) in
            "/training/report/required?\(ReportForm.address(query, more))"
        }
        return try visit.page(
            "training/required",
            [
                "reportURL": "/training/report?\(ReportForm.address(query))",
                "from": query.from.text, "asOf": query.asOf.text,
                "rows": required.map { one -> View in
                    [
                        "name": one.programme.name, "identifier": one.programme.identifier,
                        "rate": one.share.text, "lacking": CountText.grouped(one.lacking.count),
                        "url": one.lacking.isEmpty ? "" : address([("of", one.code)]),
                    ]
                },
                "chosen": chosen?.programme.name ?? "",
                "people": people.map { person -> View in
                    [
                        "name": person.name, "identifier": person.identifier ?? "",
                        "unit": person.units.first ?? "",
                        "recordURL": "/training/people/\(person.code)",
                    ]
                },
                "moreURL": ids.count > limit
                    ? address([("of", code), ("person", "\(ids[limit - 1])")]) : "",
            ])
    }

    /// `GET /training/report/expiring`: whose completion runs out.
    @Sendable static func expiring(_ visit: Visit) async throws -> Response {
        let (query, _) = try await asked(visit)
        let days = Int(visit.query["days"]).map { min(max($0, 1), 3_660) } ?? 180
        let expiring = try await visit.site.reports.expiring(query, within: days)
        let start = min(max(Int(visit.query["start"]) ?? 0, 0), expiring.count)
        let shown = Array(expiring[start...].prefix(limit))
        let people = try await visit.site.reports.people(shown.map(\.person))
        let names = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        return try visit.page(
            "training/expiring",
            [
                "reportURL": "/training/report?\(ReportForm.address(query))",
                "asOf": query.asOf.text, "days": "\(days)", "count": "\(expiring.count)",
                "hidden": ReportForm.fields(query),
                "rows": shown.map { one -> View in
                    let person = names[one.person]
                    return [
                        "name": person?.name ?? "", "identifier": person?.identifier ?? "",
                        "unit": person?.units.first ?? "", "programme": one.programme.name,
                        "completed": one.completedOn.text, "expires": one.expiresOn.text,
                        "recordURL": "/training/people/\(person?.code ?? "")",
                    ]
                },
                "moreURL": start + limit < expiring.count
                    ? "/training/report/expiring?"
                        + ReportForm.address(
                            query, [("days", "\(days)"), ("start", "\(start + limit)")]) : "",
            ])
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
