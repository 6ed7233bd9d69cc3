import Testing

@testable import Assessment

/// What the flow says, against trying everything.
@Suite struct FeasibilityTests {
    /// A small plan by chance: up to 3 draws, 3 kinds, a limit or two.
    private static func plan(_ number: Int) -> DrawPlan {
        var generator = SampleManifest.generator(number)
        let draws = 1 + generator.below(3)
        let counts = (0..<draws).map { _ in 1 + generator.below(3) }
        var limits: [DrawPlan.Limit] = []
        for _ in 0..<generator.below(3) {
            let within = limits.isEmpty || generator.below(2) == 0 ? nil : 0
            limits.append(DrawPlan.Limit(most: generator.below(3), within: within))
        }
        let kinds = (0..<3).map { _ in
            let own = (0..<draws).filter { _ in generator.below(2) == 0 }
            let limit = generator.below(limits.count + 1)
            return DrawPlan.Kind(
                draws: own, count: generator.below(4), limit: limit < limits.count ? limit : nil)
        }
        return DrawPlan(counts: counts, kinds: kinds, limits: limits)
    }

    /// The most questions that some draws can have together, by trying every way of
    /// handing out each kind's.
    private static func most(_ plan: DrawPlan, papers: Int = 1, for draws: [Int]) -> Int {
        func fill(_ kind: Int, _ wanted: [Int], _ limits: [Int]) -> Int {
            guard kind < plan.kinds.count else { return 0 }
            let own = plan.kinds[kind].draws.filter(draws.contains)
            func give(_ place: Int, _ left: Int, _ wanted: [Int], _ limits: [Int]) -> Int {
                guard place < own.count else { return fill(kind + 1, wanted, limits) }
                var best = 0
                for count in 0...min(left, wanted[own[place]]) {
                    var (wanted, limits) = (wanted, limits)
                    wanted[own[place]] -= count
                    var limit = plan.kinds[kind].limit
                    while let number = limit {
                        limits[number] -= count
                        limit = plan.limits[number].within
                    }
                    guard limits.allSatisfy({ $0 >= 0 }) else { break }
                    best = max(best, count + give(place + 1, left - count, wanted, limits))
                }
                return best
            }
            return give(0, plan.kinds[kind].count, wanted, limits)
        }
        return fill(0, plan.counts.map { $0 * papers }, plan.limits.map { $0.most * papers })
    }

    @Test(arguments: 0..<200)
    func theFlowIsTheMost(number: Int) {
        let plan = Self.plan(number)
        let all = Array(plan.counts.indices)
        let feasibility = Feasibility(plan)
        let wanted = plan.counts.reduce(0, +)
        #expect(feasibility.missing.reduce(0, +) == wanted - Self.most(plan, for: all))
        #expect(feasibility.isMet == (Self.most(plan, for: all) == wanted))
        // Served in order: the first ones have what they could have alone.
        for count in 1...plan.counts.count {
            let first = Array(0..<count)
            let missing = feasibility.missing[..<count].reduce(0, +)
            let theirs = first.reduce(0) { $0 + plan.counts[$1] }
            #expect(missing == theirs - Self.most(plan, for: first))
        }
    }

    @Test(arguments: 0..<200)
    func aBottleneckHasWhatItSays(number: Int) {
        let plan = Self.plan(number)
        let feasibility = Feasibility(plan)
        let found = feasibility.bottlenecks
        #expect(
            found.reduce(0) { $0 + $1.missing } == feasibility.missing.reduce(0, +),
            "together they lack what is lacking")
        #expect(Set(found.flatMap(\.draws)).count == found.flatMap(\.draws).count)
        for bottleneck in found {
            #expect(bottleneck.missing > 0)
            #expect(bottleneck.needed == bottleneck.draws.reduce(0) { $0 + plan.counts[$1] })
            #expect(
                bottleneck.available == Self.most(plan, for: bottleneck.draws),
                "even if all others went without")
        }
    }

    /// k papers at once against k papers one after the other, each tried in every way.
    @Test(arguments: 0..<150)
    func disjointPapersCanBeDealtOut(number: Int) {
        let plan = Self.plan(number)
        var known: [[Int]: Int] = [:]
        #expect(Feasibility(plan).disjointPapers() == Self.papers(plan, &known))
    }

    /// The most papers that share no question, by trying every paper first.
    private static func papers(_ plan: DrawPlan, _ known: inout [[Int]: Int]) -> Int {
        let left = plan.kinds.map(\.count)
        if let found = known[left] { return found }
        var best = 0
        forEachPaper(of: plan) { used in
            var rest = plan
            for (kind, count) in used.enumerated() { rest.kinds[kind].count -= count }
            best = max(best, 1 + papers(rest, &known))
        }
        known[left] = best
        return best
    }

    /// Hands over how many of each kind a paper takes, for every paper there is.
    private static func forEachPaper(of plan: DrawPlan, _ body: ([Int]) -> Void) {
        var seen: Set<[Int]> = []
        func fill(_ kind: Int, _ used: [Int], _ wanted: [Int], _ limits: [Int]) {
            guard kind < plan.kinds.count else {
                if wanted.allSatisfy({ $0 == 0 }), seen.insert(used).inserted { body(used) }
                return
            }
            let own = plan.kinds[kind].draws
            func give(_ place: Int, _ used: [Int], _ wanted: [Int], _ limits: [Int]) {
                guard place < own.count else { return fill(kind + 1, used, wanted, limits) }
                for count in 0...min(plan.kinds[kind].count - used[kind], wanted[own[place]]) {
                    var (used, wanted, limits) = (used, wanted, limits)
                    used[kind] += count
                    wanted[own[place]] -= count
                    var limit = plan.kinds[kind].limit
                    while let number = limit {
                        limits[number] -= count
                        limit = plan.limits[number].within
                    }
                    guard limits.allSatisfy({ $0 >= 0 }) else { return }
                    give(place + 1, used, wanted, limits)
                }
            }
            give(0, used, wanted, limits)
        }
        fill(0, plan.kinds.map { _ in 0 }, plan.counts, plan.limits.map(\.most))
    }

    @Test func theCutNamesWhoCompetes() {
        // Two cells share four questions, a third has one of two, a fourth has enough.
        let plan = DrawPlan(
            counts: [3, 3, 2, 1],
            kinds: [
                .init(draws: [0, 1], count: 4), .init(draws: [2], count: 1),
                .init(draws: [3], count: 9),
            ])
        #expect(
            Feasibility(plan).bottlenecks == [
                .init(draws: [0, 1], needed: 6, available: 4),
                .init(draws: [2], needed: 2, available: 1),
            ])
    }

    @Test func overlapIsComputedWhereNothingCompetes() {
        let plan = DrawPlan(
            counts: [2, 3],
            kinds: [.init(draws: [0], count: 8), .init(draws: [1], count: 9)])
        #expect(
            Feasibility(plan).overlap(onEvery: 1) == .init(mean: 1 + 0.5 + 1, isExact: true))
    }

    /// Two draws of one pool are one draw of both counts: the sample comes near.
    @Test func overlapIsCountedWhereDrawsCompete() {
        let plan = DrawPlan(counts: [4, 6], kinds: [.init(draws: [0, 1], count: 50)])
        let overlap = Feasibility(plan).overlap(onEvery: 0)
        #expect(!overlap.isExact)
        #expect(abs(overlap.mean - 2) < 0.000_1)
    }

    @Test func nothingDrawnIsNoLimit() {
        #expect(Feasibility(DrawPlan(counts: [], kinds: [])).disjointPapers(atMost: 7) == 7)
    }
}
