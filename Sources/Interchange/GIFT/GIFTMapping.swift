import Assessment
import Values

/// One GIFT question on its way to Sen's model.
struct GIFTMapping {
    private let source: GIFTQuestion
    private var findings = MarkupFindings()

    init(_ source: GIFTQuestion) { self.source = source }

    /// What was lost on the way, once `question` has returned.
    var reasons: [ImportReason] { findings.reasons }

    /// - Throws: the reason why the question is left out.
    mutating func question(topic: [String]) throws(Refusal) -> Question {
        let interaction = try interaction()
        let (stimulus, stem) = asked()
        let content = QuestionContent(
            stem: stem, interaction: interaction,
            solution: source.generalFeedback.map { richText($0) } ?? RichText([]),
            stimulus: stimulus)
        if let reason = content.refusal { throw Refusal(reason) }
        let (level, tags) = labels()
        return Question(
            content: content, guid: try guid(),
            identifier: source.identifier.map(VietnameseText.clean), name: source.name,
            topic: topic, level: level, tags: tags)
    }

    /// The stem without what Sen's own marks say that other questions share.
    private mutating func asked() -> (Stimulus?, stem: RichText) {
        let stem = richText(source.stem)
        let count = source.own.passage ?? 0
        let behind = source.own.hasLineBehindPassage ? 1 : 0
        guard count >= 0, count < stem.blocks.count - behind || count == 0 else {
            return (nil, stem)
        }
        var stimulus = Stimulus(text: RichText(Array(stem.blocks.prefix(count))))
        if let path = source.own.recording.flatMap(PicturePath.local) {
            let transcript = source.own.transcript.map { GIFTText(text: $0, format: .html) }
            stimulus.recording = Recording(
                source: .path(path), transcript: transcript.map { richText($0) } ?? RichText([]),
                plays: source.own.plays)
        }
        let rest = RichText(Array(stem.blocks.dropFirst(count == 0 ? 0 : count + behind)))
        return stimulus.isEmpty ? (nil, stem) : (stimulus, rest)
    }

