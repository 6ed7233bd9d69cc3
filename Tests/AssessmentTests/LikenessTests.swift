import Testing
import Values

@testable import Assessment

/// Nearly equal questions: how like they are, and whether their hints meet.
@Suite struct LikenessTests {
    private static func question(_ stem: String, _ options: [String] = []) -> QuestionContent {
        QuestionContent(
            stem: RichText(plain: stem),
            interaction: .singleChoice(
                SingleChoice(
                    options: options.enumerated().map {
                        ChoiceOption(id: $0.offset + 1, text: RichText(plain: $0.element))
                    }, right: 1)))
    }

    private static let sea = question(
        "Thành phố nào sau đây là thủ đô của nước Việt Nam?", ["Hà Nội", "Huế", "Đà Nẵng"])

    @Test(arguments: [
        (
            question(
                "thành phố  nào sau đây là thủ đô của nước Việt Nam", ["Huế", "Đà Nẵng", "Hà Nội"]),
            true, "case, blanks, signs, order"
        ),
        (
            question(
                "Thanh pho nao sau day la thu do cua nuoc Viet Nam?", ["Ha Noi", "Hue", "Da Nang"]),
            true, "without marks"
        ),
        (
            question(
                "Thành phố nào sau đây là thủ đô của nước Việt Nam ta?", ["Hà Nội", "Huế", "Vinh"]),
            true, "a word more, another option"
        ),
        (
            question(
                "Thành phố nào sau đây nằm bên bờ sông Cửu Long?",
                ["Hà Nội", "Cao Lãnh", "Đà Nẵng"]), false, "another question"
        ),
        (question("Số nào là số chẵn?", ["1", "2"]), false, "nothing in common"),
    ])
    func tellsWhatIsAlike(other: QuestionContent, isAlike: Bool, why: String) {
        let (one, two) = (Likeness(Self.sea), Likeness(other))
        #expect(
            (one.share(with: two) >= Likeness.alike) == isAlike, "\(why): \(one.share(with: two))")
        #expect(one.share(with: two) == two.share(with: one))
        let meets = !Set(one.hints).isDisjoint(with: two.hints)
        if isAlike { #expect(meets, "\(why)") }
    }

    @Test func signsOfFormulasCount() {
        let plus = Likeness(Self.question("Tính x+3", ["1", "2"]))
        let minus = Likeness(Self.question("Tính x−3", ["1", "2"]))
        #expect(plus.share(with: minus) < 1)
        #expect(plus.hints.count == 9 && Likeness(Self.question("")).hints.count == 9)
    }

    /// Of pairs that share seven words in ten, hints miss few.
    @Test func hintsMeetWhereQuestionsAreAlike() {
        var met = 0
        for number in 0..<200 {
            let words = (0..<24).map { "tu\(number)x\($0)" }
            var changed = words
            changed[3] = "khac"
            changed[15] = "nua"
            let one = Likeness(Self.question(words.joined(separator: " ")))
            let two = Likeness(Self.question(changed.joined(separator: " ")))
            if !Set(one.hints).isDisjoint(with: two.hints) { met += 1 }
        }
        #expect(met >= 180, "\(met) of 200")
    }
}
