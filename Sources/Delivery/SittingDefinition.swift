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
    /// Seconds that an attempt has; nil: until the sitting closes.
    package let duration: Int64?
    /// Seconds after the deadline in which an answer still counts.
    package let grace: Int64
    /// Nil: there is one attempt, and the bell.
    package let practice: PracticeRules?
    package let manifest: Manifest
    /// From which each form's seed is derived.
    package let masterSeed: Seed
    /// What the manifest's right options are hidden by.
    package let pad: KeyPad
    /// The permanent identities, by id in the main database.
    package let candidates: [Int64: GUID]
    /// Which of the shared forms each candidate has; empty where each has their own.
    package let formCodes: [Int64: FormCode]

    package init(
        id: Int64, opens: Instant, closes: Instant, duration: Int64?, grace: Int64 = 30,
        practice: PracticeRules? = nil, manifest: Manifest, masterSeed: Seed, pad: KeyPad? = nil,
        candidates: [Int64: GUID], formCodes: [Int64: FormCode] = [:]
    ) {
        self.id = id
        self.opens = opens
        self.closes = closes
        self.duration = duration
        self.grace = grace
        self.practice = practice
        self.manifest = manifest
        self.masterSeed = masterSeed
        self.pad = pad ?? KeyPad(masterSeed)
        self.candidates = candidates
        self.formCodes = formCodes
    }

    /// The form of one candidate's attempt, a pure function of what stands here; nil
    /// for a stranger.
    package func form(of candidate: Int64, attempt: Int = 1) -> Form? {
        candidates[candidate].map { guid in
            if let code = formCodes[candidate] { return form(code) }
            return Form.make(
                manifest, seed: Seed(master: masterSeed, candidate: guid, attempt: attempt),
                pad: pad)
        }
    }

    /// A form that candidates share.
    package func form(_ code: FormCode) -> Form {
        Form.make(manifest, seed: Seed(master: masterSeed, form: code), pad: pad)
    }
}

/// A sitting with its keys, as `Delivery.register` takes it.
package struct Registration: Sendable {
    package let definition: SittingDefinition
    /// The interaction, right answers included, of every version that forms hold.
    package let keys: [VersionReference: Interaction]
    /// Those versions.
    package let held: Set<VersionReference>
    /// What was decided about them since.
    package let amendments: KeyAmendments

    /// - Parameter held: nil: all that the manifest names.
    package init(
        definition: SittingDefinition, keys: [VersionReference: Interaction],
        held: Set<VersionReference>? = nil, amendments: KeyAmendments = .none
    ) {
        self.definition = definition
        self.keys = keys
        self.held = held ?? Set(definition.manifest.references)
        self.amendments = amendments
    }
}
