package import Values

/// Why a question cannot be used; `QuestionContent.faults` lists all that hold.
package indirect enum QuestionFault: Hashable, Sendable {
    case emptyStem
    case tooFewOptions(Int)
    case tooManyOptions(Int)
    case noRightOption
    case emptyOption(Int)
    /// Two options say the same: often a formula lost in copying. A warning, never a refusal.
    case sameOptions(Int, Int)
    /// Two choices say the same, of which only one would count.
    case sameChoices(Int, Int)
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
    /// Pairs to match or items to order: one is none.
    case tooFewParts(Int)
    case emptyPart(Int)
    /// The part's answer is none of the choices, or the items' places are not 1 to n.
    case partWithoutAnswer(Int)
    /// A list of items or prompts could not be told from the list that the stem ends with.
    case listBeforeParts
    /// Gaps in the text, and answers given for them.
    case gapsDoNotMatch(inText: Int, answers: Int)
    case gap(Int, QuestionFault)
    /// No recording without what is said in it, for who cannot hear.
    case recordingWithoutTranscript
    case badPlays(Int)
    /// A criterion's points are not above zero and at most 100, in thousandths.
    case badPoints(Int)

    /// Whether the question cannot be marked fairly until its author mends it.
    package var forbidsUse: Bool {
        switch self {
        case .sameOptions: false
        case .gap(_, let fault): fault.forbidsUse
        default: true
        }
    }
}

extension QuestionContent {
    /// Everything that is wrong with the question, in reading order; empty when it is sound.
    package var faults: [QuestionFault] {
        let stemFaults = stimulusFaults + (stem.isEmpty ? [.emptyStem] : [])
        switch interaction {
        case .singleChoice(let choice): return stemFaults + choice.faults
        case .multipleChoice(let choice): return stemFaults + choice.faults
        case .trueFalse: return stemFaults
        case .trueFalseGroup(let group): return stemFaults + group.faults
        case .shortAnswer(let entry): return stemFaults + entry.faults
        case .numeric(let entry): return stemFaults + entry.faults
        case .matching(let pairs): return stemFaults + listFaults + pairs.faults
        case .ordering(let order): return stemFaults + listFaults + order.faults
        case .cloze(let cloze): return stemFaults + cloze.faults(in: stem)
        case .essay(let essay): return stemFaults + essay.faults
        }
    }
}

extension QuestionContent {
    private var stimulusFaults: [QuestionFault] {
        guard let recording = stimulus?.recording else { return [] }
        var found: [QuestionFault] = []
        if recording.transcript.isEmpty { found.append(.recordingWithoutTranscript) }
        if let plays = recording.plays, !Recording.allowedPlays.contains(plays) {
            found.append(.badPlays(plays))
        }
        return found
    }

    private var listFaults: [QuestionFault] {
        if case .list(ordered: true, _)? = stem.blocks.last { [.listBeforeParts] } else { [] }
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
        let twins = map(\.text).twins
        for (place, option) in enumerated() {
            if option.text.isEmpty { found.append(.emptyOption(place)) }
            if let twin = twins[place] { found.append(.sameOptions(twin, place)) }
            if option.weight > .one || option.weight < .zero - .one {
                found.append(.badWeight(place))
            }
        }
        return found
    }
}

extension [RichText] {
    /// Of each text that came before, the place where it first stood.
    fileprivate var twins: [Int: Int] {
        var first: [RichText: Int] = [:]
        var twins: [Int: Int] = [:]
        for (place, text) in enumerated() {
            if let twin = first[text] { twins[place] = twin } else { first[text] = place }
        }
        return twins
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

extension Matching {
    /// As many prompts as a table on a page can hold.
    package static let allowedPrompts = 2...20

    fileprivate var faults: [QuestionFault] {
        var found: [QuestionFault] = []
        if !Self.allowedPrompts.contains(prompts.count) {
            found.append(.tooFewParts(prompts.count))
        }
        let allowed = [ChoiceOption].allowedCount
        if choices.count < allowed.lowerBound { found.append(.tooFewOptions(choices.count)) }
        if choices.count > allowed.upperBound { found.append(.tooManyOptions(choices.count)) }
        let ids = Set(choices.map(\.id))
        for (place, prompt) in prompts.enumerated() {
            if prompt.text.isEmpty { found.append(.emptyPart(place)) }
            if !ids.contains(prompt.choice) {
                found.append(.partWithoutAnswer(place))
            }
        }
        let twins = choices.map(\.text).twins
        for (place, choice) in choices.enumerated() {
            if choice.text.isEmpty { found.append(.emptyOption(place)) }
            if let twin = twins[place] { found.append(.sameChoices(twin, place)) }
        }
        return found
    }
}

extension Ordering {
    package static let allowedItems = 2...20

    fileprivate var faults: [QuestionFault] {
        var found: [QuestionFault] = []
        if !Self.allowedItems.contains(items.count) { found.append(.tooFewParts(items.count)) }
        for (place, item) in items.enumerated() where item.text.isEmpty {
            found.append(.emptyPart(place))
        }
        let places = Set(items.map(\.place))
        if let missing = (1...max(1, items.count)).first(where: { !places.contains($0) }) {
            found.append(.partWithoutAnswer(missing - 1))
        }
        return found
    }
}

extension Cloze {
    /// As many shares of the mark as statements may have.
    package static let allowedGaps = 1...26

    fileprivate func faults(in stem: RichText) -> [QuestionFault] {
        var found: [QuestionFault] = []
        let named = stem.gaps
        if !Self.allowedGaps.contains(gaps.count) || named != Array(1...max(1, gaps.count)) {
            found.append(.gapsDoNotMatch(inText: named.count, answers: gaps.count))
        }
        for (place, gap) in gaps.enumerated() {
            found += gap.faults.map { .gap(place + 1, $0) }
        }
        return found
    }
}

extension Cloze.Gap {
    fileprivate var faults: [QuestionFault] {
        switch self {
        case .choice(let texts, let right):
            let options = texts.enumerated().map {
                ChoiceOption(id: $0.offset + 1, text: RichText(plain: $0.element))
            }
            return SingleChoice(options: options, right: right + 1).faults.map { fault in
                if case .sameOptions(let one, let other) = fault {
                    .sameChoices(one, other)
                } else {
                    fault
                }
            }
        case .words(let entry): return entry.faults
        case .number(let entry): return entry.faults
        }
    }
}

extension Essay {
    package static let allowedCriteria = 0...20

    fileprivate var faults: [QuestionFault] {
        var found: [QuestionFault] = []
        if !Self.allowedCriteria.contains(criteria.count) {
            found.append(.tooFewParts(criteria.count))
        }
        for (place, criterion) in criteria.enumerated() {
            if criterion.text.isEmpty { found.append(.emptyPart(place)) }
            if criterion.points <= .zero || criterion.points > Mark(100)
                || 1_000 % criterion.points.denominator != 0
            {
                found.append(.badPoints(place))
            }
        }
        return found
    }
}
