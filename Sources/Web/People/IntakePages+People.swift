import Administration
import Hummingbird
import Interchange
import People
import Storage
import Training
import Values

/// Lists of people: what each row would do, doubts decided, rows without a unit.
extension IntakePages {
    /// `POST /admin/people/import`
    @Sendable static func takePeople(_ visit: Visit) async throws -> Response {
        guard let upload = visit.form.files["file"] else {
            return try visit.page(
                "admin/people", try await PeoplePages.listView(visit),
                errors: [("file", "error.file-missing")])
        }
        do {
            _ = try await visit.site.intakes.previewPeople(
                .init(name: upload.name, bytes: upload.bytes), by: visit.principal,
                at: visit.site.now())
            return .seeOther("/admin/people/import/\(try await keep(upload, .people, visit))")
        } catch let fault as ImportFault {
            return try refused(
                "admin/people", try await PeoplePages.listView(visit), fault, visit)
        }
    }

    /// `GET /admin/people/import/{staged}`: what the list would do, and its rows in doubt page
    /// by page.
    @Sendable static func showPeople(_ visit: Visit) async throws -> Response {
        let (file, code, choices) = try await staged(.people, visit)
        let plan = try await visit.site.intakes.previewPeople(
            file, by: visit.principal, at: visit.site.now())
        return try visit.page(
            "admin/intake", try await personView(plan, file, code, choices, visit))
    }

    /// Where the choices of a staged list keep the unit of rows that name none: no line is it.
    static let unitChoice = 0

    /// The units that rows without one may be of; nil where every row names its own.
    private static func unitChoices(
        _ plan: PersonPlan, _ file: Intakes.File, _ visit: Visit
    ) async throws -> View? {
        let without = plan.refused.count { $0.reason == .noUnit }
        guard without > 0 || file.unit != nil else { return nil }
        let tree = try await visit.site.organisation.tree(
            AsOf(visit.today), by: visit.principal)
        return [
            "words": visit.word("intake.noUnit", ["count": "\(without)"]),
            "units": tree.map { placed in
                let indent = String(repeating: "\u{2003}", count: placed.depth)
                return UnitPages.option(
                    placed.unit.code, indent + placed.details.name, file.unit ?? "")
            },
        ]
    }

    private static func personView(
        _ plan: PersonPlan, _ file: Intakes.File, _ staged: String, _ choices: [Int: String],
        _ visit: Visit
    ) async throws -> View {
        var view = common(.people, plan.counts, plan.refused, plan.unknownColumns, visit)
        view["fileName"] = file.name
        view["ofUnit"] = try await unitChoices(plan, file, visit)
        view["applyURL"] = "/admin/people/import/\(staged)"
        view["rows"] = plan.rows.prefix(shown).map { row -> View in
            [
                "line": "\(row.line)", "name": row.entry.fullName,
                "identifier": row.entry.identifier ?? "", "place": place(of: row.entry),
                "state": state(row.state, visit),
                "before": row.state == .changed ? changes(of: row, visit) : "",
            ]
        }
        if plan.undated > 0 {
            let year = ReportQuery.schoolYear(of: visit.today)
            view["undated"] = [
                "words": visit.word("intake.undated", ["count": "\(plan.undated)"]),
                "since": visit.form.exact("since") ?? year.text,
            ]
        }
        let doubts = plan.rows.filter(\.state.isConflict)
        let part = DoubtPart(visit.query["part"], of: doubts.count)
        view["hasDoubts"] = !doubts.isEmpty
        view["doubts"] = part.rows(of: doubts).map { doubt($0, choices[$0.line] ?? "", visit) }
        view.merge(part.view) { $1 }
        view["more"] = more(plan.rows.count, visit)
        if plan.counts.conflicting > 0 { view["nothingToDo"] = false }
        return view
    }

