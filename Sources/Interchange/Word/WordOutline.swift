import Assessment
import Values

/// A Word document cut into questions and what stands between them.
struct WordOutline {
    enum Section {
        case question(WordQuestion)
        /// Parts, topics, the end and the answer table, as Câu text has them.
        case lines([SourceLine])
    }

    var sections: [Section] = []
    /// What deserves a look; without a question's words it is about the file.
    var notes: [(line: Int, question: String?, reason: ImportReason)] = []
    var current: WordQuestion?
    /// What several questions are about, as Câu text has it, while it is read.
    var passage: WordScript?
    var stage = Stage.before
    /// Questions begin with a bare number: no line says "Câu".
    private let countsByNumbers: Bool
    /// Some line says "đúng" and "sai", "true" and "false", or a verdict in brackets.
    let speaksOfTruth: Bool
    private var lastNumber = 0
    var part: Int?
    /// What a passage without numbers says goes on until something ends it.
    var isPassageOpen = false
    /// What stands below "TỰ LUẬN" is written, not chosen.
    private var isEssayPart = false
    /// "Mã đề 101": which of several columns of keys is this paper's.
    var code: String?
    /// What stood alone above the questions, such as "Choose the word that differs:".
    var instruction: StyledLine?
    /// The questions may be about gaps of a passage: "(21) ______".
    var isBelowPassage = false
    /// Questions that come now may be those from above with their solutions.
    var isBehindEnd = false

    /// Behind the end only the answer table counts.
    enum Stage { case before, questions, solution, answers }

    var questions: [WordQuestion] {
        sections.compactMap { if case .question(let question) = $0 { question } else { nil } }
    }

