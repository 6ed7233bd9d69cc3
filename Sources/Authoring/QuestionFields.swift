package import Assessment
package import Interchange
import Values

/// A question as plain fields, in which a teacher types it: texts in the markup of Câu
/// text, one field a part.
package struct QuestionFields: Hashable, Sendable {
    package let type: QuestionType
    package var stem = ""
    package var solution = ""
    /// Options, statements, items to be put in order, or criteria of a rubric.
    package var rows: [Row] = []
    /// What is to be joined with the options of a matching question.
    package var prompts: [Row] = []
    /// What is accepted, one a line.
    package var answers = ""
    /// What the type's one tick says: weighted (multiple choice), in proportion (statements,
    /// ordering), all or nothing (matching), capital letters count (words), point decimals.
    package var isTicked = false

    package struct Row: Hashable, Sendable {
        package var text: String
        /// A right option, or a true statement.
        package var isRight: Bool
        /// Keeps its place when options are shuffled.
        package var isPinned: Bool
        /// An item's place, a criterion's points, or the letter that a prompt belongs to.
        package var value: String

        package init(
            text: String, isRight: Bool = false, isPinned: Bool = false, value: String = ""
        ) {
            self.text = text
            self.isRight = isRight
            self.isPinned = isPinned
            self.value = value
        }

        var isEmpty: Bool { text.allSatisfy(\.isWhitespace) }
    }

    /// Types that have fields; the others are written as Câu text.
    package static let types = QuestionType.allCases.filter { $0 != .cloze }

    /// Empty fields of a type.
    package init(type: QuestionType) { self.type = type }

    /// A question in fields.
    ///
    /// - Returns: nil where fields could not hold all of it: feedback to options, shares of
    ///   marks, gaps in the text.
    package init?(_ content: QuestionContent) {
        self.init(type: content.interaction.type)
        stem = MarkupText.write(content.stem)
        solution = MarkupText.write(content.solution)
        fill(content.interaction)
        guard let again = try? self.content(in: content), again == content else { return nil }
    }

    private mutating func fill(_ interaction: Interaction) {
        switch interaction {
        case .singleChoice(let choice):
            rows = choice.options.map { Self.row($0, $0.weight == .one) }
        case .multipleChoice(let choice):
            rows = choice.options.map { Self.row($0, $0.weight > .zero) }
            isTicked = choice.rule == .weighted
        case .trueFalse(let statement): rows = [Row(text: "", isRight: statement.isTrue)]
        case .trueFalseGroup(let group):
            rows = group.statements.map {
                Row(text: MarkupText.write($0.text), isRight: $0.isTrue)
            }
            isTicked = group.rule == .proportional
        case .shortAnswer(let entry):
            answers = AnswerLines.write(entry)
            isTicked = entry.matchesCase
        case .numeric(let entry):
            answers = AnswerLines.write(entry)
            isTicked = entry.notation == .pointDecimal
        case .matching(let pairs):
            rows = pairs.choices.map { Row(text: MarkupText.write($0.text)) }
            prompts = pairs.prompts.map { prompt in
                let place = pairs.choices.firstIndex { $0.id == prompt.choice }
                return Row(
                    text: MarkupText.write(prompt.text),
                    value: place.map(Lettering.option) ?? "")
            }
            isTicked = pairs.rule == .allOrNothing
        case .ordering(let order):
            rows = order.items.map { Row(text: MarkupText.write($0.text), value: "\($0.place)") }
            isTicked = order.rule == .proportional
        case .essay(let essay):
            rows = essay.criteria.map {
                Row(
                    text: MarkupText.write($0.text),
                    value: $0.points.exact.replacing(".", with: ","))
            }
        case .cloze: break
        }
    }

    private static func row(_ option: ChoiceOption, _ isRight: Bool) -> Row {
        Row(text: MarkupText.write(option.text), isRight: isRight, isPinned: option.pinned)
    }

    /// Why fields make no question: the field, and what is wrong with it.
    package struct Fault: Error, Hashable {
        /// As the page names it: "stem", "answers", "o0" (row), "p0" (prompt), "v0" (value).
        package let field: String
        package let reason: ImportReason
    }

    /// All that is wrong with what was typed.
    package struct Faults: Error, Hashable {
        package let all: [Fault]
    }
}
