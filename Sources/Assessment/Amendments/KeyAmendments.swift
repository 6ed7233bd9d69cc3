package import Values

/// The amendments of one sitting in order, and what they make of its keys.
///
/// The keys in force are the versions' own with the amendments taken in one after the
/// other, without those that were withdrawn: a later key replaces an earlier one and
/// what was accepted beside it; of "drop" and "full marks" the later one holds.
package struct KeyAmendments: Hashable, Sendable {
    /// Oldest first; the number of each is its place, from 1.
    package let all: [KeyAmendment]
    private let inForce: [VersionReference: [KeyAmendment]]

    package static let none = KeyAmendments([])

    /// - Parameter all: numbered 1, 2 … in order.
    package init(_ all: [KeyAmendment]) {
        self.all = all
        let withdrawn = Set(all.compactMap(\.withdrawn))
        inForce = Dictionary(
            grouping: all.filter { $0.withdrawn == nil && !withdrawn.contains($0.number) },
            by: \.reference)
    }

    /// How many there are, the withdrawn ones too: it names the state of the keys.
    package var count: Int { all.count }

    /// Those that hold for a question, oldest first.
    package func inForce(for reference: VersionReference) -> [KeyAmendment] {
        inForce[reference] ?? []
    }

    /// How a question is marked.
    ///
    /// - Throws: `AmendmentFault` where an amendment is none of this question, which
    ///   `adding` does not let happen.
    package func key(
        of reference: VersionReference, _ interaction: Interaction
    ) throws(AmendmentFault) -> AmendedKey {
        var key = AmendedKey(interaction)
        for amendment in inForce(for: reference) { try key.amend(amendment.change) }
        return key
    }

    /// The questions that do not count.
    package var dropped: Set<VersionReference> { decided(.drop) }

    /// The questions whose marks everybody has, whatever the answer was.
    package var givenToAll: Set<VersionReference> { decided(.fullMarks) }

    private func decided(_ change: KeyAmendment.Change) -> Set<VersionReference> {
        Set(
            inForce.compactMap { reference, amendments in
                amendments.last { $0.change == .drop || $0.change == .fullMarks }?.change == change
                    ? reference : nil
            })
    }

    /// The same with one more decision, numbered as the next.
    ///
    /// - Parameters:
    ///   - interaction: of the question, as its version has it.
    /// - Throws: `AmendmentFault` where it cannot hold or would change nothing.
    package func adding(
        _ change: KeyAmendment.Change, to reference: VersionReference, _ interaction: Interaction,
        of manifest: Manifest, reason: String, by person: Int64, at now: Instant
    ) throws(AmendmentFault) -> KeyAmendments {
        guard manifest.references.contains(reference) else { throw .unknownQuestion }
        if case .withdraw(let number) = change {
            guard inForce(for: reference).contains(where: { $0.number == number }) else {
                throw .notStanding
            }
        }
        let amended = KeyAmendments(
            all + [
                KeyAmendment(
                    number: count + 1, reference: reference, change: change, reason: reason,
                    person: person, at: now)
            ])
        let before = try key(of: reference, interaction)
        let after = try amended.key(of: reference, interaction)
        if case .withdraw = change {} else if before == after { throw .changesNothing }
        try manifest.check(dropping: amended.dropped)
        return amended
    }
}

extension KeyAmendment {
    /// The number of the amendment that this one withdraws.
    fileprivate var withdrawn: Int? {
        if case .withdraw(let number) = change { number } else { nil }
    }
}
