package import Values

/// Why a question cannot be used; `QuestionContent.faults` lists all that hold.
package enum QuestionFault: Hashable, Sendable {
    case emptyStem
    case tooFewOptions(Int)
    case tooManyOptions(Int)
    case noRightOption
    case emptyOption(Int)
    /// Two options say the same: often a formula lost in copying. A warning, never a refusal.
    case sameOptions(Int, Int)
    /// A weight beyond −1 … 1, or beyond 0 … 1 where nothing can be lost.
    case badWeight(Int)
    /// The right options of a weighted choice together earn this, and not one.
    case weightsDoNotSumToOne(Mark)
    case wrongNumberOfStatements(Int)
    case emptyStatement(Int)
    /// No answer earns the whole mark.
    case noRightAnswer
    case emptyAnswer(Int)
    case negativeTolerance
    /// A range whose lower end is the higher one.
    case emptyRange(Int)

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
        case .multipleChoice(let choice): return stemFaults + choice.faults
        case .trueFalse: return stemFaults
        case .trueFalseGroup(let group): return stemFaults + group.faults
        case .shortAnswer(let entry): return stemFaults + entry.faults
        case .numeric(let entry): return stemFaults + entry.faults
        }
    }
}

extension SingleChoice {
    fileprivate var faults: [QuestionFault] {
        options.faults + (right.isEmpty ? [.noRightOption] : [])
    }
}

extension MultipleChoice {
    fileprivate var faults: [QuestionFault] {
        guard !right.isEmpty else { return options.faults + [.noRightOption] }
        let sum = options.map(\.weight).filter { $0 > .zero }.reduce(.zero, +)
        let isWhole = rule == .allOrNothing || sum == .one
        return options.faults + (isWhole ? [] : [.weightsDoNotSumToOne(sum)])
    }
}

extension [ChoiceOption] {
    /// Options a choice may have: A to H.
    package static var allowedCount: ClosedRange<Int> { 2...8 }

    fileprivate var faults: [QuestionFault] {
        var found: [QuestionFault] = []
        if count < Self.allowedCount.lowerBound { found.append(.tooFewOptions(count)) }
        if count > Self.allowedCount.upperBound { found.append(.tooManyOptions(count)) }
        for (place, option) in enumerated() {
            if option.text.isEmpty { found.append(.emptyOption(place)) }
            if let twin = self[..<place].firstIndex(where: { $0.text == option.text }) {
                found.append(.sameOptions(twin, place))
            }
            if option.weight > .one || option.weight < .zero - .one {
                found.append(.badWeight(place))
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

extension ShortAnswer {
    fileprivate var faults: [QuestionFault] {
        var found: [QuestionFault] = []
        for (place, answer) in answers.enumerated() {
            if VietnameseText.clean(answer.pattern).isEmpty { found.append(.emptyAnswer(place)) }
            if !(Mark.zero ... .one).contains(answer.weight) { found.append(.badWeight(place)) }
        }
        if !answers.contains(where: { $0.weight == .one }) { found.append(.noRightAnswer) }
        return found
    }
}

extension NumericEntry {
    fileprivate var faults: [QuestionFault] {
        var found: [QuestionFault] = []
        for (place, answer) in answers.enumerated() {
            switch answer.range {
            case .near(_, .absolute(let distance)), .near(_, .relative(let distance)):
                if distance < .zero { found.append(.negativeTolerance) }
            case .between(let low, let high):
                if low > high { found.append(.emptyRange(place)) }
            case .anything: break
            }
            if !(Mark.zero ... .one).contains(answer.weight) { found.append(.badWeight(place)) }
        }
        let right = answers.contains { $0.weight == .one && $0.range != .anything }
        if !right { found.append(.noRightAnswer) }
        return found
    }
}
