import Foundation
package import Values

/// The machine's clocks: what `ServerClock` is made of, and what a test sets by hand.
package struct TimeSource: Sendable {
    /// The wall clock, which people and time servers move.
    package let wall: @Sendable () -> Instant
    /// Milliseconds since the machine started, sleep included; never moved.
    package let monotonic: @Sendable () -> Int64
    /// Names the start of the machine that `monotonic` counts from.
    package let boot: String
    /// Waits so many milliseconds.
    package let sleep: @Sendable (Int64) async throws -> Void

    package init(
        wall: @escaping @Sendable () -> Instant, monotonic: @escaping @Sendable () -> Int64,
        boot: String, sleep: @escaping @Sendable (Int64) async throws -> Void
    ) {
        self.wall = wall
        self.monotonic = monotonic
        self.boot = boot
        self.sleep = sleep
    }

    /// The clocks of this machine (Linux).
    package static var machine: TimeSource {
        TimeSource(
            wall: { Instant(milliseconds: milliseconds(of: CLOCK_REALTIME)) },
            monotonic: { milliseconds(of: CLOCK_BOOTTIME) },
            boot: bootName, sleep: { try await Task.sleep(for: .milliseconds($0)) })
    }

    private static func milliseconds(of clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// The kernel's random name of this start; where there is none, every start of
    /// the server counts as one of the machine.
    private static var bootName: String {
        let name = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        return name?.split(separator: "\n").first.map(String.init) ?? UUID().uuidString
    }
}
