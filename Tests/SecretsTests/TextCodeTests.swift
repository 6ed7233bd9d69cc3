import Testing

@testable import Secrets

@Suite struct TextCodeTests {
    @Test func usesAllLettersAndNoneThatLookAlike() {
        let letters = Set(TextCode.random(characters: 10_000))
        #expect(letters == Set("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
    }

    @Test(arguments: [1, 8, 12, 26])
    func aCodeSurvivesPrintingAndTyping(count: Int) {
        let code = TextCode.random(characters: count)
        #expect(code.count == count)
        #expect(TextCode.normalised(TextCode.grouped(code).lowercased()) == code)
    }

    @Test(
        arguments: [
            (typed: " 7k3m-9qwe ", meant: "7K3M9QWE"),
            (typed: "oIl0", meant: "0110"),  // look-alikes, read as the digits that they look like
            (typed: "ABCU", meant: nil),  // U is never printed
            (typed: "mã số", meant: nil),
            (typed: "", meant: nil),
            (typed: " - ", meant: nil),
        ] as [(String, String?)])
    func readsWhatPeopleType(typed: String, meant: String?) {
        #expect(TextCode.normalised(typed) == meant)
    }

    @Test(arguments: [
        (code: "ABCDEFGH", size: 4, printed: "ABCD-EFGH"),
        (code: "ABCDEFGHJK", size: 4, printed: "ABCD-EFGH-JK"),
        (code: "ABCDEF", size: 3, printed: "ABC-DEF"),
        (code: "AB", size: 4, printed: "AB"),
    ])
    func groups(code: String, size: Int, printed: String) {
        #expect(TextCode.grouped(code, by: size) == printed)
    }
}
