/// What a paper draws, and the questions there are for it, those that are alike
/// counted together: all that is needed to tell what a bank can give.
///
/// Limits stand inside each other or apart, never across: what is fulfilled here
/// is a flow, and the answers are exact (`Feasibility`).
package struct DrawPlan: Hashable, Sendable {
    /// How many different questions each draw wants, in the order in which they are
    /// served where not all can have enough.
    package var counts: [Int]
    package var kinds: [Kind]
    package var limits: [Limit]

    /// Questions that the same draws may take, under the same limits.
    package struct Kind: Hashable, Sendable {
        /// The places in `counts`, ascending.
        package let draws: [Int]
        package var count: Int
        /// The place in `limits` of the narrowest that it is under.
        package let limit: Int?

        package init(draws: [Int], count: Int, limit: Int? = nil) {
            self.draws = draws
            self.count = count
            self.limit = limit
        }
    }

    /// At most so many of some questions on one paper.
    package struct Limit: Hashable, Sendable {
        package var most: Int
        /// The wider limit that this one stands in; it comes before it.
        package let within: Int?

        package init(most: Int, within: Int? = nil) {
            self.most = most
            self.within = within
        }
    }

    package init(counts: [Int], kinds: [Kind], limits: [Limit] = []) {
        self.counts = counts
        self.kinds = kinds
        self.limits = limits
    }
}
