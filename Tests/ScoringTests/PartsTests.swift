import Assessment
import Testing
import Values

@testable import Scoring

/// Questions that are answered in parts: pairs, places, gaps.
@Suite struct PartsTests {
    private func text(_ text: String) -> RichText { RichText(plain: text) }

    /// Dog and Cat are mammals, Frog and Toad amphibians; insects are offered, too.
    private func matching(_ rule: PartRule) -> CompiledKey {
        let prompts = [("Dog", 1), ("Frog", 2), ("Toad", 2), ("Cat", 1)]
        return CompiledKey(
            .matching(
                Matching(
                    prompts: prompts.map { .init(text: text($0.0), choice: $0.1) },
                    choices: ["Mammal", "Amphibian", "Insect"].enumerated().map {
                        .init(id: $0.offset + 1, text: text($0.element))
                    }, rule: rule)))
    }

    private func chosen(_ ids: [Int?]) -> Response { .parts(ids.map { $0.map(Response.option) }) }

    @Test(
        arguments: [
            ([1, 2, 2, 1], "1", "1"), ([1, 3, 3, 2], "0.25", "0"), ([1, 2, 2, nil], "0.75", "0"),
            ([nil, nil, nil, nil], "0", "0"), ([2, 1, 1, 2], "0", "0"),
            // A paper that has fewer parts cannot earn by it.
            ([1, 2, 2], "0.75", "0"),
        ] as [([Int?], String, String)])
    func pairsPayAlikeOrTogether(ids: [Int?], share: String, together: String) {
        #expect(matching(.proportional).fraction(for: chosen(ids)) == Mark(share))
        #expect(matching(.allOrNothing).fraction(for: chosen(ids)) == Mark(together))
    }

    /// Listed as b, a, c; the right order is a, b, c.
    @Test(
        arguments: [
            ([2, 1, 3], "1", "1"), ([1, 2, 3], "1/3", "0"), ([3, 1, 2], "1/3", "0"),
            ([2, nil, 3], "2/3", "0"), ([1, 1, 1], "1/3", "0"),
        ] as [([Int?], String, String)])
    func placesPayAlikeOrTogether(places: [Int?], share: String, together: String) {
        func key(_ rule: PartRule) -> CompiledKey {
            let items = [("b", 2), ("a", 1), ("c", 3)]
            return CompiledKey(
                .ordering(
                    Ordering(
                        items: items.map { .init(text: text($0.0), place: $0.1) }, rule: rule)))
        }
        #expect(key(.proportional).fraction(for: chosen(places)) == Mark(share))
        #expect(key(.allOrNothing).fraction(for: chosen(places)) == Mark(together))
    }

    @Test(
        arguments: [
            ([.option(1), .text("Hà  Nội"), .text("3.14")], "1"),
            ([.option(1), .text("Thăng Long"), .text("3,2")], "0.5"),
            ([.option(2), nil, .text("3,13")], "1/3"), ([nil, nil, nil], "0"),
            // What is typed where something is to be chosen is none of the choices.
            ([.text("1"), .option(1), .option(3)], "0"),
        ] as [([Response?], String)])
    func gapsPayByTheirOwnRules(parts: [Response?], share: String) throws {
        let words = ShortAnswer(answers: [
            .init(pattern: "hà nội"), .init(pattern: "thăng long", weight: .half),
        ])
        let number = NumericEntry(
            answer: try #require(Numeral("3.14")), tolerance: try #require(Numeral("0.01")))
        let key = CompiledKey(
            .cloze(
                Cloze(gaps: [
                    .choice(["went", "goes"], right: 0), .words(words), .number(number),
                ])))
        #expect(key.fraction(for: .parts(parts)) == Mark(share))
        #expect(key.fraction(for: .text("went")) == .zero)
        #expect(key.fraction(for: nil) == .zero)
    }

    /// Two gaps: "a" and "b"; later "c" is accepted in the first and, for half, "d" in the
    /// second: each gap by itself, whoever was given which.
    @Test(arguments: [
        ("a", "b", "1", "1"), ("c", "b", "1", "1"), ("a", "d", "0.75", "0"),
        ("c", "d", "0.75", "0"), ("d", "c", "0", "0"), ("c", "", "0.5", "0"),
    ])
    func gapsAcceptFurtherAnswersEach(
        first: String, second: String, share: String, together: String
    ) throws {
        let said = Response.parts([first, second].map { $0.isEmpty ? nil : .text($0) })
        for (rule, expected) in [(PartRule.proportional, share), (.allOrNothing, together)] {
            let cloze = Interaction.cloze(
                Cloze(
                    gaps: ["a", "b"].map { .words(ShortAnswer(answers: [.init(pattern: $0)])) },
                    rule: rule))
            let question = VersionReference(question: GUID(), version: 1)
            let half = try #require(Mark("0.5"))
            let changes: [KeyAmendment.Change] = [
                .acceptAlso(.gaps([1: .words("c")]), weight: .one),
                .acceptAlso(.gaps([2: .words("d")]), weight: half),
            ]
            let amendments = KeyAmendments(
                changes.enumerated().map {
                    KeyAmendment(
                        number: $0 + 1, reference: question, change: $1, reason: "", person: 1,
                        at: Instant(milliseconds: 1))
                })
            let key = CompiledKey(try amendments.key(of: question, cloze))
            #expect(key.fraction(for: said) == Mark(expected), "\(rule)")
        }
    }
}

extension Mark {
    fileprivate static var half: Mark { Mark("0.5") ?? .zero }
}
