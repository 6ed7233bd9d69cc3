package import Assessment
import Converters
package import People
package import Storage
package import Values

/// What decides the forms of a sitting, and the proof of it.
///
/// frozen → number typed in (where one was announced) → opened → closed → proven. The
/// secret, the manifest, the candidates and the number's source are sealed together
/// when the sitting is made; the number comes from outside and is kept once. So
/// nobody, whatever they may do on the server, has anything left to try.
extension Sittings {
    /// Keeps the public number of a sitting, for good: the forms are settled by it.
    ///
    /// - Throws: `TestFault.numberKnown` where there is one already, or none was
    ///   announced; `.windowTooShort` once the sitting is over; `AccessDenied`.
    package func enter(
        _ number: PublicNumber, of sitting: SittingStore.Sitting, by principal: Principal,
        at now: Instant
    ) async throws -> SittingStore.Sitting {
        try principal.require(.runSitting, ownedBy: sitting.author)
        guard now < sitting.closes, !sitting.isClosed else { throw TestFault.windowTooShort }
        let (frozen, candidates) = try await database.read { connection in
            let store = SittingStore(connection)
            return (
                try store.frozen(sitting.id), try store.candidates(of: sitting.id).map(\.guid)
            )
        }
        guard let frozen, let draw = frozen.draw, draw.number == nil else {
            throw TestFault.numberKnown
        }
        let forms = await HeavyWork.run {
            SettledForms(
                SittingStore.Frozen(
                    manifest: frozen.manifest, secret: frozen.secret,
                    draw: .init(source: draw.source, number: number, drawnAt: now)),
                candidates: candidates, formCodes: sitting.formCodes)
        }
        return try await database.write { connection in
            let store = SittingStore(connection)
            guard try store.setNumber(number, of: sitting.id, at: now) else {
                throw TestFault.numberKnown
            }
            try forms?.store(of: sitting.id, connection)
            try AuditStore(connection).record(
                .enterNumber, of: "\(number) · \(draw.source)",
                sitting: sitting.id, by: principal.person, at: now)
            guard let drawn = try store.sitting(sitting.id) else { throw NotFound() }
            return drawn
        }
    }

    /// What a sitting's seal binds: published from the beginning, and the same for ever.
    package func commitment(of sitting: SittingStore.Sitting) async throws -> Commitment {
        try await commitments.value(of: sitting.id) {
            let (frozen, candidates) = try await frozen(sitting)
            return try await HeavyWork.run {
                try Commitment(
                    secret: frozen.secret, manifest: frozen.manifest,
                    candidates: candidates.map {
                        DrawProof.Candidate(number: $0.number, guid: $0.guid)
                    }, formCodes: sitting.formCodes, source: frozen.draw?.source)
            }
        }
    }

    private func frozen(
        _ sitting: SittingStore.Sitting
    ) async throws -> (SittingStore.Frozen, [SittingStore.Candidate]) {
        try await database.read { connection in
            let store = SittingStore(connection)
            guard let frozen = try store.frozen(sitting.id) else { throw NotFound() }
            return (frozen, try store.candidates(of: sitting.id))
        }
    }

    /// A proof, and the file that it is published as.
    package struct Proof: Sendable {
        package let proof: DrawProof
        package let json: [UInt8]
    }

    /// All that proves a sitting's draw, once it is over: made once, and kept.
    ///
    /// To be asked for its teacher or one of its candidates, which the caller sees to.
    ///
    /// - Throws: `TestFault.notOver` before all of it is graded, when the secret could
    ///   still tell somebody a form; `NotFound` where nothing was drawn.
    package func proof(of sitting: SittingStore.Sitting) async throws -> DrawProof {
        try await published(sitting).proof
    }

    /// The same with its file.
    package func published(_ sitting: SittingStore.Sitting) async throws -> Proof {
        guard sitting.isClosed else { throw TestFault.notOver }
        let commitment = try await commitment(of: sitting)
        return try await proofs.value(of: sitting.id) {
            let (frozen, candidates) = try await frozen(sitting)
            return try await HeavyWork.run {
                try Self.prove(sitting, frozen, candidates, commitment)
            }
        }
    }

    private static func prove(
        _ sitting: SittingStore.Sitting, _ frozen: SittingStore.Frozen,
        _ candidates: [SittingStore.Candidate], _ commitment: Commitment
    ) throws -> Proof {
        guard let master = frozen.master, let seal = sitting.seal else { throw NotFound() }
        let pad = KeyPad(frozen.secret)
        let proof = DrawProof(
            sitting: sitting.code, commitment: commitment, seal: seal, secret: frozen.secret,
            number: frozen.draw?.number, manifest: frozen.manifest,
            candidates: candidates.map { candidate in
                let seed =
                    candidate.formCode.map { Seed(master: master, form: $0) }
                    ?? Seed(master: master, candidate: candidate.guid)
                let form = Form.make(frozen.manifest, seed: seed, pad: pad)
                return DrawProof.Candidate(
                    number: candidate.number, guid: candidate.guid,
                    formCode: candidate.formCode?.description, form: form.fingerprint)
            })
        return Proof(proof: proof, json: try proof.json())
    }
}
