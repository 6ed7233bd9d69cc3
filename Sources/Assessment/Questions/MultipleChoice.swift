import Values

/// Any number of options is to be chosen.
package struct MultipleChoice: Hashable, Codable, Sendable {
    package var options: [ChoiceOption]
    package var rule: Rule

    package enum Rule: String, Hashable, Codable, Sendable, CaseIterable {
        /// The whole mark for exactly the options of positive weight, else nothing.
        case allOrNothing
        /// The sum of the chosen options' weights, not below 0 and not above 1.
        case weighted
    }

    package init(options: [ChoiceOption], rule: Rule) {
        self.options = options
        self.rule = rule
    }

    /// The options with these ids are right.
    ///
    /// By the weighted rule each of them earns its equal share, and each wrong one
    /// costs as much as a right one earns.
    package init(options: [ChoiceOption], right: Set<Int>, rule: Rule) {
        let share = Mark(1, over: Int64(max(1, right.count))) ?? .one
        self.rule = rule
        self.options = options.map { option in
            var option = option
            option.weight =
                right.contains(option.id) ? share : rule == .weighted ? .zero - share : .zero
            return option
        }
    }

    /// The ids of the options that are right.
    package var right: [Int] { options.filter { $0.weight > .zero }.map(\.id) }
}
