package import Values

/// A text to be written, which a person marks (tự luận).
package struct Essay: Hashable, Codable, Sendable {
    /// The rubric: what the mark is given for. Empty: for the answer as a whole.
    package var criteria: [Criterion]

    package init(criteria: [Criterion] = []) { self.criteria = criteria }

    package struct Criterion: Hashable, Codable, Sendable {
        package var text: RichText
        /// The most that it earns, in points of the rubric's own; what the question is worth
        /// is shared out in proportion to them.
        package var points: Mark

        package init(text: RichText, points: Mark) {
            self.text = text
            self.points = points
        }
    }

    /// All points of the rubric; 1 where there is none.
    package var possible: Mark {
        criteria.isEmpty ? .one : criteria.reduce(.zero) { $0 + $1.points }
    }

    /// The share of the question's worth that points earn, 0 to 1: exact where it is one of
    /// equal shares that other questions are cut into, too, or a multiple of a thousandth;
    /// else rounded to a thousandth, so that a paper's sum stays within what a mark holds.
    ///
    /// - Parameter points: one entry a criterion; of an essay without a rubric the share itself.
    /// - Returns: nil when there are more or fewer of them, or one is out of its bounds.
    package func share(of points: [Mark]) -> Mark? {
        let most = criteria.isEmpty ? [.one] : criteria.map(\.points)
        guard points.count == most.count,
            zip(points, most).allSatisfy({ (Mark.zero...$1).contains($0) })
        else { return nil }
        guard let unit = Mark(possible.denominator, over: possible.numerator) else { return nil }
        let share = points.reduce(.zero, +) * unit
        return Self.shares % share.denominator == 0 ? share : Mark(share.decimal(places: 3))
    }

    /// Of 1 to 26 shares (statements, gaps) the lowest common multiple, and of 1,000.
    private static let shares: Int64 = 26_771_144_400 * 5
}
