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

    private static func row(_ line: TrainingReports.Line, _ visit: Visit) -> View {
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
            "recordURL": "/training/people/\(line.code)",
        ]
    }

    /// The whole list as files.
    private static func files(_ list: String, _ address: String, _ visit: Visit) -> [View] {
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
    private static func download(
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
        _ more: [(String, String)] = []
    ) -> String {
        "/training/report/staff?"
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
                "files": files(
                    "staff",
                    ReportForm.address(query, [("list", list.rawValue), ("of", code)]), visit),
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

    /// `GET /training/report/staff/file`
    @Sendable static func staffFile(_ visit: Visit) async throws -> Response {
        let (query, list, programme, staff) = try await staff(visit)
        let lines = try await visit.site.reports.lines(
            list.hasIt ? staff.having : staff.lacking, query, from: 0, limit: mostLines)
        let body = lines.map { line in
            [
                line.name, line.identifier ?? "", line.unit,
                line.title?.text(in: visit.language) ?? "",
            ]
        }
        let lead = visit.word(
            "report.staffLead",
            ["asOf": query.asOf.text, "from": query.from.text, "rate": staff.share.text])
        return try download(
            [name(list, programme, query, visit), lead],
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

    /// `GET /training/report/expiring`: whose completion runs out, or has run out.
    @Sendable static func expiring(_ visit: Visit) async throws -> Response {
        let asked = try await askedOfExpiring(visit)
        guard asked.isRight else {
            return try visit.page(
                "training/expiring", try await expiringView(asked, visit),
                errors: [("days", "error.days")])
        }
        return try visit.page("training/expiring", try await expiringView(asked, visit))
    }

    /// What the page of completions that run out is asked.
    private struct Expiry {
        let query: ReportQuery
        let days: Int
        /// Whether the days lie before the question's day.
        let isPast: Bool
        /// Whether a number of days was typed that can be.
        let isRight: Bool

        var fields: [(String, String)] { [("days", "\(days)"), ("past", isPast ? "1" : "")] }
    }

    private static let longest = 3_660

    private static func askedOfExpiring(_ visit: Visit) async throws -> Expiry {
        let typed = visit.query["days"]
        let days = typed.isEmpty ? 180 : Int(typed)
        return Expiry(
            query: try await ReportPages.asked(visit).query,
            days: days.map { min(max($0, 1), longest) } ?? 180,
            isPast: visit.query["past"] == "1",
            isRight: days.map { (1...longest).contains($0) } ?? false)
    }

    private static func expiringView(_ asked: Expiry, _ visit: Visit) async throws -> View {
        let query = asked.query
        let expiring = try await visit.site.reports.expiring(
            query, within: asked.isPast ? -asked.days : asked.days)
        let start = min(max(Int(visit.query["start"]) ?? 0, 0), expiring.count)
        let address = ReportForm.address(query, asked.fields)
        return [
            "reportURL": "/training/report?\(ReportForm.address(query))",
            "days": visit.query["days"].isEmpty ? "\(asked.days)" : visit.query["days"],
            "isPast": asked.isPast, "hidden": ReportForm.fields(query),
            "lead": lead(asked, expiring.count, visit),
            "files": files("expiring", address, visit),
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
                ? "/training/report/expiring?\(address)&start=\(start + limit)" : "",
        ]
    }

    private static func lead(_ asked: Expiry, _ count: Int, _ visit: Visit) -> String {
        visit.word(
            asked.isPast ? "report.expiredLead" : "report.expiringLead",
            [
                "days": "\(asked.days)", "asOf": asked.query.asOf.text,
                "count": CountText.grouped(count),
            ])
    }

    /// `GET /training/report/expiring/file`
    @Sendable static func expiringFile(_ visit: Visit) async throws -> Response {
        let asked = try await askedOfExpiring(visit)
        let expiring = try await visit.site.reports.expiring(
            asked.query, within: asked.isPast ? -asked.days : asked.days)
        let body = try await lines(expiring.prefix(mostLines), asked.query, visit).map {
            one, line in
            [
                line?.name ?? "", line?.identifier ?? "", line?.unit ?? "",
                one.programme.name, one.completedOn.text, one.expiresOn.text,
            ]
        }
        let headings = [
            "word.fullName", "word.identifier", "report.unit", "trainingClass.programme",
            "report.completed", "report.expires",
        ]
        return try download(
            [visit.word("report.expiring"), lead(asked, expiring.count, visit)], headings, body,
            "het-hieu-luc-\(asked.query.asOf.iso)", visit)
    }

    private static func lines(
        _ expiring: ArraySlice<TrainingReports.Expiring>, _ query: ReportQuery, _ visit: Visit
    ) async throws -> [(TrainingReports.Expiring, TrainingReports.StaffLine?)] {
        let lines = try await visit.site.reports.lines(expiring.map(\.person), query)
        return zip(expiring, lines).map { ($0, $1) }
    }
}
