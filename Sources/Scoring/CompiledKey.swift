package import Assessment
package import Values

/// What is right in one question version, ready to mark responses.
///
/// Only the scoring core and commands without a server import this module: the
/// parts that serve a paper cannot even name the type.
package struct CompiledKey: Hashable, Sendable {
    private let rule: Rule
    /// Further keys: a response earns by the best of all.
    private let accepted: [Accepted]
    /// Everybody gets the whole mark.
    private let isGiven: Bool

    private struct Accepted: Hashable, Sendable {
        let rule: Rule
        let weight: Mark
    }

    private indirect enum Rule: Hashable, Sendable {
        case option([Int: Mark])
        /// These option ids, ascending, and no other.
        case exactly([Int])
        case weighted([Int: Mark])
        case truth(Bool)
        case statements([Bool], TrueFalseGroup.Rule)
        case words([Words])
        case number([NumericEntry.Accepted], Numeral.Notation)
        case parts([Rule], PartRule)
        /// A person marks it.
        case byHand
        /// The best of these, each for so much of what it earns.
        case best([Accepted])

        /// Takes what another key of a question in parts earns in some of its parts.
        mutating func accept(_ other: Rule, in places: [Int], for weight: Mark) {
            guard case .parts(var own, let sum) = self, case .parts(let others, _) = other else {
                return
            }
            for place in places where own.indices.contains(place) && place < others.count {
                var ways = [Accepted(rule: own[place], weight: .one)]
                if case .best(let known) = own[place] { ways = known }
                own[place] = .best(ways + [Accepted(rule: others[place], weight: weight)])
            }
            self = .parts(own, sum)
        }
    }

    private struct Words: Hashable, Sendable {
        let pattern: TextPattern
        let weight: Mark
    }

    /// Takes the key out of what the author wrote.
    package init(_ interaction: Interaction) { self.init(AmendedKey(interaction)) }

    /// The key as a sitting's amendments leave it. A question that was dropped is
    /// marked as ever: what it is worth says that it does not count.
    package init(_ key: AmendedKey) {
        var rule = Self.rule(of: key.interaction)
        var accepted: [Accepted] = []
        for also in key.accepted {
            let other = Self.rule(of: also.interaction)
            if case .gaps(let answers) = also.answer {
                rule.accept(other, in: answers.keys.map { $0 - 1 }, for: also.weight)
            } else {
                accepted.append(Accepted(rule: other, weight: also.weight))
            }
        }
        self.rule = rule
        self.accepted = accepted
        isGiven = key.standing == .fullMarks
    }

    private static func rule(of interaction: Interaction) -> Rule {
        switch interaction {
        case .singleChoice(let choice): .option(weights(choice.options))
        case .multipleChoice(let choice):
            switch choice.rule {
            case .allOrNothing: .exactly(choice.right.sorted())
            case .weighted: .weighted(weights(choice.options))
            }
        case .trueFalse(let statement): .truth(statement.isTrue)
        case .trueFalseGroup(let group):
            .statements(group.statements.map(\.isTrue), group.rule)
        case .shortAnswer(let entry):
            .words(
                entry.answers.map {
                    Words(
                        pattern: TextPattern($0.pattern, matchesCase: entry.matchesCase),
                        weight: $0.weight)
                })
        case .numeric(let entry): .number(entry.answers, entry.notation)
        case .matching(let pairs):
            .parts(pairs.prompts.map { .option([$0.choice: .one]) }, pairs.rule)
        case .ordering(let order):
            .parts(order.items.map { .option([$0.place: .one]) }, order.rule)
        case .cloze(let cloze): .parts(cloze.gaps.map(rule), cloze.rule)
        case .essay: .byHand
        }
    }

    private static func rule(of gap: Cloze.Gap) -> Rule {
        switch gap {
        case .choice(_, let right): .option([right + 1: .one])
        case .words(let entry): rule(of: .shortAnswer(entry))
        case .number(let entry): rule(of: .numeric(entry))
        }
    }

    private static func weights(_ options: [ChoiceOption]) -> [Int: Mark] {
        Dictionary(options.map { ($0.id, $0.weight) }, uniquingKeysWith: { first, _ in first })
    }

    /// The share of the question's worth that a response earns: 0 to 1, or down to
    /// −1 where a single choice's option has a negative weight.
    ///
    /// No response, or one of another type's shape, earns nothing, unless the mark is
    /// given to everybody.
    ///
    /// - Parameter given: the share that a person gave, where one did.
    package func fraction(for response: Response?, given: Mark? = nil) -> Mark {
        if isGiven { return .one }
        if let given { return given }
        return Self.best(
            of: accepted, for: response, beside: Self.fraction(for: response, by: rule))
    }

    private static func best(
        of accepted: [Accepted], for response: Response?, beside own: Mark
    ) -> Mark {
        accepted.reduce(own) { best, accepted in
            let other = fraction(for: response, by: accepted.rule)
            return other > .zero ? max(best, other * accepted.weight) : best
        }
    }

    private static func fraction(for response: Response?, by rule: Rule) -> Mark {
        switch (rule, response) {
        case (.option(let weights), .option(let chosen)):
            return weights[chosen] ?? .zero
        case (.exactly(let right), .options(let chosen)):
            return chosen == right ? .one : .zero
        case (.weighted(let weights), .options(let chosen)):
            let sum = chosen.reduce(Mark.zero) { $0 + (weights[$1] ?? .zero) }
            return min(max(sum, .zero), .one)
        case (.truth(let isTrue), .truth(let said)):
            return said == isTrue ? .one : .zero
        case (.statements(let key, let rule), .statements(let said)):
            let right = zip(key, said).count { $0 == $1 }
            return share(right: right, of: key.count, by: rule)
        case (.words(let accepted), .text(let text)):
            return accepted.first { $0.pattern.matches(text) }?.weight ?? .zero
        case (.number(let accepted, let notation), .text(let text)):
            let numbers = Numeral.readings(of: text, notation: notation)
            return accepted.first { $0.range.contains(anyOf: numbers) }?.weight ?? .zero
        case (.best(let ways), _):
            return best(of: ways, for: response, beside: .zero)
        case (.parts(let rules, let rule), .parts(let parts)):
            let earned = zip(rules, parts).map { fraction(for: $1, by: $0) }
            if rule == .allOrNothing {
                return earned.count == rules.count && earned.allSatisfy { $0 == .one }
                    ? .one : .zero
            }
            let sum = earned.reduce(Mark.zero, +)
            return (Mark(1, over: Int64(max(1, rules.count))) ?? .zero) * sum
        default:
            return .zero
        }
    }

    /// The national rule since 2025 for four statements: 0.1 / 0.25 / 0.5 / 1 for
    /// 1 / 2 / 3 / 4 right; an unanswered statement is a wrong one. Groups of another
    /// size, and of the other rule, pay in proportion.
    private static func share(
        right: Int, of count: Int, by rule: TrueFalseGroup.Rule
    ) -> Mark {
        guard rule == .national2025, count == 4 else {
            return Mark(Int64(right), over: Int64(count)) ?? .zero
        }
        return [Mark.zero, tenth, quarter, half, .one][right]
    }

    private static let tenth = Mark(1, over: 10) ?? .zero
    private static let quarter = Mark(1, over: 4) ?? .zero
    private static let half = Mark(1, over: 2) ?? .zero
}

extension NumericEntry.Range {
    /// - Parameter numbers: what the typed text can mean; none: it is no number.
    func contains(anyOf numbers: [Numeral]) -> Bool {
        self == .anything || numbers.contains(where: contains)
    }

    private func contains(_ number: Numeral) -> Bool {
        switch self {
        case .near(let answer, .absolute(let distance)):
            (number - answer).magnitude <= distance
        case .near(let answer, .relative(let share)):
            (number - answer).magnitude <= share * answer.magnitude
        case .between(let low, let high): low <= number && number <= high
        case .anything: true
        }
    }
}
