package import Values

/// How many marks lie in each tenth of what can be had: [0, 1), [1, 2) … [9, 10] on a
/// scale of ten. Marks are put in their places exactly; below zero counts as the first.
package struct Histogram: Hashable, Sendable {
    /// How many marks each bin holds, lowest first.
    package let counts: [Int]

    package static let bins = 10

    /// - Precondition: `possible` is above zero, or there are no marks.
    package init(_ marks: some Sequence<Mark>, of possible: Mark) {
        var counts = [Int](repeating: 0, count: Self.bins)
        let whole = Mark(possible.denominator, over: possible.numerator) ?? .zero
        for mark in marks {
            let scaled = mark * whole * Mark(Self.bins)
            let bin = scaled.numerator / scaled.denominator
            counts[min(max(Int(bin), 0), Self.bins - 1)] += 1
        }
        self.counts = counts
    }
}
