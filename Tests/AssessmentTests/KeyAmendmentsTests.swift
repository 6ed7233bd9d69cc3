import Foundation
import Testing
import Values

@testable import Assessment

/// What amendments make of keys and of what questions are worth.
@Suite struct KeyAmendmentsTests {
    // MARK: Keys

    private static func choice(_ weights: String...) throws -> Interaction {
        .singleChoice(
            SingleChoice(
                options: try weights.enumerated().map {
                    ChoiceOption(
                        id: $0 + 1, text: RichText(plain: "\($0)"), weight: try #require(Mark($1)))
                }))
    }

    private func weights(_ interaction: Interaction) -> [String] {
        switch interaction {
        case .singleChoice(let choice): choice.options.map(\.weight.exact)
        case .multipleChoice(let choice): choice.options.map(\.weight.exact)
        default: []
        }
    }

    @Test func anotherOptionIsRight() throws {
        let plain = try Self.choice("1", "0", "0")
        #expect(weights(try plain.withKey(.options([2]))) == ["0", "1", "0"])
        #expect(weights(try plain.withKey(.options([1, 2]))) == ["1", "1", "0"], "both are right")
        let penalty = try Self.choice("1", "-1/3", "-1/3")
        #expect(
            weights(try penalty.withKey(.options([3]))) == ["-1/3", "-1/3", "1"],
            "what was right costs what the others cost")
        let partial = try Self.choice("1", "0.5", "0")
        #expect(weights(try partial.withKey(.options([3]))) == ["0", "0.5", "1"])
    }

    @Test func otherOptionsOfSeveralAreRight() throws {
        let options = (1...4).map { ChoiceOption(id: $0, text: RichText(plain: "\($0)")) }
        let weighted = Interaction.multipleChoice(
            MultipleChoice(options: options, right: [1, 2], rule: .weighted))
        #expect(weights(try weighted.withKey(.options([3]))) == ["-1", "-1", "1", "-1"])
        let whole = Interaction.multipleChoice(
            MultipleChoice(options: options, right: [1, 2], rule: .allOrNothing))
        #expect(weights(try whole.withKey(.options([1, 3]))) == ["0.5", "0", "0.5", "0"])
    }

    static let group = Interaction.trueFalseGroup(
        TrueFalseGroup(
            statements: [true, false].map { .init(text: RichText(plain: "p"), isTrue: $0) }))
    static let words = Interaction.shortAnswer(
        ShortAnswer(answers: [.init(pattern: "Hà Nội")], matchesCase: true))
    static let number = Interaction.numeric(NumericEntry(answer: Numeral(3)))

    @Test(arguments: [
        (group, KeyAnswer.truths([true]), AmendmentFault.wrongCount),
        (group, .options([1]), .otherType),
        (.trueFalse(.init(isTrue: true)), .truths([]), .wrongCount),
        (words, .words(" \u{A0}"), .emptyAnswer),
        (words, .words(String(repeating: "a", count: Form.longestText + 1)), .tooLong),
        (words, .number(.between(Numeral(1), Numeral(2))), .otherType),
        (number, .number(.between(Numeral(2), Numeral(1))), .badRange),
        (number, .number(.near(Numeral(2), .absolute(Numeral(-1)))), .badRange),
        (number, .number(.anything), .badRange),
    ])
    func anAnswerOfNoUse(to interaction: Interaction, answer: KeyAnswer, fault: AmendmentFault) {
        #expect(throws: fault) { try interaction.withKey(answer) }
    }

