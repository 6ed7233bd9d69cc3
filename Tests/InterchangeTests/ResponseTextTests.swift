import Assessment
import Testing
import Values

@testable import Interchange

@Suite struct ResponseTextTests {
    static let choice = Interaction.singleChoice(
        SingleChoice(
            options: (1...4).map {
                ChoiceOption(id: $0 * 10, text: RichText(plain: "x\($0)"))
            }, right: 20))
    static let group = Interaction.trueFalseGroup(
        TrueFalseGroup(
            statements: [true, false, true, true].map {
                TrueFalseGroup.Statement(text: RichText(plain: "p"), isTrue: $0)
            }))
    static let number = Interaction.numeric(NumericEntry(answer: Numeral("3,14") ?? .zero))

    static let many = Interaction.multipleChoice(
        MultipleChoice(
            options: (1...4).map { ChoiceOption(id: $0 * 10, text: RichText(plain: "x\($0)")) },
            right: [10, 30], rule: .allOrNothing))
    static let statement = Interaction.trueFalse(TrueFalse(isTrue: true))
    static let words = Interaction.shortAnswer(
        ShortAnswer(answers: [
            ShortAnswer.Accepted(pattern: "Hà Nội"),
            ShortAnswer.Accepted(pattern: "Huế", weight: Mark("0.5") ?? .zero),
            ShortAnswer.Accepted(pattern: "*", weight: .zero),
        ]))

    static let pairs = Interaction.matching(
        Matching(
            prompts: (1...3).map { .init(text: RichText(plain: "p\($0)"), choice: 10) },
            choices: (1...2).map { .init(id: $0 * 10, text: RichText(plain: "c\($0)")) }))
    static let order = Interaction.ordering(
        Ordering(items: [2, 1, 3].map { .init(text: RichText(plain: "i\($0)"), place: $0) }))
    static let gaps = Interaction.cloze(
        Cloze(gaps: [
            .choice(["went", "goes"], right: 0),
            .words(ShortAnswer(answers: [ShortAnswer.Accepted(pattern: "x")])),
        ]))

    @Test(
        arguments: [
            (
                "1-B, 3-A", pairs, .parts([.option(20), nil, .option(10)]), "1-B, 3-A"
            ),
            ("1b 2- 3a", pairs, .parts([.option(20), nil, .option(10)]), "1-B, 3-A"),
            ("2-1-3", order, .parts([.option(2), .option(1), .option(3)]), "2-1-3"),
            ("3 → 1 → 2", order, .parts([.option(2), .option(3), .option(1)]), "3-1-2"),
            ("goes; y z", gaps, .parts([.option(2), .text("y z")]), "goes; y z"),
            (";", gaps, .parts([nil, nil]), "; "),
            ("goes; a\\;b", gaps, .parts([.option(2), .text("a;b")]), "goes; a\\;b"),
            ("; C:\\\\x\\y", gaps, .parts([nil, .text("C:\\x\\y")]), "; C:\\\\x\\\\y"),
            ("A,C", many, Response.options([10, 30]), "A,C"),
            ("CA", many, .options([10, 30]), "A,C"), ("c; a", many, .options([10, 30]), "A,C"),
            ("A", many, .options([10]), "A"), ("-", many, nil, ""),
            ("Đ", statement, .truth(true), "Đ"), ("false", statement, .truth(false), "S"),
            ("-", statement, nil, ""), ("-", words, .text("-"), "-"),
            ("thủ  đô", words, .text("thủ đô"), "thủ đô"),
            ("B", choice, Response.option(20), "B"), ("d", choice, .option(40), "D"),
            (" C. ", choice, .option(30), "C"),
            ("ĐSĐĐ", group, .statements([true, false, true, true]), "ĐSĐĐ"),
            ("Đ-S-", group, .statements([true, nil, false, nil]), "Đ-S-"),
            ("tftt", group, .statements([true, false, true, true]), "ĐSĐĐ"),
            ("3,14", number, .text("3,14"), "3,14"), ("thủ đô", number, .text("thủ đô"), "thủ đô"),
            ("", choice, nil, ""), ("-", choice, nil, ""), ("  ", number, nil, ""),
        ] as [(String, Interaction, Response?, String)])
    func readsAndWrites(
        text: String, interaction: Interaction, response: Response?, written: String
    ) throws {
        #expect(try ResponseText.read(text, for: interaction) == response)
        #expect(ResponseText.write(response, for: interaction) == written)
    }

    @Test(arguments: [
        ("E", choice, ResponseText.Fault.notAnOption("E")), ("AB", choice, .notAnOption("AB")),
        ("1", choice, .notAnOption("1")), ("A,E", many, .notAnOption("A,E")),
        ("ĐS", statement, .notTruths("ĐS")), ("x", statement, .notTruths("x")),
        ("1-C", pairs, .notPairs("1-C")), ("4-A", pairs, .notPairs("4-A")),
        ("1-A, 1-B", pairs, .notPairs("1-A, 1-B")), ("1-AB", pairs, .notPairs("1-AB")),
        ("1-2", order, .wrongCount(answers: 2, statements: 3)),
        ("1-1-2", order, .notAnOrder("1-1-2")),
        ("gone; x", gaps, .notAnOption("gone")),
        ("went", gaps, .wrongCount(answers: 1, statements: 2)),
        ("ĐXĐĐ", group, .notTruths("ĐXĐĐ")), ("ĐS", group, .wrongCount(answers: 2, statements: 4)),
    ])
    func refuses(text: String, interaction: Interaction, fault: ResponseText.Fault) {
        #expect(throws: fault) { try ResponseText.read(text, for: interaction) }
        for language in Language.allCases { #expect(!fault.text(in: language).isEmpty) }
    }

    @Test func writesKeys() {
        #expect(
            [Self.choice, Self.group, Self.number, Self.many, Self.statement, Self.words]
                .map(ResponseText.key)
                == ["B", "ĐSĐĐ", "3,14", "A,C", "Đ", "Hà Nội | [50%] Huế"])
    }
}
