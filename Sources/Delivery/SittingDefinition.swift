package import Assessment
package import Values

/// All that the delivery knows of a sitting, handed over by those who opened it.
package struct SittingDefinition: Sendable {
    /// Its id in the main database.
    package let id: Int64
    /// Candidates can start from here …
    package let opens: Instant
    /// … until here; no deadline lies later, unless someone extends it.
    package let closes: Instant
    /// Seconds that a candidate has.
    package let duration: Int64
    /// Seconds after the deadline in which an answer still counts.
    package let grace: Int64
    package let manifest: Manifest
    /// From which each candidate's seed is derived.
    package let masterSeed: Seed
    /// The permanent identities, by id in the main database.
    package let candidates: [Int64: GUID]

    package init(
        id: Int64, opens: Instant, closes: Instant, duration: Int64, grace: Int64 = 30,
        manifest: Manifest, masterSeed: Seed, candidates: [Int64: GUID]
    ) {
        self.id = id
        self.opens = opens
        self.closes = closes
        self.duration = duration
        self.grace = grace
        self.manifest = manifest
        self.masterSeed = masterSeed
        self.candidates = candidates
    }

    /// The form of one candidate, a pure function of what stands here; nil for a stranger.
    package func form(of candidate: Int64) -> Form? {
        candidates[candidate].map {
            Form.make(manifest, seed: Seed(master: masterSeed, candidate: $0))
        }
    }
}

/// A sitting with its keys, as `Delivery.register` takes it.
package struct Registration: Sendable {
    package let definition: SittingDefinition
    /// The interaction, right answers included, of every version in the manifest.
    package let keys: [VersionReference: Interaction]

    package init(
        definition: SittingDefinition, keys: [VersionReference: Interaction]
    ) {
        self.definition = definition
        self.keys = keys
    }
}
