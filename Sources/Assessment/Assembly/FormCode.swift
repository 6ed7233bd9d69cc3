/// Mã đề: one of the forms that candidates of a sitting share, "0101" to "0124" as
/// the national exam numbers them.
package struct FormCode: Hashable, Sendable, CustomStringConvertible {
    /// How many a sitting may have.
    package static let allowed = 1...24

    /// 1 to 24.
    package let number: Int

    /// - Returns: nil for a number that is not allowed.
    package init?(_ number: Int) {
        guard Self.allowed.contains(number) else { return nil }
        self.number = number
    }

    /// Reads "0107".
    package init?(_ text: some StringProtocol) {
        guard text.count == 4, text.hasPrefix("01"), let number = Int(text.dropFirst(2)) else {
            return nil
        }
        self.init(number)
    }

    package var description: String { number < 10 ? "010\(number)" : "01\(number)" }

    /// The first `count` codes.
    package static func codes(_ count: Int) -> [FormCode] { (1...count).compactMap(FormCode.init) }

    /// Which code each of so many candidates gets, in their order: round after round
    /// of all codes, each round shuffled, so that no two counts differ by more than
    /// one; a round that would begin with the code before it has its first and last
    /// exchanged, so that neighbours differ.
    ///
    /// Written down, as forms are, to be dealt again on any machine: one `Generator`
    /// from the seed HMAC-SHA256(master, "deal"), each round the codes in their order,
    /// shuffled.
    ///
    /// - Precondition: `count` is allowed.
    package static func deal(
        _ count: Int, to candidates: Int, master: Seed
    ) -> [FormCode] {
        var generator = Generator(Seed(master: master, purpose: "deal"))
        var dealt: [FormCode] = []
        while dealt.count < candidates {
            var round = codes(count)
            generator.shuffle(&round)
            if round[0] == dealt.last { round.swapAt(0, count - 1) }
            dealt += round
        }
        return Array(dealt.prefix(candidates))
    }
}
