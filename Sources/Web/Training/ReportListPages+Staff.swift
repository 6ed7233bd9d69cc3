import Classes
import Hummingbird
import People
import Storage
import Training
import Values

/// The staff of a day: who was trained, who lacks what is required, whose results run out.
extension ReportListPages {
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
        let readable = try await readable(lines.map(\.person), visit)
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
                        "recordURL": recordURL(line.person, line.code, readable),
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
        let shown = expiring[start...].prefix(limit)
        let readable = try await readable(shown.map(\.person), visit)
        return [
            "reportURL": "/training/report?\(ReportForm.address(query))",
            "days": visit.query["days"].isEmpty ? "\(asked.days)" : visit.query["days"],
            "isPast": asked.isPast, "hidden": ReportForm.fields(query),
            "lead": lead(asked, expiring.count, visit),
            "files": files("expiring", address, visit),
            "rows": try await lines(shown, query, visit).map {
                one, line -> View in
                [
                    "name": line?.name ?? "", "identifier": line?.identifier ?? "",
                    "unit": line?.unit ?? "", "programme": one.programme.name,
                    "completed": one.completedOn.text, "expires": one.expiresOn.text,
                    "recordURL": recordURL(one.person, line?.code ?? "", readable),
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
