package import Assessment
package import Values

extension Interaction {
    /// What the author says to who answered so: of the chosen options, of the first
    /// accepted answer that fits, of a truth; of a group, to every statement.
    ///
    /// - Returns: the texts; `choice` is the option's id or the statement's place,
    ///   where there is one.
    package func feedback(to response: Response?) -> [(choice: Int?, text: RichText)] {
        switch (self, response) {
        case (.singleChoice(let choice), .option(let chosen)):
            return Self.feedback(of: choice.options.filter { $0.id == chosen })
        case (.multipleChoice(let choice), .options(let chosen)):
            return Self.feedback(of: choice.options.filter { chosen.contains($0.id) })
        case (.trueFalse(let statement), .truth(let said)):
            let text = said ? statement.feedbackForTrue : statement.feedbackForFalse
            return text.map { [(nil, $0)] } ?? []
        case (.trueFalseGroup(let group), _):
            return group.statements.enumerated().compactMap { place, statement in
                statement.feedback.map { (place, $0) }
            }
        case (.shortAnswer(let entry), .text(let text)):
            let fitting = entry.answers.first {
                TextPattern($0.pattern, matchesCase: entry.matchesCase).matches(text)
            }
            return fitting?.feedback.map { [(nil, $0)] } ?? []
        case (.numeric(let entry), .text(let text)):
            let numbers = Numeral.readings(of: text, notation: entry.notation)
            let fitting = entry.answers.first { $0.range.contains(anyOf: numbers) }
            return fitting?.feedback.map { [(nil, $0)] } ?? []
        default: return []
        }
    }

    private static func feedback(
        of options: [ChoiceOption]
    ) -> [(choice: Int?, text: RichText)] {
        options.compactMap { option in option.feedback.map { (option.id, $0) } }
    }
}
