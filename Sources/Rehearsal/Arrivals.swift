import Glibc
import NIOCore

/// Random moments that do not depend on each other: a Poisson process, as when
/// people come by themselves.
enum Arrivals {
    /// A gap between two of them.
    ///
    /// - Parameter mean: in seconds.
    static func gap(mean: Double) -> TimeAmount {
        // Never zero, whose logarithm is none.
        let chance = 1 - Double.random(in: 0..<1)
        return .nanoseconds(Int64(-log(chance) * mean * 1e9))
    }
}
