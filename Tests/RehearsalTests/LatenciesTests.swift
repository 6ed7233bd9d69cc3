import Testing

@testable import Rehearsal

@Suite struct LatenciesTests {
    /// Nearest rank: the smallest value that at least this share does not exceed.
    @Test(arguments: [
        (0.5, 50.0), (0.95, 95.0), (0.99, 99.0), (0.999, 100.0), (1.0, 100.0), (0.0, 1.0),
    ])
    func percentileOfAHundred(share: Double, milliseconds: Double) {
        var latencies = Latencies()
        for value in (1...100).shuffled() { latencies.add(nanoseconds: Int64(value) * 1_000_000) }
        #expect(latencies.percentiles([share]) == [milliseconds])
    }

    @Test func nothingHasNoPercentiles() {
        #expect(Latencies().percentiles([0.5]) == nil)
    }

    @Test func strangeTimesAreHeldInBounds() {
        var latencies = Latencies()
        latencies.add(nanoseconds: -5)
        latencies.add(nanoseconds: .max)
        #expect(latencies.percentiles([0, 1]) == [0, Double(UInt32.max) / 1_000])
    }

    @Test func talliesAddUp() {
        var (one, other) = (Tally(), Tally())
        one.add(.save, nanoseconds: 1_000_000)
        other.add(.save, nanoseconds: 3_000_000)
        other.fail(.closed)
        other.fail(.unexpectedStatus(500, path: "/exam"))
        one.add(other)
        #expect(one.count(.save) == 2)
        #expect(one.failures == ["closed": 1, "status500": 1])
        #expect(WorkSummary.all(one, seconds: 2).map(\.perSecond) == [1])
    }
}
