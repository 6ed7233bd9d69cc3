import Assessment
import Foundation
import Testing
import Values

@testable import Scoring

/// Ten attempts at one quiz, with the marks that Moodle 4.5.6 gives to each question.
@Suite(.enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"))
struct WalkthroughTableTests {
    @Test func everyAttemptEarnsItsMarks() throws {
        let folder = "quiz-walkthrough/attempts-deferred"
        let questions = try WalkthroughQuestions()
        let results = try Corpora.table("\(folder)/results.csv")
        let steps = try Corpora.table("\(folder)/steps.csv")
        #expect(steps.count == results.count && !steps.isEmpty)
        for (step, result) in zip(steps, results) {
            func expect(_ slot: Int, _ interaction: Interaction, _ response: Response) throws {
                let earned = CompiledKey(interaction).fraction(for: response)
                let expected = try #require(Mark(result["slots.\(slot).mark"] ?? ""))
                #expect(
                    earned == expected, "attempt \(step["quizattempt"] ?? ""), slot \(slot)")
            }
            let first = step["randqs.1"] == "numerical" ? questions.number : questions.words
            try expect(1, first, .text(step["responses.1.answer"] ?? ""))
            try expect(
                2, try questions.sum(variant: step["variants.2"] ?? ""),
                .text(step["responses.2.answer"] ?? ""))
            try expect(
                4, .trueFalse(TrueFalse(isTrue: true)), .truth(step["responses.4.answer"] == "1"))
            let names = ["One", "Two", "Three", "Four"]
            try expect(
                5, questions.choice(["0.5", "0", "0.5", "0"].map { Mark($0) ?? .zero }),
                .options((1...4).filter { step["responses.5.\(names[$0 - 1])"] == "1" }))
            let options = (1...4).map { ChoiceOption(id: $0, text: RichText(plain: "x\($0)")) }
            let chosen = names.firstIndex(of: step["responses.6.answer"] ?? "") ?? -2
            try expect(
                6, .singleChoice(SingleChoice(options: options, right: 1)), .option(chosen + 1))
        }
    }
}

/// The questions that both tables of expected marks are about.
struct WalkthroughQuestions {
    let words: Interaction
    let number: Interaction
    private let variants: [String: [Double]]

    init() throws {
        let data = try Corpora.data("quiz-walkthrough/questions.json")
        let all = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        func answers(_ name: String) throws -> [(text: String, weight: Mark)] {
            let question = try #require(all[name] as? [String: Any])
            let answers = try #require(question["answers"] as? [[Any]])
            return try answers.map { answer in
                let weight = try #require(answer[1] as? NSNumber)
                return ("\(answer[0])", try #require(Mark("\(weight.decimalValue)")))
            }
        }
        words = .shortAnswer(
            ShortAnswer(
                answers: try answers("shortanswer").map {
                    ShortAnswer.Accepted(pattern: $0.text, weight: $0.weight)
                }))
        number = .numeric(
            NumericEntry(
                answers: try answers("numerical").map { answer in
                    let range: NumericEntry.Range =
                        answer.text == "*"
                        ? .anything
                        : .near(try #require(Numeral(answer.text)), .absolute(.zero))
                    return NumericEntry.Accepted(range, weight: answer.weight)
                }, notation: .pointDecimal))
        let sum = try #require(all["calculatedsimple"] as? [String: Any])
        variants = try #require(sum["variants_(a,b)"] as? [String: [Double]])
    }

    /// a + b, to one per cent.
    func sum(variant: String) throws -> Interaction {
        let parts = try #require(variants[variant])
        let answer = try parts.map { try #require(Numeral("\($0)")) }.reduce(.zero, +)
        let share = try #require(Numeral("0.01"))
        return .numeric(
            NumericEntry(
                answers: [NumericEntry.Accepted(.near(answer, .relative(share)))],
                notation: .pointDecimal))
    }

    func choice(_ weights: [Mark]) -> Interaction {
        let options = weights.enumerated().map {
            ChoiceOption(id: $0 + 1, text: RichText(plain: "x\($0)"), weight: $1)
        }
        return .multipleChoice(MultipleChoice(options: options, rule: .weighted))
    }
}
