import Classes
import Hummingbird
import People
import Storage
import Training
import Values

/// The province's report: as it comes to now, and as it was published.
enum ProvincePages {
    private static func asked(_ visit: Visit) -> ReportForm {
        ReportForm(visit.query, today: visit.today)
    }

    /// `GET /training/province`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let form = asked(visit)
        let view = try await view(form.query, visit)
        return form.errors.isEmpty
            ? try visit.page("training/province", view)
            : try visit.page("training/province", view, errors: form.errors)
    }

    private static func view(_ asked: ReportQuery, _ visit: Visit) async throws -> View {
        let query = try await visit.site.reports.allowed(
            asked, for: .manageReports, by: visit.principal)
        let province = try await visit.site.reports.province(query)
        let report = ProvinceReport(province.facts, in: visit.language)
        var view = try await reportView(report, query, visit)
        view.merge(try await formView(query, visit)) { own, _ in own }
        view["publishURL"] = "/training/province"
        view["hidden"] = ReportForm.fields(query)
        view["rowHash"] = province.rowHash
        view["published"] = try await visit.site.reports.published(by: visit.principal).map {
            [
                "url": "/training/reports/\($0.code)", "asOf": $0.query.asOf.text,
                "from": $0.query.from.text,
                "at": VietnamTime($0.at).text, "person": $0.person,
            ] as View
        }
        return view
    }

    private static func formView(_ query: ReportQuery, _ visit: Visit) async throws -> View {
        let units = try await visit.site.registers.units(on: query.asOf, by: visit.principal)
        return [
            "from": query.from.text, "asOf": query.asOf.text,
            "known": query.known?.text ?? visit.query["known"],
        ].merging(
            ReportForm.units(
                units.map { ($0.code, String(repeating: "– ", count: $0.depth) + $0.name) }, query)
        ) { $1 }
    }

    /// The report with the address of the list behind each sentence.
    private static func reportView(
        _ report: ProvinceReport, _ query: ReportQuery, _ visit: Visit
    ) async throws -> View {
        let address = ReportForm.address(query)
        return [
            "heading": report.title, "lines": report.lines,
            "sections": sections(report) { source($0, query) },
            "files": ReportFile.allCases.filter { $0 != .csv }.map { file -> View in
                [
                    "url": "/training/province.\(file.rawValue)?\(address)",
                    "label": visit.word("report.file.\(file.rawValue)"),
                ]
            },
        ]
    }

    /// - Parameter address: of the list behind a figure; "" for none.
    static func sections(
        _ report: ProvinceReport, address: (ProvinceReport.Source) -> String
    ) -> [View] {
        report.sections.map { section -> View in
            [
                "number": section.number, "sectionTitle": section.title,
                "sectionID": "section\(section.number)",
                "rows": section.rows.map { row -> View in
                    [
                        "rowNumber": row.number, "content": row.content,
                        "sentences": row.sentences.map { sentence -> View in
                            [
                                "text": sentence.text,
                                "url": sentence.source.map(address) ?? "",
                            ]
                        },
                    ]
                },
            ]
        }
    }

    private static func source(_ source: ProvinceReport.Source, _ query: ReportQuery) -> String {
        func narrowed(_ only: ReportQuery.Only) -> ReportQuery {
            var query = query
            query.only = only
            return query
        }
        switch source {
        case .training(let only, let measure):
            return ReportListPages.address(narrowed(only), measure, nil)
        case .kind(let kind):
            var one = query
            one.kind = kind
            return ReportListPages.address(one, .people, nil)
        case .classes(let only):
            return "/training/report/classes?\(ReportForm.address(narrowed(only)))"
        case .trained(let only):
            return ReportListPages.staffAddress(narrowed(only), "trained")
        case .meetings:
            return "/training/meetings?\(ReportForm.address(query))"
        case .software(let function, let populations):
            let of = populations.map(\.rawValue).joined(separator: "-")
            return "/training/software?"
                + ReportForm.address(query, [("function", function.rawValue), ("of", of)])
        }
    }

    /// `POST /training/province`: publishes what the address asks.
    @Sendable static func publish(_ visit: Visit) async throws -> Response {
        let form = ReportForm(visit.form, today: visit.today)
        guard form.errors.isEmpty else { throw Refusal.malformed("malformed") }
        guard form.query.asOf <= visit.today else {
            var view = try await view(form.query, visit)
            view["hasErrors"] = true
            return try visit.page(
                "training/province", view, errors: [("asOf", "error.day-to-come")])
        }
        let code = try await visit.site.reports.publish(
            form.query, by: visit.principal, at: visit.site.now())
        return .seeOther("/training/reports/\(code)?done=published")
    }

    /// `GET /training/reports/{code}`: a published report, as it was.
    @Sendable static func published(_ visit: Visit) async throws -> Response {
        let published = try await visit.site.reports.published(
            try visit.parameter("code"), by: visit.principal)
        guard let report = published.content[visit.language.rawValue] else {
            throw Refusal.notFound
        }
        var view = try await reportView(report, published.query, visit)
        let url = "/training/reports/\(published.code)"
        view["files"] = ReportFile.allCases.filter { $0 != .csv }.map { file -> View in
            [
                "url": "\(url)/file?format=\(file.rawValue)",
                "label": visit.word("report.file.\(file.rawValue)"),
            ]
        }
        view["asOf"] = published.query.asOf.text
        view["knownAt"] = published.query.knownAt.map { VietnamTime($0).text } ?? ""
        view["at"] = VietnamTime(published.at).text
        view["person"] = published.person
        view["rules"] = "\(published.rules)"
        view["rowHash"] = published.rowHash
        view["checkURL"] = "\(url)?check=1"
        if visit.query["check"] == "1" {
            let same = try await visit.site.reports.isReproducible(published)
            view[same ? "isSame" : "isOther"] = true
        }
        return try visit.page("training/published", view)
    }

    // MARK: Files

    static let docx = file(.docx)
    static let xlsx = file(.xlsx)

    /// `GET /training/province.docx`, `.xlsx`
    private static func file(_ file: ReportFile) -> Route.Handler {
        { visit in
            let query = try await visit.site.reports.allowed(
                asked(visit).query, for: .manageReports, by: visit.principal)
            let province = try await visit.site.reports.province(query)
            return try download(ProvinceReport(province.facts, in: visit.language), file, query)
        }
    }

    /// `GET /training/reports/{code}/file`
    @Sendable static func publishedFile(_ visit: Visit) async throws -> Response {
        let published = try await visit.site.reports.published(
            try visit.parameter("code"), by: visit.principal)
        guard var report = published.content[visit.language.rawValue],
            let file = ReportFile(rawValue: visit.query["format"]), file != .csv
        else { throw Refusal.notFound }
        report.lines += [
            visit.word("province.at") + " " + VietnamTime(published.at).text + ", "
                + published.person,
            visit.word("province.rules") + ": \(published.rules). "
                + visit.word("province.hash") + " " + published.rowHash,
        ]
        return try download(report, file, published.query)
    }

    private static func download(
        _ report: ProvinceReport, _ file: ReportFile, _ query: ReportQuery
    ) throws -> Response {
        .download(
            try file.write(report), mediaType: file.mediaType,
            name: "bao-cao-\(query.asOf.iso).\(file.rawValue)")
    }
}
