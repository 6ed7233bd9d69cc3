import Assessment
import Values

/// A question of Câu text about the items of the list that its stem ends with: they are
/// joined with the options below ("Đáp án: 1-A, 2-C"), or put in order ("Đáp án: 2-1-3").
struct CauParts {
    private let source: CauQuestion
    private let stem: RichText
    private let items: [RichText]
    private let key: Key

    private enum Key: Equatable {
        /// For each item the place of its option.
        case pairs([Int])
        /// The items' numbers in the right order.
        case order([Int])
    }

    /// - Returns: nil when neither "Loại:" nor the answer says that it is such a question.
    /// - Throws: the reason when it is one, and its list or key is missing.
    init?(_ source: CauQuestion, _ stem: RichText) throws(Refusal) {
        let said = source.answers + source.laterAnswers
        let first = said.first?.text ?? ""
        let isMatching: Bool
        switch source.settings.type {
        case .matching: isMatching = true
        case .ordering: isMatching = false
        case nil where !source.options.isEmpty && CauAnswer.pairs(first) != nil:
            isMatching = true
        default:
            try Self.checkPairs(source, stem)
            return nil
        }
        guard let (before, items) = Self.split(stem) ?? Self.split(Self.relisted(source.stem))
        else { throw Refusal(.noList) }
        self.source = source
        self.stem = before
        self.items = items
        var keys: [Key] = []
        for answer in said {
            let key: Key? =
                isMatching
                ? CauAnswer.pairs(answer.text).map { .pairs($0) }
                : CauAnswer.order(answer.text).map { .order($0) }
            guard let key else {
                throw Refusal(.answerNotUnderstood(answer.text), line: answer.line)
            }
            keys.append(key)
        }
        guard let key = keys.first else { throw Refusal(.noAnswer) }
        guard keys.allSatisfy({ $0 == key }) else { throw Refusal(.answersContradict) }
        self.key = key
    }

    /// Below a list, with options of which none is starred, numbers and letters can only be
    /// pairs: such as are none are refused by their own line.
    private static func checkPairs(_ source: CauQuestion, _ stem: RichText) throws(Refusal) {
        guard let answer = source.answers.first, !source.options.isEmpty,
            !source.options.contains(where: \.marker.isStarred), split(stem) != nil,
            CauAnswer.options(answer.text) == nil, answer.text.contains(where: \.isNumber)
        else { return }
        throw Refusal(.answerNotUnderstood(answer.text), line: answer.line)
    }

    /// A stem without the list that it ends with, and the list's items.
    private static func split(_ stem: RichText) -> (RichText, [RichText])? {
        guard case .list(ordered: true, let items)? = stem.blocks.last else { return nil }
        return (RichText(stem.blocks.dropLast()), items.map { RichText($0) })
    }

    /// The stem read again with lines "1. …", "2. …", as Word numbers them, as a list.
    private static func relisted(_ lines: [SourceLine]) -> RichText {
        var found: [(place: Int, rest: Bytes)] = []
        for (place, line) in lines.enumerated() {
            guard let (number, rest) = numbered(line.bytes) else { continue }
            if number == 1 { found = [] }
            if number == found.count + 1 { found.append((place, rest)) }
        }
        var listed = lines
        for (number, item) in found.enumerated() {
            listed[item.place].bytes = (Array("\(number + 1)) ".utf8) + item.rest)[...]
        }
        if let first = found.first {
            listed.insert(SourceLine(number: lines[first.place].number, bytes: []), at: first.place)
        }
        var findings = MarkupFindings()
        return BlockReader.read(listed, findings: &findings)
    }

    /// "12. rest", "12) rest", also with the backslash that kept it from being a list.
    private static func numbered(_ line: Bytes) -> (number: Int, rest: Bytes)? {
        var line = line.trimmed()
        if line.first == ASCII.backslash { line = line.dropFirst() }
        let digits = line.prefix(3).prefix { $0.isDigit }
        let behind = line[digits.endIndex...]
        guard let number = Int(digits.text),
            behind.first == ASCII.point || behind.first == ASCII.rightParenthesis,
            behind.dropFirst().first?.isSpace ?? false
        else { return nil }
        return (number, behind.dropFirst().trimmedStart())
    }

    func asked(
        _ findings: inout MarkupFindings
    ) throws(Refusal) -> (stem: RichText, Interaction) {
        try source.settings.check(
            allowed: [.type], gradings: [.allOrNothing, .partial, .proportional])
        source.noteFeedbackForTruths(in: &findings)
        if source.answers.contains(where: { !$0.feedback.isEmpty }) { findings.loneFeedback = true }
        return switch key {
        case .pairs(let pairs): (stem, .matching(try matching(pairs, &findings)))
        case .order(let order): (stem, .ordering(try ordering(order)))
        }
    }

    private func matching(
        _ pairs: [Int], _ findings: inout MarkupFindings
    ) throws(Refusal) -> Matching {
        try check(pairs.count)
        var choices: [Matching.Choice] = []
        for (place, option) in source.options.enumerated() {
            guard !option.marker.isStarred else { throw Refusal(.answersContradict) }
            if !option.feedback.isEmpty { findings.loneFeedback = true }
            choices.append(
                Matching.Choice(
                    id: place + 1, text: BlockReader.read(option.lines, findings: &findings)))
        }
        if let unknown = pairs.first(where: { !choices.indices.contains($0) }) {
            throw Refusal(.unknownOption(Lettering.option(unknown)))
        }
        return Matching(
            prompts: zip(items, pairs).map { Matching.Prompt(text: $0, choice: $1 + 1) },
            choices: choices, rule: rule(usual: .proportional))
    }

    private func ordering(_ order: [Int]) throws(Refusal) -> Ordering {
        guard source.options.isEmpty, source.statements.isEmpty else {
            throw Refusal(.optionsAndStatements)
        }
        try check(order.count)
        var places = [Int](repeating: 0, count: items.count)
        for (place, number) in order.enumerated() { places[number - 1] = place + 1 }
        return Ordering(
            items: zip(items, places).map { Ordering.Item(text: $0, place: $1) },
            rule: rule(usual: .allOrNothing))
    }

    private func check(_ answers: Int) throws(Refusal) {
        guard answers == items.count else {
            throw Refusal(.wrongNumberOfAnswers(statements: items.count, answers: answers))
        }
    }

    private func rule(usual: PartRule) -> PartRule {
        switch source.settings.grading {
        case .allOrNothing: .allOrNothing
        case .partial, .proportional: .proportional
        case .national, nil: usual
        }
    }
}
