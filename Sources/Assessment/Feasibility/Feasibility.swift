/// What a bank can give for a plan: exact, by the greatest flow from questions to
/// draws and the smallest cut that bounds it (L. R. Ford and D. R. Fulkerson,
/// "Maximal flow through a network", 1956).
package struct Feasibility: Sendable {
    let plan: DrawPlan
    let network: DrawNetwork

    package init(_ plan: DrawPlan) {
        self.plan = plan
        network = DrawNetwork(plan)
    }

    /// Whether a paper can be made.
    package var isMet: Bool { network.isMet }

    /// For each draw, how many questions it lacks; where several want the same ones,
    /// those served first have theirs.
    package var missing: [Int] { network.missing }

    /// Draws that together want more than there is for them.
    package struct Bottleneck: Hashable, Sendable {
        /// Ascending places of the draws that compete; one alone: it lacks by itself.
        package let draws: [Int]
        /// What they want together.
        package let needed: Int
        /// The most that they can have together, whatever the other draws get.
        package let available: Int

        package var missing: Int { needed - available }

        package init(draws: [Int], needed: Int, available: Int) {
            self.draws = draws
            self.needed = needed
            self.available = available
        }
    }

    /// Why a paper cannot be made: the draws on the near side of the smallest cut,
    /// apart where they have nothing to do with each other. Empty when it can.
    ///
    /// A draw that lacks stands in one of them, with all draws whose questions could
    /// have been its own. Adding as many questions as one lacks to any of its draws'
    /// cells mends it.
    package var bottlenecks: [Bottleneck] {
        let missing = network.missing
        let near = network.flow.reaching(network.paper)
        let draws = plan.counts.indices.filter { near[network.drawNodes[$0]] }
        return groups(of: draws, near).compactMap { group in
            let lacking = group.reduce(0) { $0 + missing[$1] }
            guard lacking > 0 else { return nil }
            let needed = group.reduce(0) { $0 + plan.counts[$1] }
            return Bottleneck(draws: group, needed: needed, available: needed - lacking)
        }
    }

    /// The draws apart by what joins them: kinds, and limits that are used up.
    private func groups(of draws: [Int], _ near: [Bool]) -> [[Int]] {
        var leader = Dictionary(uniqueKeysWithValues: draws.map { ($0, $0) })
        func find(_ draw: Int) -> Int {
            var draw = draw
            while let next = leader[draw], next != draw { draw = next }
            return draw
        }
        var firstUnder: [Int: Int] = [:]
        for (number, kind) in plan.kinds.enumerated() where near[network.kindNodes[number]] {
            let joined = kind.draws.filter { leader[$0] != nil }
            guard let first = joined.first else { continue }
            for other in joined.dropFirst() { leader[find(other)] = find(first) }
            var limit = kind.limit
            while let place = limit, near[network.limitNodes[place]] {
                let other = firstUnder[place, default: first]
                leader[find(other)] = find(first)
                firstUnder[place] = first
                limit = plan.limits[place].within
            }
        }
        return Dictionary(grouping: draws, by: find).values.map { $0.sorted() }
            .sorted { $0[0] < $1[0] }
    }

    /// More papers than this are not told apart.
    package static let mostPapers = 1_000

    /// How many papers can be made of which no two share a drawn question.
    ///
    /// k papers take k times what one does, under limits k times as wide; and what k
    /// papers take together can always be dealt out paper by paper, since the plan is
    /// a network (integer decomposition: S. Baum and L. E. Trotter, 1978).
    ///
    /// - Returns: at most `most`, which is also the answer where nothing is drawn.
    package func disjointPapers(atMost most: Int = mostPapers) -> Int {
        var (sure, over) = (0, most + 1)
        while over - sure > 1 {
            let middle = (sure + over) / 2
            if DrawNetwork(plan, papers: middle).isMet { sure = middle } else { over = middle }
        }
        return sure
    }
}
