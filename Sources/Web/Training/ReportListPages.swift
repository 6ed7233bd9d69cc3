import Classes
import Hummingbird
import Interchange
import People
import Storage
import Training
import Values

/// The lists behind the figures of reports, on pages and as files.
enum ReportListPages {
    /// Lines of a page.
    private static let limit = 100
    /// Lines of a list as a file.
    private static let mostLines = 100_000

    // MARK: People in classes

    /// The address of the list of those who count as a measure.
    ///
    /// - Parameter group: what the grouping names one by; nil: all.
    static func address(
        _ query: ReportQuery, _ measure: ReportMeasure, _ group: String?
    ) -> String {
        let more = [("measure", measure.rawValue), ("group", group ?? "")]
        return "/training/report/list?\(ReportForm.address(query, more))"
    }

    /// What the address of a list asks for.
    private struct Asked {
        let query: ReportQuery
        let input: ReportInput
        /// The group as addresses name it; "" for all.
        let group: String
        let line: ReportTable.Line?

        init(_ visit: Visit) async throws {
            query = try await ReportPages.asked(visit).query
            let (input, figures) = try await visit.site.reports.figures(query)
            self.input = input
            let group = visit.query["group"]
            self.group = group
            line = ReportTable(figures, input, in: visit.language).lines.first {
                $0.value == group
            }
            guard group.isEmpty || line != nil else { throw Refusal.notFound }
        }

        func titles(_ language: Language) -> [String] {
            Array(query.titles(input, in: language).dropFirst())
        }
    }

    private static func measure(_ visit: Visit) -> ReportMeasure {
        ReportMeasure(rawValue: visit.query["measure"]) ?? .enrolments
    }

