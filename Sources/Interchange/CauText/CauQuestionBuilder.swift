import Assessment
import Values

/// Makes a question of its lines.
enum CauQuestionBuilder {
    /// - Throws: the reason why it is left out.
    static func question(
        _ source: CauQuestion, about stimulus: Stimulus? = nil, _ findings: inout MarkupFindings
    ) throws(Refusal) -> Question {
        let source = source.settled
        if let reason = source.broken { throw Refusal(reason) }
        let (stem, interaction) = try asked(source, &findings)
        guard !stem.isEmpty else { throw Refusal(.emptyStem) }
        let content = QuestionContent(
            stem: stem, interaction: interaction,
            solution: BlockReader.read(source.solution, findings: &findings), stimulus: stimulus)
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

    /// What stands below "Phản hồi:"; nil where it says nothing.
    static func feedback(
        _ lines: [SourceLine], _ findings: inout MarkupFindings
    ) -> RichText? {
        if lines.isEmpty { return nil }
        let text = BlockReader.read(lines, findings: &findings)
        return text.isEmpty ? nil : text
    }

    private static func asked(
        _ source: CauQuestion, _ findings: inout MarkupFindings
    ) throws(Refusal) -> (stem: RichText, Interaction) {
        if source.settings.type == .cloze { return try CauCloze(source).asked(&findings) }
        let stem = BlockReader.read(source.stem, findings: &findings)
        if source.settings.type == .essay {
            return (stem, .essay(try CauEssay.read(source, &findings)))
        }
        if let line = source.criteria.first?.first {
            throw Refusal(.criteriaWithoutEssay, line: line.number)
        }
        if let parts = try CauParts(source, stem) { return try parts.asked(&findings) }
        return (stem, try interaction(source, &findings))
    }

    private static func interaction(
        _ source: CauQuestion, _ findings: inout MarkupFindings
    ) throws(Refusal) -> Interaction {
        if source.options.isEmpty && source.statements.isEmpty {
            return try CauTypedAnswers(source).interaction(&findings)
        }
        source.noteFeedbackForTruths(in: &findings)
        if source.answers.contains(where: { !$0.feedback.isEmpty }) { findings.loneFeedback = true }
        return source.options.isEmpty
            ? .trueFalseGroup(try group(source, &findings))
            : try CauChoice(source, &findings).interaction()
    }

    private static func group(
        _ source: CauQuestion, _ findings: inout MarkupFindings
    ) throws(Refusal) -> TrueFalseGroup {
        try source.settings.check(allowed: [], gradings: [.national, .proportional])
        let key = try truths(source)
        var statements: [TrueFalseGroup.Statement] = []
        for (choice, isTrue) in zip(source.statements, key) {
            statements.append(
                TrueFalseGroup.Statement(
                    text: BlockReader.read(choice.lines, findings: &findings), isTrue: isTrue,
                    feedback: feedback(choice.feedback, &findings)))
        }
        let isProportional = source.settings.grading == .proportional
        return TrueFalseGroup(
            statements: statements, rule: isProportional ? .proportional : .national2025)
    }

    /// No star at all is no key: the author may have forgotten it. "SSSS" says it.
    private static func truths(_ source: CauQuestion) throws(Refusal) -> [Bool] {
        let starred = source.statements.map(\.marker.isStarred)
        var claims = starred.contains(true) ? [starred] : []
        for answer in source.answers + source.laterAnswers {
            guard let said = CauAnswer.statements(answer.text) else {
                throw Refusal(.answerNotUnderstood(answer.text))
            }
            guard said.count == starred.count else {
                throw Refusal(
                    .wrongNumberOfAnswers(statements: starred.count, answers: said.count))
            }
            guard !said.contains(nil) else { throw Refusal(.answerNotUnderstood(answer.text)) }
            claims.append(said.compactMap { $0 })
        }
        guard let key = claims.first else { throw Refusal(.statementsWithoutKey) }
        guard claims.allSatisfy({ $0 == key }) else { throw Refusal(.answersContradict) }
        return key
    }
}
