import Assessment
import Foundation
import Testing
import Values

/// Questions that are answered in parts, on their way through forms, steps and keys.
@Suite struct PartsTests {
    @Test(arguments: [
        Response.parts([.option(2), nil, .text("a;b c:d%"), .text("–")]),
        .parts([nil, nil]), .parts([.text("")]), .text("a;b"),
    ])
    func tokensReadBack(response: Response) throws {
        let token = Response.token(of: response)
        #expect(!token.contains(" ") && !token.contains(":"))
        #expect(try Response.response(token: token) == response)
    }

    @Test(arguments: ["ppo1", "po1;x", "pp", "po1;po2"])
    func otherTokensAreRefused(token: String) {
        #expect(throws: StepError.self) { try Response.response(token: token) }
    }

    private func text(_ text: String) -> RichText { RichText(plain: text) }

    private var matching: Interaction {
        .matching(
            Matching(
                prompts: (1...3).map { .init(text: text("p\($0)"), choice: $0) },
                choices: (1...4).map { .init(id: $0, text: text("c\($0)")) }))
    }

    private var ordering: Interaction {
        .ordering(
            Ordering(items: (1...4).map { .init(text: text("i\($0)"), place: 5 - $0) }))
    }

    private var cloze: Interaction {
        .cloze(
            Cloze(gaps: [
                .choice(["a", "b"], right: 1),
                .words(ShortAnswer(answers: [.init(pattern: "x")])),
            ]))
    }

    /// A part that keeps options in place still shuffles these: their order is the answer.
    private func form(_ interaction: Interaction, seed: Int = 1) throws -> Form {
        let item = Manifest.Item(
            reference: VersionReference(question: GUID(), version: 1), interaction)
        let manifest = try Manifest(parts: [
            .init(
                title: "I", shufflesQuestions: false, shufflesOptions: false,
                entries: [.fixed(item, worth: .one)])
        ])
        return Form.make(
            manifest,
            seed: Seed(
                master: try #require(SampleManifest.counting),
                candidate: SampleManifest.guid(seed)))
    }

    @Test func whatIsJoinedOrOrderedIsAlwaysShuffled() throws {
        for interaction in [matching, ordering] {
            var orders: Set<[Int]> = []
            for seed in 1...200 {
                let options = try form(interaction, seed: seed)[0].options
                #expect(options.sorted() == [1, 2, 3, 4])
                orders.insert(options)
            }
            #expect(orders.count == 24, "all 24 orders come in 200 draws")
        }
    }

    @Test func aFormAcceptsWhatItsPartsCanHold() throws {
        let joined = try form(matching)
        #expect(joined.accepts(.parts([.option(4), nil, .option(1)]), at: 0))
        #expect(!joined.accepts(.parts([.option(5), nil, nil]), at: 0))
        #expect(!joined.accepts(.parts([.option(1), nil]), at: 0))
        #expect(!joined.accepts(.parts([.text("1"), nil, nil]), at: 0))
        #expect(!joined.accepts(.option(1), at: 0))
        let gaps = try form(cloze)
        #expect(gaps.accepts(.parts([.option(2), .text("x")]), at: 0))
        #expect(!gaps.accepts(.parts([.option(3), nil]), at: 0))
        #expect(!gaps.accepts(.parts([nil, .option(1)]), at: 0))
        let long = String(repeating: "x", count: Form.longestText + 1)
        #expect(!gaps.accepts(.parts([nil, .text(long)]), at: 0))
    }

    /// A manifest says how many parts there are, and never what is right.
    @Test func aManifestReadsBack() throws {
        for interaction in [matching, ordering, cloze] {
            let manifest = try form(interaction).manifest
            let json = try manifest.canonicalJSON()
            let again = try JSONDecoder().decode(Manifest.self, from: Data(json))
            #expect(again == manifest)
            #expect(try again.hash() == manifest.hash())
        }
        let text = String(decoding: try form(ordering).manifest.canonicalJSON(), as: UTF8.self)
        #expect(text.contains(#""parts":[4,4,4,4]"#) && !text.contains("place"))
    }

    @Test func aKeyCanBeChanged() throws {
        guard case .matching(let pairs) = try matching.withKey(.parts([4, 4, 1])),
            case .ordering(let order) = try ordering.withKey(.parts([1, 2, 3, 4]))
        else {
            Issue.record("another type came out")
            return
        }
        #expect(pairs.prompts.map(\.choice) == [4, 4, 1])
        #expect(order.order == [1, 2, 3, 4])
        #expect(throws: AmendmentFault.noSuchOption) { try matching.withKey(.parts([1, 2, 9])) }
        #expect(throws: AmendmentFault.wrongCount) { try matching.withKey(.parts([1, 2])) }
        #expect(throws: AmendmentFault.wrongCount) { try ordering.withKey(.parts([1, 1, 2, 3])) }
        #expect(throws: AmendmentFault.otherType) { try cloze.withKey(.parts([1, 1])) }
    }

    @Test func faultsAreNamed() {
        func faults(_ interaction: Interaction, stem: RichText? = nil) -> [QuestionFault] {
            QuestionContent(stem: stem ?? text("Hỏi?"), interaction: interaction).faults
        }
        #expect(faults(matching) == [] && faults(ordering) == [])
        let gapped = RichText([.paragraph([.gap(1), .text(" và "), .gap(2)])])
        #expect(faults(cloze, stem: gapped) == [])
        #expect(faults(cloze) == [.gapsDoNotMatch(inText: 0, answers: 2)])
        let list = RichText([
            .paragraph([.text("Hỏi")]), .list(ordered: true, items: [[.paragraph([.text("x")])]]),
        ])
        #expect(faults(matching, stem: list) == [.listBeforeParts])
        #expect(
            faults(.ordering(Ordering(items: [.init(text: text("x"), place: 2)])))
                == [.tooFewParts(1), .partWithoutAnswer(0)])
        let one = Cloze(gaps: [.choice(["a", ""], right: 1)])
        let stem = RichText([.paragraph([.gap(1)])])
        #expect(faults(.cloze(one), stem: stem) == [.gap(1, .emptyOption(1))])
    }
}
