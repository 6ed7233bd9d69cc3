import Assessment
import Values

/// Makes a question of its lines.
enum CauQuestionBuilder {
    /// - Throws: the reason why it is left out.
    static func question(
        _ source: CauQuestion, _ findings: inout MarkupFindings
    ) throws(Refusal) -> Question {
        if let reason = source.broken { throw Refusal(reason) }
        let stem = BlockReader.read(source.stem, findings: &findings)
        guard !stem.isEmpty else { throw Refusal(.emptyStem) }
        let content = QuestionContent(
            stem: stem, interaction: try interaction(source, &findings),
            solution: BlockReader.read(source.solution, findings: &findings))
        if let reason = content.refusal { throw Refusal(reason) }
        return Question(
            content: content, guid: try guid(source), identifier: source.identifier,
            name: source.name, topic: source.topic, level: source.level, tags: source.tags)
    }

    private static func guid(_ source: CauQuestion) throws(Refusal) -> GUID? {
        guard let text = source.guid else { return nil }
        guard let guid = GUID(text) else { throw Refusal(.badGUID(text)) }
        return guid
    }

    private static func interaction(
        _ source: CauQuestion, _ findings: inout MarkupFindings
    ) throws(Refusal) -> Interaction {
        if !source.options.isEmpty {
            return .singleChoice(try choice(source, &findings))
        }
        if !source.statements.isEmpty {
            return .trueFalseGroup(try group(source, &findings))
        }
        return .numeric(try entry(source))
    }

    private static func choice(
        _ source: CauQuestion, _ findings: inout MarkupFindings
    ) throws(Refusal) -> SingleChoice {
        let right = try rightOption(source)
        var options: [ChoiceOption] = []
        for (place, choice) in source.options.enumerated() {
            options.append(
                ChoiceOption(
                    id: place + 1, text: BlockReader.read(choice.lines, findings: &findings),
                    pinned: choice.marker.isPinned))
        }
        return SingleChoice(options: options, right: right + 1)
    }

    /// The place of the right option, on which stars, answer line and table agree.
    private static func rightOption(_ source: CauQuestion) throws(Refusal) -> Int {
        let starred = source.options.indices.filter { source.options[$0].marker.isStarred }
        if starred.count > 1 { throw Refusal(.severalRightOptions(starred.count)) }
        var claims = starred
        for answer in source.answers {
            guard let place = CauAnswer.option(answer) else {
                throw Refusal(.answerNotUnderstood(answer))
            }
            guard source.options.indices.contains(place) else {
                throw Refusal(.unknownOption(Lettering.option(place)))
            }
            claims.append(place)
        }
        guard let right = claims.first else { throw Refusal(.noRightOption) }
        guard claims.allSatisfy({ $0 == right }) else { throw Refusal(.answersContradict) }
        return right
    }

    private static func group(
        _ source: CauQuestion, _ findings: inout MarkupFindings
    ) throws(Refusal) -> TrueFalseGroup {
        let key = try truths(source)
        var statements: [TrueFalseGroup.Statement] = []
        for (choice, isTrue) in zip(source.statements, key) {
            statements.append(
                TrueFalseGroup.Statement(
                    text: BlockReader.read(choice.lines, findings: &findings), isTrue: isTrue))
        }
        return TrueFalseGroup(statements: statements)
    }

    /// No star at all is no key: the author may have forgotten it. "SSSS" says it.
    private static func truths(_ source: CauQuestion) throws(Refusal) -> [Bool] {
        let starred = source.statements.map(\.marker.isStarred)
        var claims = starred.contains(true) ? [starred] : []
        for answer in source.answers {
            guard let said = CauAnswer.statements(answer) else {
                throw Refusal(.answerNotUnderstood(answer))
            }
            guard said.count == starred.count else {
                throw Refusal(
                    .wrongNumberOfAnswers(statements: starred.count, answers: said.count))
            }
            guard !said.contains(nil) else { throw Refusal(.answerNotUnderstood(answer)) }
            claims.append(said.compactMap { $0 })
        }
        guard let key = claims.first else { throw Refusal(.statementsWithoutKey) }
        guard claims.allSatisfy({ $0 == key }) else { throw Refusal(.answersContradict) }
        return key
    }

    private static func entry(_ source: CauQuestion) throws(Refusal) -> NumericEntry {
        guard let first = source.answers.first else { throw Refusal(.noAnswer) }
        var entries: [NumericEntry] = []
        for answer in source.answers {
            guard let entry = CauAnswer.number(answer) else {
                throw Refusal(.answerNotANumber(answer))
            }
            entries.append(entry)
        }
        guard let entry = entries.first else { throw Refusal(.answerNotANumber(first)) }
        guard entries.allSatisfy({ $0 == entry }) else { throw Refusal(.answersContradict) }
        return entry
    }
}
