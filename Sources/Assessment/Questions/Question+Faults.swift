import Values

/// Why a question cannot be used; `Question.faults` lists all that hold.
package enum QuestionFault: Hashable, Sendable {
    case emptyStem
    case tooFewOptions(Int)
    case tooManyOptions(Int)
    case noRightOption
    case emptyOption(Int)
    /// Two options say the same: often a formula lost in copying. A warning, never a refusal.
    case sameOptions(Int, Int)
    case wrongNumberOfStatements(Int)
    case emptyStatement(Int)
    case negativeTolerance

    /// Whether the question cannot be marked fairly until its author mends it.
    package var forbidsUse: Bool {
        if case .sameOptions = self { return false }
        return true
    }
}

extension QuestionContent {
    /// Everything that is wrong with the question, in reading order; empty when it is sound.
    package var faults: [QuestionFault] {
        let stemFaults: [QuestionFault] = stem.isEmpty ? [.emptyStem] : []
        switch interaction {
        case .singleChoice(let choice): return stemFaults + choice.faults
        case .trueFalseGroup(let group): return stemFaults + group.faults
        case .numeric(let entry):
            return stemFaults + (entry.tolerance < .zero ? [.negativeTolerance] : [])
        }
    }
}

extension SingleChoice {
    /// Options a choice may have: A to H.
    package static let allowedOptions = 2...8

    fileprivate var faults: [QuestionFault] {
        var found: [QuestionFault] = []
        if options.count < Self.allowedOptions.lowerBound {
            found.append(.tooFewOptions(options.count))
        }
        if options.count > Self.allowedOptions.upperBound {
            found.append(.tooManyOptions(options.count))
        }
        if !options.contains(where: { $0.id == right }) { found.append(.noRightOption) }
        for (place, option) in options.enumerated() {
            if option.text.isEmpty { found.append(.emptyOption(place)) }
            if let twin = options[..<place].firstIndex(where: { $0.text == option.text }) {
                found.append(.sameOptions(twin, place))
            }
        }
        return found
    }
}

extension TrueFalseGroup {
    /// The national format has four statements; one to twenty-six can be lettered.
    package static let allowedStatements = 1...26

    fileprivate var faults: [QuestionFault] {
        var found: [QuestionFault] = []
        if !Self.allowedStatements.contains(statements.count) {
            found.append(.wrongNumberOfStatements(statements.count))
        }
        for (place, statement) in statements.enumerated() where statement.text.isEmpty {
            found.append(.emptyStatement(place))
        }
        return found
    }
}
