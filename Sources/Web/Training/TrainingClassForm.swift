import Classes
import Storage
import Training
import Values

/// A training class as its form has it.
struct TrainingClassForm {
    /// Nil where a date is missing.
    private(set) var draft: TrainingClasses.Draft?
    private(set) var errors: [(field: String, key: String)] = []

    init(_ form: FormData) {
        if form["title"].isEmpty { errors.append(("title", "error.title-missing")) }
        if form["identifier"].isEmpty {
            errors.append(("identifier", "error.identifier-missing"))
        }
        let from = date(form["from"], "from")
        let until = date(form["until"], "until")
        if let from, let until, until < from {
            errors.append(("until", "error.until-before"))
        }
        var capacity: Int?
        if !form["capacity"].isEmpty {
            capacity = Int(form["capacity"])
            if !(capacity.map((1...TrainingClass.mostPlaces).contains) ?? false) {
                errors.append(("capacity", "error.capacity"))
            }
        }
        let link = form["link"]
        if !link.isEmpty, !link.hasPrefix("https://"), !link.hasPrefix("http://") {
            errors.append(("link", "error.link"))
        }
        guard let from, let until else { return }
        draft = TrainingClasses.Draft(
            TrainingClass(
                identifier: form["identifier"], title: form["title"], from: from, until: until,
                mode: .init(rawValue: form["mode"]) ?? .online, place: form["place"], link: link,
                capacity: capacity, admission: .init(rawValue: form["admission"]) ?? .list),
            programme: form["programme"], unit: form["unit"])
    }

    private mutating func date(_ text: String, _ field: String) -> CalendarDate? {
        if let date = CalendarDate(text), TrainingClass.canLie(on: date) { return date }
        errors.append((field, "error.date"))
        return nil
    }

    /// The field that a refusal is about.
    static func error(_ fault: TrainingFault) -> (field: String, key: String)? {
        switch fault {
        case .identifierTaken: ("identifier", "error.identifier-taken")
        case .noSuchUnit: ("unit", "error.unit-missing")
        case .unitNotThen: ("unit", "error.unit-not-then")
        case .missing: ("programme", "error.programme-missing")
        case .hasResults: ("programme", "error.class-has-results")
        default: nil
        }
    }

    /// What the form shows of a class; of none, an empty one.
    static func view(
        _ listed: TrainingClassStore.Listed?, _ choices: TrainingClasses.Choices, _ visit: Visit
    ) -> View {
        let form = visit.form
        let isPosted = !form["title"].isEmpty || !form["identifier"].isEmpty
        let known = listed?.trainingClass
        func chosen(_ field: String, _ value: String?) -> String {
            isPosted ? form[field] : value ?? ""
        }
        let programme = chosen(
            "programme", choices.programmes.first { $0.id == listed?.programme }?.code)
        let unit = chosen("unit", choices.units.first { $0.id == listed?.unit }?.code)
        let mode = chosen("mode", known?.mode.rawValue)
        let admission = chosen("admission", known?.admission.rawValue)
        return [
            "hasProgrammes": !choices.programmes.isEmpty,
            "programmes": choices.programmes.map { one -> View in
                [
                    "value": one.code, "selected": one.code == programme,
                    "label": "\(one.programme.name) (\(one.programme.identifier))",
                ]
            },
            "units": choices.units.map { unitOption($0, unit, visit) },
            "modes": TrainingClass.Mode.allCases.map { one -> View in
                [
                    "value": one.rawValue, "label": visit.word("trainingMode.\(one.rawValue)"),
                    "selected": one.rawValue == mode,
                ]
            },
            "admissions": TrainingClass.Admission.allCases.map { one -> View in
                [
                    "value": one.rawValue, "label": visit.word("admission.\(one.rawValue)"),
                    "selected": one.rawValue == admission,
                ]
            },
            "known": isPosted ? form.values : values(known),
        ]
    }

    /// A unit as forms offer it, indented as it lies in the tree.
    static func unitOption(
        _ one: UnitStore.Choice, _ chosen: String, _ visit: Visit
    ) -> View {
        let name = String(repeating: "– ", count: one.depth) + one.name
        let label =
            one.until.map {
                visit.word(
                    "unit.pastChoice", ["name": name, "until": UnitPages.lastDay($0)])
            } ?? name
        return ["value": one.code, "label": label, "selected": one.code == chosen]
    }

    private static func values(_ known: TrainingClass?) -> [String: String] {
        [
            "title": known?.title ?? "", "identifier": known?.identifier ?? "",
            "from": known?.from.text ?? "", "until": known?.until.text ?? "",
            "capacity": known?.capacity.map { "\($0)" } ?? "", "place": known?.place ?? "",
            "link": known?.link ?? "",
        ]
    }
}
