import Values

/// A question of a Word document, line by line, before its marks are understood.
struct WordQuestion {
    enum Line {
        case stem(StyledLine)
        case option(WordChoice)
        case statement(WordChoice)
        /// A keyword line, as Câu text has it.
        case field(String, place: Int)
        /// A keyword whose value is a text, such as "Phản hồi:".
        case prose(keyword: String, StyledLine)
        case solution(StyledLine)
        /// A table or a program, as Câu text has it.
        case block([Bytes], place: Int)
        /// What goes on with the line before it.
        case text(StyledLine)
    }

    let place: Int
    /// "Câu 3. [TH]"
    let heading: String
    let number: Int?
    /// The part under whose heading it stands.
    let part: Int?
    /// It stands behind the end of the paper, where questions come again with their solutions.
    let isBehindEnd: Bool
    /// It stands below "TỰ LUẬN".
    let isWritten: Bool
    var lines: [Line] = []
    /// "Chọn B" at the end of a solution.
    var chosen: String?

    var options: [WordChoice] {
        lines.compactMap { if case .option(let choice) = $0 { choice } else { nil } }
    }

    var statements: [WordChoice] {
        lines.compactMap { if case .statement(let choice) = $0 { choice } else { nil } }
    }

    var choices: [WordChoice] { options.isEmpty ? statements : options }

    var hasAnswer: Bool {
        lines.contains {
            if case .field(let text, _) = $0 { text.hasPrefix("Đáp án") } else { false }
        }
    }

    /// Whether brackets in its stem are gaps.
    private var isCloze: Bool { type == .cloze }

    private var isMatching: Bool {
        type == .matching || fields.contains { $0.0 == .answer && CauAnswer.pairs($0.value) != nil }
    }

    /// Its own answer may be pairs: it has a type of its own, or numbered lines to join.
    var joinsItems: Bool {
        type != nil
            || lines.contains {
                if case .text(let line) = $0 {
                    line.text.firstMatch(of: /^\d+[.)]/) != nil
                } else {
                    false
                }
            }
    }

    private var type: CauSettings.CauType? {
        guard let (_, value) = fields.last(where: { $0.0 == .type }) else { return nil }
        var settings = CauSettings()
        _ = settings.take(.type, value, on: 0, words: "")
        return settings.type
    }

    private var fields: [(CauField, value: String)] {
        lines.compactMap { line in
            guard case .field(let text, _) = line,
                let (field, value) = CauField.read(Array(text.utf8)[...])
            else { return nil }
            return (field, VietnameseText.clean(value.text))
        }
    }

    /// Something in it cannot be read.
    var obstacle: StyledLine.Obstacle? {
        lines.lazy.compactMap { line -> StyledLine.Obstacle? in
            switch line {
            case .stem(let line), .solution(let line), .text(let line), .prose(_, let line):
                line.obstacle
            case .option(let choice), .statement(let choice): choice.text.obstacle
            case .field, .block: nil
            }
        }.first
    }

    /// The words for a report.
    var title: String {
        for case .stem(let line) in lines { return String(line.text.prefix(80)) }
        return heading
    }

    /// The mark that tells right from wrong here.
    ///
    /// - Parameter usual: marks that this document gives to letters that are not right.
    func mark(without usual: Set<WordMark>) -> WordMark? {
        let all = choices
        return WordMark.allCases.first { mark in
            guard !usual.contains(mark) else { return false }
            let count = all.count { mark.isOn($0) }
            // A group of statements may be true throughout.
            return count > 0 && (count < all.count || options.isEmpty && mark != .strongLetter)
        }
    }

    /// The letters of several options that look right, where nothing else says so.
    func severalMarked(without usual: Set<WordMark>) -> [String]? {
        guard !isMatching, !hasAnswer, let mark = mark(without: usual), mark != .star else {
            return nil
        }
        let letters = options.filter(mark.isOn).map { String($0.letter) }
        return letters.count > 1 ? letters : nil
    }

    /// Its lines as Câu text, numbered by the document's paragraphs.
    func script(without usual: Set<WordMark>) -> [SourceLine] {
        var script = WordScript()
        if let only = options.first, options.count == 1, let mark = mark(withSingle: only) {
            // A short answer is often written as a lone option.
            writeTexts(to: &script, mark: mark, leavesOutOptions: true)
            script.add("Đáp án: \(only.text.text)", place: only.text.place)
            return script.lines
        }
        // What is joined has no right option: a bold one is only bold.
        let mark = isMatching ? nil : mark(without: usual)
        writeTexts(to: &script, mark: mark, leavesOutOptions: false)
        // Where a mark says otherwise, the reader finds that they contradict each other.
        if let chosen, !hasAnswer, mark.map({ isOnly(chosen, marked: $0) }) != true {
            script.add("Đáp án: \(chosen)", place: place)
        }
        return script.lines
    }

    private func isOnly(_ letter: String, marked mark: WordMark) -> Bool {
        choices.filter(mark.isOn).map { String($0.letter) } == [letter]
    }

    private func mark(withSingle choice: WordChoice) -> WordMark? {
        WordMark.allCases.first { $0.isOn(choice) }
    }

    private func writeTexts(
        to script: inout WordScript, mark: WordMark?, leavesOutOptions: Bool
    ) {
        var solutions: [Line] = []
        var isInSolution = false
        let isCloze = isCloze
        for line in lines {
            if case .solution = line { isInSolution = true }
            if isInSolution, !line.isField {
                solutions.append(line)
                continue
            }
            switch line {
            case .stem(let line): script.begin(heading, isCloze ? line.withPlainGaps : line)
            case .option(let choice):
                if !leavesOutOptions { script.add(choice, mark: mark, end: ".") }
            case .statement(let choice): script.add(choice, mark: mark, end: ")")
            case .field(let text, let place): script.add(text, place: place)
            case .prose(let keyword, let line): script.begin("\(keyword):", line)
            case .block(let lines, let place): script.add(lines, place: place)
            case .text(let line): script.goOn(isCloze ? line.withPlainGaps : line)
            case .solution: break
            }
        }
        for line in solutions {
            switch line {
            case .solution(let line): script.begin("Lời giải:", line)
            case .block(let lines, let place): script.add(lines, place: place)
            case .text(let line): script.goOn(line)
            case .option(let choice), .statement(let choice): script.goOn(choice.text)
            case .stem, .field, .prose: break
            }
        }
    }
}

