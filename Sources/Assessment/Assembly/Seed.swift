import Secrets
package import Values

/// 256 bits that decide one form.
package struct Seed: Hashable, Sendable {
    package static let byteCount = 32

    package let bytes: [UInt8]

    /// - Returns: nil unless there are 32 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// The seed of a candidate: HMAC-SHA256 with the sitting's master seed as its
    /// key, of the 36 lower-case characters of the candidate's GUID in ASCII.
    package init(master: Seed, candidate: GUID) {
        bytes = HMACSHA256.code(key: master.bytes, message: candidate.description.utf8)
    }

    /// A new one that nobody can guess, for a sitting to keep as its master seed.
    package static func random() -> Seed { Seed(unchecked: SecureRandom.bytes(byteCount)) }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}
