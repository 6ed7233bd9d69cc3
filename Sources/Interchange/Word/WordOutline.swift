import Assessment
import Values

/// A Word document cut into questions and what stands between them.
struct WordOutline {
    enum Section {
        case question(WordQuestion)
        /// Parts, topics, the end and the answer table, as Câu text has them.
        case lines([SourceLine])
    }

    private(set) var sections: [Section] = []
    private var current: WordQuestion?
    /// What several questions are about, as Câu text has it, while it is read.
    private var passage: WordScript?
    private var stage = Stage.before
    /// Questions begin with a bare number: no line says "Câu".
    private let countsByNumbers: Bool
    private var lastNumber = 0

    /// Behind the end only the answer table counts.
    private enum Stage { case before, questions, solution, answers }

    var questions: [WordQuestion] {
        sections.compactMap { if case .question(let question) = $0 { question } else { nil } }
    }

    init(_ flow: WordFlow) {
        let words = flow.items.lazy.compactMap { item -> CauQuestionStart? in
            guard case .line(let line) = item else { return nil }
            return CauQuestionStart(Array(line.text.utf8)[...])
        }
        countsByNumbers = words.first == nil
        for item in flow.items { take(item) }
        finish()
    }

    private mutating func take(_ item: WordFlow.Item) {
        switch item {
        case .line(let line): take(line)
        case .code(let text, let place):
            let lines = BlockWriter.lines(RichText([.code(text)]))
            passage?.add(lines, place: place)
            current?.lines.append(.block(lines, place: place))
        case .table(let headerRows, let cells, let place):
            take(table: cells, headerRows: headerRows, place: place)
        }
    }

    private mutating func take(_ line: StyledLine) {
        if line.isGuarded {
            passage?.goOn(line.unguarded)
            if current != nil { current?.lines.append(.text(line.unguarded)) }
            return
        }
        let text = line.text
        let bytes = Array(text.utf8)[...]
        if let start = start(bytes) { return begin(start, line) }
        if stage == .answers { return add(text, place: line.place) }
        let shape = CauLine(bytes)
        switch shape {
        case .part, .end, .answerTable:
            finish()
            add(text, place: line.place)
            if case .part = shape { stage = .questions } else { stage = .answers }
        case .roman where current == nil && passage == nil: add(text, place: line.place)
        case .passage(let start) where stage != .solution || !start.isSentence:
            beginPassage(start, line)
        case .field(let field, let value): take(field, value, line)
        default: takeText(line, text)
        }
    }

    // MARK: Questions

    private func start(_ bytes: Bytes) -> CauQuestionStart? {
        if let start = CauQuestionStart(bytes) { return start }
        guard countsByNumbers, stage != .answers else { return nil }
        let digits = bytes.prefix { $0.isDigit }
        guard (1...3).contains(digits.count), let number = Int(digits.text),
            number == lastNumber + 1 || number == 1,
            let mark = bytes.dropFirst(digits.count).first,
            mark == ASCII.point || mark == ASCII.rightParenthesis || mark == ASCII.colon,
            bytes.dropFirst(digits.count + 1).first?.isSpace ?? true
        else { return nil }
        return CauQuestionStart(Array("Câu ".utf8) + bytes)
    }

    private mutating func begin(_ start: CauQuestionStart, _ line: StyledLine) {
        finish()
        lastNumber = start.number ?? lastNumber
        let level = start.level.map { " [\($0.rawValue)]" } ?? ""
        let number = start.number.map { " \($0)" } ?? ""
        current = WordQuestion(place: line.place, heading: "Câu\(number).\(level)")
        stage = .questions
        let rest = line.suffix(start.rest.text.count).trimmed
        // The stem and its options on one line.
        current?.lines.append(.stem(rest))
    }

    private mutating func finish() {
        if let current { sections.append(.question(current)) }
        if let passage { sections.append(.lines(passage.lines)) }
        current = nil
        passage = nil
    }

    /// The line stays as it is, for the reader of Câu text to understand.
    private mutating func beginPassage(_ start: CauPassageStart, _ line: StyledLine) {
        finish()
        stage = .questions
        var script = WordScript()
        if start.isSentence {
            script.add(
                line.without([.strong, .emphasis, .underline]).markup.text, place: line.place)
        } else {
            let rest = line.suffix(start.rest.text.count).trimmed
            let keyword = line.text.prefix { $0 != ":" }
            script.begin("\(keyword):", rest)
        }
        passage = script
    }

    private mutating func takeOfPassage(_ field: CauField, _ value: Bytes, _ line: StyledLine) {
        if field == .transcript {
            passage?.begin("Lời thoại:", line.suffix(value.text.count).trimmed)
        } else if field == .recording || field == .plays {
            passage?.add(line.text, place: line.place)
        } else {
            passage?.goOn(line)
        }
    }

