import Testing

@testable import Delivery

@Suite struct PassingExecutorTests {
    private actor Counter {
        private let executor = PassingExecutor()
        private var count = 0

        nonisolated var unownedExecutor: UnownedSerialExecutor {
            executor.asUnownedSerialExecutor()
        }

        func add() -> Int {
            count += 1
            return count
        }
    }

    @Test func runsOneJobAfterTheOther() async {
        let counter = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<2_000 { group.addTask { _ = await counter.add() } }
        }
        #expect(await counter.add() == 2_001)
    }

    /// Whoever runs the last job may be the only one left who knows the executor: its actor went
    /// while the job was returning.
    @Test func outlivesItsActor() async {
        let sum = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    var sum = 0
                    for _ in 0..<40_000 {
                        let counter = Counter()
                        async let first = counter.add()
                        async let second = counter.add()
                        sum += await first + second
                    }
                    return sum
                }
            }
            return await group.reduce(0, +)
        }
        #expect(sum == 1_920_000)
    }
}
