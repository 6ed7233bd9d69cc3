/// What a candidate answered in one slot, in the version's own terms: never in
/// displayed positions, which differ from form to form.
package enum Response: Hashable, Codable, Sendable {
    /// The chosen option's id.
    case option(Int)
    /// The chosen options' ids, ascending.
    case options([Int])
    /// Whether the one statement was called true.
    case truth(Bool)
    /// One entry a statement, in the author's order; nil: not answered.
    case statements([Bool?])
    /// What was typed, as it was typed.
    case text(String)

    /// Whether nothing was answered at all (a cleared box, no statement marked).
    package var isBlank: Bool {
        switch self {
        case .option, .truth: false
        case .options(let ids): ids.isEmpty
        case .statements(let said): said.allSatisfy { $0 == nil }
        case .text(let text): text.allSatisfy(\.isWhitespace)
        }
    }
}
