import Foundation

/// A permanent identity that travels between servers (a random UUID).
package struct GUID: Hashable, Sendable, Codable, CustomStringConvertible {
    private let value: UUID

    /// A new one.
    package init() { value = UUID() }

    /// Reads the usual 36-character text, in any letter case.
    package init?(_ text: String) {
        guard let value = UUID(uuidString: text) else { return nil }
        self.value = value
    }

    /// Lower-case text of 36 characters.
    package var description: String { value.uuidString.lowercased() }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let guid = GUID(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(text) is not a GUID")
        }
        self = guid
    }
}
