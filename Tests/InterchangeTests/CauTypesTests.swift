import Assessment
import Testing
import Values

@testable import Interchange

/// Every type of question as Câu text writes it.
@Suite struct CauTypesTests {
    private func interaction(_ body: String) throws -> Interaction {
        let draft = try cau("Câu 1. Hỏi?\n\(body)")
        #expect(draft.reasons == [])
        return try #require(draft.questions.first?.question.content.interaction)
    }

    private func choice(_ body: String) throws -> (type: QuestionType, weights: [String]) {
        let interaction = try interaction(body)
        let options: [ChoiceOption] =
            switch interaction {
            case .singleChoice(let choice): choice.options
            case .multipleChoice(let choice): choice.options
            default: []
            }
        #expect(options.map(\.text.plainText) == ["a", "b", "c"])
        return (interaction.type, options.map(\.weight.exact))
    }

    @Test(arguments: [
        ("*A. a\nB. b\nC. c", QuestionType.singleChoice, ["1", "0", "0"]),
        ("*A. a\nB. [50%] b\nC. [-25 %] c", .singleChoice, ["1", "0.5", "-0.25"]),
        ("*A. [100%] a\nB. [33,33333%] b\nC. c", .singleChoice, ["1", "1/3", "0"]),
        ("*A. a\n*B. b\nC. c\nLoại: một đáp án", .singleChoice, ["1", "1", "0"]),
        ("*A. a\nB. b\n*C. c", .multipleChoice, ["0.5", "0", "0.5"]),
        ("A. a\nB. b\nC. c\nĐáp án: A, C", .multipleChoice, ["0.5", "0", "0.5"]),
        ("A. a\nB. b\nC. c\nĐáp án: A và C", .multipleChoice, ["0.5", "0", "0.5"]),
        ("A. a\nB. b\nC. c\nHẾT\nĐÁP ÁN\n1-AC", .multipleChoice, ["0.5", "0", "0.5"]),
        ("*A. a\nB. b\nC. c\nLoại: nhiều đáp án", .multipleChoice, ["1", "0", "0"]),
        ("*A. a\n*B. b\nC. c\nChấm: từng phần", .multipleChoice, ["0.5", "0.5", "-0.5"]),
        (
            "Type: multiple\nGrading: partial\n*A. a\nB. b\nC. c", .multipleChoice,
            ["1", "-1", "-1"]
        ),
        (
            "*A. [33,33333%] a\n*B. [66.667%] b\nC. [0%] c", .multipleChoice,
            ["1/3", "2/3", "0"]
        ),
        ("*A. a\t*B. b\tC. [-25%] c", .multipleChoice, ["0.5", "0.5", "-0.25"]),
    ])
    func readsChoices(body: String, type: QuestionType, weights: [String]) throws {
        let read = try choice(body)
        #expect(read.type == type)
        #expect(read.weights == weights)
    }

    @Test(arguments: [
        ("*A. a\n*B. b\nC. c", MultipleChoice.Rule.allOrNothing),
        ("*A. a\n*B. b\nC. c\nChấm: trọn câu", .allOrNothing),
        ("*A. a\n*B. b\nC. c\nChấm: từng phần", .weighted),
        ("*A. [50%] a\n*B. [50%] b\nC. [0%] c", .weighted),
    ])
    func readsTheRuleOfAMultipleChoice(body: String, rule: MultipleChoice.Rule) throws {
        guard case .multipleChoice(let choice) = try interaction(body) else {
            Issue.record("no multiple choice")
            return
        }
        #expect(choice.rule == rule)
    }

