import Testing
import Values

@testable import Assessment

/// Rules of what stands together, against trying everything.
@Suite struct PlanDraftTests {
    /// One question of a small bank.
    private struct One {
        let draws: [Int]
        let source: Int?
        let enemies: Int?
    }

    private struct Bank {
        let counts: [Int]
        let mostOfSource: Int?
        let questions: [One]

        init(_ number: Int) {
            var generator = SampleManifest.generator(number)
            counts = (0..<(1 + generator.below(2))).map { _ in 1 + generator.below(3) }
            mostOfSource = generator.below(3) == 0 ? nil : 1 + generator.below(2)
            questions = (0..<7).map { [counts] _ in
                One(
                    draws: counts.indices.filter { _ in generator.below(3) > 0 },
                    source: generator.below(4) == 0 ? nil : generator.below(3),
                    enemies: generator.below(2) == 0 ? nil : generator.below(2))
            }
        }

        var draft: PlanDraft {
            var draft = PlanDraft(counts: counts, mostOfSource: mostOfSource)
            for one in questions {
                draft.add(.init(draws: one.draws, source: one.source, enemies: one.enemies))
            }
            return draft
        }

        /// Whether some choice of questions makes a paper.
        var hasPaper: Bool {
            func fill(_ place: Int, _ wanted: [Int], _ held: [One]) -> Bool {
                if wanted.allSatisfy({ $0 == 0 }) { return true }
                guard place < questions.count else { return false }
                if fill(place + 1, wanted, held) { return true }
                let one = questions[place]
                if let group = one.enemies, held.contains(where: { $0.enemies == group }) {
                    return false
                }
                if let most = mostOfSource, let source = one.source,
                    held.count(where: { $0.source == source }) >= most
                {
                    return false
                }
                return one.draws.contains { draw in
                    guard wanted[draw] > 0 else { return false }
                    var wanted = wanted
                    wanted[draw] -= 1
                    return fill(place + 1, wanted, held + [one])
                }
            }
            return fill(0, counts, [])
        }
    }

    @Test(arguments: 0..<600)
    func saysOnlyWhatIsSure(number: Int) {
        let bank = Bank(number)
        let draft = bank.draft
        let isSure = Feasibility(draft.plan).isMet
        let isThinkable = Feasibility(draft.widestPlan).isMet
        #expect(!isSure || bank.hasPaper, "what is enough is enough")
        #expect(isThinkable || !bank.hasPaper, "what is lacking is lacking")
        if draft.isExact { #expect(isSure == bank.hasPaper) }
    }

    @Test func enemiesAcrossSourcesOccur() {
        let drafts = (0..<600).map { Bank($0).draft }
        #expect(drafts.contains { !$0.isExact } && drafts.contains { $0.isExact })
    }

    /// Every form keeps to the rules, whichever way the draws go.
    @Test(arguments: 0..<200)
    func formsKeepToTheRules(number: Int) throws {
        let bank = Bank(number)
        guard Feasibility(bank.draft.plan).isMet else { return }
        let entries = bank.counts.enumerated().map { draw, count in
            Manifest.Entry.draw(
                count: count,
                pool: bank.questions.enumerated().filter { $0.element.draws.contains(draw) }
                    .map { place, one in
                        var item = SampleManifest.choice(place + 1)
                        item.traits = .init(source: one.source, enemies: one.enemies)
                        return item
                    }, worth: .one)
        }
        let manifest = try Manifest(
            parts: [
                .init(title: "", shufflesQuestions: true, shufflesOptions: true, entries: entries)
            ], rules: .init(mostOfSource: bank.mostOfSource))
        let master = try #require(SampleManifest.counting)
        for candidate in 0..<20 {
            let form = Form.make(
                manifest, seed: Seed(master: master, candidate: SampleManifest.guid(candidate)))
            let items = (0..<form.count).map { manifest.listings[form.item(at: $0)].item }
            #expect(Set(items.map(\.reference)).count == form.count)
            for group in 0..<2 { #expect(items.count { $0.traits.enemies == group } <= 1) }
            if let most = bank.mostOfSource {
                for source in 0..<3 {
                    #expect(items.count { $0.traits.source == source } <= most)
                }
            }
        }
    }

    @Test func rulesCountTheFixedQuestionsToo() throws {
        var one = SampleManifest.choice(1)
        one.traits = .init(enemies: 0)
        var other = SampleManifest.choice(2)
        other.traits = .init(enemies: 0)
        func manifest(_ entries: [Manifest.Entry]) throws -> Manifest {
            try Manifest(parts: [
                .init(title: "", shufflesQuestions: false, shufflesOptions: false, entries: entries)
            ])
        }
        #expect(throws: ManifestError.rulesBrokenByFixed) {
            try manifest([.fixed(one, worth: .one), .fixed(other, worth: .one)])
        }
        #expect(throws: ManifestError.poolTooSmall(part: 0, entry: 1, needed: 1, sure: 0)) {
            try manifest([.fixed(one, worth: .one), .draw(count: 1, pool: [other], worth: .one)])
        }
        let third = SampleManifest.choice(3)
        let kept = try manifest([
            .fixed(one, worth: .one), .draw(count: 1, pool: [other, third], worth: .one),
        ])
        for number in 0..<20 {
            let form = Form.make(
                kept,
                seed: Seed(
                    master: try #require(SampleManifest.counting),
                    candidate: SampleManifest.guid(number)))
            #expect(form[1].reference == third.reference)
        }
    }
}
