import Assessment
import Values

@testable import Interchange

/// Makes questions with nasty texts from a seed (SplitMix64), the same on every machine.
struct Generator {
    private var state: UInt64

    /// Only what a document can hold: words and formulas that pandoc leaves as they are. No
    /// marks: a document joins neighbouring ones, and a bold option is the right one.
    private let isTame: Bool

    init(seed: UInt64, isTame: Bool = false) { (state, self.isTame) = (seed, isTame) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }

    mutating func many<T>(_ range: ClosedRange<Int>, _ make: (inout Generator) -> T) -> [T] {
        let count = range.lowerBound + below(range.count)
        return (0..<count).map { _ in make(&self) }
    }

    static let pieces = [
        "A.", "B)", "*A.", "#C. x", "a)", "*b)", "Câu 3.", "CÂU 4:", "**Câu 5.**", "Bài 1",
        "Question 2:",
        "HẾT", "--- HẾT ---", "BẢNG ĐÁP ÁN", "ĐÁP ÁN:", "Đáp án: B", "Mã: x", "Lời giải:",
        "Chủ đề: a / b",
        "Môn: Toán", "PHẦN II.", "Phần 2", "II.", "IV. x", "//", "// ghi chú", "- ", "- x", "1) ",
        "12)", "#",
        "*", "**", "***", "_", "__", "___", "$", "$$", "$x$", "`", "``", "```", "\\", "\\\\", "\\(",
        "\\)", "\\[",
        "\\&", "&", "&amp;", "&#36;", "|", "| a |", "|---|", "<sup>", "</sup>", "<br>", "<", ">",
        "<b>", "<script>alert(1)</script>",
        "!", "![", "![a](b)", "]", "[", "[NB]", "(TH)", "[html]", "%50%", "=", "~", "{", "}",
        "####", "->", "::", ":", "\\n",
        "e\u{302}\u{301}", "Tiê\u{301}ng Vie\u{323}\u{302}t", "đ", "Đ", "ệ", "π", "Ω", "\u{2126}",
        "≠", "=\u{338}", "\u{301}",
        "𝑥", "👍🏽", "3,14", "-5", "x", "ab", "một hai", "nghiệm", ".", ",", "?", " ", "  ", "\t",
        "\u{A0}", "\n", "C. elegans",
        "Tên:", "GUID: 1", "Level: NB", "T", "ĐSĐĐ", "1-A", "@@PLUGINFILE@@/x", "$CATEGORY: x", "“",
        "”", "2*3*4", "a_b",
    ]

    static let tamePieces = [
        "Hà Nội", "một", "hai", "ba", "đúng", "ệ", "π", "3,14", "50 %", "a_b", "2*3", "*sao*",
        "[x]", "a | b",
        "“x”", "#", "$5", "\\", "<b>", "&amp;", "x;", "]]", "[[x]]", "A", "b", "km / h",
    ]

    mutating func words() -> String {
        if isTame { return many(1...4) { $0.pick(Self.tamePieces) }.joined(separator: " ") }
        return many(1...5) { $0.pick(Self.pieces) + ($0.chance(40) ? " " : "") }.joined()
    }

    mutating func tex() -> String {
        if isTame { return pick(["x", "a + b", "y = 2"]) }
        return pick([
            "x", "x^2", "\\frac{1}{2}", "a < b", "|x|", "\\text{a$b$}", "x \\\\ y", "\\{1; 2\\}",
            "a & b", "\\$5", "x\\", "n = \\neq", "e\u{302}",
        ])
    }

    mutating func inline(depth: Int) -> RichText.Inline {
        if isTame {
            return chance(20) ? .formula(RichText.TeX(tex())) : .text(words())
        }
        let kinds = depth > 2 ? 5 : 10
        switch below(kinds) {
        case 0, 1: return .text(words())
        case 2: return .formula(RichText.TeX(tex()))
        case 3: return .code(words())
        case 4:
            return chance(70)
                ? .lineBreak
                : .image(
                    RichText.Image(
                        source: .path(
                            pick(["a.png", "hinh/b (1).png", "đồ thị.png", "a]b[).png", "50%.png"])),
                        alternative: words()))
        case 5: return .strong(line(depth: depth + 1))
        case 6: return .emphasis(line(depth: depth + 1))
        case 7: return .underline(line(depth: depth + 1))
        case 8: return .superscript(line(depth: depth + 1))
        default: return .subscript(line(depth: depth + 1))
        }
    }

    mutating func line(depth: Int = 0) -> [RichText.Inline] {
        many(1...4) { $0.inline(depth: depth) }
    }

    mutating func block(depth: Int) -> RichText.Block {
        if isTame { return .paragraph(line()) }
        switch below(depth > 2 ? 6 : 10) {
        case 0...4: return .paragraph(line())
        case 5: return .formula(RichText.TeX(tex()))
        case 6:
            return .code(many(1...4) { $0.chance(80) ? $0.words() : "  " }.joined(separator: "\n"))
        case 7:
            let width = 1 + below(3)
            return .table(
                header: chance(50), rows: many(1...3) { $0.many(width...width) { $0.line() } })
        default:
            return .list(
                ordered: chance(50),
                items: many(1...3) { $0.many(1...2) { $0.block(depth: depth + 1) } })
        }
    }

