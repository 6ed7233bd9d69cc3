/// A network of whole capacities with a flow through it, made greatest along
/// shortest augmenting paths (J. Edmonds and R. M. Karp, 1972).
///
/// Each edge is kept with its reverse beside it (`edge ^ 1`), whose capacity is the
/// flow that could be taken back.
struct FlowNetwork: Hashable, Sendable {
    /// More than any bank holds, and still far from the end of the whole numbers.
    static let unlimited = 1 << 40

    private var heads: [Int] = []
    private var left: [Int] = []
    private var edges: [[Int]] = []

    /// Adds a node.
    mutating func node() -> Int {
        edges.append([])
        return edges.count - 1
    }

    /// Adds an edge.
    ///
    /// - Returns: its number.
    @discardableResult
    mutating func connect(_ from: Int, _ to: Int, capacity: Int) -> Int {
        let edge = heads.count
        heads += [to, from]
        left += [capacity, 0]
        edges[from].append(edge)
        edges[to].append(edge + 1)
        return edge
    }

    /// How much flows along an edge.
    func flow(_ edge: Int) -> Int { left[edge ^ 1] }

    /// How much an edge may carry.
    func capacity(_ edge: Int) -> Int { left[edge] + left[edge ^ 1] }

    /// Sends as much as can be from one node to another, at most `limit`.
    ///
    /// - Returns: how much was sent.
    @discardableResult
    mutating func push(from start: Int, to end: Int, limit: Int = unlimited) -> Int {
        var sent = 0
        while sent < limit, let path = path(from: start, to: end) {
            let amount = path.reduce(limit - sent) { min($0, left[$1]) }
            for edge in path { send(amount, along: edge) }
            sent += amount
        }
        return sent
    }

    private mutating func send(_ amount: Int, along edge: Int) {
        left[edge] -= amount
        left[edge ^ 1] += amount
    }

    /// Moves the flow so that an edge carries something, if the rest can flow elsewhere.
    ///
    /// - Returns: whether it does.
    mutating func use(_ edge: Int) -> Bool {
        if flow(edge) > 0 { return true }
        guard let cycle = cycle(through: edge) else { return false }
        for part in cycle { send(1, along: part) }
        return true
    }

    /// Whether `use` would succeed.
    func canUse(_ edge: Int) -> Bool { flow(edge) > 0 || cycle(through: edge) != nil }

    private func cycle(through edge: Int) -> [Int]? {
        guard left[edge] > 0 else { return nil }
        return path(from: heads[edge], to: heads[edge ^ 1], without: edge ^ 1)
            .map { $0 + [edge] }
    }

    /// Takes one unit away for good: of the flow and of the capacity alike.
    ///
    /// - Precondition: something flows along the edge.
    mutating func settle(_ edge: Int) { left[edge ^ 1] -= 1 }

    /// Takes back one unit of the flow; the capacity stays.
    ///
    /// - Precondition: something flows along the edge.
    mutating func cancel(_ edge: Int) { send(-1, along: edge) }

    /// Lowers a capacity by one, sending what flowed there another way.
    ///
    /// - Returns: false when there is no other way; the flow is broken then.
    mutating func lower(_ edge: Int) -> Bool {
        if left[edge] > 0 {
            left[edge] -= 1
            return true
        }
        guard flow(edge) > 0 else { return true }
        left[edge ^ 1] -= 1
        return push(from: heads[edge ^ 1], to: heads[edge], limit: 1) == 1
    }

    /// The nodes from which something more could still flow to this one.
    func reaching(_ end: Int) -> [Bool] {
        var seen = Array(repeating: false, count: edges.count)
        seen[end] = true
        var queue = [end]
        while let node = queue.popLast() {
            for edge in edges[node] where left[edge ^ 1] > 0 && !seen[heads[edge]] {
                seen[heads[edge]] = true
                queue.append(heads[edge])
            }
        }
        return seen
    }

    /// The edges of a shortest way with something left along all of it.
    private func path(from start: Int, to end: Int, without excluded: Int = -1) -> [Int]? {
        var cameBy = Array(repeating: -1, count: edges.count)
        var queue = [start]
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            for edge in edges[node] where left[edge] > 0 && edge != excluded {
                let head = heads[edge]
                guard cameBy[head] < 0, head != start else { continue }
                cameBy[head] = edge
                if head == end { return way(to: end, from: start, cameBy) }
                queue.append(head)
            }
        }
        return nil
    }

    private func way(to end: Int, from start: Int, _ cameBy: [Int]) -> [Int] {
        var way: [Int] = []
        var node = end
        while node != start {
            way.append(cameBy[node])
            node = heads[cameBy[node] ^ 1]
        }
        return way.reversed()
    }
}
