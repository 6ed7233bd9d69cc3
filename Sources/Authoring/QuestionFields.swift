package import Assessment
package import Interchange
import Values

/// A question as plain fields, in which a teacher types it: texts in the markup of Câu
/// text, one field a part.
package struct QuestionFields: Hashable, Codable, Sendable {
    package var type: QuestionType
    /// What is read or heard before the question, and other questions may share.
    package var passage = ""
    /// The path of a recording, as `Banks.addRecording` names it.
    package var recording = ""
    /// How often it may be played; "": as often as wanted.
    package var plays = ""
    package var transcript = ""
    package var stem = ""
    package var solution = ""
    /// Options, statements, "true" and "false", items to be put in order, criteria of a
    /// rubric, or what is accepted.
    package var rows: [Row] = []
    /// What is to be joined with the options of a matching question.
    package var prompts: [Row] = []
    /// What the type's one tick says: weighted (multiple choice), in proportion (statements,
    /// ordering), all or nothing (matching), capital letters count (words), point decimals.
    package var isTicked = false

    package struct Row: Hashable, Codable, Sendable {
        package var text: String
        /// A right option, or a true statement; nil: of a statement nothing was said yet.
        package var isRight: Bool?
        /// Keeps its place when options are shuffled.
        package var isPinned: Bool
        /// An item's place, a criterion's points, the letter that a prompt belongs to, or a
        /// number's tolerance.
        package var value: String
        /// The share of the mark in per cent; "": what is usual.
        package var weight: String
        /// Said to who chose or answered it.
        package var feedback: String

        package init(
            text: String, isRight: Bool? = nil, isPinned: Bool = false, value: String = "",
            weight: String = "", feedback: String = ""
        ) {
            self.text = text
            self.isRight = isRight
            self.isPinned = isPinned
            self.value = value
            self.weight = weight
            self.feedback = feedback
        }

        /// Whether nothing was typed in it.
        package var isEmpty: Bool {
            [text, value, weight, feedback].allSatisfy { $0.allSatisfy(\.isWhitespace) }
        }
    }

    /// Types that have fields; the others are written as Câu text.
    package static let types = QuestionType.allCases.filter { $0 != .cloze }

    /// Empty fields of a type.
    package init(type: QuestionType) { self.type = type }

    /// A question in fields.
    ///
    /// - Returns: nil where fields could not hold all of it: gaps in the text.
    package init?(_ content: QuestionContent) {
        self.init(type: content.interaction.type)
        stem = MarkupText.write(content.stem)
        solution = MarkupText.write(content.solution)
        if let stimulus = content.stimulus { fill(stimulus) }
        fill(content.interaction)
        guard let again = try? self.content(), again == content else { return nil }
    }

    private mutating func fill(_ stimulus: Stimulus) {
        passage = MarkupText.write(stimulus.text)
        guard let heard = stimulus.recording else { return }
        recording =
            switch heard.source {
            case .path(let path): path
            case .asset(let hash): hash
            }
        plays = heard.plays.map { "\($0)" } ?? ""
        transcript = MarkupText.write(heard.transcript)
    }

    private mutating func fill(_ interaction: Interaction) {
        switch interaction {
        case .singleChoice(let choice):
            let right = choice.right.first
            rows = choice.options.map { option in
                Self.row(
                    option, isRight: option.id == right,
                    usual: option.id == right ? .one : .zero)
            }
        case .multipleChoice(let choice):
            let right = Set(choice.right)
            let usual = MultipleChoice(options: choice.options, right: right, rule: choice.rule)
            rows = zip(choice.options, usual.options).map {
                Self.row($0, isRight: right.contains($0.id), usual: $1.weight)
            }
            isTicked = choice.rule == .weighted
        case .trueFalse(let statement):
            rows = [
                Row(
                    text: "", isRight: statement.isTrue,
                    feedback: Self.written(statement.feedbackForTrue)),
                Row(
                    text: "", isRight: !statement.isTrue,
                    feedback: Self.written(statement.feedbackForFalse)),
            ]
        case .trueFalseGroup(let group):
            rows = group.statements.map {
                Row(
                    text: MarkupText.write($0.text), isRight: $0.isTrue,
                    feedback: Self.written($0.feedback))
            }
            isTicked = group.rule == .proportional
        case .shortAnswer(let entry):
            rows = entry.answers.map {
                Row(
                    text: $0.pattern,
                    weight: Self.written($0.weight, usual: Self.usualWeight(of: $0.pattern)),
                    feedback: Self.written($0.feedback))
            }
            isTicked = entry.matchesCase
        case .numeric(let entry):
            rows = entry.answers.map {
                let (answer, tolerance) = AnswerFields.write($0.range)
                return Row(
                    text: answer, value: tolerance,
                    weight: Self.written($0.weight, usual: Self.usualWeight(of: answer)),
                    feedback: Self.written($0.feedback))
            }
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

    private static func row(_ option: ChoiceOption, isRight: Bool, usual: Mark) -> Row {
        Row(
            text: MarkupText.write(option.text), isRight: isRight, isPinned: option.pinned,
            weight: written(option.weight, usual: usual), feedback: written(option.feedback))
    }

    private static func written(_ weight: Mark, usual: Mark) -> String {
        weight == usual ? "" : AnswerFields.write(weight)
    }

    private static func written(_ feedback: RichText?) -> String {
        feedback.map(MarkupText.write) ?? ""
    }

    /// "*" stands for all other answers, and earns nothing unless it is said.
    static func usualWeight(of answer: String) -> Mark { answer == "*" ? .zero : .one }

    /// What is wrong with a field.
    package struct Fault: Error, Hashable, Sendable {
        /// As the page names it: "stem", "o0" (row), "p0" (prompt), "v0" (value), "w0" (weight),
        /// "r0" (right or not), "text".
        package let field: String
        package let reason: ImportReason
        /// Of a text.
        package let line: Int?

        init(field: String, reason: ImportReason, line: Int? = nil) {
            self.field = field
            self.reason = reason
            self.line = line
        }
    }

    /// All that is wrong with what was typed.
    package struct Faults: Error, Hashable {
        package let all: [Fault]
    }
}
