import Classes
import Storage
import Training
import Values

/// A lesson as its form has it.
struct LessonForm {
    /// Nil where something is wrong.
    private(set) var lesson: Lesson?
    private(set) var errors: [(field: String, key: String)] = []

    init(_ form: FormData, _ programme: CompletionRule) {
        let text = (form.exact("text") ?? "").replacing("\r\n", with: "\n")
        if form["title"].isEmpty { errors.append(("title", "error.title-missing")) }
        if text.count > Lesson.longestText { errors.append(("text", "error.lesson-long")) }
        let link = form["link"]
        if !link.isEmpty, !link.hasPrefix("https://"), !link.hasPrefix("http://") {
            errors.append(("link", "error.link"))
        }
        guard let rule = rule(form, programme), errors.isEmpty else { return }
        lesson = Lesson(title: form["title"], text: text, link: link, rule: rule)
    }

    private mutating func rule(
        _ form: FormData, _ programme: CompletionRule
    ) -> LessonRule? {
        switch form["rule"] {
        case "opened": return .opened
        case "time":
            if let minutes = Int(form["minutes"]), (1...LessonRule.mostMinutes).contains(minutes) {
                return .time(minutes: minutes)
            }
            errors.append(("minutes", "error.lesson-minutes"))
            return nil
        case "mark":
            let component = programme.components.first { $0.name == form["component"] }
            if component == nil { errors.append(("component", "error.component")) }
            let least = programme.mark(form["least"])
            if least == nil { errors.append(("least", "error.passTotal")) }
            guard let component, let least else { return nil }
            return .mark(component: component.name, atLeast: least)
        default: return .marked
        }
    }

    /// What the form shows: what was typed, else the lesson as it is.
    static func view(
        _ known: Lesson?, _ programme: CompletionRule, _ visit: Visit
    ) -> View {
        let form = visit.form
        let isPosted = form.exact("rule") != nil
        var values = ["title": "", "text": "", "link": "", "minutes": "", "least": ""]
        var component = ""
        var rule = "marked"
        if isPosted {
            values = form.values
            component = form["component"]
            rule = form["rule"]
        } else if let known {
            values["title"] = known.title
            values["text"] = known.text
            values["link"] = known.link
            switch known.rule {
            case .opened: rule = "opened"
            case .marked: break
            case .time(let minutes):
                rule = "time"
                values["minutes"] = "\(minutes)"
            case .mark(let name, let least):
                rule = "mark"
                component = name
                values["least"] = visit.shown(least)
            }
        }
        let hasComponents = !programme.components.isEmpty
        return [
            "known": values, "hasComponents": hasComponents,
            "rules": ["marked", "opened", "time", "mark"].filter { $0 != "mark" || hasComponents }
                .map { name -> View in
                    [
                        "value": name, "label": visit.word("lessonRule.choice.\(name)"),
                        "selected": name == rule,
                    ]
                },
            "components": programme.components.map { one -> View in
                ["label": one.name, "selected": one.name == component]
            },
        ]
    }
}
