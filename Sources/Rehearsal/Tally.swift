/// What was done, how long it took and what went wrong.
package struct Tally: Hashable, Sendable {
    package private(set) var latencies: [Work: Latencies] = [:]
    /// How often each kind of error came.
    package private(set) var failures: [String: Int] = [:]

    package init() {}

    package func count(_ work: Work) -> Int { latencies[work]?.count ?? 0 }

    package mutating func add(_ work: Work, nanoseconds: Int64) {
        latencies[work, default: Latencies()].add(nanoseconds: nanoseconds)
    }

    package mutating func fail(_ error: RehearsalError) { fail(error.kind, times: 1) }

    /// - Parameter kind: a name of `RehearsalError.kind`, or another stable one.
    package mutating func fail(_ kind: String, times: Int) {
        if times > 0 { failures[kind, default: 0] += times }
    }

    package mutating func add(_ other: Tally) {
        for (work, latencies) in other.latencies {
            self.latencies[work, default: Latencies()].add(latencies)
        }
        for (kind, count) in other.failures { fail(kind, times: count) }
    }
}
