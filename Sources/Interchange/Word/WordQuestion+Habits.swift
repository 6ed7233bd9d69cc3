/// Ways of writing that are turned into the usual ones.
extension WordQuestion {
    /// Asks what the line above the questions asks, where it has no stem of its own: "A. meat
    /// B. bread  C. seat" below "Choose the word whose underlined part differs".
    ///
    /// - Parameter isOfGap: without such a line, its number names a gap of a passage.
    func asking(_ instruction: StyledLine?, isOfGap: Bool) -> WordQuestion {
        guard !options.isEmpty, case .stem(let own)? = lines.first, own.isBlank,
            !lines.contains(where: { if case .text = $0 { true } else { false } })
        else { return self }
        var question = self
        if let instruction {
            question.lines[0] = .stem(instruction)
        } else if isOfGap, let number {
            var gap = own
            gap.glyphs = "(\(number))".map { .init(piece: .character($0), looks: []) }
            question.lines[0] = .stem(gap)
        }
        return question
    }

    /// Whether it says which option is right.
    func decides(
        _ deciding: Regex<(Substring, Substring)>, _ choosing: Regex<(Substring, Substring)>
    ) -> Bool {
        guard chosen == nil, case .stem(let stem)? = lines.first else { return chosen != nil }
        return stem.text.prefixMatch(of: deciding) != nil || stem.text.contains(choosing)
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
        let isBegun = lines.contains { if case .solution = $0 { true } else { false } }
        for (place, line) in later.lines.enumerated() {
            switch line {
            case .stem(var stem):
                if let match = stem.text.prefixMatch(of: deciding) {
                    chosen = match.1.uppercased()
                    stem.glyphs.removeFirst(match.0.count)
                } else if let match = stem.text.firstMatch(of: choosing) {
                    chosen = match.1.uppercased()
                }
                lines.append(isBegun ? .text(stem) : .solution(stem))
            case .solution(let text) where place > 0: lines.append(.text(text))
            default: lines.append(line)
            }
        }
        chosen = later.chosen ?? chosen
    }

    /// With the type of what is written, where nothing says what else it is. "a) …", "b) …"
    /// are what is asked one by one.
    var asEssay: WordQuestion {
        guard options.isEmpty, !hasAnswer, withVerdicts.lines.count == lines.count,
            mark(without: []) == nil
        else { return self }
        var question = self
        for place in lines.indices {
            guard case .statement(let choice) = lines[place] else { continue }
            var line = choice.text
            line.glyphs =
                "\(choice.letter)) ".map { .init(piece: .character($0), looks: []) } + line.glyphs
            question.lines[place] = .text(line)
        }
        question.lines.append(.field("Loại: tự luận", place: place))
        return question
    }

    /// What a solution says of each statement: "a) Đúng. Vì …", "b) Sai …", or all on a line.
    private var verdictsOfSolution: String? {
        var isInSolution = false
        var said: [Character] = []
        for line in lines {
            let text: String
            switch line {
            case .solution(let own):
                isInSolution = true
                text = own.text
            case .text(let own) where isInSolution: text = own.text
            default: continue
            }
            if let all = CauAnswer.statements(text), all.count == statements.count {
                return String(all.map { $0 == true ? "Đ" : "S" })
            }
            if let match = text.prefixMatch(of: Self.statedVerdict),
                let letter = match.1.lowercased().utf8.first, Int(letter) - 97 == said.count
            {
                said.append("ĐđTt".contains(match.2.first ?? " ") ? "Đ" : "S")
            }
        }
        return said.count == statements.count ? String(said) : nil
    }

    private static var statedVerdict: Regex<(Substring, Substring, Substring)> {
        /\s*\(?([a-h])\s*[).:–-]+\s*(đúng|sai|true|false)(?=$|[\s,;.:])/.ignoresCase()
    }

    /// With what stands behind each statement, "(Đ)", "[S]", "– Đúng", as its answer.
    var withVerdicts: WordQuestion {
        guard options.isEmpty, statements.count > 1, !hasAnswer else { return self }
        var question = self
        if let said = verdictsOfSolution {
            question.lines.append(.field("Đáp án: \(said)", place: place))
            return question
        }
        var said = ""
        for place in lines.indices {
            guard case .statement(let choice) = lines[place] else { continue }
            guard let (isTrue, count) = Self.verdict(of: choice.text.text) else { return self }
            said += isTrue ? "Đ" : "S"
            question.lines[place] = .statement(choice.cut(by: count))
        }
        question.lines.append(.field("Đáp án: \(said)", place: place))
        return question
    }

    /// What stands at the end of a statement, and the signs that it takes.
    private static func verdict(of text: String) -> (isTrue: Bool, count: Int)? {
        if let match = text.firstMatch(of: verdict), let letter = (match.1 ?? match.2)?.first {
            return ("ĐđTt".contains(letter), match.0.count)
        }
        guard let match = text.firstMatch(of: lastLetter) else { return nil }
        return (match.2 == "Đ", match.0.count - (match.1?.count ?? 0))
    }

    /// A letter set apart: behind a point, or a wide gap.
    private static var lastLetter: Regex<(Substring, Substring?, Substring)> {
        /(?:([.;,])[\s\uE000]+|(?:\s\s|\uE000)\s*)([ĐS])\s*$/
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
