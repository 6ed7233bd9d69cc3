/// What somebody does in Sen; one person may do several.
package enum Role: String, Hashable, Codable, Sendable, CaseIterable {
    case administrator
    /// Of the provincial department: also by a post there.
    case department
    /// Of a unit, whose subtree she sees: only by a post, never given.
    case head
    case teacher
    /// Of a unit, as whatever: only by a post, never given.
    case staff
    case student

    /// Whether it comes from a post alone and is not kept by itself.
    package var isByPost: Bool { self == .head || self == .staff }
}
