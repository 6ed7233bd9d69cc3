import Administration
import Hummingbird
import People
import Storage
import Values

/// The tree of units, and one of them.
enum UnitPages {
    /// `GET /admin/units`: the tree as it stood on a day.
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        try visit.page("admin/units", try await listView(visit))
    }

    /// The day that the address asks for; today where it asks for none or for no day.
    static func day(_ visit: Visit) -> CalendarDate {
        CalendarDate(visit.query["on"]) ?? VietnamTime.date(of: visit.site.now())
    }

    static func listView(_ visit: Visit) async throws -> View {
        let asOf = AsOf(day(visit))
        let principal = try visit.principal
        let tree = try await visit.site.organisation.tree(asOf, by: principal)
        let mayChange = Access.allows(.changeUnits, on: .other, to: principal.roles)
        var view: View = [
            "on": asOf.date.text, "mayChange": mayChange,
            "rows": tree.map { placed -> View in
                [
                    "depth": "\(min(placed.depth, 4))", "name": placed.details.name,
                    "url": "/admin/units/\(placed.unit.code)",
                    "identifier": placed.unit.identifier ?? "",
                    "kind": kind(placed.unit.kind, visit),
                    "level": placed.details.level?.rawValue ?? "",
                ]
            },
        ]
        guard mayChange else { return view }
        view.merge(choices(tree, visit)) { first, _ in first }
        view["from"] = visit.form["from"].isEmpty ? asOf.date.text : visit.form["from"]
        view["intakes"] = try await IntakePages.recent(.units, visit)
        return view
    }

    /// What the forms about units choose from.
    static func choices(
        _ tree: [UnitStore.Placed], _ visit: Visit, level: SchoolLevel? = nil,
        kind: UnitKind = .school
    ) -> View {
        let form = visit.form
        let chosenKind = form["kind"].isEmpty ? kind.rawValue : form["kind"]
        let chosen = form["level"].isEmpty ? level?.rawValue ?? "" : form["level"]
        return [
            "kinds": UnitKind.ofTree.map { one -> View in
                option(one.rawValue, self.kind(one, visit), chosenKind)
            },
            "levels": [option("", visit.word("units.noLevel"), chosen)]
                + SchoolLevel.allCases.map {
                    option($0.rawValue, self.level($0, visit), chosen)
                },
            "parents": [option("", "—", form["parent"] + form["target"])]
                + tree.map { placed in
                    let indent = String(repeating: "\u{2003}", count: placed.depth)
                    return option(
                        placed.unit.code, indent + placed.details.name,
                        form["parent"] + form["target"])
                },
        ]
    }

    static func option(_ value: String, _ label: String, _ chosen: String) -> View {
        ["value": value, "label": label, "selected": value == chosen && !value.isEmpty]
    }

    static func kind(_ kind: UnitKind, _ visit: Visit) -> String {
        visit.word("unit-kind.\(kind.rawValue)")
    }

    static func level(_ level: SchoolLevel?, _ visit: Visit) -> String {
        level.map { visit.word("school-level.\($0.rawValue)") } ?? ""
    }

    /// `POST /admin/units`: adds one.
    @Sendable static func add(_ visit: Visit) async throws -> Response {
        let form = visit.form
        var errors: [(field: String, key: String)] = []
        if form["name"].isEmpty { errors.append(("name", "error.name-missing")) }
        let from = CalendarDate(form["from"])
        if from == nil { errors.append(("from", "error.date")) }
        guard let from, let kind = UnitKind(rawValue: form["kind"]), errors.isEmpty else {
            return try visit.page("admin/units", try await listView(visit), errors: errors)
        }
        do {
            let code = try await visit.site.organisation.add(
                kind, form["name"], level: SchoolLevel(rawValue: form["level"]),
                identifier: form["identifier"].isEmpty ? nil : form["identifier"],
                below: form["parent"].isEmpty ? nil : form["parent"], from: from,
                by: visit.principal, at: visit.site.now())
            return .seeOther("/admin/units/\(code)?done=unit&on=\(from.iso)")
        } catch let fault as UnitFault {
            let error: (field: String, key: String) =
                switch fault {
                case .identifierTaken: ("identifier", "error.unit-identifier-taken")
                case .nameTaken: ("name", "error.unit-name-taken")
                case .notThere, .circle, .hasChildren, .changedSince:
                    ("parent", "error.unit-not-there")
                }
            return try visit.page("admin/units", try await listView(visit), errors: [error])
        }
    }

    // MARK: One unit

    /// `GET /admin/units/{code}`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        try visit.page("admin/unit", try await view(visit))
    }

    static func found(_ visit: Visit) async throws -> Organisation.Shown {
        guard
            let shown = try await visit.site.organisation.unit(
                visit.parameter("code"), AsOf(day(visit)), by: visit.principal,
                at: visit.site.now())
        else { throw Refusal.notFound }
        return shown
    }

    static func view(_ visit: Visit) async throws -> View {
        let shown = try await found(visit)
        let principal = try visit.principal
        let mayChange =
            Access.allows(.changeUnits, on: .other, to: principal.roles)
            && shown.unit.kind != .schoolClass
        let url = "/admin/units/\(shown.unit.code)"
        let seesClasses = Access.everAllows(.manageClasses, to: principal.roles)
        var view: View = [
            "name": shown.placed?.details.name ?? shown.unit.name, "url": url,
            "on": day(visit).text, "notThere": shown.placed == nil, "mayChange": mayChange,
            "kind": kind(shown.unit.kind, visit),
            "level": level(shown.placed?.details.level, visit),
            "identifier": shown.unit.identifier ?? "", "staff": "\(shown.staff)",
            "pupils": "\(shown.pupils)",
            "staffURL": "/admin/people?unit=\(shown.unit.code)&kind=staff&on=\(day(visit).iso)",
            "pupilsURL": "/admin/people?unit=\(shown.unit.code)&kind=pupils&on=\(day(visit).iso)",
            "above": shown.above.map { link($0, sees: principal) },
            "hasBelow": !shown.below.isEmpty,
            "below": shown.below.map {
                ["name": $0.details.name, "url": "/admin/units/\($0.unit.code)"] as View
            },
            "hasClasses": !shown.classes.isEmpty,
            "classes": shown.classes.map { one -> View in
                [
                    "name": one.name, "pupils": "\(one.pupils)",
                    "url": seesClasses ? "/admin/classes/\(one.code)" : "",
                ]
            },
            "history": shown.history.map { one -> View in
                [
                    "from": one.span.from.text, "until": lastDay(one.span.until),
                    "name": one.span.value.name, "level": level(one.span.value.level, visit),
                    "parent": one.parent ?? "",
                ]
            },
            "hasSuccession": !(shown.predecessors + shown.successors).isEmpty,
            "succession": succession(shown, principal, visit),
        ]
        let hasStaff = shown.unit.kind != .schoolClass && shown.staff > 0
        if hasStaff, Access.allows(.managePeople, on: .other, to: principal.roles) {
            view["passwordsURL"] = "\(url)/passwords"
        }
        guard mayChange else { return view }
        view["steps"] = shown.steps.map { step($0, url, visit) }
        view["hasSteps"] = !shown.steps.isEmpty
        let tree = try await visit.site.organisation.tree(AsOf(day(visit)), by: principal)
            .filter { $0.unit.id != shown.unit.id }
        view.merge(
            choices(tree, visit, level: shown.placed?.details.level, kind: shown.unit.kind)
        ) { first, _ in first }
        let today = VietnamTime.date(of: visit.site.now()).text
        view["from"] = visit.form["from"].isEmpty ? today : visit.form["from"]
        if shown.unit.kind == .school || shown.unit.kind == .centre {
            view["yearURL"] = "\(url)/year"
        }
        return view
    }

    /// The last day of what ends, as people write it; "" where no end is known.
    static func lastDay(_ until: CalendarDate?) -> String {
        until?.adding(days: -1)?.text ?? ""
    }

    private static func step(_ step: UnitStepStore.Step, _ url: String, _ visit: Visit) -> View {
        [
            "text": visit.word(
                "unit-step.\(step.kind.rawValue)",
                [
                    "words": step.kind == .level
                        ? level(SchoolLevel(rawValue: step.words), visit) : step.words,
                    "on": step.on.text,
                ]),
            "by": visit.word(
                "unit-step.by", ["person": step.person, "time": VietnamTime(step.at).text]),
            "undone": step.undone != nil, "undoURL": "\(url)/steps/\(step.code)/undo",
        ]
    }

    /// `POST /admin/units/{code}/steps/{step}/undo`
    @Sendable static func undo(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        do {
            guard
                try await visit.site.organisation.undo(
                    visit.parameter("step"), of: code, by: visit.principal, at: visit.site.now())
            else { throw Refusal.notFound }
        } catch UnitFault.changedSince {
            return try await refused(visit, [("steps", "error.unit-step-changed")])
        }
        return .seeOther("/admin/units/\(code)?done=unit-step-undone")
    }

    private static func link(_ placed: UnitStore.Placed, sees principal: Principal) -> View {
        ["name": placed.details.name, "url": url(placed.unit, sees: principal)]
    }

    /// The address of a unit above or beside one; "" where this visitor may not see it.
    private static func url(_ unit: UnitStore.Unit, sees principal: Principal) -> String {
        Access.allows(.readUnits, on: .other, to: principal.roles)
            || principal.heads.contains(unit.id) ? "/admin/units/\(unit.code)" : ""
    }

    private static func succession(
        _ shown: Organisation.Shown, _ principal: Principal, _ visit: Visit
    ) -> [View] {
        func rows(_ list: [UnitStore.Successor], _ way: String) -> [View] {
            list.map { next in
                [
                    "date": next.date.text, "name": next.unit.name,
                    "url": url(next.unit, sees: principal),
                    "text": visit.word("succession.\(next.kind.rawValue).\(way)"),
                ]
            }
        }
        return rows(shown.predecessors, "from") + rows(shown.successors, "to")
    }

    /// `POST /admin/units/{code}/change`: what is decided about a unit from a day on.
    @Sendable static func change(_ visit: Visit) async throws -> Response {
        let form = visit.form
        guard let from = CalendarDate(form["from"]) else {
            return try await refused(visit, [("from", "error.date")])
        }
        let change: Organisation.Change
        switch form["do"] {
        case "rename":
            guard !form["name"].isEmpty else {
                return try await refused(visit, [("name", "error.name-missing")])
            }
            change = .rename(form["name"])
        case "level": change = .level(SchoolLevel(rawValue: form["level"]))
        case "move", "merge":
            guard !form["target"].isEmpty else {
                return try await refused(visit, [("target", "error.unit-target")])
            }
            guard form["do"] == "move" || form.isTicked("confirmMerge") else {
                return try await refused(visit, [("target", "error.unit-confirm-merge")])
            }
            change =
                form["do"] == "move" ? .move(below: form["target"]) : .merge(into: form["target"])
        case "split":
            let names = form["parts"].split(whereSeparator: \.isNewline)
                .map { VietnameseText.clean(String($0)) }.filter { !$0.isEmpty }
            guard (1...20).contains(names.count), Set(names).count == names.count else {
                return try await refused(visit, [("parts", "error.unit-parts")])
            }
            change = .split(into: names, closes: form.isTicked("closes"))
        case "identifier":
            let identifier = VietnameseText.clean(form["identifier"])
            guard !identifier.isEmpty else {
                return try await refused(visit, [("identifier", "error.identifier-missing")])
            }
            change = .identify(identifier)
        case "kind":
            guard let kind = UnitKind(rawValue: form["kind"]) else {
                throw Refusal.malformed("malformed")
            }
            change = .kind(kind)
        case "close":
            guard form.isTicked("confirm") else {
                return try await refused(visit, [("close", "error.unit-confirm")])
            }
            change = .close
        default: throw Refusal.malformed("malformed")
        }
        do {
            guard
                try await visit.site.organisation.change(
                    visit.parameter("code"), change, from: from, by: visit.principal,
                    at: visit.site.now())
            else { throw Refusal.notFound }
        } catch let fault as UnitFault {
            return try await refused(visit, [error(fault, form["do"])])
        }
        return .seeOther(
            "/admin/units/\(try visit.parameter("code"))?done=unit-changed&on=\(from.iso)")
    }

    /// `POST /admin/units/{code}/passwords`: first passwords for staff who have none, to print.
    @Sendable static func passwords(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code")
        guard
            let (unit, made) = try await visit.site.staff.makePasswords(
                ofStaffIn: code, by: visit.principal, at: visit.site.now())
        else { throw Refusal.notFound }
        return try AdministrationPages.sheet(
            visit, made, back: "/admin/units/\(code)", group: unit.name)
    }

    private static func error(
        _ fault: UnitFault, _ change: String
    ) -> (field: String, key: String) {
        switch fault {
        case .circle: ("target", "error.unit-circle")
        case .hasChildren: ("close", "error.unit-has-children")
        case .nameTaken: ("name", "error.unit-name-taken")
        case .identifierTaken: ("identifier", "error.unit-identifier-taken")
        case .notThere, .changedSince:
            (change == "move" || change == "merge" ? "target" : "from", "error.unit-not-there")
        }
    }

    private static func refused(
        _ visit: Visit, _ errors: [(field: String, key: String)]
    ) async throws -> Response {
        try visit.page("admin/unit", try await view(visit), errors: errors)
    }
}