    private mutating func take(_ field: CauField, _ value: Bytes, _ line: StyledLine) {
        if passage != nil, field != .topic { return takeOfPassage(field, value, line) }
        switch field {
        case .recording, .plays, .transcript: takeText(line, line.text)
        case .topic, .subject, .grade:
            if field == .topic { finish() }
            if current == nil {
                add(line.text, place: line.place)
            } else {
                takeText(line, line.text)
            }
        case .solution:
            stage = .solution
            current?.lines.append(.solution(line.suffix(value.text.count).trimmed))
        case .feedback, .feedbackForTrue, .feedbackForFalse, .criterion:
            let keyword = String(line.text.prefix { $0 != ":" })
            let rest = line.suffix(value.text.count).trimmed
            current?.lines.append(.prose(keyword: keyword, rest))
        default: current?.lines.append(.field(line.text, place: line.place))
        }
    }

    private mutating func takeText(_ line: StyledLine, _ text: String) {
        passage?.goOn(line)
        guard current != nil else { return }
        if Self.solutionHeadings.contains(text.lowercased()) {
            stage = .solution
            var empty = line
            empty.glyphs = []
            current?.lines.append(.solution(empty))
            return
        }
        if stage == .solution {
            if let chosen = text.wholeMatch(of: Self.choosing)?.1 {
                current?.chosen = String(chosen)
            }
            current?.lines.append(.text(line))
            return
        }
        let options = WordChoice.options(in: line)
        if isNext(options.first, after: current?.options ?? [], first: "A") {
            current?.lines += options.map { .option($0) }
            return
        }
        let statements = WordChoice.statements(in: line)
        if current?.options.isEmpty == true,
            isNext(statements.first, after: current?.statements ?? [], first: "a")
        {
            current?.lines += statements.map { .statement($0) }
            return
        }
        current?.lines.append(.text(line))
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

    /// Headings of a solution that stand without a colon.
    private static let solutionHeadings: Set<String> = [
        "lời giải", "hướng dẫn giải", "hướng dẫn", "hướng dẫn chi tiết", "lời giải chi tiết",
        "giải",
        "giải thích",
    ]

    private static var choosing: Regex<(Substring, Substring)> {
        /(?:Chọn|Chọn đáp án|Chọn phương án|Đáp án)\s+([A-H])\s*\.?/
    }

    // MARK: Tables

    private mutating func take(
        table cells: [[[StyledLine]]], headerRows: Int, place: Int
    ) {
        if stage == .answers { return takeAnswers(cells, place: place) }
        let lines = cells.joined().joined()
        let isLayout = lines.contains { line in
            !WordChoice.options(in: line).isEmpty || start(Array(line.text.utf8)[...]) != nil
        }
        if isLayout, passage == nil {
            for line in lines { take(line) }
        } else if current != nil || passage != nil {
            let rows = cells.map { row in row.map { cell in Self.joined(cell) } }
            let table = RichText.Block.table(header: headerRows > 0, rows: rows)
            let block = BlockWriter.lines(RichText([table]))
            passage?.add(block, place: place)
            current?.lines.append(.block(block, place: place))
        }
    }

    private static func joined(_ cell: [StyledLine]) -> [RichText.Inline] {
        var inlines: [RichText.Inline] = []
        for (place, line) in cell.enumerated() {
            if place > 0 { inlines.append(.lineBreak) }
            inlines += line.inlines
        }
        return inlines
    }

    /// A row of numbers above a row of answers is read column by column; other rows
    /// as they stand ("1-A", or a number and its answer).
    private mutating func takeAnswers(_ cells: [[[StyledLine]]], place: Int) {
        let rows = cells.map { $0.map { $0.map(\.text).joined(separator: " ") } }
        var above: [String] = []
        for row in rows {
            let numbers = row.map(Self.number)
            if numbers.compactMap(\.self).count > 1, !numbers.dropFirst().contains(nil) {
                above = row
            } else if !above.isEmpty {
                for (name, answer) in zip(above, row) {
                    guard let number = Self.number(name), !answer.isEmpty else { continue }
                    add("\(number)-\(answer.filter { !$0.isWhitespace })", place: place)
                }
                above = []
            } else {
                add(row.joined(separator: " | "), place: place)
            }
        }
    }

    /// "7", "Câu 7"
    private static func number(_ text: String) -> Int? {
        Int(text.trimmingPrefix("Câu").filter { !$0.isWhitespace })
    }

    private mutating func add(_ text: String, place: Int) {
        sections.append(
            .lines([SourceLine(number: place, bytes: Array(text.utf8)[...])]))
    }
}

extension StyledLine {
    /// The formula that is all of the line and stands on its own.
    var displayedFormula: RichText? {
        guard glyphs.count == 1, case .formula(let tex, true)? = glyphs.first?.piece else {
            return nil
        }
        return RichText([.formula(RichText.TeX(tex))])
    }
}

extension StyledLine {
    /// Begins with the sign that says: no marker, whatever it looks like.
    fileprivate var isGuarded: Bool {
        text.unicodeScalars.first == WordWriter.plain
    }

    fileprivate var unguarded: StyledLine {
        var line = self
        let scalars = text.unicodeScalars.prefix { $0 == WordWriter.plain }.count
        // Word joiners are Characters of their own unless a mark follows.
        line.glyphs.removeFirst(min(scalars, line.glyphs.count))
        return line
    }
}
