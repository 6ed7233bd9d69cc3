package import Values

extension Form {
    /// What each slot's right answer earns when some questions do not count: those
    /// nothing, the others scaled up so that the paper's total stays what it was.
    ///
    /// - Parameter isDropped: by the place of an item among the manifest's.
    /// - Precondition: `Manifest.check(dropping:)` let these questions be dropped.
    package func worths(dropping isDropped: (Int) -> Bool) -> [Mark] {
        let own = (0..<count).map { worth(at: $0) }
        let kept = own.indices.map { isDropped(item(at: $0)) ? .zero : own[$0] }
        let sum = kept.reduce(Mark.zero, +)
        guard let part = Mark(sum.denominator, over: sum.numerator) else { return kept }
        let factor = own.reduce(.zero, +) * part
        return factor == .one ? kept : kept.map { $0 * factor }
    }

    /// The same, by reference.
    package func worths(dropping dropped: Set<VersionReference>) -> [Mark] {
        dropped.isEmpty
            ? (0..<count).map { worth(at: $0) }
            : worths { dropped.contains(manifest.listings[$0].item.reference) }
    }
}

extension Manifest {
    /// The most steps of the finest worth in a total that can be scaled: 100 marks in
    /// hundredths, with room. Keeps sums of scaled marks inside 64 bits.
    private static let mostSteps: Int64 = 20_000

    /// Whether these questions can be left out of every form that there may be.
    ///
    /// - Throws: `.nothingLeft` where some form could have no other question that
    ///   earns anything; `.marksTooFine`.
    func check(dropping dropped: Set<VersionReference>) throws(AmendmentFault) {
        guard !dropped.isEmpty else { return }
        let entries = parts.flatMap(\.entries)
        let sure = entries.reduce(Mark.zero) { sum, entry in
            let lost = entry.items.count { dropped.contains($0.reference) }
            return sum + entry.worth * Mark(max(0, entry.count - lost))
        }
        guard sure > .zero else { throw .nothingLeft }
        let step = entries.reduce(Int64(1)) { leastCommonMultiple($0, $1.worth.denominator) }
        let total = totalMarks
        guard step <= Self.mostSteps, total * Mark(Int(step)) <= Mark(Int(Self.mostSteps)) else {
            throw .marksTooFine
        }
    }

    /// At most a little above `mostSteps` counts: beyond it, the first stays.
    private func leastCommonMultiple(_ one: Int64, _ other: Int64) -> Int64 {
        guard one <= Self.mostSteps else { return one }
        var (a, b) = (one, other)
        while b != 0 { (a, b) = (b, a % b) }
        let (product, overflow) = (one / a).multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
