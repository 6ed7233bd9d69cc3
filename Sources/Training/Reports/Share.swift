/// So many of so many: never a rate without its denominator.
package struct Share: Hashable, Codable, Sendable {
    package let part: Int
    package let whole: Int

    package init(_ part: Int, of whole: Int) {
        self.part = part
        self.whole = whole
    }

    /// Hundredths of a percent, rounded half up; nil of nothing.
    package var basisPoints: Int? {
        guard whole > 0 else { return nil }
        let doubled = Int128(part) * 20_000 + Int128(whole)
        return Int(clamping: doubled / (2 * Int128(whole)))
    }

    /// "55/282 (19,50%)", "183/183 (100%)"; "0/0" of nothing.
    package var text: String {
        guard let points = basisPoints else { return "\(part)/\(whole)" }
        // What is rounded to it is not all of it.
        return "\(part)/\(whole) (\(part == whole ? "100%" : Self.percent(points)))"
    }

    /// "19,50%"
    package static func percent(_ points: Int) -> String {
        let rest = points % 100
        return "\(points / 100),\(rest < 10 ? "0" : "")\(rest)%"
    }
}

/// Counts as Vietnamese documents write them.
package enum CountText {
    /// "2.995"
    package static func grouped(_ count: Int) -> String {
        var digits = String(count.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        groups.insert(digits, at: 0)
        return (count < 0 ? "-" : "") + groups.joined(separator: ".")
    }
}
