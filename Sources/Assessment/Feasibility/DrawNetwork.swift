/// A plan as a network: from the bank through limits and kinds to draws, and from
/// each draw what it wants to the paper.
struct DrawNetwork: Hashable, Sendable {
    private(set) var flow = FlowNetwork()
    let bank: Int
    let paper: Int
    /// The edges into each limit and each kind, and out of each draw.
    private(set) var limitEdges: [Int] = []
    private(set) var kindEdges: [Int] = []
    private(set) var drawEdges: [Int] = []
    /// The edge from a kind to each of its draws.
    private(set) var served: [[Int: Int]] = []
    private(set) var limitNodes: [Int] = []
    private(set) var kindNodes: [Int] = []
    private(set) var drawNodes: [Int] = []
    /// For each limit, and each kind's narrowest one: the way out to the widest.
    private var chains: [[Int]] = []
    private let narrowest: [Int?]

    /// - Parameter papers: for how many papers at once, none of which share a question.
    init(_ plan: DrawPlan, papers: Int = 1) {
        bank = flow.node()
        paper = flow.node()
        narrowest = plan.kinds.map(\.limit)
        for limit in plan.limits {
            let node = flow.node()
            limitNodes.append(node)
            let from = limit.within.map { limitNodes[$0] } ?? bank
            limitEdges.append(flow.connect(from, node, capacity: limit.most * papers))
            chains.append([limitNodes.count - 1] + (limit.within.map { chains[$0] } ?? []))
        }
        drawNodes = plan.counts.map { _ in flow.node() }
        for kind in plan.kinds {
            let node = flow.node()
            kindNodes.append(node)
            let from = kind.limit.map { limitNodes[$0] } ?? bank
            kindEdges.append(flow.connect(from, node, capacity: kind.count))
            served.append(
                Dictionary(
                    uniqueKeysWithValues: kind.draws.map {
                        ($0, flow.connect(node, drawNodes[$0], capacity: FlowNetwork.unlimited))
                    }))
        }
        // Draw by draw: what one has is moved later, but never taken from it.
        for (draw, count) in plan.counts.enumerated() {
            drawEdges.append(flow.connect(drawNodes[draw], paper, capacity: count * papers))
            flow.push(from: bank, to: paper)
        }
    }

    /// For each draw, how many questions nobody can supply.
    var missing: [Int] { drawEdges.map { flow.capacity($0) - flow.flow($0) } }

    var isMet: Bool { drawEdges.allSatisfy { flow.capacity($0) == flow.flow($0) } }

    /// The edges from the bank into a kind.
    private func supply(of kind: Int) -> [Int] {
        (narrowest[kind].map { chains[$0] } ?? []).map { limitEdges[$0] } + [kindEdges[kind]]
    }

    /// Whether a draw may have a question of a kind, and all that is still wanted can
    /// be met.
    func allows(_ kind: Int, to draw: Int) -> Bool {
        served[kind][draw].map { flow.canUse($0) } ?? false
    }

    /// Gives a draw a question of a kind: that much less is wanted, and left.
    ///
    /// - Precondition: it is allowed.
    mutating func take(_ kind: Int, for draw: Int) {
        guard let edge = served[kind][draw], flow.use(edge) else { return }
        for edge in supply(of: kind) + [edge, drawEdges[draw]] { flow.settle(edge) }
    }

    /// The same of a question that no kind counts, under these limits.
    ///
    /// - Returns: false when what is still wanted could not be met; the network is of
    ///   no use then.
    mutating func takeUncounted(under limits: [Int], for draw: Int) -> Bool {
        guard limits.allSatisfy({ flow.capacity(limitEdges[$0]) > 0 }),
            let kind = served.indices.first(where: {
                served[$0][draw].map { flow.flow($0) } ?? 0 > 0
            }),
            let edge = served[kind][draw]
        else { return false }
        for edge in supply(of: kind) + [edge] { flow.cancel(edge) }
        flow.settle(drawEdges[draw])
        return limits.allSatisfy { flow.lower(limitEdges[$0]) }
    }
}
