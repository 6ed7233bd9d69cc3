import Administration
import Classes
import Hummingbird
import Interchange
import People
import Storage
import Training
import Values

/// Results from elsewhere: upload, preview, decide, apply, take back.
enum ResultImportPages {
    /// `POST /training/classes/{code}/import`: keeps the file and shows what it would do.
    @Sendable static func upload(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .importResults)
        guard let upload = visit.form.files["file"] else {
            return try visit.page(
                "training/class", try await TrainingClassPages.view(visit),
                errors: [("file", "error.file-missing")])
        }
        do {
            let file = try await visit.site.trainingImports.read(
                upload.bytes, name: upload.name, for: listed)
            let code = try await visit.site.staging.keep(
                .init(
                    kind: .results, object: listed.id, fileName: upload.name,
                    content: upload.bytes), by: visit.principal, at: visit.site.now())
            return try await preview(file, code, listed, visit)
        } catch let fault as ImportFault {
            return try visit.page(
                "training/class", try await TrainingClassPages.view(visit),
                faults: [("file", "\(fault.file): \(fault.text(in: visit.language))")])
        }
    }

    /// The staged file of the address.
    private static func staged(
        _ visit: Visit
    ) async throws -> (TrainingClassStore.Listed, TrainingImports.File, code: String) {
        let listed = try await TrainingPages.found(visit, for: .importResults)
        let code = try visit.parameter("staged")
        guard let staged = try await visit.site.staging.staged(code, by: visit.principal),
            staged.kind == .results, staged.object == listed.id
        else { throw Refusal.notFound }
        let file = try await visit.site.trainingImports.read(
            staged.content, name: staged.fileName, for: listed)
        return (listed, file, code)
    }

    /// `POST …/import/{staged}/columns`: what each column is, kept for sheets like it.
    @Sendable static func columns(_ visit: Visit) async throws -> Response {
        var (listed, file, code) = try await staged(visit)
        let components = try await visit.site.trainingClasses.programme(of: listed)
            .rule.components.map(\.name)
        file.sheet.columns = file.sheet.columns.indices.map { place in
            ResultColumnChoice.column(visit.form["c\(place)"], components)
        }
        try await visit.site.trainingImports.remember(
            file.sheet, by: visit.principal, at: visit.site.now())
        return try await preview(file, code, listed, visit)
    }

    /// `POST …/import/{staged}`: takes in what was previewed, with what was decided.
    @Sendable static func apply(_ visit: Visit) async throws -> Response {
        var (listed, file, code) = try await staged(visit)
        let open = try await visit.site.trainingImports.preview(file, into: listed).doubtful
        for row in open.prefix(mostDoubtful) {
            file.decisions[row.row.line] = visit.form["d\(row.row.line)"]
        }
        let undecided = open.prefix(mostDoubtful).filter {
            file.decisions[$0.row.line]?.isEmpty ?? true
        }
        guard undecided.isEmpty else {
            return try await preview(
                file, code, listed, visit,
                faults: undecided.prefix(20).map { row in
                    (
                        "d\(row.row.line)",
                        visit.word("error.undecided", ["line": "\(row.row.line)"])
                    )
                })
        }
        _ = try await visit.site.trainingImports.apply(
            [file], to: listed, by: visit.principal.person, at: visit.site.now())
        try await visit.site.staging.drop(code)
        return .seeOther("/training/classes/\(listed.code)?done=import")
    }

    /// `POST /training/classes/{code}/imports/{import}/undo`
    @Sendable static func undo(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .importResults)
        try await visit.site.trainingImports.undo(
            try visit.parameter("import"), of: listed, by: visit.principal,
            at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)?done=undone")
    }

    // MARK: The preview

    /// Rows and doubtful rows that a page shows.
    private static let mostRows = 200
    private static let mostDoubtful = 200

    private static func preview(
        _ file: TrainingImports.File, _ code: String, _ listed: TrainingClassStore.Listed,
        _ visit: Visit, faults: [(field: String, text: String)] = []
    ) async throws -> Response {
        let url = "/training/classes/\(listed.code)"
        let programme = try await visit.site.trainingClasses.programme(of: listed)
        var view: View = [
            "heading": listed.trainingClass.title, "name": listed.trainingClass.title,
            "url": url, "fileName": file.name,
            "applyURL": "\(url)/import/\(code)", "columnsURL": "\(url)/import/\(code)/columns",
            "namesPeople": file.sheet.namesPeople,
            "columns": ResultColumnChoice.views(
                of: file.sheet, programme.rule.components.map(\.name), visit),
        ]
        if file.sheet.namesPeople {
            // Asked without the decisions: what is doubtful stays to be seen.
            var open = file
            open.decisions = [:]
            let plan = try await visit.site.trainingImports.preview(open, into: listed)
            view.merge(planView(plan, file, visit)) { $1 }
        }
        if faults.isEmpty { return try visit.page("training/import", view) }
        return try visit.page("training/import", view, faults: faults)
    }

    private static func planView(
        _ plan: ResultPlan, _ file: TrainingImports.File, _ visit: Visit
    ) -> View {
        let waiting = plan.doubtful.count
        return [
            "hasPlan": true,
            "counts": [
                "new": "\(plan.count(.new))", "changed": "\(plan.count(.changed))",
                "same": "\(plan.count(.same))", "doubtful": "\(waiting)",
                "refused": "\(plan.refused.count)",
            ],
            "hasDoubtful": waiting > 0,
            "doubtful": plan.doubtful.prefix(mostDoubtful).map { doubtful($0, file, visit) },
            "moreDoubtful": waiting > mostDoubtful
                ? visit.word("resultFile.moreDoubtful", ["n": "\(waiting - mostDoubtful)"]) : "",
            "nothingToDo": plan.count(.new) + plan.count(.changed) + waiting == 0,
            "refused": plan.refused.prefix(mostRows).map { row -> View in
                [
                    "line": "\(row.line)", "words": row.name,
                    "reason": row.reason.text(in: visit.language),
                ]
            },
            "shown": plan.lines.count > mostRows ? "\(mostRows)/\(plan.lines.count)" : "",
            "rows": plan.lines.prefix(mostRows).map { row($0, visit) },
        ]
    }

    private static func doubtful(
        _ doubtful: ResultPlan.Doubtful, _ file: TrainingImports.File, _ visit: Visit
    ) -> View {
        let row = doubtful.row
        let chosen = file.decisions[row.line] ?? ""
        return [
            "line": "\(row.line)",
            "words": words(row.fullName, row.identifier, row.birthDate, row.unit),
            "why": visit.word("doubt.\(doubtful.why.rawValue)"), "leftOut": chosen == "-",
            "candidates": doubtful.candidates.map { person -> View in
                [
                    "code": person.code, "chosen": person.code == chosen,
                    "text": words(
                        person.name, person.identifier, person.birthDate, person.units.first),
                ]
            },
        ]
    }

    private static func words(
        _ name: String, _ identifier: String?, _ birth: CalendarDate?, _ unit: String?
    ) -> String {
        [name, identifier ?? "", birth?.text ?? "", unit ?? ""].filter { !$0.isEmpty }
            .joined(separator: " · ")
    }

    private static func row(_ line: ResultPlan.Line, _ visit: Visit) -> View {
        [
            "line": "\(line.row.line)", "name": line.person.name,
            "identifier": line.person.identifier ?? "",
            "mark": line.row.total?.decimal(places: 2, separator: ",") ?? "",
            "outcome": line.row.outcome.map { visit.word("resultOutcome.\($0.rawValue)") } ?? "–",
            "isNew": line.kind == .new, "isChanged": line.kind == .changed,
            "isSame": line.kind == .same, "state": visit.word("import.state.\(line.kind.rawValue)"),
        ]
    }
}

/// The choice of what a column is.
enum ResultColumnChoice {
    static func views(
        of sheet: ResultSheet, _ components: [String], _ visit: Visit
    ) -> [View] {
        zip(sheet.headings, sheet.columns).enumerated().map { place, pair in
            let (heading, column) = pair
            let known = ResultColumn.plain.map { one -> View in
                [
                    "value": one.key, "label": visit.word("resultColumn.\(one.key)"),
                    "selected": one == column,
                ]
            }
            let marked = components.enumerated().map { number, name -> View in
                [
                    "value": "component\(number)", "label": name,
                    "selected": column == .component(name),
                ]
            }
            return [
                "field": "c\(place)", "choices": known + marked,
                "heading": heading.isEmpty
                    ? visit.word("resultFile.column", ["n": "\(place + 1)"]) : heading,
            ]
        }
    }

    static func column(_ value: String, _ components: [String]) -> ResultColumn {
        if let plain = ResultColumn.plain.first(where: { $0.key == value }) { return plain }
        if value.hasPrefix("component"), let place = Int(value.dropFirst("component".count)),
            components.indices.contains(place)
        {
            return .component(components[place])
        }
        return .ignored
    }
}
