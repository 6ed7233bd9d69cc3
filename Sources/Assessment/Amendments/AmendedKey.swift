package import Values

/// How one question is marked in one sitting: the version's own key with the sitting's
/// amendments.
package struct AmendedKey: Hashable, Sendable {
    /// With what is right, the version's own or as a later key says.
    package private(set) var interaction: Interaction
    /// Further keys; each paper gets the best of all, and of a cloze each gap.
    package private(set) var accepted: [Accepted] = []
    package private(set) var standing = Standing.counts

    package struct Accepted: Hashable, Sendable {
        package let answer: KeyAnswer
        /// The share of what it earns that is given, above 0 and at most 1.
        package let weight: Mark
        /// The question with this answer as its right one.
        package let interaction: Interaction
    }

    package enum Standing: Hashable, Sendable {
        case counts
        case dropped
        case fullMarks
    }

    /// The version's own key.
    package init(_ interaction: Interaction) { self.interaction = interaction }

    /// Takes the next amendment in; a withdrawal is for `KeyAmendments` to heed.
    ///
    /// - Throws: `AmendmentFault` where it is none of this question.
    mutating func amend(_ change: KeyAmendment.Change) throws(AmendmentFault) {
        switch change {
        case .newKey(let answer):
            interaction = try interaction.withKey(answer)
            accepted = accepted.compactMap { $0.without(answer) }
        case .acceptAlso(let answer, let weight):
            guard weight > .zero, weight <= .one, weight.denominator <= 1_000 else {
                throw .badWeight
            }
            accepted.append(
                Accepted(
                    answer: answer, weight: weight,
                    interaction: try interaction.withKey(answer)))
        case .drop: standing = .dropped
        case .fullMarks: standing = .fullMarks
        case .withdraw: break
        }
    }
}

extension AmendedKey.Accepted {
    /// What is still accepted after a new key: of a cloze, what is about other gaps.
    fileprivate func without(_ key: KeyAnswer) -> AmendedKey.Accepted? {
        guard case .gaps(let replaced) = key, case .gaps(let own) = answer else { return nil }
        let kept = own.filter { replaced[$0.key] == nil }
        guard !kept.isEmpty else { return nil }
        return AmendedKey.Accepted(answer: .gaps(kept), weight: weight, interaction: interaction)
    }
}
