/// What a candidate answered in one slot, in the version's own terms: never in
/// displayed positions, which differ from form to form.
package enum Response: Hashable, Codable, Sendable {
    /// The chosen option's id.
    case option(Int)
    /// One entry a statement, in the author's order; nil: not answered.
    case statements([Bool?])
    /// What was typed, as it was typed.
    case text(String)

    /// Whether nothing was answered at all (a cleared box, no statement marked).
    package var isBlank: Bool {
        switch self {
        case .option: false
        case .statements(let said): said.allSatisfy { $0 == nil }
        case .text(let text): text.allSatisfy(\.isWhitespace)
        }
    }
}
