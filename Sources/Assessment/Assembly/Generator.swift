/// The random numbers of forms: xoshiro256** 1.0 (D. Blackman and S. Vigna,
/// https://prng.di.unimi.it/xoshiro256starstar.c).
///
/// Specified here, and never to change, so that a form can be drawn again on any
/// machine at any time:
/// - the 32 bytes of a seed are the four words of the state, each little-endian;
///   the all-zero state, from which the generator could not leave, stands for
///   9E3779B97F4A7C15, 0, 0, 0;
/// - a number below n is drawn by multiplication and rejection (D. Lemire, "Fast
///   random integer generation in an interval", 2019, algorithm 5);
/// - a shuffle is Fisher and Yates's, from the last place to the second.
package struct Generator: Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// Starts from a seed.
    package init(_ seed: Seed) {
        let words = stride(from: 0, to: Seed.byteCount, by: 8).map { start in
            (0..<8).reduce(UInt64(0)) { $0 | UInt64(seed.bytes[start + $1]) << (8 * $1) }
        }
        self.init(state: (words[0], words[1], words[2], words[3]))
    }

    /// Starts from the state itself, as the published test vectors do.
    init(state: (UInt64, UInt64, UInt64, UInt64)) {
        self.state = state == (0, 0, 0, 0) ? (0x9E37_79B9_7F4A_7C15, 0, 0, 0) : state
    }

    /// The next 64 random bits.
    package mutating func next() -> UInt64 {
        let result = Self.rotated(state.1 &* 5, by: 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = Self.rotated(state.3, by: 45)
        return result
    }

    /// A number from 0 to `bound` − 1, each as likely as any other.
    ///
    /// - Precondition: `bound > 0`.
    package mutating func below(_ bound: Int) -> Int {
        let bound = UInt64(bound)
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
        }
        return Int(product.high)
    }

    /// Puts the elements in a random order, each order as likely as any other.
    package mutating func shuffle<Element>(_ elements: inout [Element]) {
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, below(last + 1))
        }
    }

    /// Draws `count` different elements: the shuffle above, stopped when its last
    /// `count` places are filled; those, from the last place backwards.
    ///
    /// - Precondition: `count <= elements.count`.
    package mutating func draw<Element>(_ count: Int, of elements: [Element]) -> [Element] {
        var rest = elements
        return (0..<count).map { _ in
            rest.swapAt(rest.count - 1, below(rest.count))
            return rest.removeLast()
        }
    }

    private static func rotated(_ word: UInt64, by count: UInt64) -> UInt64 {
        word << count | word >> (64 - count)
    }
}
