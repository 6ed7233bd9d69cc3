import Values

/// One option of two to eight is to be chosen: the right one for the whole mark, or
/// another for the share of it that its weight says.
package struct SingleChoice: Hashable, Codable, Sendable {
    package var options: [ChoiceOption]

    package init(options: [ChoiceOption]) { self.options = options }

    /// All or nothing: the option with this id is the right one.
    package init(options: [ChoiceOption], right: Int) {
        self.options = options.map { option in
            var option = option
            option.weight = option.id == right ? .one : .zero
            return option
        }
    }

    /// The ids of the options that earn the whole mark.
    package var right: [Int] { options.filter { $0.weight == .one }.map(\.id) }
}