    private static func state(_ state: PersonPlan.State, _ visit: Visit) -> String {
        switch state {
        case .new: visit.word("import.state.new")
        case .changed: visit.word("import.state.changed")
        case .same: visit.word("import.state.same")
        case .identifierOfAnother, .likelyDuplicate: visit.word("import.state.doubt")
        }
    }

    private static func doubt(_ row: PersonPlan.Row, _ choice: String, _ visit: Visit) -> View {
        var candidates: [PeopleStore.Listed] = []
        var mayBeNew = false
        switch row.state {
        case .identifierOfAnother(let known): candidates = [known]
        case .likelyDuplicate(let known):
            candidates = known
            mayBeNew = true
        case .new, .changed, .same: break
        }
        return [
            "line": "\(row.line)", "name": row.entry.fullName,
            "inFile": [words(row.details, visit), place(of: row.entry)].filter { !$0.isEmpty }
                .joined(separator: ", "),
            "mayBeNew": mayBeNew, "isNew": choice == "new", "isOut": choice.isEmpty,
            "candidates": candidates.map { known -> View in
                [
                    "words": words(known.details, visit), "value": known.code,
                    "chosen": known.code == choice,
                ]
            },
        ]
    }

    private static func words(_ details: PersonDetails?, _ visit: Visit) -> String {
        guard let details else { return "" }
        return [
            details.fullName, details.birthDate?.text,
            details.gender.map { visit.word("word.\($0.rawValue)") }, details.identifier,
            details.email?.text,
        ].compactMap(\.self).joined(separator: ", ")
    }

    /// What was so far, and the posts that begin.
    private static func changes(of row: PersonPlan.Row, _ visit: Visit) -> String {
        let details = row.before == row.details ? "" : words(row.before, visit)
        let posts = row.posts.map { step in
            visit.word(
                "intake.newPost",
                [
                    "title": step.post.words ?? visit.word("post.\(step.post.title.rawValue)"),
                    "date": step.post.from.text,
                ])
        }
        return ([details] + posts).filter { !$0.isEmpty }.joined(separator: "; ")
    }

    private static func place(of entry: PersonRoster.Entry) -> String {
        let posts = entry.posts.map { [$0.words, $0.unit?.words].compactMap(\.self) }
        let classes = entry.classes.map { [$0.name, $0.school?.words].compactMap(\.self) }
        return (posts + classes).map { $0.joined(separator: ", ") }.joined(separator: "; ")
    }

    /// `POST /admin/people/import/{staged}`: keeps what was decided about rows in doubt; goes to
    /// another page of them, or takes in what was previewed.
    @Sendable static func applyPeople(_ visit: Visit) async throws -> Response {
        var (file, code, choices) = try await staged(.people, visit)
        choices.merge(DoubtPart.choices(visit.form)) { $1 }
        if visit.form["do"] == "unit" {
            choices[unitChoice] = visit.form["unit"]
            try await visit.site.staging.keep(choices, of: code)
            return .seeOther("/admin/people/import/\(code)")
        }
        if let part = Int(visit.form["part"]) {
            try await visit.site.staging.keep(choices, of: code)
            return .seeOther("/admin/people/import/\(code)?part=\(part)#doubts")
        }
        let decisions = choices.filter { $0.key != unitChoice && !$0.value.isEmpty }.mapValues {
            $0 == "new" ? PersonPlan.Decision.newPerson : .samePerson($0)
        }
        if !visit.form["since"].isEmpty {
            guard let since = CalendarDate(visit.form["since"]), since <= visit.today else {
                let plan = try await visit.site.intakes.previewPeople(
                    file, by: visit.principal, at: visit.site.now())
                return try visit.page(
                    "admin/intake", try await personView(plan, file, code, choices, visit),
                    errors: [("since", "error.since")])
            }
            file.since = since
        }
        _ = try await visit.site.intakes.applyPeople(
            file, decisions, by: visit.principal, at: visit.site.now())
        try await visit.site.staging.drop(code)
        return .seeOther("/admin/people?done=import")
    }
}
