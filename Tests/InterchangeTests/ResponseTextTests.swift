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

    @Test(
        arguments: [
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
        ("1", choice, .notAnOption("1")),
        ("ĐXĐĐ", group, .notTruths("ĐXĐĐ")), ("ĐS", group, .wrongCount(answers: 2, statements: 4)),
    ])
    func refuses(text: String, interaction: Interaction, fault: ResponseText.Fault) {
        #expect(throws: fault) { try ResponseText.read(text, for: interaction) }
        for language in Language.allCases { #expect(!fault.text(in: language).isEmpty) }
    }

    @Test func writesKeys() {
        #expect(
            [Self.choice, Self.group, Self.number].map(ResponseText.key) == ["B", "ĐSĐĐ", "3,14"])
    }
}
