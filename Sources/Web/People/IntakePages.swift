import Administration
import Hummingbird
import Interchange
import People
import Storage
import Training
import Values

/// Lists of units and people: uploaded, looked at, applied, undone.
enum IntakePages {
    /// Rows that a preview shows; a province has tens of thousands.
    static let shown = 200

    private static func url(_ kind: IntakeStore.Kind) -> String { "/admin/\(kind.rawValue)" }

    /// The lists that were taken in, with the way to undo each.
    static func recent(_ kind: IntakeStore.Kind, _ visit: Visit) async throws -> View? {
        let list = try await visit.site.intakes.recent(kind, by: visit.principal)
        guard !list.isEmpty else { return nil }
        return [
            "list": list.map { intake -> View in
                let counts = intake.draft.counts
                return [
                    "file": intake.draft.fileName, "undone": intake.undone != nil,
                    "undoURL": "\(url(kind))/import/\(intake.code)/undo",
                    "text": visit.word(
                        "intake.summary",
                        [
                            "time": VietnamTime(intake.at).text,
                            "person": intake.person ?? visit.word("audit.server"),
                            "new": "\(counts.new)", "changed": "\(counts.changed)",
                        ]),
                ]
            }
        ]
    }

    // MARK: Units

    /// `POST /admin/units/import`: reads the file, to show what it would do.
    @Sendable static func takeUnits(_ visit: Visit) async throws -> Response {
        guard let upload = visit.form.files["file"] else {
            return try visit.page(
                "admin/units", try await UnitPages.listView(visit),
                errors: [("file", "error.file-missing")])
        }
        do {
            _ = try await visit.site.intakes.previewUnits(
                .init(name: upload.name, bytes: upload.bytes), by: visit.principal,
                at: visit.site.now())
            return .seeOther("/admin/units/import/\(try await keep(upload, .units, visit))")
        } catch let fault as ImportFault {
            return try refused(
                "admin/units", try await UnitPages.listView(visit), fault, visit)
        }
    }

    /// `GET /admin/units/import/{staged}`
    @Sendable static func showUnits(_ visit: Visit) async throws -> Response {
        let (file, code, _) = try await staged(.units, visit)
        let plan = try await visit.site.intakes.previewUnits(
            file, by: visit.principal, at: visit.site.now())
        return try visit.page("admin/intake", unitView(plan, file.name, code, visit))
    }

    private static func unitView(
        _ plan: UnitPlan, _ file: String, _ staged: String, _ visit: Visit
    ) -> View {
        var view = common(.units, plan.counts, plan.refused, plan.unknownColumns, visit)
        view["fileName"] = file
        view["applyURL"] = "/admin/units/import/\(staged)"
        view["rows"] = plan.rows.prefix(shown).map { row -> View in
            [
                "line": "\(row.entry.line)", "name": row.entry.name,
                "identifier": row.entry.identifier ?? "",
                "place": row.entry.parent?.words ?? "", "state": state(row.state, visit),
                "before": row.state == .changed ? row.before?.details.name ?? "" : "",
            ]
        }
        let doubts = plan.rows.filter(\.state.isConflict)
        let part = DoubtPart(visit.query["part"], of: doubts.count)
        view["hasDoubts"] = !doubts.isEmpty
        if !doubts.isEmpty { view["nothingToDo"] = false }
        view["doubts"] = part.rows(of: doubts).map { row -> View in
            [
                "line": "\(row.entry.line)", "name": row.entry.name, "isOut": true,
                "inFile": [row.entry.name, row.entry.identifier].compactMap(\.self)
                    .joined(separator: ", "),
                "candidates": [["words": row.reason(in: visit.language)] as View],
            ]
        }
        view["more"] = more(plan.rows.count, visit)
        view.merge(part.view) { $1 }
        return view
    }

