import Testing

@testable import Converters

@Suite struct HeavyWorkTests {
    private struct Odd: Error, Equatable { let number: Int }

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
}
