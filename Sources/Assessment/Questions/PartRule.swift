/// How a question of several parts pays: pairs, places or gaps.
package enum PartRule: String, Hashable, Codable, Sendable, CaseIterable {
    /// An equal share for every part.
    case proportional
    /// The whole mark when every part is right, else nothing.
    case allOrNothing
}
