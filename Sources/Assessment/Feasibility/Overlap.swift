extension Feasibility {
    /// How many questions two papers, drawn by lot, have in common.
    package struct Overlap: Hashable, Sendable {
        package let mean: Double
        /// Whether it is computed; else it is counted on papers drawn for it.
        package let isExact: Bool
    }

    /// Papers that are drawn where draws compete: fewer for a test so large that they would
    /// take minutes.
    private var samples: Int {
        let steps = plan.counts.reduce(0, +)
        let nodes = plan.kinds.count + plan.limits.count + plan.counts.count
        return min(200, max(10, 20_000_000 / max(1, steps * nodes)))
    }

    /// The expected number of questions that two papers have in common.
    ///
    /// Questions of a kind are as likely as each other, and papers are drawn apart: of
    /// a kind of N questions that a paper takes c of on the average, two papers share
    /// c² / N. Where each kind serves one draw, c is that draw's count × N / its pool,
    /// exactly. Where draws compete or limits bind, c² is the mean over all pairs of
    /// 200 papers (10 at least), drawn kind by kind as a form is, from a seed that is always the
    /// same. Exchanges for the sake of difficulty are not looked at.
    ///
    /// - Parameter fixed: how many questions stand on every paper.
    package func overlap(onEvery fixed: Int) -> Overlap {
        guard isMet else { return Overlap(mean: 0, isExact: true) }
        if plan.limits.isEmpty, plan.kinds.allSatisfy({ $0.draws.count == 1 }) {
            let pools = plan.kinds.reduce(into: [Int: Int]()) {
                $0[$1.draws[0], default: 0] += $1.count
            }
            let mean = plan.counts.enumerated().reduce(0.0) { sum, draw in
                let pool = Double(pools[draw.offset] ?? 1)
                return sum + Double(draw.element * draw.element) / pool
            }
            return Overlap(mean: Double(fixed) + mean, isExact: true)
        }
        return Overlap(mean: Double(fixed) + sampledOverlap(), isExact: false)
    }

    private func sampledOverlap() -> Double {
        var generator = Generator(Seed(unchecked: Array(1...32)))
        var (sums, squares) = (plan.kinds.map { _ in 0 }, plan.kinds.map { _ in 0 })
        let samples = samples
        for _ in 0..<samples {
            for (kind, count) in sample(&generator).enumerated() {
                sums[kind] += count
                squares[kind] += count * count
            }
        }
        let pairs = Double(samples * (samples - 1))
        return plan.kinds.indices.reduce(0.0) { mean, kind in
            let products = Double(sums[kind] * sums[kind] - squares[kind])
            return mean + products / pairs / Double(max(1, plan.kinds[kind].count))
        }
    }

    /// How many questions of each kind one paper takes.
    private func sample(_ generator: inout Generator) -> [Int] {
        var network = network
        var left = plan.kinds.map(\.count)
        var taken = plan.kinds.map { _ in 0 }
        for (draw, count) in plan.counts.enumerated() {
            var open = plan.kinds.indices.filter { plan.kinds[$0].draws.contains(draw) }
            for _ in 0..<count {
                while true {
                    let total = open.reduce(0) { $0 + left[$1] }
                    guard total > 0 else { break }
                    var place = generator.below(total)
                    guard
                        let kind = open.first(where: {
                            place -= left[$0]
                            return place < 0
                        })
                    else { break }
                    guard network.allows(kind, to: draw) else {
                        // What is not allowed now is not allowed later.
                        open.removeAll { $0 == kind }
                        continue
                    }
                    network.take(kind, for: draw)
                    left[kind] -= 1
                    taken[kind] += 1
                    break
                }
            }
        }
        return taken
    }
}