    /// A canonical text that says something.
    mutating func text() -> RichText {
        if isTame { return RichText([block(depth: 0)]).canonical }
        let text = RichText(many(1...(chance(70) ? 1 : 3)) { $0.block(depth: 0) }).canonical
        return text.isEmpty ? RichText(plain: "x") : text
    }

    mutating func numeral() -> Numeral {
        Numeral(
            pick([
                "0", "5", "-3.5", "0.001", "123456789012345678", "-0.25", "2e-9", "1e12",
                "6,21.10^-21", "0,50", "−3", "+7", "1 234,5", "3 × 10^8",
            ]))
            ?? .zero
    }

    mutating func feedback() -> RichText? { chance(30) ? text() : nil }

    mutating func options() -> [ChoiceOption] {
        many(2...8) { $0.text() }.enumerated().map {
            ChoiceOption(id: $0 + 1, text: $1, pinned: chance(20), feedback: feedback())
        }
    }

    mutating func interaction() -> Interaction {
        switch pick(QuestionType.allCases) {
        case .singleChoice: .singleChoice(singleChoice())
        case .multipleChoice: .multipleChoice(multipleChoice())
        case .trueFalse:
            .trueFalse(
                TrueFalse(
                    isTrue: chance(50), feedbackForTrue: feedback(), feedbackForFalse: feedback()))
        case .trueFalseGroup:
            .trueFalseGroup(
                TrueFalseGroup(
                    statements: many(1...5) {
                        TrueFalseGroup.Statement(
                            text: $0.text(), isTrue: $0.chance(50), feedback: $0.feedback())
                    }, rule: pick(TrueFalseGroup.Rule.allCases)))
        case .shortAnswer: .shortAnswer(shortAnswer())
        case .numeric: .numeric(numericEntry())
        case .matching: .matching(matching())
        case .ordering: .ordering(ordering())
        case .cloze: .cloze(cloze())
        case .essay:
            .essay(
                Essay(
                    criteria: many(0...3) {
                        Essay.Criterion(
                            text: $0.text(),
                            points: $0.pick(
                                ["0.5", "1", "2", "0.25", "100"].compactMap { Mark($0) }))
                    }))
        }
    }

    mutating func matching() -> Matching {
        var choices: [Matching.Choice] = []
        for text in many(2...8, { $0.text() }) where !choices.contains(where: { $0.text == text }) {
            choices.append(Matching.Choice(id: choices.count + 1, text: text))
        }
        while choices.count < 2 {
            choices.append(
                Matching.Choice(id: choices.count + 1, text: RichText(plain: "\(choices.count)")))
        }
        return Matching(
            prompts: many(2...6) {
                Matching.Prompt(text: $0.text(), choice: 1 + $0.below(choices.count))
            }, choices: choices, rule: pick(PartRule.allCases))
    }

    mutating func ordering() -> Ordering {
        let texts = many(2...6) { $0.text() }
        var places = Array(1...texts.count)
        for place in places.indices { places.swapAt(place, below(places.count)) }
        return Ordering(
            items: zip(texts, places).map { Ordering.Item(text: $0, place: $1) },
            rule: pick(PartRule.allCases))
    }

    mutating func cloze() -> Cloze {
        let matchesCase = chance(30)
        return Cloze(
            gaps: many(1...4) { make in
                switch make.below(3) {
                case 0:
                    var texts: [String] = []
                    for text in make.many(2...4, { $0.choice() }) where !texts.contains(text) {
                        texts.append(text)
                    }
                    if texts.count < 2 { texts.append("\(texts) khác") }
                    return .choice(texts, right: make.below(texts.count))
                case 1:
                    var entry = make.shortAnswer()
                    entry.matchesCase = matchesCase
                    entry.answers = entry.answers.map {
                        .init(pattern: $0.pattern, weight: $0.weight)
                    }
                    return .words(entry)
                default:
                    var entry = make.numericEntry()
                    entry.notation = .eitherMark
                    entry.answers = entry.answers.map { .init($0.range, weight: $0.weight) }
                    return .number(entry)
                }
            }, rule: pick(PartRule.allCases))
    }

    /// A stem that fits what is asked: with a place for each gap of a cloze, and without a
    /// list where one follows.
    mutating func stem(for interaction: Interaction) -> RichText {
        var stem = text()
        switch interaction {
        case .matching, .ordering:
            if case .list(ordered: true, _)? = stem.blocks.last {
                stem.blocks.append(.paragraph([.text("x")]))
            }
        case .cloze(let cloze):
            for number in cloze.gaps.indices.map({ $0 + 1 }) {
                let gap: [RichText.Inline] = line() + [.gap(number)] + line()
                stem.blocks.append(
                    chance(20) ? .table(header: false, rows: [[gap]]) : .paragraph(gap))
            }
        default: break
        }
        return stem.canonical
    }

    private static let parts = ["1/3", "0.5", "-0.5", "-1/3", "0.125", "0.33", "5/6", "1/7", "-1"]
        .compactMap { Mark($0) }

