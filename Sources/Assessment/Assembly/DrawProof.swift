import Foundation
import Secrets
package import Values

/// All that is published of a sitting's draw when it is over: enough to make every
/// candidate's form again on any machine.
package struct DrawProof: Hashable, Codable, Sendable {
    package let sitting: String
    package let commitment: Commitment
    /// What was published before the number was drawn.
    package let seal: String
    /// The secret, 64 hexadecimal digits.
    package let secret: String
    /// The public number's digits; nil where none was asked for.
    package let number: String?
    package let manifest: Manifest
    /// In the order in which form codes are dealt.
    package let candidates: [Candidate]

    package struct Candidate: Hashable, Codable, Sendable {
        /// Số báo danh.
        package let number: String
        package let guid: GUID
        package let formCode: String?
        /// The fingerprint of the form that they were given; nil where it is not said.
        package let form: String?

        package init(
            number: String, guid: GUID, formCode: String? = nil, form: String? = nil
        ) {
            self.number = number
            self.guid = guid
            self.formCode = formCode
            self.form = form
        }
    }

    /// The same with another number, to see what it would have given.
    package func replacing(number: PublicNumber) -> DrawProof {
        DrawProof(self, number: number.digits)
    }

    private init(_ other: DrawProof, number: String) {
        sitting = other.sitting
        commitment = other.commitment
        seal = other.seal
        secret = other.secret
        self.number = number
        manifest = other.manifest
        candidates = other.candidates
    }

    package init(
        sitting: String, commitment: Commitment, seal: String, secret: Seed,
        number: PublicNumber?, manifest: Manifest, candidates: [Candidate]
    ) {
        self.sitting = sitting
        self.commitment = commitment
        self.seal = seal
        self.secret = Hexadecimal.text(secret.bytes)
        self.number = number?.digits
        self.manifest = manifest
        self.candidates = candidates
    }
}

extension DrawProof {
    /// One thing that is to be so.
    package enum Check: String, Hashable, Sendable, CaseIterable {
        /// The seal is that of the commitment, and the one that was printed.
        case seal
        /// The secret is the one that was committed to.
        case secret
        case manifest
        case candidates
        /// There is a number if one was announced, and none else.
        case number
    }

    /// What is not as it was committed to.
    ///
    /// - Parameter printed: the seal as somebody kept it; nil: the proof's own is taken.
    package func failures(printed: String? = nil) throws -> [Check] {
        let expected = try commitment.seal()
        return try Check.allCases.filter { check in
            switch check {
            case .seal: seal != expected || (printed.map { $0 != expected } ?? false)
            case .secret:
                masterSecret.map {
                    Hexadecimal.text(SHA256.digest($0.bytes)) != commitment.secretHash
                } ?? true
            case .manifest: try manifest.hash() != commitment.manifestHash
            case .candidates: Commitment.hash(of: candidates) != commitment.candidatesHash
            case .number:
                (number != nil) != (commitment.source != nil)
                    || number.map { PublicNumber($0)?.digits != $0 } ?? false
            }
        }
    }

    private var masterSecret: Seed? { Hexadecimal.bytes(secret).flatMap { Seed($0) } }

    /// A candidate's form, made again.
    package struct Redrawn: Sendable {
        package let candidate: Candidate
        package let form: Form
        package let formCode: FormCode?
        package let fingerprint: String
        /// Whether it is the form, and the form code, that the proof says they had; nil
        /// where it does not say.
        package let matches: Bool?
    }

    /// Every candidate's form, made again from the secret and the number; empty where
    /// those are not to be read.
    package func redrawn() -> [Redrawn] {
        guard let secret = masterSecret else { return [] }
        let master = Seed(secret: secret, number: number.flatMap { PublicNumber($0) })
        let pad = KeyPad(secret)
        let codes = commitment.formCodes.flatMap { count in
            FormCode.allowed.contains(count)
                ? FormCode.deal(count, to: candidates.count, master: master) : nil
        }
        return candidates.enumerated().map { place, candidate in
            let code = codes?[place]
            let seed =
                code.map { Seed(master: master, form: $0) }
                ?? Seed(master: master, candidate: candidate.guid)
            let form = Form.make(manifest, seed: seed, pad: pad)
            let fingerprint = form.fingerprint
            return Redrawn(
                candidate: candidate, form: form, formCode: code, fingerprint: fingerprint,
                matches: candidate.form.map {
                    $0 == fingerprint && candidate.formCode == code?.description
                })
        }
    }

    /// The proof as it is published: JSON, keys sorted.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }
}
