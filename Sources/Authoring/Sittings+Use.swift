package import Assessment
import Storage
import Values

extension Sittings {
    /// Notes what the papers of a sitting earned with each question, when all of it is
    /// graded: from this the difficulty of questions is known. Of a practice the first
    /// attempts count; trials leave no trace.
    ///
    /// - Parameter results: the latest of every attempt.
    package func noteMarks(_ results: [AttemptResult], of id: Int64) async throws {
        try await database.write { connection in
            let store = SittingStore(connection)
            guard let sitting = try store.sitting(id), sitting.kind != .trial,
                let frozen = try store.frozen(id), let master = frozen.master
            else { return }
            let candidates = Dictionary(
                try store.candidates(of: id).map { ($0.id, $0) },
                uniquingKeysWith: { first, _ in first })
            var papers: [GUID: Int] = [:]
            var earned: [GUID: Int] = [:]
            for result in results where result.number == 1 {
                guard let candidate = candidates[result.candidate] else { continue }
                let seed =
                    candidate.formCode.map { Seed(master: master, form: $0) }
                    ?? Seed(master: master, candidate: candidate.guid)
                let form = Form.make(frozen.manifest, seed: seed, pad: KeyPad(frozen.secret))
                for (slot, marked) in zip(form.slots, result.slots) {
                    guard let share = Self.thousandths(marked.earned, of: slot.worth) else {
                        continue
                    }
                    papers[slot.reference.question, default: 0] += 1
                    earned[slot.reference.question, default: 0] += share
                }
            }
            let uses = QuestionUseStore(connection)
            for (question, count) in papers {
                try uses.record(
                    papers: count, earned: earned[question] ?? 0, with: question, of: id)
            }
        }
    }

    /// Nil of a question that is worth nothing.
    private static func thousandths(_ earned: Mark, of worth: Mark) -> Int? {
        guard let inverse = Mark(worth.denominator, over: worth.numerator) else { return nil }
        let share = earned * inverse * Mark(1_000)
        return Int(min(max(share.numerator / share.denominator, -1_000), 1_000))
    }
}
