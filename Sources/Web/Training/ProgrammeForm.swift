import People
import Training
import Values

/// A programme as its form has it.
struct ProgrammeForm {
    let programme: Programme
    /// What is wrong, in words, by field.
    private(set) var faults: [(field: String, text: String)] = []

    /// - Parameter known: the programme as it was, where one is changed.
    init(_ visit: Visit, changing known: Programme? = nil) {
        let form = visit.form
        var errors: [(field: String, key: String)] = []
        var faults: [(field: String, text: String)] = []
        func number(_ field: String, _ range: ClosedRange<Int>) -> Int? {
            guard !form[field].isEmpty else { return nil }
            if let number = Int(form[field]), range.contains(number) { return number }
            errors.append((field, "error.number-\(field)"))
            return nil
        }
        for field in ["identifier", "name"] where form[field].isEmpty {
            errors.append((field, "error.\(field)-missing"))
        }
        let kind = ProgrammeKind(rawValue: form["kind"]) ?? .workshop
        if kind == .own, form["kindName"].isEmpty {
            errors.append(("kindName", "error.kindName-missing"))
        }
        let periods = number("periods", 0...Programme.mostPeriods)
        if form["periods"].isEmpty { errors.append(("periods", "error.number-periods")) }
        var earlier = known?.earlierPeriods ?? []
        if let known, let periods, periods != known.periods, !form["periodsFrom"].isEmpty {
            if let day = CalendarDate(form["periodsFrom"]),
                earlier.last.map({ $0.until < day }) ?? true
            {
                earlier.append(.init(known.periods, until: day))
            } else {
                errors.append(("periodsFrom", "error.date"))
            }
        }
        let years = number("validityYears", 1...Programme.mostYears)
        var rule = CompletionRule()
        rule.scale = number("scale", 1...CompletionRule.mostScale) ?? rule.scale
        do {
            rule.components = try ComponentList.read(
                form.exact("components") ?? "", scale: rule.scale)
        } catch {
            faults.append(("components", error.text(in: visit.language)))
        }
        if !form["passTotal"].isEmpty {
            rule.passTotal = rule.mark(form["passTotal"])
            if rule.passTotal == nil { errors.append(("passTotal", "error.passTotal")) }
        }
        rule.attendancePercent = number("attendancePercent", 1...100)
        rule.needsLessons = form.isTicked("needsLessons")
        let retiredOn = form["retiredOn"].isEmpty ? nil : CalendarDate(form["retiredOn"])
        if !form["retiredOn"].isEmpty, retiredOn == nil {
            errors.append(("retiredOn", "error.date"))
        }
        programme = Programme(
            identifier: form["identifier"], name: form["name"], kind: kind,
            kindName: kind == .own ? form["kindName"] : nil, periods: periods ?? 0,
            earlierPeriods: earlier, validityYears: years, rule: rule,
            requirement: Self.requirement(form),
            retiredOn: retiredOn)
        self.faults = errors.map { ($0.field, visit.word($0.key)) } + faults
    }

    private static func requirement(_ form: FormData) -> Requirement? {
        guard form.isTicked("isRequired") else { return nil }
        return Requirement(
            titles: Set(form.all("title").filter { PostTitle(rawValue: $0) != nil }),
            levels: Set(form.all("level").filter { SchoolLevel(rawValue: $0) != nil }))
    }

    /// What the form shows of a programme; of none, an empty one.
    static func view(_ programme: Programme?, _ visit: Visit) -> View {
        let form = visit.form
        let isPosted = !form["identifier"].isEmpty || !form["name"].isEmpty
        let kind = isPosted ? form["kind"] : programme?.kind.rawValue ?? ""
        let titles =
            isPosted ? Set(form.all("title")) : programme?.requirement?.titles ?? ["teacher"]
        let levels = isPosted ? Set(form.all("level")) : programme?.requirement?.levels ?? []
        let rule = programme?.rule ?? CompletionRule()
        return [
            "kinds": ProgrammeKind.allCases.map { one -> View in
                [
                    "value": one.rawValue, "label": one.text(in: visit.language),
                    "selected": one.rawValue == kind,
                ]
            },
            "titles": PostTitle.allCases.map { one -> View in
                [
                    "value": one.rawValue, "label": one.text(in: visit.language),
                    "ticked": titles.contains(one.rawValue),
                ]
            },
            "levels": SchoolLevel.allCases.map { one -> View in
                [
                    "value": one.rawValue, "label": one.text(in: visit.language),
                    "ticked": levels.contains(one.rawValue),
                ]
            },
            "isRequired": isPosted ? form.isTicked("isRequired") : programme?.requirement != nil,
            "needsLessons": isPosted ? form.isTicked("needsLessons") : rule.needsLessons,
            "periodsFrom": isPosted ? form["periodsFrom"] : visit.today.text,
            "earlier": (programme?.earlierPeriods ?? []).map {
                visit.word(
                    "programme.earlier", ["periods": "\($0.periods)", "until": $0.until.text])
            }.joined(separator: "; "),
            "known": isPosted ? form.values : known(programme, rule),
        ]
    }

    private static func known(
        _ programme: Programme?, _ rule: CompletionRule
    ) -> [String: String] {
        [
            "identifier": programme?.identifier ?? "", "name": programme?.name ?? "",
            "kindName": programme?.kindName ?? "",
            "periods": programme.map { "\($0.periods)" } ?? "",
            "validityYears": programme?.validityYears.map { "\($0)" } ?? "",
            "scale": "\(rule.scale)", "components": ComponentList.write(rule.components),
            "passTotal": rule.passTotal?.decimal(places: 3, separator: ",") ?? "",
            "attendancePercent": rule.attendancePercent.map { "\($0)" } ?? "",
            "retiredOn": programme?.retiredOn?.text ?? "",
        ]
    }
}