    /// `GET /training/report/list`: the people behind a figure.
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        let asked = try await Asked(visit)
        let (query, measure) = (asked.query, measure(visit))
        let rows = try await visit.site.reports.list(
            query, .init(measure, key: asked.line?.key), after: place(visit.query),
            limit: limit + 1)
        let more = [("measure", measure.rawValue), ("group", asked.group)]
        var view: View = [
            "titles2": asked.titles(visit.language),
            "measure": measure.text(in: visit.language), "group": asked.line?.label ?? "",
            "reportURL": "/training/report?\(ReportForm.address(query))",
            "seesClasses": seesClasses(visit),
            "rows": rows.prefix(limit).map { row($0, visit) },
            "csvURL": "/training/report/list.csv?\(ReportForm.address(query, more))",
        ]
        if rows.count > limit, let last = rows.prefix(limit).last {
            let place = [("class", "\(last.row.trainingClass)"), ("person", "\(last.person)")]
            view["moreURL"] =
                "/training/report/list?\(ReportForm.address(query, more + place))"
        }
        return try visit.page("training/report-list", view)
    }

    /// Whether the pages of all classes are this visitor's to see.
    private static func seesClasses(_ visit: Visit) -> Bool {
        (try? visit.principal).map {
            Access.allows(.readTrainingClass, on: .other, to: $0.roles)
        } ?? false
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
            "periods": line.row.hasCompleted ? "\(line.periods)" : "",
            "recordURL": "/training/people/\(line.code)",
        ]
    }

    /// `GET /training/report/list.csv`: the whole list.
    @Sendable static func listCSV(_ visit: Visit) async throws -> Response {
        let asked = try await Asked(visit)
        let measure = measure(visit)
        let rows = try await visit.site.reports.list(
            asked.query, .init(measure, key: asked.line?.key), after: nil, limit: mostLines)
        let headings = [
            "word.fullName", "word.identifier", "report.unit", "report.post",
            "trainingClass.programme", "trainingClass.title", "report.completed",
            "programme.periods",
        ]
        let body = rows.map { line in
            [
                line.name, line.identifier ?? "", line.unit,
                line.title?.text(in: visit.language) ?? "", line.programme, line.className,
                line.row.hasCompleted ? RecordVersion.date(line.row.day)?.text ?? "" : "",
                line.row.hasCompleted ? "\(line.periods)" : "",
            ]
        }
        return download(headings, body, "\(measure.rawValue)-\(asked.query.asOf.iso)", visit)
    }

    private static func download(
        _ headings: [String], _ body: [[String]], _ name: String, _ visit: Visit
    ) -> Response {
        .download(
            CSVWriter.write([headings.map { visit.word($0) }] + body),
            mediaType: ReportFile.csv.mediaType, name: "danh-sach-\(name).csv")
    }

    // MARK: Classes

    /// `GET /training/report/classes`: the classes behind a figure.
    @Sendable static func classes(_ visit: Visit) async throws -> Response {
        let asked = try await Asked(visit)
        let lines = try await visit.site.reports.classes(asked.query, in: asked.line?.key)
        let start = min(max(Int(visit.query["start"]) ?? 0, 0), lines.count)
        let more = [("group", asked.group)]
        let next = more + [("start", "\(start + limit)")]
        return try visit.page(
            "training/report-classes",
            [
                "titles2": asked.titles(visit.language), "group": asked.line?.label ?? "",
                "count": "\(lines.count)", "seesClasses": seesClasses(visit),
                "reportURL": "/training/report?\(ReportForm.address(asked.query))",
                "rows": lines[start...].prefix(limit).map { row($0, asked, visit) },
                "csvURL":
                    "/training/report/classes.csv?\(ReportForm.address(asked.query, more))",
                "moreURL": start + limit < lines.count
                    ? "/training/report/classes?\(ReportForm.address(asked.query, next))" : "",
            ])
    }

    private static func row(
        _ line: TrainingReports.ClassLine, _ asked: Asked, _ visit: Visit
    ) -> View {
        var query = asked.query
        query.trainingClass = line.facts.code
        let group = asked.group.isEmpty ? nil : asked.group
        let figures: [(ReportMeasure, Int)] = [
            (.enrolments, line.count.enrolments), (.attendances, line.count.attendances),
            (.completed, line.count.completed),
        ]
        return [
            "title": line.facts.title, "identifier": line.facts.identifier,
            "url": "/training/classes/\(line.facts.code)",
            "programme": line.programme?.name ?? "",
            "dates": "\(line.facts.from.text) – \(line.facts.until.text)",
            "mode": visit.word("trainingMode.\(line.facts.mode.rawValue)"),
            "cells": figures.map { measure, figure -> View in
                [
                    "figure": CountText.grouped(figure),
                    "url": figure > 0 ? address(query, measure, group) : "",
                ]
            },
        ]
    }

    /// `GET /training/report/classes.csv`
    @Sendable static func classesCSV(_ visit: Visit) async throws -> Response {
        let asked = try await Asked(visit)
        let lines = try await visit.site.reports.classes(asked.query, in: asked.line?.key)
        let headings = [
            "trainingClass.identifier", "trainingClass.title", "trainingClass.programme",
            "trainingClass.from", "trainingClass.until", "trainingClass.mode",
            "report.enrolments", "report.attendances", "report.completed",
        ]
        let body = lines.map { line in
            [
                line.facts.identifier, line.facts.title, line.programme?.name ?? "",
                line.facts.from.text, line.facts.until.text,
                visit.word("trainingMode.\(line.facts.mode.rawValue)"),
                "\(line.count.enrolments)", "\(line.count.attendances)",
                "\(line.count.completed)",
            ]
        }
        return download(headings, body, "lop-\(asked.query.asOf.iso)", visit)
    }

    // MARK: Staff

    /// Which of the staff of a day are listed.
    private enum StaffList: String {
        /// Attended a class that the question counts, or did not.
        case trained
        case untrained
        /// Completed a required programme in the period, or did not.
        case having
        case lacking

        var other: StaffList {
            switch self {
            case .trained: .untrained
            case .untrained: .trained
            case .having: .lacking
            case .lacking: .having
            }
        }

        var hasIt: Bool { self == .trained || self == .having }
    }

    /// The address of a list of staff.
    static func staffAddress(
        _ query: ReportQuery, _ list: String, of programme: String = "",
        _ more: [(String, String)] = [], as ending: String = ""
    ) -> String {
        "/training/report/staff\(ending)?"
            + ReportForm.address(query, [("list", list), ("of", programme)] + more)
    }

    private static func staff(
        _ visit: Visit
    ) async throws -> (
        query: ReportQuery, list: StaffList, programme: Programme?, staff: TrainingReports.Staff
    ) {
        let query = try await ReportPages.asked(visit).query
        let list = StaffList(rawValue: visit.query["list"]) ?? .trained
        switch list {
        case .trained, .untrained:
            return (query, list, nil, try await visit.site.reports.trained(query))
        case .having, .lacking:
            let required = try await visit.site.reports.required(query)
            guard let one = required.first(where: { $0.code == visit.query["of"] }) else {
                throw Refusal.notFound
            }
            return (query, list, one.programme, one.staff)
        }
    }

    private static func name(
        _ list: StaffList, _ programme: Programme?, _ query: ReportQuery, _ visit: Visit
    ) -> String {
        let only = query.only.map { " (\($0.text(in: visit.language)))" } ?? ""
        return visit.word(
            "report.staff.\(list.rawValue)", ["programme": programme?.name ?? "", "only": only])
    }

    /// `GET /training/report/staff`: the staff of a day who have something, or lack it.
    @Sendable static func staff(_ visit: Visit) async throws -> Response {
        let (query, list, programme, staff) = try await staff(visit)
        let people = list.hasIt ? staff.having : staff.lacking
        let start = min(max(Int(visit.query["start"]) ?? 0, 0), people.count)
        let lines = try await visit.site.reports.lines(
            people, query, from: start, limit: limit)
        let code = visit.query["of"]
        let others = list.hasIt ? staff.lacking.count : staff.having.count
        return try visit.page(
            "training/staff-list",
            [
                "reportURL": "/training/report?\(ReportForm.address(query))",
                "heading": name(list, programme, query, visit),
                "asOf": query.asOf.text, "from": query.from.text, "rate": staff.share.text,
                "otherName": name(list.other, programme, query, visit),
                "otherCount": CountText.grouped(others),
                "otherURL": staffAddress(query, list.other.rawValue, of: code),
                "csvURL": staffAddress(query, list.rawValue, of: code, as: ".csv"),
                "rows": lines.map { line -> View in
                    [
                        "name": line.name, "identifier": line.identifier ?? "",
                        "unit": line.unit,
                        "title": line.title?.text(in: visit.language) ?? "",
                        "recordURL": "/training/people/\(line.code)",
                    ]
                },
                "moreURL": start + limit < people.count
                    ? staffAddress(
                        query, list.rawValue, of: code, [("start", "\(start + limit)")]) : "",
            ])
    }

    /// `GET /training/report/staff.csv`
    @Sendable static func staffCSV(_ visit: Visit) async throws -> Response {
        let (query, list, _, staff) = try await staff(visit)
        let lines = try await visit.site.reports.lines(
            list.hasIt ? staff.having : staff.lacking, query, from: 0, limit: mostLines)
        let body = lines.map { line in
            [
                line.name, line.identifier ?? "", line.unit,
                line.title?.text(in: visit.language) ?? "",
            ]
        }
        return download(
            ["word.fullName", "word.identifier", "report.unit", "report.post"], body,
            "\(list.rawValue)-\(query.asOf.iso)", visit)
    }

    /// `GET /training/report/required`: who lacks a programme that is required every year.
    @Sendable static func required(_ visit: Visit) async throws -> Response {
        let query = try await ReportPages.asked(visit).query
        let required = try await visit.site.reports.required(query)
        return try visit.page(
            "training/required",
            [
                "reportURL": "/training/report?\(ReportForm.address(query))",
                "from": query.from.text, "asOf": query.asOf.text,
                "rows": required.map { one -> View in
                    func url(_ list: String, _ people: [Int64]) -> String {
                        people.isEmpty ? "" : staffAddress(query, list, of: one.code)
                    }
                    return [
                        "name": one.programme.name, "identifier": one.programme.identifier,
                        "rate": one.staff.share.text,
                        "rateURL": url("having", one.staff.having),
                        "lacking": CountText.grouped(one.staff.lacking.count),
                        "url": url("lacking", one.staff.lacking),
                    ]
                },
            ])
    }

    // MARK: Running out

    /// `GET /training/report/expiring`: whose completion runs out.
    @Sendable static func expiring(_ visit: Visit) async throws -> Response {
        let (query, days, expiring) = try await expiring(visit)
        let start = min(max(Int(visit.query["start"]) ?? 0, 0), expiring.count)
        let next = [("days", "\(days)"), ("start", "\(start + limit)")]
        let address = ReportForm.address(query, [("days", "\(days)")])
        return try visit.page(
            "training/expiring",
            [
                "reportURL": "/training/report?\(ReportForm.address(query))",
                "asOf": query.asOf.text, "days": "\(days)", "count": "\(expiring.count)",
                "hidden": ReportForm.fields(query),
                "csvURL": "/training/report/expiring.csv?\(address)",
                "rows": try await lines(expiring[start...].prefix(limit), query, visit).map {
                    one, line -> View in
                    [
                        "name": line?.name ?? "", "identifier": line?.identifier ?? "",
                        "unit": line?.unit ?? "", "programme": one.programme.name,
                        "completed": one.completedOn.text, "expires": one.expiresOn.text,
                        "recordURL": "/training/people/\(line?.code ?? "")",
                    ]
                },
                "moreURL": start + limit < expiring.count
                    ? "/training/report/expiring?\(ReportForm.address(query, next))" : "",
            ])
    }

    /// `GET /training/report/expiring.csv`
    @Sendable static func expiringCSV(_ visit: Visit) async throws -> Response {
        let (query, _, expiring) = try await expiring(visit)
        let body = try await lines(expiring.prefix(mostLines), query, visit).map { one, line in
            [
                line?.name ?? "", line?.identifier ?? "", line?.unit ?? "",
                one.programme.name, one.completedOn.text, one.expiresOn.text,
            ]
        }
        let headings = [
            "word.fullName", "word.identifier", "report.unit", "trainingClass.programme",
            "report.completed", "report.expires",
        ]
        return download(headings, body, "het-hieu-luc-\(query.asOf.iso)", visit)
    }

    private static func expiring(
        _ visit: Visit
    ) async throws -> (query: ReportQuery, days: Int, expiring: [TrainingReports.Expiring]) {
        let query = try await ReportPages.asked(visit).query
        let days = Int(visit.query["days"]).map { min(max($0, 1), 3_660) } ?? 180
        return (query, days, try await visit.site.reports.expiring(query, within: days))
    }

    private static func lines(
        _ expiring: ArraySlice<TrainingReports.Expiring>, _ query: ReportQuery, _ visit: Visit
    ) async throws -> [(TrainingReports.Expiring, TrainingReports.StaffLine?)] {
        let lines = try await visit.site.reports.lines(expiring.map(\.person), query)
        return zip(expiring, lines).map { ($0, $1) }
    }
}
