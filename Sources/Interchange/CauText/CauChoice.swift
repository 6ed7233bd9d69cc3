import Assessment
import Values

/// A question of Câu text with options: one is to be chosen, or any number.
struct CauChoice {
    private let settings: CauSettings
    private var options: [ChoiceOption]
    /// The weights that are written behind the letters.
    private let weights: [Mark?]
    /// The places of the right options.
    private let right: [Int]

    /// - Throws: the reason when stars, answer lines and table give no one key.
    init(_ source: CauQuestion, _ findings: inout MarkupFindings) throws(Refusal) {
        settings = source.settings
        right = try Self.right(source)
        var weights: [Mark?] = []
        options = source.options.enumerated().map { place, choice in
            var lines = choice.lines
            weights.append(CauWeight.take(from: &lines[0].bytes))
            return ChoiceOption(
                id: place + 1, text: BlockReader.read(lines, findings: &findings),
                pinned: choice.marker.isPinned,
                feedback: CauQuestionBuilder.feedback(choice.feedback, &findings))
        }
        self.weights = weights
    }

    /// The right options, on which stars, answer lines and table agree.
    private static func right(_ source: CauQuestion) throws(Refusal) -> [Int] {
        let starred = source.options.indices.filter { source.options[$0].marker.isStarred }
        var claims = starred.isEmpty ? [] : [starred]
        for answer in source.answers + source.laterAnswers {
            guard let places = CauAnswer.options(answer.text) else {
                throw Refusal(.answerNotUnderstood(answer.text))
            }
            if let unknown = places.first(where: { !source.options.indices.contains($0) }) {
                throw Refusal(.unknownOption(Lettering.option(unknown)))
            }
            claims.append(places)
        }
        guard let right = claims.first else { throw Refusal(.noRightOption) }
        guard claims.allSatisfy({ $0 == right }) else { throw Refusal(.answersContradict) }
        return right
    }

    /// Several right options, or "Loại: nhiều đáp án", make it a multiple choice.
    func interaction() throws(Refusal) -> Interaction {
        let isMultiple = settings.type.map { $0 == .multiple } ?? (right.count > 1)
        return isMultiple ? .multipleChoice(try multiple()) : .singleChoice(try single())
    }

    private func single() throws(Refusal) -> SingleChoice {
        try settings.check(allowed: [.type])
        var options = options
        for place in options.indices {
            options[place].weight = weights[place] ?? (right.contains(place) ? .one : .zero)
        }
        return SingleChoice(options: options)
    }

    /// Where a weight is written, choices are paid in parts; an option without one has the
    /// weight that it would have by "Chấm: từng phần" alone.
    private func multiple() throws(Refusal) -> MultipleChoice {
        try settings.check(allowed: [.type], gradings: [.allOrNothing, .partial])
        let hasWeights = weights.contains { $0 != nil }
        if hasWeights, settings.grading == .allOrNothing { throw Refusal(.answersContradict) }
        let isPartial = hasWeights || settings.grading == .partial
        var choice = MultipleChoice(
            options: options, right: Set(right.map { $0 + 1 }),
            rule: isPartial ? .weighted : .allOrNothing)
        for (place, weight) in weights.enumerated() {
            guard let weight else { continue }
            choice.options[place].weight = weight
            guard right.contains(place) == (weight > .zero) else {
                throw Refusal(.answersContradict)
            }
        }
        return choice
    }
}