    /// Behind a backslash, and anywhere but right behind the letter, it is text.
    @Test func keepsWhatOnlyLooksLikeAWeight() throws {
        let draft = try cau("Câu 1. Giảm?\n*A. \\[50%] giá\nB. giảm [50%]\nC. [NB] x\nD. [%]")
        guard case .singleChoice(let choice)? = draft.questions.first?.question.content.interaction
        else {
            Issue.record("no choice")
            return
        }
        #expect(
            choice.options.map(\.text.plainText) == ["[50%] giá", "giảm [50%]", "[NB] x", "[%]"])
        #expect(choice.options.map(\.weight) == [.one, .zero, .zero, .zero])
    }

    @Test(arguments: [
        ("Đ", true), ("S", false), ("Đúng", true), ("sai", false), ("T", true), ("False", false),
    ])
    func readsTrueAndFalse(written: String, isTrue: Bool) throws {
        #expect(
            try interaction("Đáp án: \(written)") == .trueFalse(TrueFalse(isTrue: isTrue)))
        let told = RichText(plain: "x")
        #expect(
            try interaction("Đáp án: \(written)\nPhản hồi Đúng: x\nPhản hồi Sai: x")
                == .trueFalse(
                    TrueFalse(isTrue: isTrue, feedbackForTrue: told, feedbackForFalse: told)))
        #expect(
            try interaction("Đáp án: \(written)\nPhản hồi: x")
                == .trueFalse(
                    TrueFalse(
                        isTrue: isTrue, feedbackForTrue: isTrue ? told : nil,
                        feedbackForFalse: isTrue ? nil : told)))
    }

    @Test(arguments: [
        ("", TrueFalseGroup.Rule.national2025), ("Chấm: tỉ lệ", .proportional),
        ("Chấm: tỷ lệ", .proportional), ("Grading: proportional", .proportional),
        ("Chấm: quốc gia", .national2025),
    ])
    func readsTheRuleOfAGroup(line: String, rule: TrueFalseGroup.Rule) throws {
        guard case .trueFalseGroup(let group) = try interaction("*a) p\nb) q\n\(line)") else {
            Issue.record("no group")
            return
        }
        #expect(group.rule == rule)
    }

    @Test(arguments: [
        ("Đáp án: Hà Nội", ["1 Hà Nội"]),
        ("Đáp án: Hà Nội | [80%] Thăng Long", ["1 Hà Nội", "0.8 Thăng Long"]),
        ("Đáp án: Hà Nội\nĐáp án: [33,33333%] Thăng Long", ["1 Hà Nội", "1/3 Thăng Long"]),
        ("Đáp án: \"12\"", ["1 12"]), ("Đáp án: \"B\"", ["1 B"]), ("Đáp án: \"Đ\"", ["1 Đ"]),
        ("Đáp án: \"1.234.567\" | x", ["1 1.234.567", "1 x"]),
        ("Đáp án: H* N*i", ["1 H* N*i"]), ("Đáp án: a\\*b\\|c\\\\d", ["1 a\\*b|c\\d"]),
        ("Đáp án: \"a|b\" | \"nói \\\"không\\\"\"", ["1 a|b", "1 nói \"không\""]),
        ("Đáp án: Hà Nội | *", ["1 Hà Nội", "0 *"]), ("Đáp án: \"*\"", ["1 *"]),
        ("Đáp án: 5 m/s", ["1 5 m/s"]), ("Đáp án: H2O", ["1 H2O"]), ("Đáp án: x", ["1 x"]),
        ("Đáp án: \"xin\" chào", ["1 \"xin\" chào"]),
        ("Answer: Hanoi\nCase sensitive: no", ["1 Hanoi"]),
    ])
    func readsWords(body: String, answers: [String]) throws {
        guard case .shortAnswer(let entry) = try interaction(body) else {
            Issue.record("no words")
            return
        }
        #expect(entry.answers.map { "\($0.weight.exact) \($0.pattern)" } == answers)
        #expect(!entry.matchesCase)
    }

    @Test func readsWhetherCaseCounts() throws {
        guard case .shortAnswer(let entry) = try interaction("Đáp án: kW\nPhân biệt hoa thường: có")
        else {
            Issue.record("no words")
            return
        }
        #expect(entry.matchesCase)
    }

    @Test(arguments: [
        ("3,14 ± 0,01 | [50%] 3,1 ± 0,1", "3,14 ± 0,01 | [50%] 3,1 ± 0,1"),
        ("50 ± 5%", "50 ± 5%"), ("50 ± 0,5 %", "50 ± 0,5%"), ("3,1..3,2", "3,1..3,2"),
        ("3.10^8", "3.10^8"), ("6.02×10^23", "6,02×10^23"),
        ("1,6.10^-19", "1,6.10^-19"), ("-5 ± 1 | *", "-5 ± 1"),
        ("1,6.10^-29 ± 0,10.10^-29", "1,6.10^-29 ± 0,10.10^-29"), ("0,5..7,50", "0,5..7,50"),
    ])
    func readsNumbers(written: String, key: String) throws {
        let interaction = try interaction("Đáp án: \(written)")
        #expect(interaction.type == .numeric)
        #expect(ResponseText.key(of: interaction) == key)
    }

    @Test func readsTheDecimalMarkOfTheQuestion() throws {
        guard
            case .numeric(let entry) = try interaction("Đáp án: 3,14\nDấu thập phân: chấm")
        else {
            Issue.record("no number")
            return
        }
        #expect(entry.notation == .pointDecimal)
        #expect(entry.answers.map(\.range) == [.near(Numeral("3.14") ?? .zero, .absolute(.zero))])
    }

    @Test func givesEachFeedbackToWhatStandsAboveIt() throws {
        let draft = try cau(
            """
            Câu 1. Một?
            *A. a
            Phản hồi: Đúng rồi.

            Hai đoạn.
            B. b
            Mã: x
            Phản hồi: **Sai**
            Lời giải: Vì thế.
            Phản hồi: thuộc lời giải.
            Câu 2. Hai?
            *a) p
            Feedback: p đúng.
            b) q
            Câu 3. Ba?
            Đáp án: Hà Nội | Hà nội
            Phản hồi: Đúng.
            Đáp án: *
            Phản hồi: Không phải.
            """)
        #expect(draft.reasons == [])
        let said = draft.questions.map { draft -> [String?] in
            switch draft.question.content.interaction {
            case .singleChoice(let choice): choice.options.map(\.feedback?.plainText)
            case .trueFalseGroup(let group): group.statements.map(\.feedback?.plainText)
            case .shortAnswer(let entry): entry.answers.map(\.feedback?.plainText)
            default: []
            }
        }
        #expect(
            said == [
                ["Đúng rồi. Hai đoạn.", "Sai"], ["p đúng.", nil],
                ["Đúng.", "Đúng.", "Không phải."],
            ])
        #expect(
            draft.questions[0].question.content.solution.plainText
                == "Vì thế. Phản hồi: thuộc lời giải.")
    }

    @Test(arguments: [
        "Loại trừ dần.", "Loại: A vì quá nhỏ.", "Chấm: theo ý.",
    ])
    func keepsSettingsOfASolutionThatAreNone(line: String) throws {
        let draft = try cau("Câu 1. Tính.\nĐáp án: 5\nLời giải: Xét.\n\(line)")
        #expect(draft.reasons == [])
        #expect(draft.questions[0].question.content.solution.plainText == "Xét. \(line)")
    }
}
