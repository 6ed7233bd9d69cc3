/// How long things took, in whole microseconds; every one is kept.
package struct Latencies: Hashable, Sendable {
    private var microseconds: [UInt32] = []

    package init() {}

    package var count: Int { microseconds.count }

    /// - Parameter nanoseconds: below zero counts as zero, over 71 minutes as 71 minutes.
    package mutating func add(nanoseconds: Int64) {
        microseconds.append(UInt32(clamping: max(0, nanoseconds) / 1_000))
    }

    package mutating func add(_ others: Latencies) { microseconds += others.microseconds }

    /// Milliseconds within which each of these shares of the things was done
    /// (the nearest rank); nil where nothing was.
    ///
    /// - Parameter shares: from 0 to 1.
    package func percentiles(_ shares: [Double]) -> [Double]? {
        guard !microseconds.isEmpty else { return nil }
        let sorted = microseconds.sorted()
        return shares.map { share in
            let rank = Int((share * Double(sorted.count)).rounded(.up))
            return Double(sorted[min(max(rank, 1), sorted.count) - 1]) / 1_000
        }
    }
}
