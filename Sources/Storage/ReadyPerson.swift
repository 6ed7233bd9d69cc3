package import People
import Values

/// Somebody made ready to be stored: what is computed of the name, so that no transaction
/// of thousands waits for it.
package struct ReadyPerson: Hashable, Sendable {
    package let details: PersonDetails
    /// Given name first.
    package let sortKey: String
    /// What a search finds somebody by, folded.
    package let words: String

    package init(_ details: PersonDetails) {
        self.details = details
        sortKey = VietnameseText.nameSortKey(details.fullName)
        words = VietnameseText.folded(
            [details.fullName, details.identifier].compactMap(\.self).joined(separator: " "))
    }
}
