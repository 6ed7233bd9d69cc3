import Classes
import Hummingbird
import Storage
import Training
import Values

/// What somebody was trained in: for herself, the head of her unit, and the department.
enum RecordPages {
    /// `GET /my-training`: one's own.
    @Sendable static func own(_ visit: Visit) async throws -> Response {
        try await page(nil, visit)
    }

    /// `GET /training/people/{code}`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        try await page(try visit.parameter("code"), visit)
    }

    private static func page(_ code: String?, _ visit: Visit) async throws -> Response {
        let record = try await visit.site.records.record(
            of: code, on: visit.today, by: visit.principal)
        return try visit.page(
            "training/record",
            [
                "isOwn": code == nil, "name": record.person.name,
                "identifier": record.person.identifier ?? "",
                "unit": record.person.units.first ?? "", "today": visit.today.text,
                "years": record.years.map { year($0, visit) },
            ])
    }

    private static func year(_ year: TrainingRecords.Year, _ visit: Visit) -> View {
        [
            "label": "\(year.from.year)–\(year.from.year + 1)", "periods": "\(year.periods)",
            "duty": year.duty > 0 ? Share(year.periods, of: year.duty).text : "",
            "captionID": "year\(year.from.year)",
            "lines": year.lines.map { line($0, visit) },
        ]
    }

    private static func line(_ line: TrainingRecords.Line, _ visit: Visit) -> View {
        [
            "className": line.className, "programme": line.programme,
            "kind": line.kindName ?? line.kind.text(in: visit.language),
            "dates": line.from == line.until
                ? line.from.text : "\(line.from.text) – \(line.until.text)",
            "linePeriods": "\(line.periods)",
            "mark": line.state.total?.decimal(places: 2, separator: ",") ?? "–",
            "outcome": line.cancelledOn == nil
                ? TrainingClassPages.outcome(line.state, visit) : visit.word("record.cancelled"),
            "revocation": line.revocation ?? "", "validUntil": line.validUntil?.text ?? "",
            "certificateURL": line.certificate.map { "/certificates/\($0)" } ?? "",
            "corrections": line.corrections.map { ["correction": correction($0, visit)] as View },
        ]
    }

    /// When a result was put right, by whom, why, and what stood there.
    static func correction(_ correction: Correction, _ visit: Visit) -> String {
        visit.word(
            "record.corrected",
            [
                "date": VietnamTime(correction.at).text,
                "person": correction.person ?? visit.word("record.bySheet"),
                "before": TrainingClassPages.outcome(correction.before, visit),
                "reason": correction.reason.map { "; \($0)" } ?? "",
            ])
    }
}
