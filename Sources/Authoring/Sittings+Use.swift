package import Assessment
import Converters
import Storage
import Values

extension Sittings {
    /// Notes what the papers of a sitting earned with each question, when all of it is
    /// graded, and again when marks changed: from this the difficulty of questions is known.
    /// Of a practice the first attempts count; trials leave no trace, nor does an answer that
    /// a person has yet to mark, nor a question that everybody has or nobody.
    ///
    /// - Parameter results: the latest of every attempt.
    package func noteMarks(_ results: [AttemptResult], of id: Int64) async throws {
        let read = try await database.read { connection -> Noting? in
            let store = SittingStore(connection)
            guard let sitting = try store.sitting(id), sitting.kind != .trial,
                let frozen = try store.frozen(id)
            else { return nil }
            return Noting(
                frozen: frozen, candidates: try store.candidates(of: id),
                amendments: try KeyAmendmentStore(connection).amendments(of: id))
        }
        guard let read else { return }
        let earned = await HeavyWork.run { read.earned(by: results) }
        try await database.write { connection in
            let uses = QuestionUseStore(connection)
            for (question, one) in earned {
                try uses.record(papers: one.papers, earned: one.sum, with: question, of: id)
            }
        }
    }
}

/// A sitting as its marks are noted.
private struct Noting: Sendable {
    let frozen: SittingStore.Frozen
    let candidates: [SittingStore.Candidate]
    let amendments: KeyAmendments

    /// Papers with a question, and what they earned with it together, in thousandths.
    struct Earned: Sendable {
        var papers = 0
        var sum = 0
    }

    /// Makes every form: for a while.
    func earned(by results: [AttemptResult]) -> [GUID: Earned] {
        guard let master = frozen.master else { return [:] }
        let pad = KeyPad(frozen.secret)
        let known = Dictionary(
            candidates.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let dropped = amendments.dropped
        let givenToAll = amendments.givenToAll
        var earned: [GUID: Earned] = [:]
        for result in results where result.number == 1 {
            guard let candidate = known[result.candidate] else { continue }
            let seed =
                candidate.formCode.map { Seed(master: master, form: $0) }
                ?? Seed(master: master, candidate: candidate.guid)
            let form = Form.make(frozen.manifest, seed: seed, pad: pad)
            let worths = form.worths(dropping: dropped)
            let pending = Set(result.pending(on: form))
            for (place, (slot, marked)) in zip(form.slots, result.slots).enumerated() {
                var one = earned[slot.reference.question, default: Earned()]
                if !pending.contains(place), !givenToAll.contains(slot.reference),
                    let share = Self.thousandths(marked.earned, of: worths[place])
                {
                    one.papers += 1
                    one.sum += share
                }
                earned[slot.reference.question] = one
            }
        }
        return earned
    }

    /// Nil of a question that is worth nothing.
    private static func thousandths(_ earned: Mark, of worth: Mark) -> Int? {
        guard let inverse = Mark(worth.denominator, over: worth.numerator) else { return nil }
        let share = earned * inverse * Mark(1_000)
        return Int(min(max(share.numerator / share.denominator, -1_000), 1_000))
    }
}
