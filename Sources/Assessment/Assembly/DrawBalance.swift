/// Whether draws whose pools overlap can all be met, and which question may be
/// taken next without leaving another draw short.
///
/// Questions that stand in the same pools are alike and form a class. Each draw is
/// promised so many questions of each class; promises are moved along augmenting
/// paths (L. R. Ford and D. R. Fulkerson, 1956), so that the answer is exact.
package struct DrawBalance: Hashable, Sendable {
    /// For each draw, how many questions nobody can supply: all zero where the draws
    /// can be met.
    package private(set) var missing: [Int]

    /// Questions of each class that are promised to nobody.
    private var spare: [Int] = []
    /// What each draw is promised of each class.
    private var promised: [[Int]]
    /// The classes of each draw's pool.
    private let classes: [[Int]]
    /// The draws that each class may go to.
    private var takers: [[Int]] = []
    private var classOf: [Int: Int] = [:]

    /// A draw that gives up a question of one class for one of another.
    private struct Move {
        let draw: Int
        let from: Int
        let to: Int
    }

    /// - Parameters:
    ///   - counts: what each draw wants; where not all can have it, the first ones do.
    ///   - pools: the questions that each may take, by number, without those that are
    ///     taken already.
    package init(counts: [Int], pools: [[Int]]) {
        var drawsOf: [Int: [Int]] = [:]
        for (draw, pool) in pools.enumerated() {
            for question in pool { drawsOf[question, default: []].append(draw) }
        }
        var numbers: [[Int]: Int] = [:]
        for question in drawsOf.keys.sorted() {
            let draws = drawsOf[question] ?? []
            let number = numbers[draws, default: spare.count]
            if number == spare.count {
                numbers[draws] = number
                takers.append(draws)
                spare.append(0)
            }
            spare[number] += 1
            classOf[question] = number
        }
        let takers = takers
        classes = pools.indices.map { draw in
            takers.indices.filter { takers[$0].contains(draw) }
        }
        promised = pools.map { [count = spare.count] _ in Array(repeating: 0, count: count) }
        missing = counts
        for draw in counts.indices {
            while missing[draw] > 0, promiseOne(to: draw) { missing[draw] -= 1 }
        }
    }

    private mutating func promiseOne(to draw: Int) -> Bool {
        guard let (freed, moves) = free(oneOf: classes[draw], for: draw, givesUp: false) else {
            return false
        }
        follow(moves, to: moves.last?.to ?? freed)
        promised[draw][freed] += 1
        return true
    }

    /// Whether a draw may take a question of its pool, and all can still be met.
    package func allows(_ question: Int, to draw: Int) -> Bool {
        guard let wanted = classOf[question] else { return false }
        return free(oneOf: [wanted], for: draw, givesUp: true) != nil
    }

    /// Gives a draw one question that it is allowed.
    package mutating func take(_ question: Int, for draw: Int) {
        guard let wanted = classOf[question] else { return }
        if promised[draw][wanted] > 0 {
            promised[draw][wanted] -= 1
            return
        }
        guard let (_, moves) = free(oneOf: [wanted], for: draw, givesUp: true) else { return }
        let end = moves.last?.to ?? wanted
        // The draw needs one promise less: the one that the path ends at, if it must.
        let last = spare[end] > 0 ? classes[draw].first { promised[draw][$0] > 0 } : end
        if let last {
            promised[draw][last] -= 1
            spare[last] += 1
        }
        follow(moves, to: end)
    }

    private mutating func follow(_ moves: [Move], to end: Int) {
        for move in moves {
            promised[move.draw][move.from] -= 1
            promised[move.draw][move.to] += 1
        }
        spare[end] -= 1
    }

    /// How one question of some class becomes free for a draw: the shortest chain of
    /// moves of other draws, to a class with a question to spare.
    ///
    /// - Parameter givesUp: the draw needs one promise less afterwards, so that each of
    ///   its own counts as one to spare.
    /// - Returns: the class, and the moves; nil where there is no way.
    private func free(
        oneOf wanted: [Int], for draw: Int, givesUp: Bool
    ) -> (freed: Int, moves: [Move])? {
        func isFree(_ number: Int) -> Bool {
            spare[number] > 0 || givesUp && promised[draw][number] > 0
        }
        if let number = wanted.first(where: isFree) { return (number, []) }
        var reached: [Int: Move?] = Dictionary(uniqueKeysWithValues: wanted.map { ($0, nil) })
        var queue = wanted[...]
        while let number = queue.popFirst() {
            for other in takers[number] where other != draw && promised[other][number] > 0 {
                for next in classes[other] where reached[next] == nil {
                    reached[next] = .some(Move(draw: other, from: number, to: next))
                    if isFree(next) { return Self.chain(to: next, reached) }
                    queue.append(next)
                }
            }
        }
        return nil
    }

    private static func chain(
        to end: Int, _ reached: [Int: Move?]
    ) -> (freed: Int, moves: [Move]) {
        var moves: [Move] = []
        var place = end
        while let move = reached[place] ?? nil {
            moves.append(move)
            place = move.from
        }
        return (place, moves.reversed())
    }
}
