import People
import Training
import Values

/// A question to the reports, as an address carries it.
struct ReportForm {
    private(set) var query: ReportQuery
    private(set) var errors: [(field: String, key: String)] = []

    init(_ form: FormData, today: CalendarDate) {
        var errors: [(field: String, key: String)] = []
        func date(_ field: String) -> CalendarDate? {
            guard !form[field].isEmpty else { return nil }
            if let date = CalendarDate(form[field]), TrainingClass.canLie(on: date) {
                return date
            }
            errors.append((field, "error.date"))
            return nil
        }
        let asOf = date("asOf") ?? today
        let from = date("from") ?? ReportQuery.schoolYear(of: asOf)
        var query = ReportQuery(from: from, asOf: asOf, known: date("known"))
        if from > asOf { errors.append(("from", "error.from-after")) }
        query.units = form.all("unit").filter { !$0.isEmpty }
        query.begunBy = CalendarDate(form["begunBy"])
        query.level = SchoolLevel(rawValue: form["level"])
        query.programme = form["programme"].isEmpty ? nil : form["programme"]
        let kind = ProgrammeKind.read(form["kind"])
        (query.kind, query.kindName) = (kind?.kind, kind?.name)
        query.trainingClass = form["in"].isEmpty ? nil : form["in"]
        query.title = PostTitle(rawValue: form["title"])
        query.subject = form["subject"].isEmpty ? nil : form["subject"]
        query.only = ReportQuery.Only(rawValue: form["only"])
        query.knownAt = Int64(form["knownAt"]).map { Instant(milliseconds: $0) }
        query.grouping = ReportQuery.Grouping(rawValue: form["by"]) ?? .unit
        self.query = query
        self.errors = errors
    }

    /// The question behind a "?", with further fields.
    static func address(_ query: ReportQuery, _ more: [(String, String)] = []) -> String {
        (pairs(query) + more).filter { !$0.1.isEmpty }
            .map { "\($0.0)=\($0.1.urlQueryEncoded)" }.joined(separator: "&")
    }

    /// The question as hidden fields of a form.
    static func fields(_ query: ReportQuery) -> [View] {
        pairs(query).filter { !$0.1.isEmpty }.map { ["name": $0.0, "value": $0.1] }
    }

    private static func pairs(_ query: ReportQuery) -> [(String, String)] {
        [
            ("from", query.from.iso), ("asOf", query.asOf.iso),
            ("known", query.known?.iso ?? ""), ("begunBy", query.begunBy?.iso ?? ""),
            ("level", query.level?.rawValue ?? ""), ("programme", query.programme ?? ""),
            ("kind", query.kind?.value(named: query.kindName) ?? ""),
            ("in", query.trainingClass ?? ""), ("title", query.title?.rawValue ?? ""),
            ("subject", query.subject ?? ""), ("by", query.grouping.rawValue),
            ("only", query.only?.rawValue ?? ""),
            ("knownAt", query.knownAt.map { "\($0.milliseconds)" } ?? ""),
        ] + query.units.map { ("unit", $0) }
    }

    /// The fields of the form as they stand.
    static func view(_ query: ReportQuery, _ input: ReportInput?, _ visit: Visit) -> View {
        let language = visit.language
        func choices(_ all: [(value: String, label: String)], _ chosen: String?) -> [View] {
            let none = (value: "", label: visit.word("report.all"))
            return ([none] + all).map {
                ["value": $0.value, "label": $0.label, "selected": $0.value == chosen ?? ""]
            }
        }
        let programmes = (input?.programmes.values.map { $0 } ?? [])
            .sorted { $0.programme.name < $1.programme.name }
        var view: View = [
            "from": visit.query["from"].isEmpty ? query.from.text : shown(visit.query["from"]),
            "asOf": visit.query["asOf"].isEmpty ? query.asOf.text : shown(visit.query["asOf"]),
            "known": shown(visit.query["known"]),
            "levels": choices(
                SchoolLevel.allCases.map { ($0.rawValue, $0.text(in: language)) },
                query.level?.rawValue),
            "programmes": choices(
                programmes.map { ($0.code, $0.programme.name) }, query.programme),
            "kinds": choices(
                kinds(programmes.map(\.programme), language),
                query.kind?.value(named: query.kindName)),
            "titles": choices(
                PostTitle.allCases.map { ($0.rawValue, $0.text(in: language)) },
                query.title?.rawValue),
            "subjects": choices(
                (input?.posts.subjects ?? []).map { ($0, $0) }, query.subject),
            "groupings": ReportQuery.Grouping.allCases.map { one -> View in
                [
                    "value": one.rawValue, "label": one.text(in: language),
                    "selected": one == query.grouping,
                ]
            },
        ]
        view.merge(units(units(input, visit), query)) { $1 }
        return view
    }

    /// The kinds of programmes; of the department's own those that there are.
    private static func kinds(
        _ programmes: [Programme], _ language: Language
    ) -> [(value: String, label: String)] {
        let own = Set(programmes.filter { $0.kind == .own }.compactMap(\.kindName)).sorted()
        return ProgrammeKind.allCases.filter { $0 != .own }.map {
            ($0.rawValue, $0.text(in: language))
        } + own.map { (ProgrammeKind.own.value(named: $0), $0) }
    }

    /// Whom a report can be asked about, with what is chosen.
    static func units(_ all: [(code: String, name: String)], _ query: ReportQuery) -> View {
        let chosen = Set(query.units)
        return [
            "units": all.map { unit -> View in
                ["value": unit.code, "label": unit.name, "ticked": chosen.contains(unit.code)]
            }
        ]
    }

    /// A date as people write it; what is none, as it was typed.
    private static func shown(_ text: String) -> String { CalendarDate(text)?.text ?? text }

    /// Whose report can be asked for: of a head, her own units and what lies below.
    private static func units(
        _ input: ReportInput?, _ visit: Visit
    ) -> [(code: String, name: String)] {
        guard let input, let principal = try? visit.principal else { return [] }
        let seesAll = Access.allows(.readReports, on: .other, to: principal.roles)
        return input.tree.present.filter { unit, _ in
            seesAll || !principal.heads.isDisjoint(with: input.tree.line(of: unit.id))
        }.map { ($0.unit.code, $0.state.name) }
    }
}
