package import Assessment
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
    static func seal(
        _ id: Int64, _ frozen: SittingStore.Frozen, formCodes: Int?, _ store: SittingStore
    ) throws {
        let commitment = try Commitment(
            secret: frozen.secret, manifest: frozen.manifest,
            candidates: store.candidates(of: id).map {
                DrawProof.Candidate(number: $0.number, guid: $0.guid)
            }, formCodes: formCodes, source: frozen.draw?.source)
        try store.setSeal(try commitment.seal(), of: id)
    }

    /// Deals the form codes and notes which questions the forms hold, once what decides
    /// them is known. Of a practice, the first attempts' forms are noted.
    static func settleForms(
        of id: Int64, _ frozen: SittingStore.Frozen, formCodes: Int?, _ connection: Connection
    ) throws {
        guard let master = frozen.master else { return }
        let store = SittingStore(connection)
        let candidates = try store.candidates(of: id)
        let pad = KeyPad(frozen.secret)
        var counts: [GUID: Int] = [:]
        func count(_ seed: Seed, times: Int) {
            for slot in Form.make(frozen.manifest, seed: seed, pad: pad).slots {
                counts[slot.reference.question, default: 0] += times
            }
        }
        if let formCodes {
            let dealt = FormCode.deal(formCodes, to: candidates.count, master: master)
            for (candidate, code) in zip(candidates, dealt) {
                try store.setFormCode(code, of: candidate.id)
            }
            for (code, holders) in Dictionary(grouping: dealt, by: \.self) {
                count(Seed(master: master, form: code), times: holders.count)
            }
        } else {
            for candidate in candidates {
                count(Seed(master: master, candidate: candidate.guid), times: 1)
            }
        }
        try QuestionUseStore(connection).record(forms: counts, of: id)
    }

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
        return try await database.write { connection in
            let store = SittingStore(connection)
            guard try store.setNumber(number, of: sitting.id, at: now),
                let frozen = try store.frozen(sitting.id)
            else { throw TestFault.numberKnown }
            try Self.settleForms(
                of: sitting.id, frozen, formCodes: sitting.formCodes, connection)
            try AuditStore(connection).record(
                .enterNumber, of: "\(number) · \(sitting.draw?.source ?? "")",
                sitting: sitting.id, by: principal.person, at: now)
            guard let drawn = try store.sitting(sitting.id) else { throw NotFound() }
            return drawn
        }
    }

    /// The hash of a sitting's secret, which is published from the beginning.
    package func commitment(of sitting: SittingStore.Sitting) async throws -> Commitment {
        try await database.read { connection in
            let store = SittingStore(connection)
            guard let frozen = try store.frozen(sitting.id) else { throw NotFound() }
            return try Commitment(
                secret: frozen.secret, manifest: frozen.manifest,
                candidates: store.candidates(of: sitting.id).map {
                    DrawProof.Candidate(number: $0.number, guid: $0.guid)
                }, formCodes: sitting.formCodes, source: frozen.draw?.source)
        }
    }

    /// All that proves a sitting's draw, once it is over.
    ///
    /// To be asked for its teacher or one of its candidates, which the caller sees to.
    ///
    /// - Throws: `TestFault.notOver` before all of it is graded, when the secret could
    ///   still tell somebody a form; `NotFound` where nothing was drawn.
    package func proof(of sitting: SittingStore.Sitting) async throws -> DrawProof {
        guard sitting.isClosed else { throw TestFault.notOver }
        return try await database.read { connection in
            let store = SittingStore(connection)
            guard let frozen = try store.frozen(sitting.id), let master = frozen.master,
                let seal = sitting.seal
            else { throw NotFound() }
            let pad = KeyPad(frozen.secret)
            let candidates = try store.candidates(of: sitting.id).map { candidate in
                let seed =
                    candidate.formCode.map { Seed(master: master, form: $0) }
                    ?? Seed(master: master, candidate: candidate.guid)
                let form = Form.make(frozen.manifest, seed: seed, pad: pad)
                return DrawProof.Candidate(
                    number: candidate.number, guid: candidate.guid,
                    formCode: candidate.formCode?.description, form: form.fingerprint)
            }
            let commitment = try Commitment(
                secret: frozen.secret, manifest: frozen.manifest, candidates: candidates,
                formCodes: sitting.formCodes, source: frozen.draw?.source)
            return DrawProof(
                sitting: sitting.code, commitment: commitment, seal: seal,
                secret: frozen.secret, number: frozen.draw?.number, manifest: frozen.manifest,
                candidates: candidates)
        }
    }
}
