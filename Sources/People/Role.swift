/// What somebody does in Sen; one person may do several.
package enum Role: String, Hashable, Codable, Sendable, CaseIterable {
    case administrator
    case teacher
    case student
}