    init(_ flow: WordFlow) {
        let words = flow.items.lazy.compactMap { item -> CauQuestionStart? in
            guard case .line(let line) = item else { return nil }
            return Self.start(Array(line.text.utf8)[...])
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

    mutating func take(_ line: StyledLine) {
        defer { noteDrawings(of: line) }
        if line.glyphs.isEmpty, line.obstacle == nil { return }
        if line.isGuarded {
            passage?.goOn(line.unguarded)
            if current != nil { current?.lines.append(.text(line.unguarded)) }
            return
        }
        let text = line.text
        let bytes = Array(text.utf8)[...]
        if let start = start(bytes) { return begin(start, line) }
        if stage == .answers {
            let isHeading = WordHeading.isOfSolutions(text)
            if isHeading { beginSolutions() }
            if case .answerTable = CauLine(bytes) {} else if isHeading { return }
            return add(text, place: line.place)
        }
        let shape = CauLine(bytes)
        switch shape {
        case .part(let number):
            finish()
            stage = .questions
            beginPart(number, line)
        case .end, .answerTable:
            finish()
            add(text, place: line.place)
            instruction = nil
            stage = .answers
            beginSolutions()
        case .roman(let number)
        where current == nil && passage == nil || text.contains(Self.capitalHeading):
            finish()
            beginPart(number, line)
        case .passage(let start) where stage != .solution || !start.isSentence:
            beginPassage(start, line)
        case .field(let field, let value): take(field, value, line)
        default: takeText(line, text)
        }
    }

    // MARK: Questions

    /// "Câu" also in letters of TCVN3 and VNI, so that what cannot be read is told one by one.
    private static func start(_ bytes: Bytes) -> CauQuestionStart? {
        if let start = CauQuestionStart(bytes) { return start }
        for word in ["C©u", "Caâu"] where bytes.starts(with: word.utf8) {
            return CauQuestionStart((Array("Câu".utf8) + bytes.dropFirst(word.utf8.count))[...])
        }
        return nil
    }

    func start(_ bytes: Bytes) -> CauQuestionStart? {
        if let start = Self.start(bytes) { return start }
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
        var rest = line.suffix(start.rest.text.count).trimmed
        var known = start.level
        if known == nil, let (level, count) = WordLevel.read(rest.text) {
            known = level
            rest = rest.suffix(rest.glyphs.count - count).trimmed
        }
        let level = known.map { " [\($0.rawValue)]" } ?? ""
        let number = start.number.map { " \($0)" } ?? ""
        current = WordQuestion(
            place: line.place, heading: "Câu\(number).\(level)", number: start.number, part: part,
            isBehindEnd: isBehindEnd, isWritten: isEssayPart)
        stage = .questions
        if let (stem, options) = WordChoice.options(behindStemOf: rest) {
            current?.lines.append(.stem(stem))
            current?.lines += options.map { .option($0) }
        } else {
            current?.lines.append(.stem(rest))
        }
    }

    mutating func finish() {
        if let current, !explainsEarlier(current) {
            let asked = current.asking(instruction, isOfGap: isBelowPassage)
            sections.append(.question(current.isWritten ? asked.asEssay : asked))
        }
        if let passage { sections.append(.lines(passage.lines)) }
        current = nil
        passage = nil
    }

    /// The line stays as it is, for the reader of Câu text to understand.
    private mutating func beginPassage(_ start: CauPassageStart, _ line: StyledLine) {
        finish()
        stage = .questions
        instruction = nil
        isBelowPassage = true
        isPassageOpen = start.numbers == nil
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
            if let chosen = value.text.firstMatch(of: WordInstruction.choosing)?.1 {
                current?.chosen = chosen.uppercased()
            }
            current?.lines.append(.solution(line.suffix(value.text.count).trimmed))
        case .feedback, .feedbackForTrue, .feedbackForFalse, .criterion:
            let keyword = String(line.text.prefix { $0 != ":" })
            let rest = line.suffix(value.text.count).trimmed
            current?.lines.append(.prose(keyword: keyword, rest))
        case .answer where holdsKeys(value.text): beginKeys(value.text, place: line.place)
        default: current?.lines.append(.field(line.text, place: line.place))
        }
    }

    /// Whether an answer is of as many questions as came so far: "1. B 2. A 3. C".
    private func holdsKeys(_ value: String) -> Bool {
        guard let count = CauAnswer.pairs(value)?.count, count > 1, current?.joinsItems != true
        else { return false }
        return count == questions.count { $0.part == part } + (current == nil ? 0 : 1)
    }

    mutating func beginKeys(_ keys: String, place: Int) {
        finish()
        add("BẢNG ĐÁP ÁN", place: place)
        instruction = nil
        stage = .answers
        beginSolutions()
        add(keys, place: place)
    }

    mutating func beginSolutions() {
        isBehindEnd = true
        isEssayPart = false
        part = nil
    }

    /// - Parameter heading: as Câu text has it.
    mutating func beginPart(
        _ number: Int?, _ line: StyledLine, heading: String? = nil
    ) {
        endPassage(line.place)
        part = number
        isBelowPassage = false
        isEssayPart = !isBehindEnd && line.text.uppercased().contains("TỰ LUẬN")
        instruction = nil
        add(heading ?? line.text, place: line.place)
    }

    /// In Câu text a passage for all that follow ends with one that says nothing.
    mutating func endPassage(_ place: Int) {
        if isPassageOpen { add("Ngữ liệu chung:", place: place) }
        isPassageOpen = false
    }

    /// "II. TỰ LUẬN (3 điểm)": nothing that goes on with an option.
    private static var capitalHeading: Regex<Substring> { /^[*IVX]+\.\s*(?:PHẦN\s)?[\p{Lu}\s]{6,}/ }

    /// Takes what stands below the number of a question from above, without anything to
    /// choose, as that question's solution.
    private mutating func explainsEarlier(_ question: WordQuestion) -> Bool {
        guard question.isBehindEnd, question.choices.isEmpty, let number = question.number else {
            return false
        }
        let same = sections.indices.filter {
            if case .question(let known) = sections[$0] { known.number == number } else { false }
        }
        let meant = same.filter {
            guard let part = question.part, case .question(let known) = sections[$0] else {
                return true
            }
            return known.part == part
        }
        // Of a choice and an essay of one number, what says "Chọn B" is of the choice.
        let chooses = question.decides(WordInstruction.deciding, WordInstruction.choosing)
        let fitting = meant.filter {
            if case .question(let known) = sections[$0] {
                known.choices.isEmpty != chooses
            } else {
                false
            }
        }
        let found = meant.count == 1 ? meant : fitting
        guard found.count == 1, case .question(var known) = sections[found[0]] else { return false }
        known.explain(
            question, deciding: WordInstruction.deciding, choosing: WordInstruction.choosing)
        sections[found[0]] = .question(known)
        return true
    }

    mutating func add(_ text: String, place: Int) {
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
