import Assessment
import Values

/// One GIFT question on its way to Sen's model.
struct GIFTMapping {
    private let source: GIFTQuestion
    private var findings = MarkupFindings()
    private var hasFeedback = false

    init(_ source: GIFTQuestion) { self.source = source }

    /// What was lost on the way, once `question` has returned.
    var reasons: [ImportReason] { (hasFeedback ? [.feedbackDropped] : []) + findings.reasons }

    /// - Throws: the reason why the question is left out.
    mutating func question(topic: [String]) throws(Refusal) -> Question {
        let interaction = try interaction()
        let content = QuestionContent(
            stem: richText(source.stem), interaction: interaction,
            solution: source.generalFeedback.map { richText($0) } ?? RichText([]))
        if let reason = content.refusal { throw Refusal(reason) }
        let (level, tags) = labels()
        return Question(
            content: content, guid: try guid(),
            identifier: source.identifier.map(VietnameseText.clean), name: source.name,
            topic: topic, level: level, tags: tags)
    }

    private func guid() throws(Refusal) -> GUID? {
        guard let text = source.guid else { return nil }
        guard let guid = GUID(text) else { throw Refusal(.badGUID(text)) }
        return guid
    }

    /// A tag that is the name of a level is the level: GIFT has no other place for it.
    private func labels() -> (CognitiveLevel?, [String]) {
        let tags = source.tags.map(VietnameseText.clean)
        guard let place = tags.firstIndex(where: { CognitiveLevel(rawValue: $0) != nil }) else {
            return (nil, tags)
        }
        let rest = tags.enumerated().filter { $0.offset != place }.map(\.element)
        return (CognitiveLevel(rawValue: tags[place]), rest)
    }

    private mutating func interaction() throws(Refusal) -> Interaction {
        switch source.body {
        case .choice(single: true, let answers): return .singleChoice(try choice(answers))
        case .choice(single: false, _): throw Refusal(.noSuchType("multichoice (multi-answer)"))
        case .numeric(let numbers): return .numeric(try entry(numbers))
        case .description, .essay, .shortAnswer, .matching, .trueFalse, .plugin:
            throw Refusal(.noSuchType(source.body.typeName))
        }
    }

    private mutating func choice(_ answers: [GIFTAnswer]) throws(Refusal) -> SingleChoice {
        let right = answers.indices.filter { answers[$0].weight == .one }
        guard answers.allSatisfy({ $0.weight == .one || $0.weight == .zero }) else {
            throw Refusal(.partialCredit)
        }
        guard right.count <= 1 else { throw Refusal(.severalRightOptions(right.count)) }
        guard let right = right.first else { throw Refusal(.noRightOption) }
        var options: [ChoiceOption] = []
        for (place, answer) in answers.enumerated() {
            hasFeedback = hasFeedback || answer.feedback != nil
            options.append(
                ChoiceOption(
                    id: place + 1, text: richText(answer.text),
                    pinned: source.pinned.contains(place + 1)))
        }
        return SingleChoice(options: options, right: right + 1)
    }

    private mutating func entry(_ numbers: [GIFTNumber]) throws(Refusal) -> NumericEntry {
        var answers: [NumericEntry.Accepted] = []
        for number in numbers {
            answers.append(
                NumericEntry.Accepted(
                    try range(number.value), weight: number.weight,
                    feedback: number.feedback.map { richText($0) }))
        }
        return NumericEntry(answers: answers, notation: .pointDecimal)
    }

    private func range(_ value: GIFTNumber.Value) throws(Refusal) -> NumericEntry.Range {
        switch value {
        case .around(let answer, let tolerance):
            .near(try number(answer), .absolute(try number(tolerance)))
        case .between(let low, let high): .between(try number(low), try number(high))
        case .anything: .anything
        }
    }

    /// GIFT's decimal mark is the point (Moodle reads with PHP's `is_numeric`). A comma
    /// could be a Vietnamese decimal or separate thousands: it is not guessed at.
    private func number(_ text: String) throws(Refusal) -> Numeral {
        let isPlain = text.utf8.allSatisfy {
            $0.isDigit || "+-.eE".utf8.contains($0) || $0.isSpace
        }
        guard isPlain, let number = Numeral(text) else { throw Refusal(.answerNotANumber(text)) }
        return number
    }

    private mutating func richText(_ text: GIFTText) -> RichText {
        switch text.format {
        case .html: return HTMLReader.read(text.text, as: .html, findings: &findings)
        case .moodle: return HTMLReader.read(text.text, as: .autoFormat, findings: &findings)
        case .plain: return HTMLReader.read(text.text, as: .plain, findings: &findings)
        case .markdown:
            let lines = Array(text.text.utf8)[...].pieces(between: ASCII.newline)
            // The first line of a Markdown text may begin a list: it stands behind no marker.
            let source = [[][...]] + lines
            return BlockReader.read(
                source.enumerated().map { SourceLine(number: $0, bytes: $1) }, as: .markdown,
                findings: &findings)
        }
    }
}
