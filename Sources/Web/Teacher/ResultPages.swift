import Hummingbird
import People
import Storage
import Values

/// Marks of a sitting: figures, a table, and files.
enum ResultPages {
    /// `GET …/results?sort=name`: figures, how the marks are spread, and every mark.
    @Sendable static func table(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .readMarks)
        let results = try await SittingResults(sitting, visit)
        let url = "/teach/sittings/\(sitting.code)"
        let order = SittingResults.Order(rawValue: visit.query["sort"]) ?? .number
        let rows = results.sorted(by: order).map { row -> View in
            var view: View = ["number": row.candidate.number, "name": row.candidate.name]
            view["mark"] = row.mark.map { sitting.shown($0) } ?? "–"
            view["isPending"] = row.isPending
            view["cells"] = row.slots.map { cell($0, in: sitting) }
            view["span"] = row.slots.isEmpty ? "\(results.columns.count)" : ""
            view["url"] = "\(url)/candidates/\(row.candidate.number)"
            return view
        }
        var view: View = [
            "title": sitting.title, "className": sitting.className, "url": url,
            "csvURL": "\(url)/results.csv", "count": "\(results.count)",
            "columns": results.columns.map { ["label": $0] }, "rows": rows,
            "hasHandMarked": results.hasHandMarked, "hasPending": results.pending > 0,
            "left": "\(results.pending)",
        ]
        for one in SittingResults.Order.allCases { view["\(one)Order"] = one == order }
        view.merge(MarkFigures(results.marks, of: results.possible).view) { own, _ in own }
        return try visit.page("teacher/results", view)
    }

    /// A dropped question, which is worth nothing, is neither right nor wrong.
    private static func cell(
        _ slot: SittingResults.Slot, in sitting: SittingStore.Sitting
    ) -> View {
        if slot.isPending { return ["isPending": true] }
        let (earned, worth) = (slot.earned, slot.worth)
        let counts = worth > .zero
        return [
            "text": sitting.shown(earned), "right": counts && earned == worth,
            "wrong": counts && earned <= .zero,
            "partial": counts && earned > .zero && earned < worth,
        ]
    }

    /// `GET …/results.csv?separator=semicolon`
    @Sendable static func csv(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .readMarks)
        let results = try await SittingResults(sitting, visit)
        let sheet = MarkSheet(visit)
        func text(_ mark: Mark) -> String { sheet.text(mark, places: sitting.decimals) }
        let heading =
            [
                visit.word("word.number"), visit.word("word.identifier"),
                visit.word("word.fullName"), visit.word("word.mark"),
            ] + results.columns
        let rows = results.rows.map { row -> [String] in
            let candidate = row.candidate
            return [
                candidate.number, candidate.identifier ?? "", candidate.name,
                row.mark.map(text) ?? "",
            ] + row.slots.map { $0.isPending ? visit.word("marking.pending") : text($0.earned) }
        }
        return sheet.answer([heading] + rows, name: "\(sitting.title) - \(sitting.className)")
    }

    /// `GET …/questions.csv?separator=semicolon`: the figures of every question.
    @Sendable static func questions(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .readMarks)
        let figures = try await ItemFigures(
            sitting, try await AmendmentPages.registration(of: sitting, visit), visit)
        let sheet = MarkSheet(visit)
        let heading = [
            "word.question", "items.text", "items.count", "items.facility",
            "items.discrimination", "items.blank", "items.wrong", "items.wrongCount", "items.look",
        ].map { visit.word($0) }
        return sheet.answer(
            [heading] + figures.items.map { $0.cells(in: sheet, visit) },
            name: "\(sitting.title) - \(sitting.className) - \(visit.word("items.title"))")
    }
}
