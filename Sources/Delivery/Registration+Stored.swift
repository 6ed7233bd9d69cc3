package import Assessment
package import Storage
import Values

extension SittingDefinition {
    /// The definition of a sitting as the main database keeps it; nil for a missing one,
    /// and while the public number that decides its forms is not known.
    package init?(_ sitting: SittingStore.Sitting, _ connection: Connection) throws {
        let store = SittingStore(connection)
        guard let frozen = try store.frozen(sitting.id), let seed = frozen.master else {
            return nil
        }
        let candidates = try store.candidates(of: sitting.id)
        self.init(
            id: sitting.id, opens: sitting.opens, closes: sitting.closes,
            duration: sitting.duration.map { Int64($0) * 60 }, grace: Int64(sitting.grace),
            practice: sitting.practice, manifest: frozen.manifest, masterSeed: seed,
            pad: KeyPad(frozen.secret),
            candidates: Dictionary(
                candidates.map { ($0.id, $0.guid) }, uniquingKeysWith: { first, _ in first }),
            formCodes: Dictionary(
                candidates.compactMap { candidate in
                    candidate.formCode.map { (candidate.id, $0) }
                }, uniquingKeysWith: { first, _ in first }))
    }
}

extension Registration {
    /// The sitting with the keys of every version that its forms hold.
    package init?(_ sitting: SittingStore.Sitting, _ connection: Connection) throws {
        var known: [VersionReference: Interaction] = [:]
        try self.init(sitting, connection, known: &known)
    }

    /// The same for one of many sittings, which share most of their questions.
    ///
    /// - Parameter known: what was read for the others; what is read now is added.
    package init?(
        _ sitting: SittingStore.Sitting, _ connection: Connection,
        known: inout [VersionReference: Interaction]
    ) throws {
        guard let definition = try SittingDefinition(sitting, connection) else { return nil }
        let questions = QuestionStore(connection)
        let held = try Self.held(in: sitting, definition, connection)
        var keys: [VersionReference: Interaction] = [:]
        for reference in held {
            let key =
                try known[reference]
                ?? questions.content(guid: reference.question, version: reference.version)?
                .interaction
            (keys[reference], known[reference]) = (key, key)
        }
        self.init(
            definition: definition, keys: keys, held: held,
            amendments: try KeyAmendmentStore(connection).amendments(of: sitting.id))
    }

    /// What the forms of a sitting hold: of a bank of 100,000 questions a small part. Another
    /// attempt of a practice may bring whatever its manifest names.
    private static func held(
        in sitting: SittingStore.Sitting, _ definition: SittingDefinition,
        _ connection: Connection
    ) throws -> Set<VersionReference> {
        let all = definition.manifest.references
        switch sitting.kind {
        case .practice: return Set(all)
        case .trial:
            let forms = definition.candidates.keys.compactMap { definition.form(of: $0) }
            return Set(forms.flatMap { $0.slots.map(\.reference) })
        case .exam:
            let used = try QuestionUseStore(connection).questions(of: sitting.id)
            return Set(all.filter { used.contains($0.question) })
        }
    }
}
