import Testing

@testable import Secrets

@Suite struct SecureRandomTests {
    @Test(arguments: [0, 1, 32, 1000])
    func givesAsManyBytesAsAsked(count: Int) {
        #expect(SecureRandom.bytes(count).count == count)
    }

    /// Each of 256 values is missing from 100,000 fair draws with a chance below e⁻³⁸⁰.
    @Test func everyByteValueOccurs() {
        #expect(Set(SecureRandom.bytes(100_000)).count == 256)
        #expect(SecureRandom.bytes(32) != SecureRandom.bytes(32))
    }

    @Test(arguments: [
        (one: "secret", other: "secret", equal: true),
        (one: "secret", other: "secreT", equal: false),
        (one: "secret", other: "secrets", equal: false),
        (one: "", other: "", equal: true),
    ])
    func constantTimeComparison(one: String, other: String, equal: Bool) {
        #expect(constantTimeEquals(Array(one.utf8), Array(other.utf8)) == equal)
    }
}
