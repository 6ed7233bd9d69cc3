import Values

/// Shares of a question's worth as files write them: "50", "33.33333", "-25".
enum Percent {
    /// The share that a percentage means; above 1 it is its author's to mend.
    ///
    /// One with decimals is the simple fraction that it was rounded or cut off from:
    /// 33.33333 is a third, 66.66 two thirds. Fractions down to twelfths are meant by people.
    ///
    /// - Parameter text: digits with at most one decimal mark.
    static func share(_ text: String) -> Mark? {
        let sides = text.split(maxSplits: 1, omittingEmptySubsequences: false) { ".,".contains($0) }
        let decimals = sides.count == 2 ? min(sides[1].utf8.count, 9) : 0
        let kept = sides.count == 2 ? "\(sides[0]).\(sides[1].prefix(9))" : text
        guard let percent = Mark(kept), let hundredth = Mark(1, over: 100) else { return nil }
        // More than anybody means, and than the arithmetic below holds.
        guard percent <= Mark(10_000) else { return Mark(100) }
        let share = percent * hundredth
        guard decimals > 0, share.denominator > 16 else { return share }
        return fraction(near: share, decimals: decimals) ?? share
    }

    /// The fraction of which a share is the rounding or the beginning.
    private static func fraction(near share: Mark, decimals: Int) -> Mark? {
        let unit = (0..<decimals).reduce(Int64(100)) { unit, _ in unit * 10 }
        guard let last = Mark(1, over: unit), let half = Mark(1, over: unit * 2) else { return nil }
        for bottom in Int64(3)...12 {
            let scaled = share.numerator * bottom
            let top = (scaled * 2 + share.denominator) / (share.denominator * 2)
            guard let fraction = Mark(top, over: bottom) else { continue }
            let isRounded = max(fraction, share) - min(fraction, share) <= half
            if isRounded || share <= fraction && fraction - share < last { return fraction }
        }
        return nil
    }

    /// The percentage of a share, which `share` reads as the same share again: five
    /// decimals where decimals cannot say it.
    static func text(_ share: Mark, decimalMark: String) -> String {
        let percent = share * Mark(100)
        let sign = percent < .zero ? "-" : ""
        let size = max(percent, .zero - percent)
        for places in [0, 5, 9] {
            let text = size.decimal(places: places, separator: decimalMark)
            if Self.share(text) == max(share, .zero - share) { return sign + text }
        }
        return sign + size.decimal(places: 9, separator: decimalMark)
    }
}
