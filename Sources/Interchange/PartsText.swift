import Assessment
import Values

/// Answers in several parts as text: "1-A, 2-C" joins prompts with choices, "2-1-3" is an
/// order of items by their numbers, "went; 3,14" fills gaps.
enum PartsText {
    static func read(
        _ text: String, for pairs: Matching
    ) throws(ResponseText.Fault) -> [Response?] {
        var parts = [Response?](repeating: nil, count: pairs.prompts.count)
        for piece in text.split(whereSeparator: { ",; ".contains($0) }) {
            let number = piece.prefix { $0.isASCII && $0.isNumber }
            let letter = piece.dropFirst(number.count).drop { "-.:)".contains($0) }
            if letter.isEmpty || letter == "–" { continue }
            guard let prompt = Int(number), pairs.prompts.indices.contains(prompt - 1),
                let place = CauAnswer.option(String(letter)),
                pairs.choices.indices.contains(place)
            else { throw .notPairs(text) }
            guard parts[prompt - 1] == nil else { throw .notPairs(text) }
            parts[prompt - 1] = .option(pairs.choices[place].id)
        }
        return parts
    }

    static func write(_ parts: [Response?], for pairs: Matching) -> String {
        parts.enumerated().compactMap { prompt, part in
            guard case .option(let id)? = part,
                let place = pairs.choices.firstIndex(where: { $0.id == id })
            else { return nil }
            return "\(prompt + 1)-\(Lettering.option(place))"
        }.joined(separator: ", ")
    }

    static func read(
        _ text: String, for order: Ordering
    ) throws(ResponseText.Fault) -> [Response?] {
        guard let numbers = CauAnswer.order(text) else { throw .notAnOrder(text) }
        guard numbers.count == order.items.count else {
            throw .wrongCount(answers: numbers.count, statements: order.items.count)
        }
        var parts = [Response?](repeating: nil, count: numbers.count)
        for (place, number) in numbers.enumerated() { parts[number - 1] = .option(place + 1) }
        return parts
    }

    /// The items' numbers by the places they were given; an item without one is left out.
    static func writeOrder(_ parts: [Response?]) -> String {
        let placed = parts.enumerated().compactMap { item, part -> (place: Int, number: Int)? in
            if case .option(let place)? = part { (place, item + 1) } else { nil }
        }
        return placed.sorted { ($0.place, $0.number) < ($1.place, $1.number) }
            .map { "\($0.number)" }.joined(separator: "-")
    }

    static func read(_ text: String, for cloze: Cloze) throws(ResponseText.Fault) -> [Response?] {
        let pieces = pieces(text)
        guard pieces.count == cloze.gaps.count else {
            throw .wrongCount(answers: pieces.count, statements: cloze.gaps.count)
        }
        var parts: [Response?] = []
        for (piece, gap) in zip(pieces, cloze.gaps) {
            if piece.isEmpty {
                parts.append(nil)
            } else if case .choice(let texts, _) = gap {
                guard let place = texts.firstIndex(of: piece) else { throw .notAnOption(piece) }
                parts.append(.option(place + 1))
            } else {
                parts.append(.text(piece))
            }
        }
        return parts
    }

    /// The answers between the semicolons; `\;` is one of an answer's own.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [[UInt8]] = [[]]
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == ASCII.semicolon {
                pieces.append([])
                continue
            }
            let isEscape =
                byte == ASCII.backslash
                && (rest.first == ASCII.semicolon || rest.first == ASCII.backslash)
            pieces[pieces.count - 1].append(isEscape ? rest.removeFirst() : byte)
        }
        return pieces.map { VietnameseText.clean($0[...].text) }
    }

    static func write(_ parts: [Response?], for cloze: Cloze) -> String {
        zip(parts, cloze.gaps).map { part, gap in
            switch (part, gap) {
            case (.option(let id)?, .choice(let texts, _)) where texts.indices.contains(id - 1):
                texts[id - 1].backslashed("\\;")
            case (.text(let text)?, _): text.backslashed("\\;")
            default: ""
            }
        }.joined(separator: "; ")
    }
}
