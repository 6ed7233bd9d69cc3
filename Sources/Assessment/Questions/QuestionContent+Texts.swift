package import Values

extension QuestionContent {
    /// Every text of the question, in reading order.
    package var texts: [RichText] {
        var found = [stem]
        switch interaction {
        case .singleChoice(let choice): found += choice.options.map(\.text)
        case .trueFalseGroup(let group): found += group.statements.map(\.text)
        case .numeric: break
        }
        return found + [solution]
    }

    /// The same question with each of its texts changed.
    package func mapTexts(_ change: (RichText) -> RichText) -> QuestionContent {
        var copy = self
        copy.stem = change(stem)
        switch interaction {
        case .singleChoice(var choice):
            for place in choice.options.indices {
                choice.options[place].text = change(choice.options[place].text)
            }
            copy.interaction = .singleChoice(choice)
        case .trueFalseGroup(var group):
            for place in group.statements.indices {
                group.statements[place].text = change(group.statements[place].text)
            }
            copy.interaction = .trueFalseGroup(group)
        case .numeric: break
        }
        copy.solution = change(solution)
        return copy
    }
}
