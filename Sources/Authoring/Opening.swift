import Assessment
import Converters
import Secrets
import Storage
import Values

/// A sitting about to be opened: everything of it is computed before a transaction begins,
/// since saves of others wait for those.
struct Opening: Sendable {
    private let found: Tests.Found
    private let draft: SittingStore.Draft
    private let frozen: SittingStore.Frozen
    private let manifestText: String
    private let manifestHash: String
    /// By number, with the people that they are.
    private let candidates: [DrawProof.Candidate]
    private let people: [Int64]
    private let commitment: Commitment
    private let forms: SettledForms?

    /// - Parameter people: the candidates, in the order of their numbers.
    /// - Throws: `TestFault`, `NotFound`.
    static func make(
        _ draft: SittingStore.Draft, of found: Tests.Found, for people: [Int64],
        in database: Database
    ) async throws -> Opening {
        let source = try await database.read { try ManifestSource(found, $0) }
        return try await HeavyWork.run {
            try Opening(draft, of: found, for: people, source)
        }
    }

    private init(
        _ draft: SittingStore.Draft, of found: Tests.Found, for people: [Int64],
        _ source: ManifestSource
    ) throws {
        self.found = found
        self.draft = draft
        self.people = people
        let secret = Seed.random()
        let manifest = try source.manifest(KeyPad(secret))
        let json = try manifest.canonicalJSON()
        manifestText = String(decoding: json, as: UTF8.self)
        manifestHash = Hexadecimal.text(SHA256.digest(json))
        frozen = SittingStore.Frozen(
            manifest: manifest, secret: secret,
            draw: draft.drawnBy.map { SittingStore.PublicDraw(source: $0) })
        candidates = people.indices.map {
            DrawProof.Candidate(number: Self.number($0 + 1), guid: GUID())
        }
        commitment = Commitment(
            secret: secret, manifestHash: manifestHash, candidates: candidates,
            formCodes: draft.formCodes, source: draft.drawnBy)
        forms =
            draft.kind == .trial
            ? nil
            : SettledForms(frozen, candidates: candidates.map(\.guid), formCodes: draft.formCodes)
    }

    /// Candidate numbers in the class's Vietnamese order: 001, 002 …
    private static func number(_ place: Int) -> String {
        let digits = String(place)
        return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    /// Stores the sitting with its candidates.
    ///
    /// - Returns: its id.
    /// - Throws: `Moved` where the test or a question of it was changed meanwhile.
    func store(_ connection: Connection, at now: Instant) throws -> Int64 {
        guard try TestStore(connection).test(found.test.id)?.settings == found.test.settings else {
            throw Moved()
        }
        let store = SittingStore(connection)
        let id = try store.add(
            draft, code: TextCode.random(characters: 10), frozen: frozen,
            manifestText: manifestText, manifestHash: manifestHash, at: now)
        guard try store.hasOnlyPublished(id) else { throw Moved() }
        for (candidate, person) in zip(candidates, people) {
            try store.add(
                candidate: person, number: candidate.number, guid: candidate.guid, to: id)
        }
        if draft.kind != .trial { try store.setSeal(try commitment.seal(), of: id) }
        try forms?.store(of: id, connection)
        return id
    }

    /// What was computed is of a test or a bank that is no more.
    struct Moved: Error {}
}

/// Who has which form, and which questions the forms hold, once what decides them is known.
/// Of a practice, the first attempts' forms are meant.
struct SettledForms: Sendable {
    /// In the order of the candidates; nil where each has a form of their own.
    private let codes: [FormCode]?
    /// How many candidates' forms have each question.
    private let uses: [GUID: Int]

    /// Makes every form: to be called where it may take long.
    ///
    /// - Returns: nil before the public number is known.
    init?(_ frozen: SittingStore.Frozen, candidates: [GUID], formCodes: Int?) {
        guard let master = frozen.master else { return nil }
        let pad = KeyPad(frozen.secret)
        var uses: [GUID: Int] = [:]
        func count(_ seed: Seed, times: Int) {
            for slot in Form.make(frozen.manifest, seed: seed, pad: pad).slots {
                uses[slot.reference.question, default: 0] += times
            }
        }
        codes = formCodes.map { FormCode.deal($0, to: candidates.count, master: master) }
        if let codes {
            for (code, holders) in Dictionary(grouping: codes, by: \.self) {
                count(Seed(master: master, form: code), times: holders.count)
            }
        } else {
            for guid in candidates { count(Seed(master: master, candidate: guid), times: 1) }
        }
        self.uses = uses
    }

    func store(of sitting: Int64, _ connection: Connection) throws {
        let store = SittingStore(connection)
        if let codes {
            for (candidate, code) in zip(try store.candidates(of: sitting), codes) {
                try store.setFormCode(code, of: candidate.id)
            }
        }
        try QuestionUseStore(connection).record(forms: uses, of: sitting)
    }
}
