package import Values

extension QuestionContent {
    /// Every text of the question, in reading order.
    package var texts: [RichText] {
        var found: [RichText] = []
        _ = mapTexts { text in
            found.append(text)
            return text
        }
        return found
    }

    /// Whether a picture is there of which nobody said what it shows.
    package var hasSilentPictures: Bool { texts.flatMap(\.images).contains(where: \.isSilent) }

    /// What a candidate reads, in reading order: passage, stem, options and statements.
    package var askedTexts: [RichText] {
        (stimulus.map { [$0.text] } ?? []) + ownTexts
    }

    /// The same without the passage, which other questions may share.
    private var ownTexts: [RichText] {
        switch interaction {
        case .singleChoice(let choice): [stem] + choice.options.map(\.text)
        case .multipleChoice(let choice): [stem] + choice.options.map(\.text)
        case .trueFalseGroup(let group): [stem] + group.statements.map(\.text)
        case .matching(let pairs): [stem] + pairs.prompts.map(\.text) + pairs.choices.map(\.text)
        case .ordering(let order): [stem] + order.items.map(\.text)
        case .trueFalse, .shortAnswer, .numeric, .cloze, .essay: [stem]
        }
    }

    /// Where its pictures and its recording are.
    package var sources: [RichText.Image.Source] {
        texts.flatMap(\.images).map(\.source) + (stimulus?.recording.map { [$0.source] } ?? [])
    }

    /// The same question with its pictures and its recording somewhere else.
    package func mapSources(
        _ change: (RichText.Image.Source) -> RichText.Image.Source
    ) -> QuestionContent {
        var copy = mapTexts { text in
            text.mapImages {
                RichText.Image(source: change($0.source), alternative: $0.alternative)
            }
        }
        if let recording = stimulus?.recording {
            copy.stimulus?.recording?.source = change(recording.source)
        }
        return copy
    }

    /// The same question with each of its texts changed, in reading order.
    package func mapTexts(_ change: (RichText) -> RichText) -> QuestionContent {
        var copy = self
        copy.stimulus = stimulus.map { stimulus in
            var stimulus = stimulus
            stimulus.text = change(stimulus.text)
            if let recording = stimulus.recording {
                stimulus.recording?.transcript = change(recording.transcript)
            }
            return stimulus
        }
        copy.stem = change(stem)
        copy.interaction = interaction.mapTexts(change)
        copy.solution = change(solution)
        return copy
    }
}

extension Interaction {
    fileprivate func mapTexts(_ change: (RichText) -> RichText) -> Interaction {
        switch self {
        case .singleChoice(var choice):
            choice.options.mapTexts(change)
            return .singleChoice(choice)
        case .multipleChoice(var choice):
            choice.options.mapTexts(change)
            return .multipleChoice(choice)
        case .trueFalse(var statement):
            statement.feedbackForTrue = statement.feedbackForTrue.map(change)
            statement.feedbackForFalse = statement.feedbackForFalse.map(change)
            return .trueFalse(statement)
        case .trueFalseGroup(var group):
            for place in group.statements.indices {
                group.statements[place].text = change(group.statements[place].text)
                group.statements[place].feedback = group.statements[place].feedback.map(change)
            }
            return .trueFalseGroup(group)
        case .shortAnswer(var entry):
            for place in entry.answers.indices {
                entry.answers[place].feedback = entry.answers[place].feedback.map(change)
            }
            return .shortAnswer(entry)
        case .numeric(var entry):
            for place in entry.answers.indices {
                entry.answers[place].feedback = entry.answers[place].feedback.map(change)
            }
            return .numeric(entry)
        case .matching(var pairs):
            for place in pairs.prompts.indices {
                pairs.prompts[place].text = change(pairs.prompts[place].text)
            }
            for place in pairs.choices.indices {
                pairs.choices[place].text = change(pairs.choices[place].text)
            }
            return .matching(pairs)
        case .ordering(var order):
            for place in order.items.indices {
                order.items[place].text = change(order.items[place].text)
            }
            return .ordering(order)
        case .cloze: return self
        case .essay(var essay):
            for place in essay.criteria.indices {
                essay.criteria[place].text = change(essay.criteria[place].text)
            }
            return .essay(essay)
        }
    }
}

extension [ChoiceOption] {
    fileprivate mutating func mapTexts(_ change: (RichText) -> RichText) {
        for place in indices {
            self[place].text = change(self[place].text)
            self[place].feedback = self[place].feedback.map(change)
        }
    }
}
