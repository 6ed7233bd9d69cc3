import Testing
import Values

@testable import Assessment

/// What rules make of a form beside the draw: balanced right options, a mean facility.
@Suite struct FormRulesTests {
    private static let pad = KeyPad(Seed(unchecked: Array(1...32)))

    private static func manifest(
        _ items: [Manifest.Item], count: Int, shuffles: Bool = true, rules: Manifest.Rules
    ) throws -> Manifest {
        try Manifest(
            parts: [
                .init(
                    title: "", shufflesQuestions: true, shufflesOptions: shuffles,
                    entries: [.draw(count: count, pool: items, worth: .one)])
            ], rules: rules)
    }

    private static func seed(_ number: Int) -> Seed {
        Seed(master: Seed(unchecked: Array(0..<32)), candidate: SampleManifest.guid(number))
    }

    /// A choice of four whose right option is the author's first, hidden as it would be.
    private static func choice(_ number: Int, pinned: Set<Int> = []) -> Manifest.Item {
        var item = SampleManifest.choice(number, pinned: pinned)
        item.traits.turn = pad.hidden(0, of: 4, in: item.reference)
        return item
    }

    @Test(arguments: 0..<50)
    func rightOptionsStandAtEachLetterEquallyOften(number: Int) throws {
        let manifest = try Self.manifest(
            (1...60).map { Self.choice($0) }, count: 41, rules: .init(balancesRight: true))
        let form = Form.make(manifest, seed: Self.seed(number), pad: Self.pad)
        let times = (0..<4).map { place in form.slots.count { $0.options[place] == 1 } }
        #expect(times.sorted() == [10, 10, 10, 11])
        #expect(form.slots.allSatisfy { $0.options.sorted() == [1, 2, 3, 4] })
    }

    /// A right option that is pinned stays, and the others make up for it.
    @Test func pinnedRightOptionsCount() throws {
        let items = (1...4).map { Self.choice($0, pinned: [1]) } + (5...16).map { Self.choice($0) }
        let manifest = try Self.manifest(items, count: 16, rules: .init(balancesRight: true))
        let form = Form.make(manifest, seed: Self.seed(1), pad: Self.pad)
        #expect(
            (0..<4).map { place in form.slots.count { $0.options[place] == 1 } } == [4, 4, 4, 4])
    }

    @Test func nothingMovesWhereOptionsAreNotShuffled() throws {
        let manifest = try Self.manifest(
            (1...8).map { Self.choice($0) }, count: 8, shuffles: false,
            rules: .init(balancesRight: true))
        let form = Form.make(manifest, seed: Self.seed(1), pad: Self.pad)
        #expect(form.slots.allSatisfy { $0.options == [1, 2, 3, 4] })
    }

    /// Every order of the wrong options comes, at every letter of the right one.
    @Test func balancedOrdersAreFair() throws {
        let manifest = try Self.manifest(
            (1...4).map { Self.choice($0) }, count: 4, rules: .init(balancesRight: true))
        var orders: [[Int]: Int] = [:]
        for number in 0..<6_000 {
            let form = Form.make(manifest, seed: Self.seed(number), pad: Self.pad)
            orders[form[0].options, default: 0] += 1
        }
        #expect(orders.count == 24)
        let square = orders.values.reduce(0.0) { $0 + Double(($1 - 250) * ($1 - 250)) / 250 }
        #expect(square < 56.0, "χ² of 23 degrees, 99.99 %")
    }

    /// What the manifest holds tells nothing without the secret.
    @Test func theRightPlaceIsHidden() {
        var turns: [Int: Int] = [:]
        for number in 1...400 { turns[Self.choice(number).traits.turn ?? -1, default: 0] += 1 }
        #expect(turns.count == 4 && turns.values.allSatisfy { (60...140).contains($0) })
        let reference = SampleManifest.choice(1).reference
        for place in 0..<4 {
            let hidden = Self.pad.hidden(place, of: 4, in: reference)
            #expect(Self.pad.place(hidden, of: 4, in: reference) == place)
        }
    }

    /// Facilities from 20 % to 79 %: whatever mean is wished in between is met.
    @Test(arguments: [350, 500, 620], 0..<20)
    func theMeanFacilityIsNearTheTarget(target: Int, number: Int) throws {
        let items = (1...60).map { place in
            var item = SampleManifest.choice(place)
            item.traits.facility = 190 + place * 10
            return item
        }
        let rules = Manifest.Rules(difficulty: .init(target: target, tolerance: 15))
        let manifest = try Self.manifest(items, count: 12, rules: rules)
        let form = Form.make(manifest, seed: Self.seed(number))
        let sum = (0..<form.count).reduce(0) {
            $0 + manifest.listings[form.item(at: $1)].facility
        }
        #expect(abs(sum - target * 12) <= 15 * 12)
        #expect(Set(form.slots.map(\.reference)).count == 12)
    }

    @Test func exchangesKeepToTheOtherRules() throws {
        let items = (1...40).map { place in
            var item = SampleManifest.choice(place)
            item.traits = .init(
                source: place % 8, enemies: place % 5 == 0 ? 0 : nil, facility: place * 20)
            return item
        }
        let rules = Manifest.Rules(
            mostOfSource: 2, difficulty: .init(target: 700, tolerance: 5))
        let manifest = try Self.manifest(items, count: 10, rules: rules)
        for number in 0..<40 {
            let form = Form.make(manifest, seed: Self.seed(number))
            let held = (0..<form.count).map { manifest.listings[form.item(at: $0)].item.traits }
            #expect(held.count { $0.enemies == 0 } <= 1)
            for source in 0..<8 { #expect(held.count { $0.source == source } <= 2) }
        }
    }

    /// The same form as by a pool that is copied and searched, whatever was taken before.
    @Test func aPoolIsDrawnFromAsFromAnArray() {
        for number in 0..<50 {
            var generator = SampleManifest.generator(number)
            let gaps = (10..<30).filter { _ in generator.below(4) == 0 }
            var (one, other) = (generator, generator)
            var rest = PoolRest(10..<30, without: gaps)
            let expected = other.draw(
                20 - gaps.count, of: (10..<30).filter { !gaps.contains($0) })
            #expect((0..<(20 - gaps.count)).map { _ in rest.takeOne(&one) } == expected)
            #expect(rest.count == 0)
        }
    }
}
