import Assessment
import Authoring
import Delivery
import Hummingbird
import Interchange
import People
import Storage
import Values

/// Marks of a sitting: a table, a file, one candidate's paper.
enum ResultPages {
    /// `GET …/results`
    @Sendable static func table(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .readMarks)
        let results = try await SittingResults(sitting, visit)
        let url = "/teach/sittings/\(sitting.code)"
        let rows = results.rows.map { row -> View in
            var view: View = ["number": row.candidate.number, "name": row.candidate.name]
            view["mark"] = row.mark.map { sitting.shown($0) } ?? "–"
            view["cells"] = row.cells
            if row.mark != nil { view["url"] = "\(url)/candidates/\(row.candidate.number)" }
            return view
        }
        return try visit.page(
            "teacher/results",
            [
                "title": sitting.title, "className": sitting.className, "url": url,
                "csvURL": "\(url)/results.csv", "count": "\(results.marked.count)",
                "mean": results.mean.map { sitting.shown($0) } ?? "–",
                "columns": results.columns.map { ["label": $0] }, "rows": rows,
            ])
    }

    /// `GET …/results.csv`: UTF-8 with a byte-order mark, as spreadsheets want it.
    @Sendable static func csv(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .readMarks)
        let results = try await SittingResults(sitting, visit)
        let heading =
            [
                visit.word("word.number"), visit.word("word.identifier"),
                visit.word("word.fullName"), visit.word("word.mark"),
            ] + results.columns
        let rows = results.rows.map { row -> [String] in
            var cells = [row.candidate.number, row.candidate.identifier ?? "", row.candidate.name]
            cells.append(row.mark.map { sitting.shown($0) } ?? "")
            return cells + row.marks
        }
        return .download(
            CSVWriter.write([heading] + rows), mediaType: "text/csv; charset=utf-8",
            name: "\(sitting.title) - \(sitting.className).csv")
    }

    /// `GET …/candidates/{number}`: one paper with its marks.
    @Sendable static func candidate(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .readMarks)
        let number = try visit.parameter("number")
        guard
            let candidate = try await visit.site.sittings.candidates(
                of: sitting, by: visit.principal
            ).first(where: { $0.number == number }),
            let result = sitting.counting.result(
                among: try await visit.site.delivery.attempts(
                    sitting.id, candidate: candidate.id))
        else { throw Refusal.notFound }
        let marked = try await MarkedPaper(
            result, of: sitting, candidate: candidate.id, pictureBase: "/teach/pictures", visit)
        var view: View = [
            "title": sitting.title, "name": candidate.name, "number": candidate.number,
            "resultsURL": "/teach/sittings/\(sitting.code)/results",
            "items": marked.items(showing: Set(ReviewRule.Matter.allCases)),
        ]
        view.merge(marked.totals) { _, new in new }
        let overview = try await visit.site.delivery.overview(sitting.id)
        if case .started(let started)? = overview.first(where: { $0.candidate == candidate.id })?
            .progress, started.late > 0
        {
            view["late"] = "\(started.late)"
            view["lateURL"] = "/teach/sittings/\(sitting.code)/candidates/\(number)/late"
        }
        return try visit.page("teacher/candidate", view)
    }

    /// `POST …/candidates/{number}/late`: answers that came too late count, by this
    /// person's decision; the paper is graded anew.
    @Sendable static func admitLate(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .runSitting)
        let number = try visit.parameter("number")
        guard
            let candidate = try await visit.site.sittings.candidates(
                of: sitting, by: visit.principal
            ).first(where: { $0.number == number })
        else { throw Refusal.notFound }
        let address = "/teach/sittings/\(sitting.code)/candidates/\(number)"
        do {
            _ = try await visit.site.delivery.admitLate(
                sitting.id, candidate: candidate.id, by: visit.principal.person)
        } catch {
            switch error {
            case DeliveryError.refused, DeliveryError.notStarted, DeliveryError.unknownSitting:
                return .seeOther(address)
            case DeliveryError.draining: throw Refusal.stopping
            default: throw error
            }
        }
        return .seeOther("\(address)?done=late")
    }
}

/// The marks of a sitting by candidate and question.
///
/// Questions are columns: where every candidate has the same ones they stand in
/// the order of the test; where they are drawn, by their place on each paper.
struct SittingResults {
    struct Row {
        let candidate: SittingStore.Candidate
        /// What counts of all attempts; nil where none has ended.
        let mark: Mark?
        /// For the page: text and how right.
        let cells: [View]
        /// For the file.
        let marks: [String]
    }

    let rows: [Row]
    let columns: [String]

    var marked: [Mark] { rows.compactMap(\.mark) }

    var mean: Mark? { Counting.average.mark(of: marked) }

    init(_ sitting: SittingStore.Sitting, _ visit: Visit) async throws {
        let candidates = try await visit.site.sittings.candidates(
            of: sitting, by: visit.principal)
        let results = Dictionary(
            grouping: try await visit.site.delivery.marks(sitting.id), by: \.candidate)
        let definition = try await visit.site.database.read { connection in
            try SittingDefinition(sitting, connection)
        }
        guard let definition else { throw Refusal.notFound }
        let fixed = Self.commonOrder(of: definition.manifest)
        let count = definition.manifest.parts.flatMap(\.entries).reduce(0) { $0 + $1.count }
        columns = (1...max(1, count)).map { "\(visit.word("word.question")) \($0)" }
        rows = candidates.map { candidate in
            let attempts = results[candidate.id] ?? []
            guard let result = sitting.counting.result(among: attempts),
                let form = definition.form(of: candidate.id, attempt: result.number)
            else { return Row(candidate: candidate, mark: nil, cells: [], marks: []) }
            let order = Self.order(of: form, common: fixed)
            return Row(
                candidate: candidate, mark: sitting.counting.mark(of: attempts.map(\.earned)),
                cells: order.map { slot in
                    let earned = result.slots[slot].earned
                    let worth = form[slot].worth
                    return [
                        "text": sitting.shown(earned), "right": earned == worth,
                        "wrong": earned <= .zero,
                        "partial": earned > .zero && earned < worth,
                    ]
                },
                marks: order.map { sitting.shown(result.slots[$0].earned) })
        }
    }

    /// The test's own order where nothing is drawn.
    private static func commonOrder(of manifest: Manifest) -> [VersionReference]? {
        let entries = manifest.parts.flatMap(\.entries)
        var order: [VersionReference] = []
        for entry in entries {
            guard entry.items.count == entry.count else { return nil }
            order += entry.items.map(\.reference)
        }
        return order
    }

    /// The form's slots in the order of the columns.
    private static func order(
        of form: Form, common: [VersionReference]?
    ) -> [Int] {
        let slots = form.slots
        guard let common else { return Array(slots.indices) }
        return common.compactMap { reference in
            slots.firstIndex { $0.reference == reference }
        }
    }
}

extension Counting {
    /// The attempt whose answers stand behind the mark that counts.
    fileprivate func result(among attempts: [AttemptResult]) -> AttemptResult? {
        place(among: attempts.map(\.earned)).map { attempts[$0] }
    }
}
