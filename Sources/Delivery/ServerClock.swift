package import Storage
import Synchronization
package import Values

/// The server's time: the machine's monotonic time, anchored once to a wall time.
///
/// A jump of the wall clock raises an alarm and moves nothing. While the machine
/// runs on, a restart of the server goes on from the kept anchor, too. After a
/// restart of the machine the wall clock is asked again, and never believed when
/// it lies before a time that was kept.
package final class ServerClock: Sendable {
    /// The wall clock jumped against the server's time.
    package struct Jump: Hashable, Sendable {
        /// When it was noticed, in the server's time.
        package let at: Instant
        /// Milliseconds that the wall clock is ahead of the server's time now.
        package let ahead: Int64
    }

    private let source: TimeSource
    private let anchor: ClockReading
    private let state: Mutex<State>

    private struct State {
        /// Milliseconds the wall was ahead when last looked at.
        var ahead: Int64
        var jumps: [Jump] = []
    }

    /// Milliseconds that the wall may move between two looks before it is a jump.
    private static let tolerance: Int64 = 1_000
    /// Jumps that are remembered.
    private static let mostJumps = 100

    /// - Parameters:
    ///   - kept: the last reading that was kept, of whichever start.
    ///   - followsWall: nothing is running whose deadline a new anchor could move.
    package init(source: TimeSource, kept: ClockReading?, followsWall: Bool) {
        self.source = source
        let wall = source.wall()
        let now = ClockReading(boot: source.boot, monotonic: source.monotonic(), at: wall)
        anchor = Self.anchor(now: now, kept: kept, followsWall: followsWall)
        let ahead =
            wall.milliseconds
            - anchor.at.adding(
                milliseconds: now.monotonic - anchor.monotonic
            ).milliseconds
        var state = State(ahead: ahead)
        if abs(ahead) > Self.tolerance { state.jumps = [Jump(at: anchor.at, ahead: ahead)] }
        self.state = Mutex(state)
    }

    private static func anchor(
        now: ClockReading, kept: ClockReading?, followsWall: Bool
    ) -> ClockReading {
        guard let kept, !followsWall else { return now }
        if kept.boot == now.boot, kept.monotonic <= now.monotonic { return kept }
        return ClockReading(boot: now.boot, monotonic: now.monotonic, at: max(now.at, kept.at))
    }

    /// The server's time.
    package var now: Instant {
        anchor.at.adding(milliseconds: source.monotonic() - anchor.monotonic)
    }

    /// What to keep for the next start.
    package var reading: ClockReading {
        let monotonic = source.monotonic()
        return ClockReading(
            boot: source.boot, monotonic: monotonic,
            at: anchor.at.adding(milliseconds: monotonic - anchor.monotonic))
    }

    /// Looks at the wall clock.
    ///
    /// - Returns: the jump since the last look, if there was one.
    package func lookForJump() -> Jump? {
        let now = self.now
        let ahead = source.wall().milliseconds - now.milliseconds
        return state.withLock { state in
            defer { state.ahead = ahead }
            guard abs(ahead - state.ahead) > Self.tolerance else { return nil }
            let jump = Jump(at: now, ahead: ahead)
            if state.jumps.count < Self.mostJumps { state.jumps.append(jump) }
            return jump
        }
    }

    /// Jumps noticed since the start, oldest first.
    package var jumps: [Jump] { state.withLock { $0.jumps } }

    func sleep(milliseconds: Int64) async throws { try await source.sleep(milliseconds) }
}

extension Instant {
    fileprivate func adding(milliseconds more: Int64) -> Instant {
        Instant(milliseconds: milliseconds + more)
    }
}
