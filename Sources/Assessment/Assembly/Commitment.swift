import Foundation
import Secrets
import Values

/// What is published of a sitting's draw when its manifest is frozen, before anybody
/// can know the forms: whoever holds its seal can tell later that nothing of it was
/// changed.
package struct Commitment: Hashable, Codable, Sendable {
    /// SHA-256 of the secret's 32 bytes, hexadecimal.
    package let secretHash: String
    /// SHA-256 of the manifest's canonical JSON.
    package let manifestHash: String
    /// SHA-256 of the candidates: a line "001 guid" of each, ending with a newline, in
    /// the order of the sitting.
    package let candidatesHash: String
    /// How many forms they share; nil: each has one of their own.
    package let formCodes: Int?
    /// Where the public number will come from, as announced; nil: there is none, and
    /// the secret alone decides.
    package let source: String?

    package init(
        secret: Seed, manifest: Manifest, candidates: [DrawProof.Candidate], formCodes: Int?,
        source: String?
    ) throws {
        self.init(
            secret: secret, manifestHash: try manifest.hash(), candidates: candidates,
            formCodes: formCodes, source: source)
    }

    /// - Parameter manifestHash: of the manifest, where it is known already.
    package init(
        secret: Seed, manifestHash: String, candidates: [DrawProof.Candidate], formCodes: Int?,
        source: String?
    ) {
        secretHash = Hexadecimal.text(SHA256.digest(secret.bytes))
        self.manifestHash = manifestHash
        candidatesHash = Self.hash(of: candidates)
        self.formCodes = formCodes
        self.source = source
    }

    static func hash(of candidates: [DrawProof.Candidate]) -> String {
        let lines = candidates.map { "\($0.number) \($0.guid)\n" }.joined()
        return Hexadecimal.text(SHA256.digest(lines.utf8))
    }

    /// SHA-256 of the commitment as JSON, keys sorted, without blanks and without what
    /// is nil: one text of 64 digits that binds all of it.
    package func seal() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Hexadecimal.text(SHA256.digest([UInt8](try encoder.encode(self))))
    }
}

/// A number that nobody in the house could choose, such as a lottery's: digits alone.
package struct PublicNumber: Hashable, Sendable, CustomStringConvertible {
    /// Fewer could be all tried out before a secret is chosen.
    package static let fewestDigits = 5
    package static let mostDigits = 100

    package let digits: String

    /// Reads what somebody typed: spaces and points between digits do not count.
    ///
    /// - Returns: nil for anything else, and for too few or too many digits.
    package init?(_ typed: String) {
        let digits = typed.filter { !$0.isWhitespace && $0 != "." && $0 != "-" }
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }),
            (Self.fewestDigits...Self.mostDigits).contains(digits.utf8.count)
        else { return nil }
        self.digits = digits
    }

    package var description: String { digits }
}

extension Seed {
    /// The master seed of a sitting: its secret, or, where a public number decides too,
    /// SHA-256 of the secret's 32 bytes followed by the number's digits in ASCII.
    package init(secret: Seed, number: PublicNumber?) {
        guard let number else {
            self = secret
            return
        }
        self.init(unchecked: SHA256.digest(secret.bytes + Array(number.digits.utf8)))
    }
}

extension Form {
    /// SHA-256 of the form as text: a line "guid version options" for each slot, the
    /// option ids as displayed with commas between ("-" for none), ending with a newline.
    package var fingerprint: String {
        let lines = slots.map { slot in
            let options = slot.options.map(String.init).joined(separator: ",")
            return "\(slot.reference.question) \(slot.reference.version) "
                + (options.isEmpty ? "-" : options) + "\n"
        }
        return Hexadecimal.text(SHA256.digest(lines.joined().utf8))
    }
}