    mutating func singleChoice() -> SingleChoice {
        let options = options()
        var choice = SingleChoice(options: options, right: 1 + below(options.count))
        for place in options.indices where chance(15) && choice.options[place].weight == .zero {
            choice.options[place].weight = pick(Self.parts + [.one])
        }
        return choice
    }

    mutating func multipleChoice() -> MultipleChoice {
        let options = options()
        var choice = MultipleChoice(
            options: options, right: Set(many(1...4) { 1 + $0.below(options.count) }),
            rule: pick(MultipleChoice.Rule.allCases))
        if choice.rule == .weighted, chance(50) {
            for place in options.indices where choice.options[place].weight <= .zero {
                choice.options[place].weight = pick([.zero] + Self.parts.filter { $0 < .zero })
            }
        }
        return choice
    }

    mutating func pattern() -> String {
        let text = VietnameseText.clean(
            chance(30)
                ? pick([
                    "12", "3,14", "Đ", "S", "B", "ĐS", "*", "1.234.567", "x*", "\\*", "a|b",
                    "[50%] x",
                    "\"", "\"x\"", "\\", "%50%", "[html]x", "=a", "~", "Hà Nội", "-", "...",
                    "\\\\*",
                    "12\"", "1/2", "T", "±", "a / b", "/", "x ]] y", "]",
                ]) : CanonicalForm.prose(words()))
        return text.isEmpty ? "x" : text
    }

    /// A text of a list to choose from.
    mutating func choice() -> String {
        chance(20) ? pick(["a / b", "/", "\"a / b\"", "*", "x / \"y", "a] b]]", "]"]) : pattern()
    }

    mutating func shortAnswer() -> ShortAnswer {
        var answers = many(1...4) { make in
            ShortAnswer.Accepted(
                pattern: make.pattern(),
                weight: make.chance(60) ? .one : make.pick([.zero] + Self.parts).clamped,
                feedback: make.feedback())
        }
        answers[below(answers.count)].weight = .one
        return ShortAnswer(answers: answers, matchesCase: chance(30))
    }

    mutating func range() -> NumericEntry.Range {
        switch below(10) {
        case 0: return .anything
        case 1, 2:
            let (one, other) = (numeral(), numeral())
            return .between(min(one, other), max(one, other))
        case 3, 4: return .near(numeral(), .relative(numeral().magnitude))
        default: return .near(numeral(), .absolute(numeral().magnitude))
        }
    }

    mutating func numericEntry() -> NumericEntry {
        var answers: [NumericEntry.Accepted] = []
        for next in many(
            1...3,
            { make in
                NumericEntry.Accepted(
                    make.range(),
                    weight: make.chance(60) ? .one : make.pick([.zero] + Self.parts).clamped,
                    feedback: make.feedback())
            }) where !answers.contains(where: { $0.range == next.range })
        {
            answers.append(next)
        }
        if !answers.contains(where: { $0.weight == .one && $0.range != .anything }) {
            answers.insert(NumericEntry.Accepted(.near(numeral(), .absolute(.zero))), at: 0)
        }
        return NumericEntry(
            answers: answers, notation: chance(50) ? .eitherMark : .pointDecimal)
    }

    /// One cleaned line, or nil.
    mutating func label() -> String? {
        let text = VietnameseText.clean(CanonicalForm.prose(words()))
        return chance(50) || text.isEmpty ? nil : text
    }

    mutating func question(number: Int) -> Question {
        let interaction = interaction()
        return Question(
            content: QuestionContent(
                stem: stem(for: interaction), interaction: interaction,
                solution: chance(30) ? text() : RichText([])),
            guid: chance(20) ? GUID() : nil,
            identifier: label().map { "\($0)-\(number)" }, name: label(),
            topic: chance(50) ? many(1...3) { $0.label() ?? "chủ đề" } : [],
            level: chance(50) ? pick(CognitiveLevel.allCases) : nil,
            tags: many(0...2) { $0.label() ?? "thẻ" })
    }

    mutating func stimulus() -> Stimulus {
        let recording = Recording(
            source: .path(pick(["nghe/a.mp3", "b [1].ogg", "đoạn 2.m4a"])), transcript: text(),
            plays: chance(50) ? 1 + below(20) : nil)
        return chance(30)
            ? Stimulus(text: RichText([]), recording: recording)
            : Stimulus(text: text(), recording: chance(30) ? recording : nil)
    }

    mutating func bank(_ count: Int) -> BankDraft {
        var questions = (0..<count).map { DraftQuestion(question: question(number: $0), line: 0) }
        attachPassages(to: &questions)
        return BankDraft(questions: questions, subject: label(), grade: label())
    }
}

extension Generator {
    /// Some questions after one another are about the same passage or recording.
    mutating func attachPassages(to questions: inout [DraftQuestion]) {
        var current: Stimulus?
        for place in questions.indices {
            if chance(40) { current = chance(60) ? stimulus() : nil }
            questions[place].question.content.stimulus = current
        }
    }
}

extension Mark {
    fileprivate var clamped: Mark { max(self, .zero) }
}
