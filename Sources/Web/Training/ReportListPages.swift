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
    static let limit = 100
    /// Lines of a list as a file.
    static let mostLines = 100_000

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
        let readable = try await readable(rows.map(\.person), visit)
        let more = [("measure", measure.rawValue), ("group", asked.group)]
        var view: View = [
            "titles2": asked.titles(visit.language),
            "measure": measure.text(in: visit.language), "group": asked.line?.label ?? "",
            "reportURL": "/training/report?\(ReportForm.address(query))",
            "seesClasses": seesClasses(visit),
            "rows": rows.prefix(limit).map { row($0, readable, visit) },
            "isPeople": measure == .people,
            "files": files("list", ReportForm.address(query, more), visit),
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

    /// Whose records this visitor may open: a head those of her staff, not of who has left.
    static func readable(_ people: [Int64], _ visit: Visit) async throws -> Set<Int64> {
        try await visit.site.records.readable(people, on: visit.today, by: visit.principal)
    }

    static func recordURL(
        _ person: Int64, _ code: String, _ readable: Set<Int64>
    ) -> String {
        readable.contains(person) ? "/training/people/\(code)" : ""
    }

    private static func row(
        _ line: TrainingReports.Line, _ readable: Set<Int64>, _ visit: Visit
    ) -> View {
        [
            "name": line.name, "identifier": line.identifier ?? "", "unit": line.unit,
            "title": line.title?.text(in: visit.language) ?? "", "className": line.className,
            "classURL": "/training/classes/\(line.classCode)",
            "day": line.row.hasCompleted
                ? RecordVersion.date(line.row.day)?.text ?? ""
                : visit.word("report.notCompleted"),
            "periods": line.row.hasCompleted ? "\(line.periods)" : "",
            "enrolled": RecordVersion.date(line.row.enrolledOn)?.text ?? "",
            "attended": line.row.hasAttended
                ? RecordVersion.date(line.row.attendedOn)?.text ?? "" : "",
            "classCount": "\(line.classes)",
            "recordURL": recordURL(line.person, line.code, readable),
        ]
    }

    /// The whole list as files.
    static func files(_ list: String, _ address: String, _ visit: Visit) -> [View] {
        ReportFile.allCases.map { file in
            [
                "url": "/training/report/\(list)/file?\(address)&as=\(file.rawValue)",
                "label": visit.word("report.file.\(file.rawValue)"),
            ]
        }
    }

    /// `GET /training/report/list/file`: the whole list.
    @Sendable static func listFile(_ visit: Visit) async throws -> Response {
        let asked = try await Asked(visit)
        let measure = measure(visit)
        let rows = try await visit.site.reports.list(
            asked.query, .init(measure, key: asked.line?.key), after: nil, limit: mostLines)
        let title =
            measure.text(in: visit.language) + (asked.line.map { ": \($0.label)" } ?? "")
        let common = ["word.fullName", "word.identifier", "report.unit", "report.post"]
        func who(_ line: TrainingReports.Line) -> [String] {
            [
                line.name, line.identifier ?? "", line.unit,
                line.title?.text(in: visit.language) ?? "",
            ]
        }
        if measure == .people {
            return try download(
                [title] + asked.titles(visit.language), common + ["report.classes"],
                rows.map { who($0) + ["\($0.classes)"] },
                "\(measure.rawValue)-\(asked.query.asOf.iso)", visit)
        }
        let body = rows.map { line in
            func day(_ day: UInt16, _ counts: Bool) -> String {
                counts ? RecordVersion.date(day)?.text ?? "" : ""
            }
            return who(line) + [
                line.programme, line.className, day(line.row.enrolledOn, true),
                day(line.row.attendedOn, line.row.hasAttended),
                day(line.row.day, line.row.hasCompleted),
                line.row.hasCompleted ? "\(line.periods)" : "",
            ]
        }
        return try download(
            [title] + asked.titles(visit.language),
            common + [
                "trainingClass.programme", "trainingClass.title", "report.enrolledOn",
                "report.attendedOn", "report.completed", "programme.periods",
            ], body, "\(measure.rawValue)-\(asked.query.asOf.iso)", visit)
    }

    /// - Parameter titles: what stands above the table; a CSV has none.
    static func download(
        _ titles: [String], _ headings: [String], _ body: [[String]], _ name: String,
        _ visit: Visit
    ) throws -> Response {
        guard let file = ReportFile(rawValue: visit.query["as"]) else { throw Refusal.notFound }
        return .download(
            try file.write(
                titles: titles, rows: [headings.map { visit.word($0) }] + body,
                widths: Array(repeating: 10, count: headings.count)),
            mediaType: file.mediaType, name: "danh-sach-\(name).\(file.rawValue)")
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
                "files": files("classes", ReportForm.address(asked.query, more), visit),
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

    /// `GET /training/report/classes/file`
    @Sendable static func classesFile(_ visit: Visit) async throws -> Response {
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
        return try download(
            [visit.word("report.classList") + (asked.line.map { ": \($0.label)" } ?? "")]
                + asked.titles(visit.language), headings, body,
            "lop-\(asked.query.asOf.iso)", visit)
    }
}
