import Foundation
import Testing

@testable import Values

@Suite struct HeavyWorkTests {
    private struct Odd: Error, Equatable { let number: Int }

    /// What answers people goes first.
    @Test func stepsBackBehindOthers() async throws {
        let seen = try await HeavyWork.run {
            let many = Array(0..<10_000)
            var seen = try HeavyWork.map(many) { _ in niceness() }
            try HeavyWork.forEach(many, { _ in niceness() }, use: { seen.append($0) })
            return seen + [niceness()]
        }
        #expect(Set(seen) == [10])
        #expect(niceness() <= 0)
    }

    @Test(arguments: [0, 1, 249, 250, 251, 10_000])
    func keepsTheOrderOfAllValues(count: Int) async throws {
        let doubled = try await HeavyWork.run { try HeavyWork.map(Array(0..<count)) { $0 * 2 } }
        #expect(doubled == (0..<count).map { $0 * 2 })
    }

    @Test func tellsTheFirstFault() async {
        await #expect(throws: Odd(number: 301)) {
            try await HeavyWork.run {
                try HeavyWork.map(Array(0..<2_000)) { number in
                    if number % 100 == 1, number > 300 { throw Odd(number: number) }
                    return number
                }
            }
        }
    }

    /// Of a line longer than what may wait, too.
    @Test(arguments: [0, 1, 250, 251, 40_000])
    func handsOnInOrder(count: Int) async throws {
        let used = try await HeavyWork.run {
            var used: [Int] = []
            try HeavyWork.forEach(Array(0..<count), { $0 * 2 }, use: { used.append($0) })
            return used
        }
        #expect(used == (0..<count).map { $0 * 2 })
    }

    @Test func aFaultIsToldWhenItsTurnHasCome() async throws {
        let used = await HeavyWork.run {
            var used = 0
            #expect(throws: Odd(number: 30_301)) {
                try HeavyWork.forEach(Array(0..<40_000)) { number in
                    if number > 30_300 { throw Odd(number: number) }
                    return number
                } use: { _ in
                    used += 1
                }
            }
            return used
        }
        #expect(used == 30_250, "what stands before its portion")
    }

    @Test func whatUsesThemCanStop() async throws {
        _ = await HeavyWork.run {
            #expect(throws: Odd(number: 300)) {
                try HeavyWork.forEach(Array(0..<40_000), { $0 }) { number in
                    if number == 300 { throw Odd(number: number) }
                }
            }
        }
    }
}

/// The calling thread's place in the queue for a processor: 0 as a rule, at most 19.
private func niceness() -> Int {
    Int(getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0))
}
