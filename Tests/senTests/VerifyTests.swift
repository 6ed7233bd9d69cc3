import ArgumentParser
import Assessment
import Foundation
import Testing
import Values

@testable import sen

/// `sen form verify` on a proof, and on one that somebody touched.
@Suite struct VerifyTests {
    private static func proof() throws -> DrawProof {
        let items = (1...6).map { number in
            Manifest.Item(
                reference: VersionReference(
                    question: GUID("00000000-0000-0000-0000-00000000000\(number)") ?? GUID(),
                    version: 1),
                type: .singleChoice, options: [1, 2, 3, 4])
        }
        let manifest = try Manifest(parts: [
            .init(
                title: "", shufflesQuestions: true, shufflesOptions: true,
                entries: [.draw(count: 3, pool: items, worth: .one)])
        ])
        let secret = try #require(Seed(Array(0..<32)))
        let number = try #require(PublicNumber("12345"))
        let master = Seed(secret: secret, number: number)
        let candidates = (1...3).map { place in
            let guid = GUID("00000000-0000-0000-0000-0000000000a\(place)") ?? GUID()
            return DrawProof.Candidate(
                number: "00\(place)", guid: guid,
                form: Form.make(
                    manifest, seed: Seed(master: master, candidate: guid), pad: KeyPad(secret)
                ).fingerprint)
        }
        let commitment = try Commitment(
            secret: secret, manifest: manifest, candidates: candidates, formCodes: nil,
            source: "Xổ số")
        return DrawProof(
            sitting: "S", commitment: commitment, seal: try commitment.seal(), secret: secret,
            number: number, manifest: manifest, candidates: candidates)
    }

    @Test func everyCandidateMatches() throws {
        let proof = try Self.proof()
        let report = try VerifyReport(
            proof, candidate: nil, seal: proof.seal, form: nil, knowsNumber: true)
        #expect(report.isGood && report.lines.count == 3)
        #expect(report.text.count == 5 + 3)
        #expect(report.text.allSatisfy { $0.hasPrefix("✓") })
    }

    @Test func oneCandidateIsShownSlotBySlot() throws {
        let proof = try Self.proof()
        for name in ["002", proof.candidates[1].guid.description.uppercased()] {
            let report = try VerifyReport(
                proof, candidate: name, seal: nil, form: proof.candidates[1].form, knowsNumber: true
            )
            #expect(report.isGood && report.lines.count == 1)
            #expect(report.text.count == 5 + 1 + 3)
            let candidates = report.object["candidates"] as? [[String: Any]]
            #expect((candidates?.first?["slots"] as? [Any])?.count == 3)
        }
    }

    /// A seal that nobody kept proves nothing, and a form is somebody's.
    @Test func whatCannotBeComparedIsNotSaidToHold() throws {
        let report = try VerifyReport(
            try Self.proof(), candidate: nil, seal: nil, form: nil, knowsNumber: true)
        #expect(report.isGood && report.text.first?.hasPrefix("? ") == true)
        #expect(report.text.dropFirst().allSatisfy { $0.hasPrefix("✓") })
        let zeros = String(repeating: "0", count: 64)
        #expect(throws: (any Error).self) {
            try FormCommand.Verify.parse(["proof.json", "--form", zeros])
        }
        _ = try FormCommand.Verify.parse(["proof.json", "--form", zeros, "--candidate", "001"])
    }

    @Test func anotherNumberGivesOtherForms() throws {
        let proof = try Self.proof()
        let other = proof.replacing(number: try #require(PublicNumber("12346")))
        #expect(
            try !VerifyReport(other, candidate: nil, seal: nil, form: nil, knowsNumber: true).isGood
        )
    }

    @Test func anotherSealOrFormIsNoMatch() throws {
        let proof = try Self.proof()
        let zeros = String(repeating: "0", count: 64)
        #expect(
            try !VerifyReport(proof, candidate: nil, seal: zeros, form: nil, knowsNumber: true)
                .isGood)
        #expect(
            try !VerifyReport(proof, candidate: "001", seal: nil, form: zeros, knowsNumber: true)
                .isGood)
        #expect(
            try VerifyReport(proof, candidate: "009", seal: nil, form: nil, knowsNumber: true).lines
                .isEmpty)
    }
}
