import Assessment
import Delivery
import Values

/// Posted answers of a paper: displayed positions turned into the versions' own ids.
///
/// For each slot n, from 1, that the form speaks of: `rn`, the revision it was
/// shown with, `an` or `an-0`, `an-1` … with what is chosen now, and `fn` where it
/// is marked to be looked at again. What is chosen from a list counts from 0.
struct PaperForm {
    let save: Save

    /// - Parameter keepsBlanks: says of slots that came blank what stands there. A
    ///   page leaves them out: shown blank and posted blank is nothing to keep,
    ///   and no conflict either.
    init(_ posted: FormData, form: Form, keepsBlanks: Bool = false) {
        let slots = posted.names.compactMap { name in
            name.hasPrefix("r") ? Int(name.dropFirst()) : nil
        }
        let changes = slots.sorted().compactMap { slot -> SlotChange? in
            guard (1...form.count).contains(slot),
                let base = posted.exact("r\(slot)").flatMap({ Int($0) })
            else {
                return nil
            }
            let response = Self.response(slot: slot, form[slot - 1], posted)
            if !keepsBlanks, base == 0, response?.isBlank ?? true { return nil }
            return SlotChange(slot: slot - 1, response: response, base: base)
        }
        save = Save(
            operation: posted.exact("operation").flatMap { GUID($0) } ?? GUID(),
            attempt: posted.exact("attempt").flatMap { GUID($0) }, changes: changes,
            flags: slots.filter((1...form.count).contains).map {
                Step.Flag(slot: $0 - 1, isSet: posted.isTicked("f\($0)"))
            })
    }

    private static func response(
        slot: Int, _ content: Form.Slot, _ posted: FormData
    ) -> Assessment.Response? {
        switch content.type {
        case .singleChoice:
            guard let place = posted.exact("a\(slot)").flatMap({ Int($0) }),
                content.options.indices.contains(place)
            else { return nil }
            return .option(content.options[place])
        case .multipleChoice:
            let ids = content.options.indices.filter { posted.isTicked("a\(slot)-\($0)") }
                .map { content.options[$0] }
            return ids.isEmpty ? nil : .options(ids.sorted())
        case .trueFalse:
            switch posted.exact("a\(slot)") {
            case "T": return .truth(true)
            case "F": return .truth(false)
            default: return nil
            }
        case .trueFalseGroup:
            let said = (0..<content.statements).map { place -> Bool? in
                switch posted.exact("a\(slot)-\(place)") {
                case "T": true
                case "F": false
                default: nil
                }
            }
            return .statements(said)
        case .shortAnswer, .numeric:
            let text = posted.exact("a\(slot)") ?? ""
            return text.allSatisfy(\.isWhitespace) ? nil : .text(text)
        case .essay:
            // Browsers post line ends as two signs.
            let text = (posted.exact("a\(slot)") ?? "").replacing("\r\n", with: "\n")
            return text.allSatisfy(\.isWhitespace) ? nil : .text(text)
        case .matching, .ordering, .cloze:
            let parts = parts(slot: slot, content, posted)
            return parts.allSatisfy { $0 == nil } ? nil : .parts(parts)
        }
    }

    /// `an-0`, `an-1` … are the prompts, the gaps, or the items as they are displayed.
    private static func parts(
        slot: Int, _ content: Form.Slot, _ posted: FormData
    ) -> [Assessment.Response?] {
        var parts = [Assessment.Response?](repeating: nil, count: content.parts.count)
        for place in parts.indices {
            let answer = posted.exact("a\(slot)-\(place)") ?? ""
            let chosen = Int(answer)
            switch content.type {
            case .matching:
                guard let chosen, content.options.indices.contains(chosen) else { continue }
                parts[place] = .option(content.options[chosen])
            case .ordering:
                guard let chosen, parts.indices.contains(chosen),
                    content.options.indices.contains(place),
                    parts.indices.contains(content.options[place] - 1)
                else { continue }
                parts[content.options[place] - 1] = .option(chosen + 1)
            case _ where content.parts[place] > 0:
                guard let chosen, (0..<content.parts[place]).contains(chosen) else { continue }
                parts[place] = .option(chosen + 1)
            default: parts[place] = answer.allSatisfy(\.isWhitespace) ? nil : .text(answer)
            }
        }
        return parts
    }
}
