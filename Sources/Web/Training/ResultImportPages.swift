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
    /// `POST /training/classes/{code}/import`: keeps the file, to show what it would do.
    @Sendable static func upload(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .importResults)
        guard let upload = visit.form.files["file"] else {
            return try visit.page(
                "training/class", try await TrainingClassPages.view(visit),
                errors: [("file", "error.file-missing")])
        }
        do {
            _ = try await visit.site.trainingImports.read(
                upload.bytes, name: upload.name, for: listed)
            let code = try await visit.site.staging.keep(
                .init(
                    kind: .results, object: listed.id, fileName: upload.name,
                    content: upload.bytes), by: visit.principal, at: visit.site.now())
            return .seeOther(url(code, listed))
        } catch let fault as ImportFault {
            return try visit.page(
                "training/class", try await TrainingClassPages.view(visit),
                faults: [("file", "\(fault.file): \(fault.text(in: visit.language))")])
        }
    }

    private static func url(_ staged: String, _ listed: TrainingClassStore.Listed) -> String {
        "/training/classes/\(listed.code)/import/\(staged)"
    }

    /// `GET …/import/{staged}`: what the file would do, and its doubtful rows page by page.
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let (listed, file, code) = try await staged(visit)
        return try await preview(file, code, listed, visit)
    }

    /// The staged file of the address, with what was chosen so far.
    private static func staged(
        _ visit: Visit
    ) async throws -> (TrainingClassStore.Listed, TrainingImports.File, code: String) {
        let listed = try await TrainingPages.found(visit, for: .importResults)
        let code = try visit.parameter("staged")
        guard let staged = try await visit.site.staging.staged(code, by: visit.principal),
            staged.kind == .results, staged.object == listed.id
        else { throw Refusal.notFound }
        var file = try await visit.site.trainingImports.read(
            staged.content, name: staged.fileName, for: listed)
        file.decisions = staged.choices
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
        return .seeOther(url(code, listed))
    }

    /// `POST …/import/{staged}`: keeps what was chosen; goes to another page of doubtful rows,
    /// or takes in what was previewed.
    @Sendable static func apply(_ visit: Visit) async throws -> Response {
        var (listed, file, code) = try await staged(visit)
        file.decisions.merge(DoubtPart.choices(visit.form)) { $1 }
        try await visit.site.staging.keep(file.decisions, of: code)
        if let part = Int(visit.form["part"]) {
            return .seeOther("\(url(code, listed))?part=\(part)#doubtful")
        }
        if !visit.form.isTicked("leaveRest") {
            let lines = try await plan(file, listed, visit).doubtful.map(\.row.line)
            let isOpen = { (line: Int) in file.decisions[line]?.isEmpty ?? true }
            if let first = lines.firstIndex(where: isOpen) {
                let part = DoubtPart(showing: first, of: lines.count)
                return try await preview(
                    file, code, listed, visit, part: part,
                    faults: part.rows(of: lines).filter(isOpen).prefix(20).map { line in
                        ("d\(line)", visit.word("error.undecided", ["line": "\(line)"]))
                    })
            }
        }
        _ = try await visit.site.trainingImports.apply(
            [file], to: listed, by: visit.principal.person, at: visit.site.now())
        try await visit.site.staging.drop(code)
        return .seeOther("/training/classes/\(listed.code)?done=import")
    }

    /// `POST /training/classes/{code}/imports/{import}/undo`
    @Sendable static func undo(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .importResults)
        do {
            try await visit.site.trainingImports.undo(
                try visit.parameter("import"), of: listed, by: visit.principal.person,
                at: visit.site.now())
        } catch TrainingFault.certified(let numbers) {
            let words = visit.word(
                "error.certified", ["numbers": numbers.prefix(20).joined(separator: ", ")])
            return try visit.page(
                "training/class", try await TrainingClassPages.view(visit),
                faults: [("imports-caption", words)])
        }
        return .seeOther("/training/classes/\(listed.code)?done=undone")
    }

    // MARK: The preview

    /// Rows that a page shows.
    private static let mostRows = 200

    /// Asked without the decisions: what is doubtful stays to be seen.
    private static func plan(
        _ file: TrainingImports.File, _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> ResultPlan {
        var open = file
        open.decisions = [:]
        return try await visit.site.trainingImports.preview(
            open, into: listed, at: visit.site.now())
    }

    private static func preview(
        _ file: TrainingImports.File, _ code: String, _ listed: TrainingClassStore.Listed,
        _ visit: Visit, part: DoubtPart? = nil, faults: [(field: String, text: String)] = []
    ) async throws -> Response {
        let url = "/training/classes/\(listed.code)"
        let programme = try await visit.site.trainingClasses.programme(of: listed)
        var view: View = [
            "heading": listed.trainingClass.title, "name": listed.trainingClass.title,
            "url": url, "fileName": file.name,
            "applyURL": "\(url)/import/\(code)", "columnsURL": "\(url)/import/\(code)/columns",
            "leavesRest": visit.form.isTicked("leaveRest"),
            "namesPeople": file.sheet.namesPeople,
            "columns": ResultColumnChoice.views(
                of: file.sheet, programme.rule.components.map(\.name), visit),
        ]
        if file.sheet.namesPeople {
            let plan = try await plan(file, listed, visit)
            let part = part ?? DoubtPart(visit.query["part"], of: plan.doubtful.count)
            view.merge(planView(plan, file, part, visit)) { $1 }
            view.merge(part.view) { $1 }
        }
        if faults.isEmpty { return try visit.page("training/import", view) }
        return try visit.page("training/import", view, faults: faults)
    }

    private static func planView(
        _ plan: ResultPlan, _ file: TrainingImports.File, _ part: DoubtPart, _ visit: Visit
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
            "doubtful": part.rows(of: plan.doubtful).map { doubtful($0, file, visit) },
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
