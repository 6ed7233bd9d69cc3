import Synchronization
import Values

@testable import Delivery

/// Clocks that a test moves by hand.
final class ManualTime: Sendable {
    private struct State {
        var wall: Int64 = 1_700_000_000_000
        var monotonic: Int64 = 5_000
        var sleepers: [(until: Int64, wake: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())
    let boot: String

    init(boot: String = "first start") { self.boot = boot }

    /// The time when the test began.
    static let beginning = Instant(milliseconds: 1_700_000_000_000)

    var source: TimeSource {
        TimeSource(
            wall: { Instant(milliseconds: self.state.withLock(\.wall)) },
            monotonic: { self.state.withLock(\.monotonic) }, boot: boot,
            sleep: { await self.sleep($0) })
    }

    private func sleep(_ milliseconds: Int64) async {
        await withCheckedContinuation { wake in
            state.withLock { $0.sleepers.append(($0.monotonic + milliseconds, wake)) }
        }
    }

    /// Lets time pass on both clocks.
    func pass(seconds: Int64) {
        let due = state.withLock { state in
            state.wall += seconds * 1_000
            state.monotonic += seconds * 1_000
            let due = state.sleepers.filter { $0.until <= state.monotonic }
            state.sleepers.removeAll { $0.until <= state.monotonic }
            return due
        }
        for sleeper in due { sleeper.wake.resume() }
    }

    /// Somebody sets the wall clock.
    func jump(seconds: Int64) { state.withLock { $0.wall += seconds * 1_000 } }

    /// How many wait for time to pass.
    var sleepers: Int { state.withLock(\.sleepers.count) }
}
