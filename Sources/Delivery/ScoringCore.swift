package import Assessment
import Scoring
import Synchronization
package import Values

/// Where answers are marked: actors that hold the compiled keys, and the only part
/// of the delivery that can name a key.
///
/// Keys are loaded once for each sitting into every shard; batches are spread over
/// the shards and marked side by side. Grading is a pure function of paper and key.
package struct ScoringCore: Sendable {
    /// One paper to mark.
    package struct Paper: Sendable {
        package let form: Form
        package let responses: [Response?]
    }

    /// Keys that papers can be marked by.
    package enum KeySet: Hashable, Sendable {
        case sitting(Int64)
        /// For finding out what a change of key would do.
        case trial(GUID)
    }

    private let shards: [Shard]
    private let next = Turn()

    package init(shards: Int) { self.shards = (0..<max(1, shards)).map { _ in Shard() } }

    /// Compiles the keys of all versions that a manifest names.
    ///
    /// - Throws: `DeliveryError.missingKey` when a version has none; then nothing changed.
    package func load(
        _ set: KeySet, manifest: Manifest, keys: [VersionReference: Interaction]
    ) async throws(DeliveryError) {
        var compiled: [CompiledKey] = []
        for reference in manifest.references {
            guard let interaction = keys[reference] else { throw .missingKey(reference) }
            compiled.append(CompiledKey(interaction))
        }
        for shard in shards { await shard.load(set, compiled) }
    }

    /// Forgets keys.
    package func unload(_ set: KeySet) async {
        for shard in shards { await shard.unload(set) }
    }

    /// Marks papers.
    ///
    /// - Returns: for each paper, what each slot earned.
    /// - Throws: `DeliveryError.keysNotLoaded`.
    package func grade(
        _ papers: [Paper], by set: KeySet
    ) async throws(DeliveryError) -> [[Mark]] {
        guard papers.count > Self.smallBatch else {
            return try await shards[next.take(of: shards.count)].grade(papers, by: set)
        }
        let size = (papers.count + shards.count - 1) / shards.count
        var running: [Task<Result<[[Mark]], DeliveryError>, Never>] = []
        for (shard, start) in zip(shards, stride(from: 0, to: papers.count, by: size)) {
            let part = Array(papers[start..<min(start + size, papers.count)])
            running.append(Task { await shard.tryGrading(part, by: set) })
        }
        var marks: [[Mark]] = []
        for task in running { marks += try await task.value.get() }
        return marks
    }

    /// Papers that are not worth spreading.
    private static let smallBatch = 16

    /// Whose turn it is among several.
    private final class Turn: Sendable {
        private let count = Atomic<Int>(0)

        func take(of number: Int) -> Int {
            let turn = count.wrappingAdd(1, ordering: .relaxed).oldValue
            return Int(turn.magnitude % UInt(number))
        }
    }

    private actor Shard {
        private var keys: [KeySet: [CompiledKey]] = [:]

        func load(_ set: KeySet, _ compiled: [CompiledKey]) { keys[set] = compiled }

        func unload(_ set: KeySet) { keys[set] = nil }

        func tryGrading(
            _ papers: [Paper], by set: KeySet
        ) -> Result<[[Mark]], DeliveryError> {
            do { return .success(try grade(papers, by: set)) } catch { return .failure(error) }
        }

        func grade(_ papers: [Paper], by set: KeySet) throws(DeliveryError) -> [[Mark]] {
            guard let keys = keys[set] else { throw .keysNotLoaded }
            return papers.map { paper in
                paper.responses.indices.map { slot in
                    keys[paper.form.item(at: slot)].fraction(for: paper.responses[slot])
                        * paper.form.worth(at: slot)
                }
            }
        }
    }
}
