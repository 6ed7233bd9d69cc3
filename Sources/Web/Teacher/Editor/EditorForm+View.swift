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
            "mode": isText ? "text" : "fields",
            "types": Choices.types(selected: type.rawValue, visit),
            "levels": Choices.ownLevels(selected: level, visit),
            "typeLabel": visit.word("type.\(type.rawValue)"),
            "topic": topic, "tags": tags, "name": name, "identifier": identifier, "note": note,
            "isNew": seen == 0, "hasFields": QuestionFields.types.contains(type),
        ]
        if isText {
            view["asText"] = ["text": text, "isCloze": type == .cloze] as View
        } else {
            view["asFields"] = fieldsView(errors, visit)
        }
        return view
    }

    private func fieldsView(_ errors: [String: String], _ visit: Visit) -> View {
        [
            "stem": fields.stem, "solution": fields.solution, "answers": fields.answers,
            "isTicked": fields.isTicked,
            "tickLabel": visit.site.pages.locales.has("editor.tick.\(type.rawValue)")
                ? visit.word("editor.tick.\(type.rawValue)") : "",
            "rowsTitle": rowsTitle(visit), "rowsHint": rowsHint(visit),
            "rows": rowViews(errors, visit),
            "prompts": type == .matching ? promptViews(errors, visit) : [],
            "hasPrompts": type == .matching,
            "isTruth": type == .trueFalse, "isTrue": fields.rows.first?.isRight == true,
            "isFalse": fields.rows.first?.isRight == false,
            "hasAnswers": type == .shortAnswer || type == .numeric,
            "answersHint": type == .numeric
                ? visit.word("editor.numbersHint") : visit.word("editor.wordsHint"),
            "rightError": type.hasOptions ? errors["r0"] ?? "" : "",
            "hasRows": Self.usualRows(of: type) > 0,
        ]
    }

    private func rowsTitle(_ visit: Visit) -> String {
        switch type {
        case .trueFalseGroup: visit.word("editor.statements")
        case .ordering: visit.word("editor.items")
        case .essay: visit.word("editor.criteria")
        default: visit.word("editor.options")
        }
    }

    private func rowsHint(_ visit: Visit) -> String {
        switch type {
        case .singleChoice: visit.word("editor.hint.single")
        case .multipleChoice: visit.word("editor.hint.multiple")
        case .trueFalseGroup: visit.word("editor.hint.group")
        case .matching: visit.word("editor.hint.matching")
        case .ordering: visit.word("editor.hint.ordering")
        case .essay: visit.word("editor.hint.essay")
        default: ""
        }
    }

    private func rowViews(_ errors: [String: String], _ visit: Visit) -> [View] {
        let count = Self.usualRows(of: type)
        guard count > 0 else { return [] }
        return (0..<max(count, fields.rows.count)).map { place -> View in
            let row = fields.rows.indices.contains(place) ? fields.rows[place] : .init(text: "")
            let isStatement = type == .trueFalseGroup
            let isLettered = isStatement || type.hasOptions || type == .matching
            return [
                "place": "\(place)", "text": row.text, "value": row.value,
                "letter": isLettered
                    ? QuestionFragment.letter(place, lowercase: isStatement) : "\(place + 1)",
                "isRight": row.isRight, "isPinned": row.isPinned,
                "isWrong": isStatement && !row.isRight && !unsaid.contains(place)
                    && !row.text.trimmingSpaces.isEmpty,
                "error": errors["o\(place)"] ?? errors["v\(place)"]
                    ?? (isStatement ? errors["r\(place)"] : nil) ?? "",
                "isSingle": type == .singleChoice, "isMultiple": type == .multipleChoice,
                "isStatement": isStatement, "canPin": type.hasOptions,
                "isItem": type == .ordering, "isCriterion": type == .essay,
            ]
        }
    }

    private func promptViews(_ errors: [String: String], _ visit: Visit) -> [View] {
        let letters = (0..<min(8, max(Self.usualRows(of: type), fields.rows.count))).map {
            QuestionFragment.letter($0, lowercase: false)
        }
        return (0..<max(Self.usualRows(of: type), fields.prompts.count)).map { place -> View in
            let row =
                fields.prompts.indices.contains(place) ? fields.prompts[place] : .init(text: "")
            return [
                "place": "\(place)", "number": "\(place + 1)", "text": row.text,
                "letters": letters.map { ["letter": $0, "selected": $0 == row.value] as View },
                "error": errors["p\(place)"] ?? errors["v\(place)"] ?? "",
            ]
        }
    }
}