    private static func state(_ state: UnitPlan.State, _ visit: Visit) -> String {
        switch state {
        case .new: visit.word("import.state.new")
        case .changed: visit.word("import.state.changed")
        case .same: visit.word("import.state.same")
        case .identifierOfAnother, .likelyDuplicate: visit.word("import.state.doubt")
        }
    }

    /// `POST /admin/units/import/{staged}`: takes in what was previewed.
    @Sendable static func applyUnits(_ visit: Visit) async throws -> Response {
        let (file, code, _) = try await staged(.units, visit)
        if let part = Int(visit.form["part"]) {
            return .seeOther("/admin/units/import/\(code)?part=\(part)#doubts")
        }
        _ = try await visit.site.intakes.applyUnits(
            file, by: visit.principal, at: visit.site.now())
        try await visit.site.staging.drop(code)
        return .seeOther("/admin/units?done=import")
    }

    // MARK: Both

    /// `POST /admin/units/import/{intake}/undo`
    @Sendable static func undoUnits(_ visit: Visit) async throws -> Response {
        try await undo(.units, visit)
    }

    /// `POST /admin/people/import/{intake}/undo`
    @Sendable static func undoPeople(_ visit: Visit) async throws -> Response {
        try await undo(.people, visit)
    }

    private static func undo(_ kind: IntakeStore.Kind, _ visit: Visit) async throws -> Response {
        guard
            let kept = try await visit.site.intakes.undo(
                visit.parameter("staged"), of: kind, by: visit.principal, at: visit.site.now())
        else { throw Refusal.notFound }
        return .seeOther("\(url(kind))?done=\(kept == 0 ? "undone" : "undone-partly")")
    }

    static func keep(
        _ upload: FormData.File, _ kind: StagedImportStore.Kind, _ visit: Visit
    ) async throws -> String {
        try await visit.site.staging.keep(
            .init(kind: kind, object: 0, fileName: upload.name, content: upload.bytes),
            by: visit.principal, at: visit.site.now())
    }

    static func staged(
        _ kind: StagedImportStore.Kind, _ visit: Visit
    ) async throws -> (file: Intakes.File, code: String, choices: [Int: String]) {
        let code = try visit.parameter("staged")
        guard let staged = try await visit.site.staging.staged(code, by: visit.principal),
            staged.kind == kind
        else { throw Refusal.notFound }
        var file = Intakes.File(name: staged.fileName, bytes: staged.content)
        file.unit = staged.choices[unitChoice].flatMap { $0.isEmpty ? nil : $0 }
        return (file, code, staged.choices)
    }

    static func common(
        _ kind: IntakeStore.Kind, _ counts: IntakeStore.Counts, _ refused: [RosterRefusal],
        _ ignored: [String], _ visit: Visit
    ) -> View {
        [
            "url": url(kind), "section": visit.word("nav.\(kind.rawValue)"),
            "counts": [
                "new": "\(counts.new)", "changed": "\(counts.changed)", "same": "\(counts.same)",
                "conflicting": "\(counts.conflicting)", "refused": "\(counts.refused)",
            ],
            "nothingToDo": counts.new + counts.changed == 0,
            "refused": refused.prefix(shown).map { row -> View in
                let place = row.part.map { "\($0): " } ?? ""
                return [
                    "line": "\(place)\(row.line)", "words": row.words,
                    "reason": row.reason.text(in: visit.language),
                ]
            },
            "columnsIgnored": ignored,
        ]
    }

    static func more(_ count: Int, _ visit: Visit) -> String {
        count > shown ? visit.word("intake.more", ["count": "\(count - shown)"]) : ""
    }

    static func refused(
        _ page: String, _ view: View, _ fault: ImportFault, _ visit: Visit
    ) throws -> Response {
        let text = "\(fault.file): \(fault.text(in: visit.language))"
        var view = view
        view["hasErrors"] = true
        view["errorList"] = [["field": "file", "text": text]]
        view["errors"] = ["file": text]
        return try visit.page(page, view, status: .unprocessableContent)
    }
}
