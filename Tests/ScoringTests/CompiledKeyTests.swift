import Assessment
import Foundation
import Testing
import Values

@testable import Scoring

@Suite struct CompiledKeyTests {
    private func text(_ text: String) -> RichText { RichText(plain: text) }

    private func group(_ key: String) -> CompiledKey {
        CompiledKey(
            .trueFalseGroup(
                TrueFalseGroup(
                    statements: key.map {
                        TrueFalseGroup.Statement(text: text("p"), isTrue: $0 == "Đ")
                    })))
    }

    private func said(_ answer: String) -> Response {
        .statements(answer.map { $0 == "-" ? nil : $0 == "Đ" })
    }

    private func number(_ answer: String, _ tolerance: String = "0") throws -> CompiledKey {
        CompiledKey(
            .numeric(
                NumericEntry(
                    answer: try #require(Numeral(answer)),
                    tolerance: try #require(Numeral(tolerance)))))
    }

    private var choice: CompiledKey {
        let options = (1...4).map { ChoiceOption(id: $0 * 10, text: text("x\($0)")) }
        return CompiledKey(.singleChoice(SingleChoice(options: options, right: 20)))
    }

    /// The 2025 national rule: 0.1 / 0.25 / 0.5 / 1 of the mark for 1 / 2 / 3 / 4 right.
    @Test(arguments: [
        ("ĐĐSS", "1"), ("ĐĐSĐ", "0.5"), ("SĐSS", "0.5"), ("ĐĐĐĐ", "0.25"), ("ĐSĐS", "0.25"),
        ("SSĐS", "0.1"),
        ("SSĐĐ", "0"), ("ĐĐ--", "0.25"), ("---S", "0.1"), ("----", "0"),
    ])
    func paysByTheNumberRight(answer: String, earned: String) {
        #expect(group("ĐĐSS").fraction(for: said(answer)) == Mark(earned))
    }

    /// Blind guessing expects (4·0.1 + 6·0.25 + 4·0.5 + 1) / 16 = 0.30625.
    @Test func guessingExpectsWhatTheRuleSays() {
        var total = Mark.zero
        for bits in 0..<16 {
            let answer = Response.statements((0..<4).map { bits >> $0 & 1 == 1 })
            total = total + group("ĐĐSS").fraction(for: answer)
        }
        #expect(total == Mark("4.9"))
    }

    @Test(arguments: [
        ("ĐS", "ĐS", "1"), ("ĐS", "ĐĐ", "0.5"), ("ĐSĐ", "ĐSS", "2/3"), ("Đ", "S", "0"),
        ("ĐSĐSĐ", "ĐSĐ--", "0.6"),
    ])
    func paysOtherSizesInProportion(key: String, answer: String, earned: String) {
        #expect(group(key).fraction(for: said(answer)) == Mark(earned))
    }

    /// A response with too few or too many statements is marked as far as it goes.
    @Test(arguments: [("ĐĐ", "0.25"), ("ĐĐSSĐĐ", "1"), ("", "0")])
    func survivesAnotherLength(answer: String, earned: String) {
        #expect(group("ĐĐSS").fraction(for: said(answer)) == Mark(earned))
    }

    @Test(arguments: [(20, "1"), (10, "0"), (2, "0"), (99, "0")])
    func paysTheRightOption(chosen: Int, earned: String) {
        #expect(choice.fraction(for: .option(chosen)) == Mark(earned))
    }

    @Test(arguments: [
        ("5", "0", "5", "1"), ("0.5", "0", "0,5", "1"), ("0.5", "0", "0,50", "1"),
        ("0.5", "0", " .5 ", "1"),
        ("5", "0", "5,0001", "0"), ("1.41", "0.005", "1,415", "1"),
        ("1.41", "0.005", "1,4151", "0"),
        ("1.41", "0.005", "1.405", "1"), ("-3", "0", "−3", "1"), ("-3", "0", "3", "0"),
        ("300000000", "0", "3×10^8", "1"), ("1234567", "0", "1.234.567", "0"),
        ("1234567", "0", "1 234 567", "1"),
        ("7", "1", "5.99", "0"), ("7", "1", "8", "1"), ("7", "1", "8.01", "0"), ("0", "0", "", "0"),
        ("5", "0", "năm", "0"),
        ("0.3", "0.1", "0.2", "1"),
    ])
    func marksNumbersExactly(answer: String, tolerance: String, typed: String, earned: String)
        throws
    {
        #expect(try number(answer, tolerance).fraction(for: .text(typed)) == Mark(earned))
    }

    /// A question from GIFT: a pupil who writes the decimal comma loses no mark by it.
    @Test(arguments: [
        ("0.5", "0,5", "1"), ("0.5", "0.5", "1"), ("3.142", "3,142", "1"), ("3142", "3,142", "1"),
        ("1000", "1,000.0", "1"), ("15", "1,5", "0"), ("1000000", "1,000,000", "1"),
    ])
    func readsTheCommaWhateverTheFile(answer: String, typed: String, earned: String) throws {
        let right = NumericEntry.Accepted(.near(try #require(Numeral(answer)), .absolute(.zero)))
        let entry = NumericEntry(answers: [right], notation: .pointDecimal)
        #expect(CompiledKey(.numeric(entry)).fraction(for: .text(typed)) == Mark(earned))
    }

    /// No answer, and one of another type's shape (a question whose type was changed).
    @Test func paysNothingForOtherShapes() throws {
        let keys = [choice, group("ĐĐSS"), try number("20")]
        let responses: [Response?] = [
            nil, .option(20), .statements([true, true, false, false]), .text("20"),
        ]
        for (place, key) in keys.enumerated() {
            for (other, response) in responses.enumerated() where other != place + 1 {
                #expect(key.fraction(for: response) == .zero)
            }
            #expect(key.fraction(for: responses[place + 1]) == .one)
        }
    }

    // MARK: Amended

    /// The key of a question with some amendments in force.
    private func key(
        _ interaction: Interaction, _ changes: KeyAmendment.Change...
    ) throws -> CompiledKey {
        let reference = VersionReference(question: GUID(), version: 1)
        let amendments = KeyAmendments(
            changes.enumerated().map {
                KeyAmendment(
                    number: $0 + 1, reference: reference, change: $1, reason: "x", person: 1,
                    at: Instant(milliseconds: 1))
            })
        return CompiledKey(try amendments.key(of: reference, interaction))
    }

    @Test func theBetterOfTwoKeysCounts() throws {
        let half = try #require(Mark("0.5"))
        let options = [("1", 1), ("-0.5", 2), ("-0.5", 3)].map {
            ChoiceOption(id: $1, text: text("x"), weight: Mark($0) ?? .zero)
        }
        let choice = try key(
            .singleChoice(SingleChoice(options: options)),
            .acceptAlso(.options([2]), weight: half))
        #expect(choice.fraction(for: .option(1)) == .one)
        #expect(choice.fraction(for: .option(2)) == half)
        #expect(choice.fraction(for: .option(3)) == Mark("-0.5"), "a penalty stays a penalty")
        #expect(choice.fraction(for: nil) == .zero)

        let number = try key(
            .numeric(NumericEntry(answer: Numeral(3))),
            .acceptAlso(.number(.between(Numeral(4), Numeral(5))), weight: half))
        #expect(number.fraction(for: .text("3")) == .one)
        #expect(number.fraction(for: .text("4,5")) == half)
        #expect(number.fraction(for: .text("6")) == .zero)

        let words = try key(
            .shortAnswer(ShortAnswer(answers: [.init(pattern: "TP HCM")], matchesCase: true)),
            .acceptAlso(.words("Sài Gòn"), weight: .one))
        #expect(words.fraction(for: .text("Sài Gòn")) == .one)
        #expect(words.fraction(for: .text("sài gòn")) == .zero, "the question's own rule holds")
    }

    /// A statement that may be called either way: the second key has it the other way.
    @Test func aGroupIsMarkedByTheKeyThatPaysMore() throws {
        let statements = [true, true, false, false].map {
            TrueFalseGroup.Statement(text: text("p"), isTrue: $0)
        }
        let either = try key(
            .trueFalseGroup(TrueFalseGroup(statements: statements)),
            .acceptAlso(.truths([true, true, false, true]), weight: .one))
        #expect(either.fraction(for: said("ĐĐSS")) == .one)
        #expect(either.fraction(for: said("ĐĐSĐ")) == .one)
        #expect(either.fraction(for: said("ĐSSĐ")) == Mark("0.5"))
        #expect(either.fraction(for: said("ĐĐS-")) == Mark("0.5"), "unanswered is wrong")
    }

    @Test func anotherSetOfOptions() throws {
        let options = (1...4).map { ChoiceOption(id: $0, text: text("x\($0)")) }
        let several = try key(
            .multipleChoice(MultipleChoice(options: options, right: [1, 2], rule: .allOrNothing)),
            .acceptAlso(.options([1, 3]), weight: .one))
        for (chosen, earned) in [
            ([1, 2], Mark.one), ([1, 3], .one), ([1], .zero), ([2, 3], .zero),
        ] {
            #expect(several.fraction(for: .options(chosen)) == earned, "\(chosen)")
        }
    }

    @Test func fullMarksAreGivenToAll() throws {
        let given = try key(.trueFalse(.init(isTrue: true)), .fullMarks)
        for response in [Response.truth(false), nil, .text("?")] {
            #expect(given.fraction(for: response) == .one)
        }
        let taken = try key(.trueFalse(.init(isTrue: true)), .fullMarks, .withdraw(1))
        #expect(taken.fraction(for: .truth(false)) == .zero)
    }
}
