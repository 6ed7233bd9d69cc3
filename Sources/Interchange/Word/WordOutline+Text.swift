import Assessment
import Values

/// Paragraphs that begin with no keyword: what they are depends on what stands above.
extension WordOutline {
    mutating func takeText(_ line: StyledLine, _ text: String) {
        if let heading = WordHeading(text), !goesOnWithOption(line) {
            finish()
            stage = .questions
            let number = heading.number ?? (part ?? 0) + 1
            beginPart(number, line, heading: "PHẦN \(number). \(heading.words)")
            return
        }
        passage?.goOn(line)
        if code == nil,
            let found = text.firstMatch(
                of: /[Mm](?:ã|Ã)\s+[ĐđD](?:ề|Ề)(?:\s+thi)?\s*:?\s*(\d{2,4})/)?.1
        {
            code = String(found)
        }
        if text.contains(WordInstruction.closing) {
            finish()
            return
        }
        guard current != nil else {
            if WordHeading.isOfSolutions(text) { beginSolutions() }
            if passage == nil { instruct(line) }
            return
        }
        if WordHeading.isOfSolutions(text) {
            stage = .solution
            if text == text.uppercased() { beginSolutions() }
            var empty = line
            empty.glyphs = []
            current?.lines.append(.solution(empty))
            return
        }
        if stage == .solution {
            if let chosen = text.firstMatch(of: WordInstruction.choosing)?.1 {
                current?.chosen = chosen.uppercased()
            }
            current?.lines.append(.text(line))
            return
        }
        if let count = current?.statements.count, count > 1,
            let said = CauAnswer.statements(text), said.count == count
        {
            current?.lines.append(.field("Đáp án: \(text)", place: line.place))
            return
        }
        if current?.options.isEmpty == false,
            let chosen = text.wholeMatch(of: WordInstruction.answering)?.1
        {
            current?.chosen = chosen.uppercased()
            return
        }
        if takeAnswer(line, text) || takeChoices(line) { return }
        if !line.isContinued, let choices = current?.choices, choices.count > 1 {
            if WordInstruction.begins(text) {
                finish()
                return instruct(line)
            }
            noteBehindOptions(text, place: line.place)
        }
        current?.lines.append(.text(line))
    }

    /// Options or statements that come next, also behind a stem.
    private mutating func takeChoices(_ line: StyledLine) -> Bool {
        let options = WordChoice.options(in: line)
        if isNext(options.first, after: current?.options ?? [], first: "A") {
            current?.lines += options.map { .option($0) }
            return true
        }
        let statements = WordChoice.statements(in: line)
        if current?.options.isEmpty == true,
            isNext(statements.first, after: current?.statements ?? [], first: "a")
        {
            current?.lines += statements.map { .statement($0) }
            return true
        }
        if current?.choices.isEmpty == true,
            let (stem, options) = WordChoice.options(behindStemOf: line)
        {
            current?.lines.append(.text(stem))
            current?.lines += options.map { .option($0) }
            return true
        }
        return false
    }

    /// What the questions below are to be answered by; what is to be read for them.
    private mutating func instruct(_ line: StyledLine) {
        endPassage(line.place)
        isBelowPassage = WordInstruction.isOfPassage(line.text)
        guard isBelowPassage else {
            instruction = line
            return
        }
        instruction = nil
        isPassageOpen = true
        var script = WordScript()
        script.begin("Ngữ liệu chung:", line)
        passage = script
    }

    /// "Trả lời: 5", "ĐS: 5", also "ANSWER KEY: 1. B 2. A".
    private mutating func takeAnswer(_ line: StyledLine, _ text: String) -> Bool {
        if let keys = text.wholeMatch(of: WordInstruction.keys)?.1 {
            beginKeys(String(keys), place: line.place)
            return true
        }
        guard let question = current, question.options.isEmpty, !question.hasAnswer,
            !question.isWritten, let match = text.wholeMatch(of: WordInstruction.reply)
        else { return false }
        // Dots are where pupils write.
        if match.1.contains(where: { $0.isLetter || $0.isNumber || $0 == "\u{FFFC}" }) {
            current?.lines.append(.field("Đáp án: \(match.1)", place: line.place))
        }
        return true
    }

    mutating func noteDrawings(of line: StyledLine) {
        if line.hasLostDrawing { notes.append((line.place, current?.title, .drawingDropped)) }
        if line.isOfBox {
            notes.append((line.place, current?.title, .textOfBox(String(line.text.prefix(60)))))
        }
    }

    /// Says what of the paper was taken for a part of an option.
    mutating func noteBehindOptions(_ text: String, place: Int) {
        guard let question = current, let last = question.choices.last else { return }
        let words = String(text.replacing("\u{FFFC}", with: "…").prefix(60))
        notes.append((place, question.title, .textBehindOptions(String(last.letter), words)))
    }

    /// Whether a line that looks like a heading is the option that comes next.
    private func goesOnWithOption(_ line: StyledLine) -> Bool {
        guard let current, let next = WordChoice.options(in: line).first else { return false }
        return isNext(next, after: current.options, first: "A")
    }

    private func isNext(
        _ choice: WordChoice?, after earlier: [WordChoice], first: Character
    ) -> Bool {
        guard let letter = choice?.letter.unicodeScalars.first else { return false }
        guard let last = earlier.last?.letter.unicodeScalars.first else {
            return Character(letter) == first
        }
        return letter.value == last.value + 1
    }
}
