package import Assessment
package import Values

/// What is right in one question version, ready to mark responses.
///
/// Only the scoring core and commands without a server import this module: the
/// parts that serve a paper cannot even name the type.
package struct CompiledKey: Hashable, Sendable {
    private let rule: Rule

    private enum Rule: Hashable, Sendable {
        case option(Int)
        case statements([Bool])
        case number(answer: Numeral, tolerance: Numeral)
    }

    /// Takes the key out of what the author wrote.
    package init(_ interaction: Interaction) {
        switch interaction {
        case .singleChoice(let choice): rule = .option(choice.right)
        case .trueFalseGroup(let group): rule = .statements(group.statements.map(\.isTrue))
        case .numeric(let entry):
            rule = .number(answer: entry.answer, tolerance: entry.tolerance)
        }
    }

    /// The share of the question's worth that a response earns, 0 to 1.
    ///
    /// No response, or one of another type's shape, earns nothing.
    package func fraction(for response: Response?) -> Mark {
        switch (rule, response) {
        case (.option(let right), .option(let chosen)):
            return chosen == right ? .one : .zero
        case (.statements(let key), .statements(let said)):
            return Self.national2025(right: zip(key, said).count { $0 == $1 }, of: key.count)
        case (.number(let answer, let tolerance), .text(let text)):
            guard let number = Numeral(text) else { return .zero }
            return (number - answer).magnitude <= tolerance ? .one : .zero
        default:
            return .zero
        }
    }

    /// The national rule since 2025 for four statements: 0.1 / 0.25 / 0.5 / 1 for
    /// 1 / 2 / 3 / 4 right; an unanswered statement is a wrong one. Groups of another
    /// size pay in proportion.
    private static func national2025(right: Int, of count: Int) -> Mark {
        guard count == 4 else { return Mark(Int64(right), over: Int64(count)) ?? .zero }
        return [Mark.zero, tenth, quarter, half, .one][right]
    }

    private static let tenth = Mark(1, over: 10) ?? .zero
    private static let quarter = Mark(1, over: 4) ?? .zero
    private static let half = Mark(1, over: 2) ?? .zero
}
