import Testing
import Values

@testable import People

@Suite struct PersonTests {
    @Test(
        arguments: [
            ("Nữ", Gender.female, "as rosters write it"),
            ("NỮ", .female, "any letter case"),
            ("Nu\u{031B}\u{0303}", .female, "decomposed letters"),
            (" nữ ", .female, "with spaces"),
            ("Nam", .male, "as rosters write it"),
            ("male", .male, "English"),
            ("F", .female, "one letter"),
            ("", nil, "an empty cell"),
            ("x", nil, "anything else"),
            ("namnữ", nil, "no guessing"),
        ] as [(String, Gender?, String)])
    func readsGender(text: String, gender: Gender?, why: String) {
        #expect(Gender(text: text) == gender, "\(why)")
    }

    @Test func namesAreComposedAndClean() {
        let typed = PersonDetails(fullName: "  Nguye\u{0302}\u{0303}n   Thị  An ")
        #expect(typed.fullName.unicodeScalars.elementsEqual("Nguyễn Thị An".unicodeScalars))
        #expect(typed == PersonDetails(fullName: "Nguyễn Thị An"))
    }

    @Test func identifiersKeepTheirZeros() {
        #expect(PersonDetails(fullName: "An", identifier: "001").identifier == "001")
    }
}
