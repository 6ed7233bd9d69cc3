/// What a candidate answered in one slot, in the version's own terms: never in
/// displayed positions, which differ from form to form.
package indirect enum Response: Hashable, Codable, Sendable {
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
    /// One entry a part, in the author's order: the choice joined with a prompt, the place
    /// given to an item, what fills a gap (`option` or `text`); nil: not answered.
    case parts([Response?])

    /// Whether nothing was answered at all (a cleared box, no statement marked).
    package var isBlank: Bool {
        switch self {
        case .option, .truth: false
        case .options(let ids): ids.isEmpty
        case .statements(let said): said.allSatisfy { $0 == nil }
        case .text(let text): text.allSatisfy(\.isWhitespace)
        case .parts(let parts): parts.allSatisfy { $0?.isBlank ?? true }
        }
    }
}