    @Test func anOptionThatIsNotThere() throws {
        #expect(throws: AmendmentFault.noSuchOption) {
            try Self.choice("1", "0").withKey(.options([3]))
        }
        #expect(throws: AmendmentFault.nothingRight) {
            try Self.choice("1", "0").withKey(.options([]))
        }
    }

    // MARK: Gaps

    static let cloze = Interaction.cloze(
        Cloze(gaps: [
            .choice(["go", "goes", "went"], right: 2),
            .words(ShortAnswer(answers: [.init(pattern: "Hà Nội")])),
            .number(NumericEntry(answer: Numeral(3))),
        ]))

    @Test func eachGapHasItsOwnAnswer() throws {
        let answer = KeyAnswer.gaps([
            1: .options([2]), 3: .number(.between(Numeral(1), Numeral(2))),
        ])
        guard case .cloze(let amended) = try Self.cloze.withKey(answer),
            case .cloze(let own) = Self.cloze
        else {
            Issue.record("it is a cloze still")
            return
        }
        #expect(amended.gaps[0] == .choice(["go", "goes", "went"], right: 1))
        #expect(amended.gaps[1] == own.gaps[1], "what is not named stays")
        #expect(
            amended.gaps[2]
                == .number(NumericEntry(answers: [.init(.between(Numeral(1), Numeral(2)))])))
        #expect(
            try JSONDecoder().decode(KeyAnswer.self, from: try JSONEncoder().encode(answer))
                == answer)
    }

    @Test(
        arguments: [
            ([:], AmendmentFault.nothingRight), ([4: .words("a")], .wrongCount),
            ([0: .words("a")], .wrongCount), ([1: .options([4])], .noSuchOption),
            ([1: .options([1, 2])], .otherType), ([1: .words("go")], .otherType),
            ([2: .words(" ")], .emptyAnswer), ([2: .options([1])], .otherType),
            ([3: .number(.anything)], .badRange), ([3: .gaps([1: .words("a")])], .otherType),
        ] as [([Int: KeyAnswer], AmendmentFault)])
    func aGapsAnswerOfNoUse(answers: [Int: KeyAnswer], fault: AmendmentFault) {
        #expect(throws: fault) { try Self.cloze.withKey(.gaps(answers)) }
    }

    /// A new key for one gap leaves what was accepted in the others.
    @Test func aNewKeyReplacesItsOwnGapsAlone() throws {
        let key = try Self.amendments([
            .acceptAlso(.gaps([1: .options([1]), 2: .words("Thăng Long")]), weight: .one),
            .newKey(.gaps([1: .options([2])])),
        ]).key(of: Self.reference(12), Self.cloze)
        #expect(key.accepted.map(\.answer) == [.gaps([2: .words("Thăng Long")])])
    }

    // MARK: In order

    private static func amendments(_ changes: [KeyAmendment.Change]) -> KeyAmendments {
        KeyAmendments(
            changes.enumerated().map {
                KeyAmendment(
                    number: $0 + 1, reference: reference(12), change: $1, reason: "x", person: 1,
                    at: Instant(milliseconds: 1))
            })
    }

    private static func reference(_ number: Int) -> VersionReference {
        VersionReference(question: SampleManifest.guid(number), version: 1)
    }

    private static let near = KeyAnswer.number(.near(Numeral(4), .absolute(.zero)))
    private static let far = KeyAnswer.number(.near(Numeral(5), .absolute(.zero)))

    @Test func laterDecisionsStandAboveEarlierOnes() throws {
        let both = try Self.amendments([
            .acceptAlso(Self.near, weight: .one), .newKey(Self.far),
        ]).key(of: Self.reference(12), Self.number)
        #expect(both.interaction == (try Self.number.withKey(Self.far)))
        #expect(both.accepted.isEmpty, "a new key replaces what was accepted before it")
        let back = try Self.amendments([
            .acceptAlso(Self.near, weight: .one), .newKey(Self.far), .withdraw(2),
        ]).key(of: Self.reference(12), Self.number)
        #expect(back.accepted.map(\.answer) == [Self.near], "withdrawn: as if it had not been")
        for (changes, standing) in [
            ([KeyAmendment.Change.drop, .fullMarks], AmendedKey.Standing.fullMarks),
            ([.fullMarks, .drop], .dropped), ([.fullMarks, .drop, .withdraw(2)], .fullMarks),
            ([.drop, .newKey(Self.far)], .dropped),
        ] {
            let amendments = Self.amendments(changes)
            #expect(
                try amendments.key(of: Self.reference(12), Self.number).standing == standing)
            #expect(amendments.dropped.isEmpty == (standing != .dropped))
        }
        let untouched = try Self.amendments([.drop]).key(of: Self.reference(13), Self.number)
        #expect(untouched == AmendedKey(Self.number))
    }

    private func add(
        _ change: KeyAmendment.Change, to amendments: KeyAmendments = .none, of number: Int = 12
    ) throws -> KeyAmendments {
        try amendments.adding(
            change, to: Self.reference(number), Self.number, of: SampleManifest.make(),
            reason: "x", by: 1, at: Instant(milliseconds: 1))
    }

    @Test func whatCannotHoldIsRefused() throws {
        #expect(throws: AmendmentFault.unknownQuestion) { try add(.drop, of: 99) }
        #expect(throws: AmendmentFault.changesNothing) {
            try add(.newKey(.number(.near(Numeral(3), .absolute(.zero)))))
        }
        #expect(throws: AmendmentFault.badWeight) { try add(.acceptAlso(Self.near, weight: .zero)) }
        #expect(throws: AmendmentFault.badWeight) {
            try add(.acceptAlso(Self.near, weight: Mark(2)))
        }
        #expect(throws: AmendmentFault.notStanding) { try add(.withdraw(1)) }
        let dropped = try add(.drop)
        #expect(dropped.count == 1)
        #expect(throws: AmendmentFault.changesNothing) { try add(.drop, to: dropped) }
        let withdrawn = try add(.withdraw(1), to: dropped)
        #expect(withdrawn.count == 2)
        #expect(throws: AmendmentFault.notStanding, "only once") {
            try add(.withdraw(1), to: withdrawn)
        }
        #expect(throws: AmendmentFault.notStanding, "a withdrawal stays") {
            try add(.withdraw(2), to: withdrawn)
        }
        #expect(throws: AmendmentFault.notStanding, "of another question") {
            try add(.withdraw(1), to: dropped, of: 13)
        }
    }

    // MARK: Worth

    private static let none: Set<VersionReference> = []

    @Test func whatIsLeftIsScaledUpExactly() throws {
        let manifest = try SampleManifest.make()
        let total = manifest.totalMarks
        for number in 0..<64 {
            let form = Form.make(
                manifest,
                seed: Seed(
                    master: SampleManifest.counting ?? Seed.random(),
                    candidate: SampleManifest.guid(number)))
            #expect(form.worths(dropping: Self.none) == form.slots.map(\.worth))
            let dropped: Set = [Self.reference(1), Self.reference(8)]
            let worths = form.worths(dropping: dropped)
            #expect(worths.reduce(.zero, +) == total, "the paper's total stays")
            for (slot, worth) in zip(form.slots, worths) {
                #expect((worth == .zero) == dropped.contains(slot.reference))
            }
        }
    }

    @Test func somethingMustBeLeft() throws {
        let quarter = try #require(Mark("0.25"))
        func manifest(_ entries: [Manifest.Entry]) throws -> Manifest {
            try Manifest(parts: [
                .init(
                    title: "I", shufflesQuestions: false, shufflesOptions: false, entries: entries)
            ])
        }
        let pool = (1...3).map { SampleManifest.choice($0) }
        let drawn = try manifest([.draw(count: 2, pool: pool, worth: quarter)])
        try drawn.check(dropping: [Self.reference(1)])
        #expect(throws: AmendmentFault.nothingLeft, "some paper has just these two") {
            try drawn.check(dropping: [Self.reference(1), Self.reference(2)])
        }
        let fixed = try manifest([.fixed(pool[0], worth: quarter), .fixed(pool[1], worth: .zero)])
        try fixed.check(dropping: [Self.reference(2)])
        #expect(throws: AmendmentFault.nothingLeft, "what is left is worth nothing") {
            try fixed.check(dropping: [Self.reference(1)])
        }
        let fine = try manifest([
            .fixed(pool[0], worth: try #require(Mark("0.333333333"))),
            .fixed(pool[1], worth: try #require(Mark("1/7"))), .fixed(pool[2], worth: Mark(9)),
        ])
        #expect(throws: AmendmentFault.marksTooFine) {
            try fine.check(dropping: [Self.reference(1)])
        }
    }
}
