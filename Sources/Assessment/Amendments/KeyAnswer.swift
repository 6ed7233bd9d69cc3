import Values

/// What is right in a question, as somebody says it after the fact; in the version's
/// own terms.
package indirect enum KeyAnswer: Hashable, Codable, Sendable {
    /// Option ids, ascending: each of a single choice, all together of a multiple one.
    case options([Int])
    /// One entry a statement, in the author's order.
    case truths([Bool])
    /// A text to be typed; `*` stands for any text.
    case words(String)
    case number(NumericEntry.Range)
    /// For each prompt its choice, for each item its place, in the author's order.
    case parts([Int])
    /// By the numbers of gaps, from 1: options, numbered as its list has them from 1, words or
    /// a number. Gaps that are not named stay as they are.
    case gaps([Int: KeyAnswer])
}

extension Interaction {
    /// The same question with this answer, and no other, as the right one.
    ///
    /// Options of a single choice that are not named keep what they were worth below
    /// the whole mark; one that was right takes the least that a newly right one was
    /// worth, so that a penalty for wrong options stays the same for all of them.
    ///
    /// - Throws: `AmendmentFault` where the answer is none of this question.
    package func withKey(_ answer: KeyAnswer) throws(AmendmentFault) -> Interaction {
        switch (self, answer) {
        case (.singleChoice(var choice), .options(let ids)):
            try Self.check(ids, among: choice.options)
            choice.makeRight(ids)
            return .singleChoice(choice)
        case (.multipleChoice(let choice), .options(let ids)):
            try Self.check(ids, among: choice.options)
            return .multipleChoice(
                MultipleChoice(options: choice.options, right: Set(ids), rule: choice.rule))
        case (.trueFalse(var statement), .truths(let truths)):
            guard truths.count == 1 else { throw .wrongCount }
            statement.isTrue = truths[0]
            return .trueFalse(statement)
        case (.trueFalseGroup(var group), .truths(let truths)):
            guard truths.count == group.statements.count else { throw .wrongCount }
            for (place, isTrue) in truths.enumerated() { group.statements[place].isTrue = isTrue }
            return .trueFalseGroup(group)
        case (.shortAnswer(var entry), .words(let pattern)):
            guard !VietnameseText.clean(pattern).isEmpty else { throw .emptyAnswer }
            guard pattern.utf8.count <= Form.longestText else { throw .tooLong }
            entry.answers = [ShortAnswer.Accepted(pattern: pattern)]
            return .shortAnswer(entry)
        case (.numeric(var entry), .number(let range)):
            guard range.isSound else { throw .badRange }
            entry.answers = [NumericEntry.Accepted(range)]
            return .numeric(entry)
        case (.matching(var pairs), .parts(let ids)):
            guard ids.count == pairs.prompts.count else { throw .wrongCount }
            for (place, id) in ids.enumerated() {
                guard pairs.choices.contains(where: { $0.id == id }) else { throw .noSuchOption }
                pairs.prompts[place].choice = id
            }
            return .matching(pairs)
        case (.ordering(var order), .parts(let places)):
            guard places.sorted() == Array(1...max(1, order.items.count)) else {
                throw .wrongCount
            }
            for (item, place) in places.enumerated() { order.items[item].place = place }
            return .ordering(order)
        case (.cloze(var cloze), .gaps(let answers)):
            guard !answers.isEmpty else { throw .nothingRight }
            for (number, answer) in answers {
                guard cloze.gaps.indices.contains(number - 1) else { throw .wrongCount }
                cloze.gaps[number - 1] = try cloze.gaps[number - 1].withKey(answer)
            }
            return .cloze(cloze)
        default:
            throw .otherType
        }
    }

    private static func check(
        _ ids: [Int], among options: [ChoiceOption]
    ) throws(AmendmentFault) {
        guard !ids.isEmpty else { throw .nothingRight }
        guard ids.allSatisfy({ id in options.contains { $0.id == id } }) else {
            throw .noSuchOption
        }
    }
}

extension Cloze.Gap {
    fileprivate func withKey(_ answer: KeyAnswer) throws(AmendmentFault) -> Cloze.Gap {
        switch self {
        case .choice(let texts, _):
            guard case .options(let ids) = answer, ids.count == 1 else { throw .otherType }
            guard texts.indices.contains(ids[0] - 1) else { throw .noSuchOption }
            return .choice(texts, right: ids[0] - 1)
        case .words(let entry):
            guard case .shortAnswer(let entry) = try Interaction.shortAnswer(entry).withKey(answer)
            else { throw .otherType }
            return .words(entry)
        case .number(let entry):
            guard case .numeric(let entry) = try Interaction.numeric(entry).withKey(answer)
            else { throw .otherType }
            return .number(entry)
        }
    }
}

extension SingleChoice {
    fileprivate mutating func makeRight(_ ids: [Int]) {
        let least = options.filter { ids.contains($0.id) }.map(\.weight).min() ?? .zero
        for place in options.indices {
            if ids.contains(options[place].id) {
                options[place].weight = .one
            } else if options[place].weight == .one {
                options[place].weight = least == .one ? .zero : least
            }
        }
    }
}

extension NumericEntry.Range {
    /// Whether some number lies within, and not every one.
    fileprivate var isSound: Bool {
        switch self {
        case .near(_, .absolute(let distance)), .near(_, .relative(let distance)):
            distance >= .zero
        case .between(let low, let high): low <= high
        case .anything: false
        }
    }
}
