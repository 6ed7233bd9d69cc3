import Assessment
package import Storage
import Values

extension SittingDefinition {
    /// The definition of a sitting as the main database keeps it; nil for a missing one.
    package init?(_ sitting: SittingStore.Sitting, _ connection: Connection) throws {
        let store = SittingStore(connection)
        guard let frozen = try store.frozen(sitting.id), let seed = Seed(frozen.masterSeed) else {
            return nil
        }
        self.init(
            id: sitting.id, opens: sitting.opens, closes: sitting.closes,
            duration: Int64(sitting.duration) * 60, grace: Int64(sitting.grace),
            manifest: frozen.manifest, masterSeed: seed,
            candidates: Dictionary(
                try store.candidates(of: sitting.id).map { ($0.id, $0.guid) },
                uniquingKeysWith: { first, _ in first }))
    }
}

extension Registration {
    /// The sitting with the keys of every version that its forms may show.
    package init?(_ sitting: SittingStore.Sitting, _ connection: Connection) throws {
        guard let definition = try SittingDefinition(sitting, connection) else { return nil }
        let questions = QuestionStore(connection)
        var keys: [VersionReference: Interaction] = [:]
        for reference in definition.manifest.references where keys[reference] == nil {
            keys[reference] = try questions.content(
                guid: reference.question, version: reference.version)?.interaction
        }
        self.init(definition: definition, keys: keys)
    }
}
