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

    /// The seed of a candidate's further attempts at a practice: the message is the
    /// GUID as above, a space, and the attempt's number; that of the first is as above.
    package init(master: Seed, candidate: GUID, attempt: Int) {
        if attempt == 1 {
            self.init(master: master, candidate: candidate)
        } else {
            self.init(master: master, purpose: "\(candidate) \(attempt)")
        }
    }

    /// The seed of a form that candidates share: the message is "form 0107".
    package init(master: Seed, form: FormCode) {
        self.init(master: master, purpose: "form \(form)")
    }

    /// The seed of one of many forms that are drawn to try a manifest: the message is
    /// "draw 7".
    package init(master: Seed, number: Int) {
        self.init(master: master, purpose: "draw \(number)")
    }

    /// HMAC-SHA256 with the sitting's master seed as its key, of a text in ASCII.
    init(master: Seed, purpose: String) {
        bytes = HMACSHA256.code(key: master.bytes, message: purpose.utf8)
    }

    /// A new one that nobody can guess, for a sitting to keep as its master seed.
    package static func random() -> Seed { Seed(unchecked: SecureRandom.bytes(byteCount)) }

    init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}
