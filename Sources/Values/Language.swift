/// A language Sen speaks. Vietnamese comes first; English stands beside it.
package enum Language: String, Hashable, Codable, Sendable, CaseIterable {
    case vietnamese = "vi"
    case english = "en"

    /// The one of two wordings that is in this language.
    package func choose(_ vietnamese: String, _ english: String) -> String {
        switch self {
        case .vietnamese: vietnamese
        case .english: english
        }
    }
}
