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
    /// Some line says "đúng" and "sai", "true" and "false", or a verdict in brackets.
    let speaksOfTruth: Bool
    private var lastNumber = 0
    private var part: Int?
    /// What stood alone above the questions, such as "Choose the word that differs:".
    private var instruction: StyledLine?
    /// Questions that come now may be those from above with their solutions.
    private var isBehindEnd = false

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
        speaksOfTruth = flow.items.contains { item in
            guard case .line(let line) = item else { return false }
            let text = line.text.lowercased()
            return text.contains("đúng") && text.contains("sai")
                || text.contains("true") && text.contains("false")
                || text.contains(/[(\[]\s*[đs]\s*[)\]]/)
        }
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
            instruction = nil
            if case .part(let number) = shape {
                part = number
                stage = .questions
            } else {
                stage = .answers
                isBehindEnd = true
            }
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
        current = WordQuestion(
            place: line.place, heading: "Câu\(number).\(level)", number: start.number, part: part)
        stage = .questions
        let rest = line.suffix(start.rest.text.count).trimmed
        if let (stem, options) = WordChoice.options(behindStemOf: rest) {
            current?.lines.append(.stem(stem))
            current?.lines += options.map { .option($0) }
        } else {
            current?.lines.append(.stem(rest))
        }
    }

    private mutating func finish() {
        if let current, !explainsEarlier(current) {
            sections.append(.question(current.asking(instruction)))
        }
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
            if let chosen = value.text.firstMatch(of: Self.choosing)?.1 {
                current?.chosen = chosen.uppercased()
            }
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
        if text.contains(Self.closing) {
            finish()
            return
        }
        guard current != nil else {
            if Self.solutionHeadings.contains(text.lowercased()) { isBehindEnd = true }
            instruction = line
            return
        }
        if Self.solutionHeadings.contains(text.lowercased()) {
            stage = .solution
            isBehindEnd = isBehindEnd || text == text.uppercased()
            var empty = line
            empty.glyphs = []
            current?.lines.append(.solution(empty))
            return
        }
        if stage == .solution {
            if let chosen = text.firstMatch(of: Self.choosing)?.1 {
                current?.chosen = chosen.uppercased()
            }
            current?.lines.append(.text(line))
            return
        }
        if current?.options.isEmpty == false, let chosen = text.wholeMatch(of: Self.answering)?.1 {
            current?.chosen = chosen.uppercased()
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
        if current?.choices.isEmpty == true,
            let (stem, options) = WordChoice.options(behindStemOf: line)
        {
            current?.lines.append(.text(stem))
            current?.lines += options.map { .option($0) }
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

    /// "… Vậy chọn B." at the end of a line of a solution.
    private static var choosing: Regex<(Substring, Substring)> {
        /(?:^|[\s.;,(=>⇒→])(?:chọn|đáp án)(?: đáp án| phương án| câu| đúng| là)*\s*:?\s+([A-H])\s*[.)]*$/
            .ignoresCase()
    }

    /// "ĐA: B", "Đáp án đúng là B", "=> Chọn B." alone on a line.
    private static var answering: Regex<(Substring, Substring)> {
        /[\s=>⇒→*-]*(?:ĐA|Đ\/A|Đáp án|Chọn|Key|Ans|Answer)(?: đáp án| phương án| câu| đúng| là)*\s*[.:]?\s*([A-H])\s*\.?/
            .ignoresCase()
    }

    /// "Chọn B. Vì …" at the start of a solution.
    private static var deciding: Regex<(Substring, Substring)> {
        /(?:Chọn|Đáp án|ĐA|Answer)(?: đáp án| phương án| câu| đúng| là)*\s*[.:]?\s*([A-H])(?:$|[\s.,:;)]\s*)/
            .ignoresCase()
    }

    /// What papers close with.
    private static var closing: Regex<Substring> {
        /(?:[Cc]án bộ coi thi|[Gg]iám thị)(?: coi thi)? không giải thích|[Tt]hí sinh không (?:được )?sử dụng tài liệu/
    }

    /// Takes what stands below the number of a question from above, without anything to
    /// choose, as that question's solution.
    private mutating func explainsEarlier(_ question: WordQuestion) -> Bool {
        guard isBehindEnd, question.choices.isEmpty, let number = question.number else {
            return false
        }
        let same = sections.indices.filter {
            if case .question(let known) = sections[$0] { known.number == number } else { false }
        }
        let inPart = same.filter {
            if case .question(let known) = sections[$0] { known.part == part } else { false }
        }
        let meant = inPart.count == 1 ? inPart : same
        guard meant.count == 1, case .question(var known) = sections[meant[0]] else { return false }
        known.explain(question, deciding: Self.deciding, choosing: Self.choosing)
        sections[meant[0]] = .question(known)
        return true
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
        let plain = text.map { $0 == WordSigns.tab ? " " : $0 }
        sections.append(
            .lines([SourceLine(number: place, bytes: Array(String(plain).utf8)[...])]))
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