    private func guid() throws(Refusal) -> GUID? {
        guard let text = source.own.guid else { return nil }
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
        case .choice(single: true, let answers):
            return .singleChoice(SingleChoice(options: options(answers)))
        case .choice(single: false, let answers): return .multipleChoice(multiple(answers))
        case .trueFalse(let isTrue, let whenWrong, let whenRight):
            return .trueFalse(
                TrueFalse(
                    isTrue: isTrue, feedbackForTrue: feedback(isTrue ? whenRight : whenWrong),
                    feedbackForFalse: feedback(isTrue ? whenWrong : whenRight)))
        case .shortAnswer(let answers): return .shortAnswer(words(answers))
        case .numeric(let numbers): return .numeric(try entry(numbers))
        case .matching(let pairs): return .matching(matching(pairs))
        case .essay: return .essay(try essay())
        case .description, .plugin:
            throw Refusal(.noSuchType(source.body.typeName))
        }
    }

    private mutating func options(_ answers: [GIFTAnswer]) -> [ChoiceOption] {
        var options: [ChoiceOption] = []
        for (place, answer) in answers.enumerated() {
            options.append(
                ChoiceOption(
                    id: place + 1, text: richText(answer.text), weight: answer.weight,
                    pinned: source.own.pinned.contains(place + 1),
                    feedback: feedback(answer.feedback)))
        }
        return options
    }

    private mutating func multiple(_ answers: [GIFTAnswer]) -> MultipleChoice {
        let choice = MultipleChoice(options: options(answers), rule: .weighted)
        guard source.own.isAllOrNothing else { return choice }
        return MultipleChoice(
            options: choice.options, right: Set(choice.right), rule: .allOrNothing)
    }

    /// Answers that say the same are one choice, in the order in which they first come.
    private mutating func matching(_ pairs: [GIFTPair]) -> Matching {
        var choices: [Matching.Choice] = []
        var numbers: [RichText: Int] = [:]
        var prompts: [Matching.Prompt] = []
        for pair in pairs {
            let text = Self.choice(pair.answer, &findings)
            let number = numbers[text] ?? choices.count + 1
            if numbers.updateValue(number, forKey: text) == nil {
                choices.append(Matching.Choice(id: number, text: text))
            }
            guard !pair.question.text.isEmpty else { continue }
            prompts.append(Matching.Prompt(text: richText(pair.question), choice: number))
        }
        if source.own.choices.sorted() == choices.map(\.id) {
            let numbers = source.own.choices
            for place in prompts.indices {
                prompts[place].choice = numbers[prompts[place].choice - 1]
            }
            for place in choices.indices { choices[place].id = numbers[place] }
            choices.sort { $0.id < $1.id }
        }
        return Matching(
            prompts: prompts, choices: choices,
            rule: source.own.isAllOrNothing ? .allOrNothing : .proportional)
    }

    /// The right side of a pair: plain text, as Moodle has it, unless it shows markup.
    static func choice(_ text: String, _ findings: inout MarkupFindings) -> RichText {
        HTMLReader.read(text, as: hasMarkup(text) ? .html : .plain, findings: &findings)
    }

    /// Whether a tag, or a reference such as "&lt;", stands in it.
    private static func hasMarkup(_ text: String) -> Bool {
        text.contains(/<\/?[A-Za-z]|&(#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);/)
    }

    private mutating func essay() throws(Refusal) -> Essay {
        var criteria: [Essay.Criterion] = []
        for written in source.own.criteria {
            let sides = written.split(separator: " ", maxSplits: 1)
            guard sides.count == 2, let points = Mark(String(sides[0])) else {
                throw Refusal(.badPoints(criteria.count + 1))
            }
            let text = richText(GIFTText(text: String(sides[1]), format: .html))
            criteria.append(Essay.Criterion(text: text, points: points))
        }
        return Essay(criteria: criteria)
    }

    private mutating func words(_ answers: [GIFTAnswer]) -> ShortAnswer {
        var accepted: [ShortAnswer.Accepted] = []
        for answer in answers {
            accepted.append(
                ShortAnswer.Accepted(
                    pattern: VietnameseText.clean(answer.text.text), weight: answer.weight,
                    feedback: feedback(answer.feedback)))
        }
        return ShortAnswer(answers: accepted, matchesCase: source.own.matchesCase)
    }

    private mutating func entry(_ numbers: [GIFTNumber]) throws(Refusal) -> NumericEntry {
        var answers: [NumericEntry.Accepted] = []
        for (place, number) in numbers.enumerated() {
            answers.append(
                NumericEntry.Accepted(
                    try range(number.value, relative: source.own.relative[place + 1]),
                    weight: number.weight, feedback: feedback(number.feedback)))
        }
        return NumericEntry(
            answers: answers,
            notation: source.own.takesEitherMark ? .eitherMark : .pointDecimal)
    }

    /// - Parameter relative: the share of the answer that the tolerance is said to be; it
    ///   counts only where the two agree, so that an edited tolerance wins.
    private func range(
        _ value: GIFTNumber.Value, relative: String?
    ) throws(Refusal) -> NumericEntry.Range {
        switch value {
        case .around(let answer, let tolerance):
            let answer = try number(answer)
            let distance = try number(tolerance)
            if let share = relative.flatMap({ Numeral($0) }), share * answer.magnitude == distance {
                return .near(answer, .relative(share))
            }
            return .near(answer, .absolute(distance))
        case .between(let low, let high): return .between(try number(low), try number(high))
        case .anything: return .anything
        }
    }

    private mutating func feedback(_ text: GIFTText?) -> RichText? {
        guard let text else { return nil }
        let feedback = richText(text)
        return feedback.isEmpty ? nil : feedback
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
