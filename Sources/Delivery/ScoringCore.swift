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
        /// By slot, the shares that a person gave; empty: none.
        package var given: [Mark?] = []
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

    /// What papers earned, and by which state of the keys.
    package struct Grades: Sendable {
        /// For each paper, what each slot earned.
        package let marks: [[Mark]]
        /// How many amendments the keys had taken in.
        package let amendments: Int
    }

    /// Compiles the keys of all versions that a sitting's forms hold, as they are amended.
    /// Keys with more amendments stay where they are: amendments are never taken back,
    /// so what comes with fewer is out of date.
    ///
    /// - Throws: `DeliveryError.missingKey` when a version has none, `.unfitAmendment`;
    ///   then nothing changed.
    package func load(_ set: KeySet, _ registration: Registration) async throws(DeliveryError) {
        let dropped = registration.amendments.dropped
        var keys: [CompiledKey?] = []
        let references = registration.definition.manifest.references
        for reference in references {
            guard registration.held.contains(reference) else {
                keys.append(nil)
                continue
            }
            guard let interaction = registration.keys[reference] else {
                throw .missingKey(reference)
            }
            do throws(AmendmentFault) {
                keys.append(
                    CompiledKey(try registration.amendments.key(of: reference, interaction)))
            } catch {
                throw .unfitAmendment(reference, error)
            }
        }
        let compiled = Compiled(
            keys: keys, isDropped: dropped.isEmpty ? [] : references.map(dropped.contains),
            amendments: registration.amendments.count)
        for shard in shards { await shard.load(set, compiled) }
    }

    /// Forgets keys.
    package func unload(_ set: KeySet) async {
        for shard in shards { await shard.unload(set) }
    }

    /// Marks papers.
    ///
    /// - Throws: `DeliveryError.keysNotLoaded`.
    package func grade(
        _ papers: [Paper], by set: KeySet
    ) async throws(DeliveryError) -> Grades {
        guard papers.count > Self.smallBatch else {
            return try await shards[next.take(of: shards.count)].grade(papers, by: set)
        }
        let size = (papers.count + shards.count - 1) / shards.count
        var running: [Task<Result<Grades, DeliveryError>, Never>] = []
        for (shard, start) in zip(shards, stride(from: 0, to: papers.count, by: size)) {
            let part = Array(papers[start..<min(start + size, papers.count)])
            running.append(Task { await shard.tryGrading(part, by: set) })
        }
        var marks: [[Mark]] = []
        var amendments = Int.max
        for task in running {
            let grades = try await task.value.get()
            marks += grades.marks
            amendments = min(amendments, grades.amendments)
        }
        return Grades(marks: marks, amendments: amendments)
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

    /// The keys of a manifest's items, in their order; nil for those that no form holds.
    private struct Compiled: Sendable {
        let keys: [CompiledKey?]
        /// By item; empty where every question counts.
        let isDropped: [Bool]
        let amendments: Int

        /// - Throws: `DeliveryError.missingKey` of a question that no form should hold.
        func marks(of paper: Paper) throws(DeliveryError) -> [Mark] {
            let worths = isDropped.isEmpty ? nil : paper.form.worths { isDropped[$0] }
            var marks: [Mark] = []
            for slot in paper.responses.indices {
                guard let key = keys[paper.form.item(at: slot)] else {
                    throw .missingKey(paper.form[slot].reference)
                }
                let given = paper.given.isEmpty ? nil : paper.given[slot]
                marks.append(
                    key.fraction(for: paper.responses[slot], given: given)
                        * (worths?[slot] ?? paper.form.worth(at: slot)))
            }
            return marks
        }
    }

    private actor Shard {
        private var sets: [KeySet: Compiled] = [:]

        func load(_ set: KeySet, _ compiled: Compiled) {
            if let held = sets[set], held.amendments > compiled.amendments { return }
            sets[set] = compiled
        }

        func unload(_ set: KeySet) { sets[set] = nil }

        func tryGrading(_ papers: [Paper], by set: KeySet) -> Result<Grades, DeliveryError> {
            do { return .success(try grade(papers, by: set)) } catch { return .failure(error) }
        }

        func grade(_ papers: [Paper], by set: KeySet) throws(DeliveryError) -> Grades {
            guard let compiled = sets[set] else { throw .keysNotLoaded }
            var marks: [[Mark]] = []
            for paper in papers { marks.append(try compiled.marks(of: paper)) }
            return Grades(marks: marks, amendments: compiled.amendments)
        }
    }
}
