import Assessment
import Authoring
import Storage
import Values

extension EditorForm {
    /// The form as its template names it.
    ///
    /// - Parameter errors: a field's id to what is wrong with it.
    func view(_ errors: [String: String], _ visit: Visit) -> View {
        var view: View = [
            "shownType": type.rawValue, "seen": "\(seen)", "guid": "\(guid)",
            "mode": typed.isText ? "text" : "fields",
            "types": Choices.types(selected: type.rawValue, visit),
            "levels": Choices.ownLevels(selected: level, visit),
            "typeLabel": visit.word("type.\(type.rawValue)"),
            "topic": topic, "tags": tags, "name": name, "identifier": identifier, "note": note,
            "isNew": seen == 0, "hasFields": QuestionFields.types.contains(type),
        ]
        if typed.isText {
            view["asText"] = ["text": typed.text, "isCloze": type == .cloze] as View
        } else {
            view["asFields"] = FieldsView(fields: typed.fields, errors: errors, visit: visit).view
        }
        return view
    }
}

/// The fields of one type as the template names them.
private struct FieldsView {
    let fields: QuestionFields
    let errors: [String: String]
    let visit: Visit

    private var type: QuestionType { fields.type }

    var view: View {
        [
            "stem": fields.stem, "solution": fields.solution, "passage": fields.passage,
            "recording": fields.recording, "plays": fields.plays,
            "transcript": fields.transcript,
            "hasPassage": ![
                fields.passage, fields.recording, fields.plays, fields.transcript,
            ].allSatisfy(\.isEmpty),
            "isTicked": fields.isTicked,
            "tickLabel": visit.site.pages.locales.has("editor.tick.\(type.rawValue)")
                ? visit.word("editor.tick.\(type.rawValue)") : "",
            "rowsTitle": rowsTitle, "rowsHint": rowsHint,
            "rows": rows, "hasRows": type.usualRows > 0, "canAdd": type != .trueFalse,
            "prompts": type == .matching ? prompts : [], "hasPrompts": type == .matching,
            "rightError": type.hasOptions || type == .trueFalse ? errors["r0"] ?? "" : "",
            "kept": kept,
        ]
    }

    private var rowsTitle: String {
        switch type {
        case .trueFalse: visit.word("editor.truth")
        case .trueFalseGroup: visit.word("editor.statements")
        case .ordering: visit.word("editor.items")
        case .essay: visit.word("editor.criteria")
        case .shortAnswer, .numeric: visit.word("editor.answers")
        default: visit.word("editor.options")
        }
    }

    private var rowsHint: String {
        switch type {
        case .singleChoice: visit.word("editor.hint.single")
        case .multipleChoice: visit.word("editor.hint.multiple")
        case .trueFalse: ""
        case .trueFalseGroup: visit.word("editor.hint.group")
        case .matching: visit.word("editor.hint.matching")
        case .ordering: visit.word("editor.hint.ordering")
        case .essay: visit.word("editor.hint.essay")
        case .shortAnswer: visit.word("editor.hint.words")
        case .numeric: visit.word("editor.hint.numbers")
        case .cloze: ""
        }
    }

    private var rows: [View] {
        let count =
            type == .trueFalse ? 2 : max(type.usualRows, fields.rows.count)
        guard type.usualRows > 0 else { return [] }
        return (0..<count).map(row)
    }

    private func row(_ place: Int) -> View {
        let row = fields.rows.indices.contains(place) ? fields.rows[place] : .init(text: "")
        let letter = type.name(of: place, visit)
        var view: View = [
            "place": "\(place)", "text": row.text, "value": row.value, "letter": letter,
            "isRight": row.isRight == true, "isPinned": row.isPinned,
            "isWrong": row.isRight == false,
            "isSingle": type == .singleChoice || type == .trueFalse,
            "isMultiple": type == .multipleChoice, "isStatement": type == .trueFalseGroup,
            "isTruth": type == .trueFalse, "canPin": type.hasOptions,
            "isItem": type == .ordering, "isCriterion": type == .essay,
            "isNumber": type == .numeric, "isWord": type == .shortAnswer,
            "hasText": type != .trueFalse && !type.isTyped,
        ]
        for (name, field) in [("error", "o"), ("valueError", "v"), ("weightError", "w")] {
            view[name] = errors["\(field)\(place)"] ?? ""
        }
        if type == .trueFalseGroup { view["truthError"] = errors["r\(place)"] ?? "" }
        if type.hasFeedback {
            let isUsed = !row.weight.isEmpty || !row.feedback.isEmpty
            view["more"] =
                [
                    "weight": row.weight, "feedback": row.feedback, "hasWeight": type.hasWeights,
                    "isOpen": isUsed || errors["w\(place)"] != nil,
                ] as View
        }
        return view
    }

    private var prompts: [View] {
        let letters = (0..<min(8, max(type.usualRows, fields.rows.count))).map {
            QuestionFragment.letter($0, lowercase: false)
        }
        return (0..<max(type.usualRows, fields.prompts.count)).map { place -> View in
            let row =
                fields.prompts.indices.contains(place) ? fields.prompts[place] : .init(text: "")
            return [
                "place": "\(place)", "number": "\(place + 1)", "text": row.text,
                "letters": letters.map { ["letter": $0, "selected": $0 == row.value] as View },
                "error": errors["p\(place)"] ?? errors["v\(place)"] ?? "",
            ]
        }
    }

    /// What was typed for another type, and has no field in this one: it goes along.
    private var kept: [View] {
        var kept: [(name: String, value: String)] = []
        for (place, row) in fields.rows.enumerated() {
            if type == .trueFalse { kept.append(("o\(place)", row.text)) }
            if ![.ordering, .essay, .numeric].contains(type) {
                kept.append(("v\(place)", row.value))
            }
            if !type.hasWeights { kept.append(("w\(place)", row.weight)) }
            if !type.hasFeedback { kept.append(("f\(place)", row.feedback)) }
        }
        if type != .matching {
            for (place, prompt) in fields.prompts.enumerated() {
                kept += [("p\(place)", prompt.text), ("m\(place)", prompt.value)]
            }
        }
        let isPlace = type == .trueFalse || type != .matching
        return kept.filter { !$0.value.isEmpty || isPlace && "op".contains($0.name.prefix(1)) }
            .map { ["name": $0.name, "value": $0.value] }
    }
}

extension QuestionType {
    /// What an option, a statement, an item or an answer is called by its place.
    func name(of place: Int, _ visit: Visit) -> String {
        switch self {
        case .trueFalse: visit.word(place == 0 ? "question.true" : "question.false")
        case .trueFalseGroup: QuestionFragment.letter(place, lowercase: true)
        case .singleChoice, .multipleChoice, .matching:
            QuestionFragment.letter(place, lowercase: false)
        default: "\(place + 1)"
        }
    }

    /// Whether each option, statement or answer can have words for who chose it.
    var hasFeedback: Bool {
        switch self {
        case .singleChoice, .multipleChoice, .trueFalse, .trueFalseGroup, .shortAnswer, .numeric:
            true
        case .matching, .ordering, .cloze, .essay: false
        }
    }

    /// Whether each option or answer can earn a share of its own.
    var hasWeights: Bool { hasOptions || isTyped }

    /// Whether its answers are typed in lines of their own.
    var isTyped: Bool { self == .shortAnswer || self == .numeric }
}
