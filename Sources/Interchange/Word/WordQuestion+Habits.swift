/// Ways of writing that are turned into the usual ones.
extension WordQuestion {
    /// Asks what the line above the questions asks, where it has no stem of its own: "A. meat
    /// B. bread  C. seat" below "Choose the word whose underlined part differs".
    func asking(_ instruction: StyledLine?) -> WordQuestion {
        guard let instruction, !options.isEmpty, case .stem(let own)? = lines.first, own.isBlank,
            !lines.contains(where: { if case .text = $0 { true } else { false } })
        else { return self }
        var question = self
        question.lines[0] = .stem(instruction)
        return question
    }

    /// Takes over what a later question of the same number says, as the solution.
    ///
    /// - Parameters:
    ///   - deciding: "Chọn B. Vì …" at the start of it.
    ///   - choosing: "… Vậy chọn B." at its end.
    mutating func explain(
        _ later: WordQuestion, deciding: Regex<(Substring, Substring)>,
        choosing: Regex<(Substring, Substring)>
    ) {
        for (place, line) in later.lines.enumerated() {
            switch line {
            case .stem(var stem):
                if let match = stem.text.prefixMatch(of: deciding) {
                    chosen = match.1.uppercased()
                    stem.glyphs.removeFirst(match.0.count)
                } else if let match = stem.text.firstMatch(of: choosing) {
                    chosen = match.1.uppercased()
                }
                lines.append(.solution(stem))
            case .solution(let text) where place > 0: lines.append(.text(text))
            default: lines.append(line)
            }
        }
        chosen = later.chosen ?? chosen
    }

    /// With what stands behind each statement, "(Đ)", "[S]", "– Đúng", as its answer.
    var withVerdicts: WordQuestion {
        guard options.isEmpty, statements.count > 1, !hasAnswer else { return self }
        var question = self
        var said = ""
        for place in lines.indices {
            guard case .statement(let choice) = lines[place] else { continue }
            guard let match = choice.text.text.firstMatch(of: Self.verdict),
                let letter = (match.1 ?? match.2)?.first
            else { return self }
            said += "ĐđTt".contains(letter) ? "Đ" : "S"
            question.lines[place] = .statement(choice.cut(by: match.0.count))
        }
        question.lines.append(.field("Đáp án: \(said)", place: place))
        return question
    }

    private static var verdict: Regex<(Substring, Substring?, Substring?)> {
        /\s*(?:[(\[]\s*(đúng|sai|true|false|[ĐSTF])\s*[)\]]|(?:[–—→⇒-]|=>)\s*(đúng|sai|true|false|[ĐS]))\s*[.;]?\s*$/
            .ignoresCase()
    }

    /// Its statements as the options of a single choice.
    var withLettersAsOptions: WordQuestion {
        var question = self
        for place in lines.indices {
            if case .statement(let choice) = lines[place] {
                question.lines[place] = .option(choice.capital)
            }
        }
        return question
    }
}

extension WordChoice {
    /// Without the last signs of its text.
    fileprivate func cut(by count: Int) -> WordChoice {
        var shorter = text
        shorter.glyphs.removeLast(min(count, shorter.glyphs.count))
        return WordChoice(
            letter: letter, isStarred: isStarred, isPinned: isPinned, marker: marker,
            text: shorter.trimmed)
    }

    fileprivate var capital: WordChoice {
        WordChoice(
            letter: letter.uppercased().first ?? letter, isStarred: isStarred,
            isPinned: isPinned, marker: marker, text: text)
    }
}