extension WordQuestion.Line {
    fileprivate var isField: Bool {
        switch self {
        case .field, .prose: true
        default: false
        }
    }
}

/// Câu text that is being written, with the paragraph of each line.
struct WordScript {
    private(set) var lines: [SourceLine] = []
    private var isFresh = true

    mutating func add(_ text: String, place: Int) {
        lines.append(SourceLine(number: place, bytes: Array(text.utf8)[...]))
        isFresh = true
    }

    /// A table or a program stands apart.
    mutating func add(_ block: [Bytes], place: Int) {
        add("", place: place)
        for line in block { lines.append(SourceLine(number: place, bytes: line)) }
        add("", place: place)
    }

    /// A marker with the first line of its text. A bracket behind a question's number
    /// would be its level, so there it goes on the next line.
    mutating func begin(_ marker: String, _ line: StyledLine) {
        if let formula = line.displayedFormula {
            add(marker, place: line.place)
            add(BlockWriter.lines(formula), place: line.place)
            return
        }
        let markup = line.markup
        let isBracket =
            markup.first == ASCII.leftBracket || markup.first == ASCII.leftParenthesis
        if isBracket, marker.hasPrefix("Câu") {
            add(marker, place: line.place)
            lines.append(SourceLine(number: line.place, bytes: BlockWriter.escaped(markup)))
        } else {
            lines.append(
                SourceLine(
                    number: line.place, bytes: Array("\(marker) ".utf8) + markup))
        }
        isFresh = false
    }

    mutating func add(_ choice: WordChoice, mark: WordMark?, end: String) {
        let star = mark?.isOn(choice) == true ? "*" : ""
        let pin = choice.isPinned ? "#" : ""
        // A look of the whole text is the mark; one of a part belongs to the question
        // ("the underlined part is pronounced differently").
        let looks = mark?.looks ?? []
        let isMarked = !looks.isEmpty && choice.text.isWhole(looks)
        begin(
            "\(star)\(pin)\(choice.letter)\(end)",
            isMarked ? choice.text.without(looks) : choice.text)
    }

    /// A line that goes on with the text above: a paragraph of its own, or behind a
    /// break of the same paragraph.
    mutating func goOn(_ line: StyledLine) {
        if let formula = line.displayedFormula {
            return add(BlockWriter.lines(formula), place: line.place)
        }
        if line.isContinued, !isFresh, let last = lines.indices.last {
            lines[last].bytes += Array("\\".utf8)
        } else {
            lines.append(SourceLine(number: line.place, bytes: []))
        }
        lines.append(SourceLine(number: line.place, bytes: BlockWriter.escaped(line.markup)))
        isFresh = false
    }
}
