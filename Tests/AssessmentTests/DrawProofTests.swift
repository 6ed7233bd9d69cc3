import Foundation
import Secrets
import Testing
import Values

@testable import Assessment

/// The proof of a draw, and everything that could be wrong with it.
@Suite struct DrawProofTests {
    private static let secret = Seed(unchecked: Array(0..<32))
    private static let number = PublicNumber("074 812")

    private static func proof(
        formCodes: Int? = nil, number: PublicNumber? = number, source: String? = "Xổ số"
    ) throws -> DrawProof {
        let manifest = try SampleManifest.make()
        let master = Seed(secret: secret, number: number)
        let codes = formCodes.map { FormCode.deal($0, to: 5, master: master) }
        let candidates = (0..<5).map { place in
            let guid = SampleManifest.guid(place + 1)
            let code = codes?[place]
            let seed =
                code.map { Seed(master: master, form: $0) }
                ?? Seed(master: master, candidate: guid)
            return DrawProof.Candidate(
                number: "00\(place + 1)", guid: guid, formCode: code?.description,
                form: Form.make(manifest, seed: seed, pad: KeyPad(secret)).fingerprint)
        }
        let commitment = try Commitment(
            secret: secret, manifest: manifest, candidates: candidates, formCodes: formCodes,
            source: source)
        return DrawProof(
            sitting: "S", commitment: commitment, seal: try commitment.seal(), secret: secret,
            number: number, manifest: manifest, candidates: candidates)
    }

    @Test(arguments: [nil, 3])
    func aTrueProofHolds(formCodes: Int?) throws {
        let proof = try Self.proof(formCodes: formCodes)
        let read = try JSONDecoder().decode(DrawProof.self, from: Data(try proof.json()))
        #expect(read == proof)
        #expect(try read.failures(printed: proof.seal) == [])
        #expect(read.redrawn().map(\.matches) == Array(repeating: true, count: 5))
        #expect(read.redrawn().allSatisfy { ($0.formCode == nil) == (formCodes == nil) })
    }

    /// Without a public number the secret alone is the master seed, as ever.
    @Test func aSimpleSittingIsProvenTheSameWay() throws {
        let proof = try Self.proof(number: nil, source: nil)
        #expect(try proof.failures() == [])
        #expect(proof.redrawn().allSatisfy { $0.matches == true })
        #expect(Seed(secret: Self.secret, number: nil) == Self.secret)
    }

    /// printf '%s' 000102…1f | xxd -r -p | cat - <(printf 074812) | sha256sum
    @Test func theMasterSeedIsTheWrittenHash() throws {
        let master = Seed(secret: Self.secret, number: Self.number)
        let bytes = Array<UInt8>(0..<32) + Array("074812".utf8)
        #expect(master.bytes == SHA256.digest(bytes))
        #expect(
            try Self.proof().commitment.secretHash
                == "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd")
    }

    /// Whoever changes anything afterwards is found out.
    @Test(arguments: [
        (#""number":"074812""#, #""number":"074813""#, [DrawProof.Check](), false),
        (#""secret":"000102"#, #""secret":"000103"#, [.secret], false),
        (#""version":1"#, #""version":2"#, [.manifest], false),
        (#""source":"Xổ số""#, #""source":"Tôi""#, [.seal], true),
        (#""number":"074812","#, "", [.number], false),
        ("000000000003", "000000000033", [.candidates], false),
    ])
    func whatWasChangedIsFound(
        old: String, new: String, failures: [DrawProof.Check], formsMatch: Bool
    ) throws {
        let text = String(decoding: try Self.proof().json(), as: UTF8.self)
        let range = try #require(text.range(of: old))
        let changed = text.replacingCharacters(in: range, with: new)
        let proof = try JSONDecoder().decode(DrawProof.self, from: Data(changed.utf8))
        #expect(try Set(proof.failures()).isSuperset(of: failures))
        #expect(proof.redrawn().allSatisfy { $0.matches == true } == formsMatch)
        #expect(
            try !proof.failures().isEmpty || proof.redrawn().contains { $0.matches == false })
    }

    @Test func aSealThatWasKeptIsCompared() throws {
        let proof = try Self.proof()
        #expect(try proof.failures(printed: String(repeating: "0", count: 64)) == [.seal])
    }

    @Test(arguments: [
        ("12345", "12345"), (" 012.345-6 ", "0123456"), ("1234", nil), ("12a45", nil), ("", nil),
        ("١٢٣٤٥", nil), (String(repeating: "1", count: 101), nil),
    ])
    func aPublicNumberIsDigits(typed: String, digits: String?) {
        #expect(PublicNumber(typed)?.digits == digits)
    }

    @Test func hexadecimalComesBack() {
        #expect(Hexadecimal.bytes("00ff10Ab") == [0, 255, 16, 171])
        #expect(Hexadecimal.bytes("0") == nil && Hexadecimal.bytes("0g") == nil)
        #expect(Hexadecimal.grouped("0123456789ab") == "01234567 89ab")
    }
}
