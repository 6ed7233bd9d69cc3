import Foundation
import Secrets
import Values

extension Manifest: Codable {
    private enum Key: String, CodingKey { case algorithm, parts, rules }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(Self.algorithm, forKey: .algorithm)
        try container.encode(parts, forKey: .parts)
        if rules != .none { try container.encode(rules, forKey: .rules) }
    }

    /// - Throws: `DecodingError`, also for an algorithm that this version does not
    ///   know; `ManifestError`.
    package convenience init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let algorithm = try container.decode(Int.self, forKey: .algorithm)
        guard algorithm == Self.algorithm else {
            throw DecodingError.dataCorruptedError(
                forKey: .algorithm, in: container,
                debugDescription: "forms of algorithm \(algorithm) are not known here")
        }
        try self.init(
            parts: try container.decode([Part].self, forKey: .parts),
            rules: try container.decodeIfPresent(Rules.self, forKey: .rules) ?? .none)
    }

    /// The manifest as the JSON text that its hash is of: keys sorted, no blanks,
    /// no escaped slashes, marks as exact texts, options in the author's order.
    package func canonicalJSON() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }

    /// SHA-256 of the canonical JSON, 64 hexadecimal digits.
    package func hash() throws -> String { Hexadecimal.text(SHA256.digest(try canonicalJSON())) }
}

extension Manifest.Entry: Codable {
    private enum Key: String, CodingKey { case fixed, count, pool, worth }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(worth, forKey: .worth)
        switch self {
        case .fixed(let item, _):
            try container.encode(item, forKey: .fixed)
        case .draw(let count, let pool, _):
            try container.encode(count, forKey: .count)
            try container.encode(pool, forKey: .pool)
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let worth = try container.decode(Mark.self, forKey: .worth)
        if let item = try container.decodeIfPresent(Manifest.Item.self, forKey: .fixed) {
            self = .fixed(item, worth: worth)
        } else {
            self = .draw(
                count: try container.decode(Int.self, forKey: .count),
                pool: try container.decode([Manifest.Item].self, forKey: .pool), worth: worth)
        }
    }
}

extension Manifest.Item: Codable {
    private enum Key: String, CodingKey {
        case question, version, type, options, pinned, parts, traits
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(reference.question, forKey: .question)
        try container.encode(reference.version, forKey: .version)
        try container.encode(type, forKey: .type)
        if !options.isEmpty { try container.encode(options, forKey: .options) }
        if !pinned.isEmpty { try container.encode(pinned.sorted(), forKey: .pinned) }
        if !parts.isEmpty { try container.encode(parts, forKey: .parts) }
        if traits != Manifest.Traits() { try container.encode(traits, forKey: .traits) }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            reference: VersionReference(
                question: try container.decode(GUID.self, forKey: .question),
                version: try container.decode(Int.self, forKey: .version)),
            type: try container.decode(QuestionType.self, forKey: .type),
            options: try container.decodeIfPresent([Int].self, forKey: .options) ?? [],
            pinned: Set(try container.decodeIfPresent([Int].self, forKey: .pinned) ?? []),
            parts: try container.decodeIfPresent([Int].self, forKey: .parts) ?? [],
            traits: try container.decodeIfPresent(Manifest.Traits.self, forKey: .traits)
                ?? Manifest.Traits())
    }
}
