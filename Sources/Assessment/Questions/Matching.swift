package import Values

/// Each prompt is to be joined with one of the choices (ghép cặp).
package struct Matching: Hashable, Codable, Sendable {
    package var prompts: [Prompt]
    /// Two to eight; those that no prompt names are offered only to be wrong. On a paper
    /// they stand in an order of the form's own.
    package var choices: [Choice]
    package var rule: PartRule

    package init(prompts: [Prompt], choices: [Choice], rule: PartRule = .proportional) {
        self.prompts = prompts
        self.choices = choices
        self.rule = rule
    }

    package struct Prompt: Hashable, Codable, Sendable {
        package var text: RichText
        /// The id of the choice that it belongs to; several prompts may share one.
        package var choice: Int

        package init(text: RichText, choice: Int) {
            self.text = text
            self.choice = choice
        }
    }

    package struct Choice: Hashable, Codable, Sendable {
        /// 1, 2, … in the author's order.
        package var id: Int
        package var text: RichText

        package init(id: Int, text: RichText) {
            self.id = id
            self.text = text
        }
    }
}
