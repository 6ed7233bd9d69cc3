import Assessment

/// An answer in parts in words, with the letters and numbers that a paper shows.
struct PartsView {
    let text: String

    /// - Parameter options: as displayed (`Form.Slot.options`).
    init(_ type: QuestionType, _ parts: [Assessment.Response?], options: [Int]) {
        let said: [String] =
            switch type {
            case .ordering:
                // Item by item as they stand on the page: "a 3 · b 1".
                options.enumerated().map { row, item in
                    let part = parts.indices.contains(item - 1) ? parts[item - 1] : nil
                    let letter = QuestionFragment.letter(row, lowercase: true)
                    return "\(letter) \(Self.number(part) ?? "–")"
                }
            case .matching:
                parts.enumerated().map { place, part in
                    "\(place + 1)–\(Self.letter(part, in: options) ?? "…")"
                }
            default:
                parts.enumerated().map { place, part in
                    "(\(place + 1)) \(Self.typed(part) ?? Self.number(part) ?? "–")"
                }
            }
        text = said.joined(separator: " · ")
    }

    /// What fills the gaps, in words: "(1) went · (2) –".
    static func text(_ parts: [Assessment.Response?], of cloze: Cloze) -> String {
        zip(parts, cloze.gaps).enumerated().map { place, pair in
            let said: String? =
                if case .choice(let texts, _) = pair.1, case .option(let id)? = pair.0,
                    texts.indices.contains(id - 1)
                {
                    texts[id - 1]
                } else {
                    typed(pair.0)
                }
            return "(\(place + 1)) \(said ?? "–")"
        }.joined(separator: " · ")
    }

    private static func number(_ part: Assessment.Response?) -> String? {
        if case .option(let number)? = part { "\(number)" } else { nil }
    }

    private static func typed(_ part: Assessment.Response?) -> String? {
        if case .text(let text)? = part { text } else { nil }
    }

    private static func letter(_ part: Assessment.Response?, in options: [Int]) -> String? {
        guard case .option(let id)? = part else { return nil }
        return QuestionFragment.letters(of: [id], in: options)
    }
}
