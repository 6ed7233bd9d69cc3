import Assessment
import Storage
import Values

/// Marks ended attempts by other keys, from their stored results: what was answered
/// stands there.
struct Regrader: Sendable {
    let definition: SittingDefinition
    let scoring: ScoringCore
    let keys: ScoringCore.KeySet
    /// Who decided; nil for a trial.
    let person: Int64?
    let now: Instant

    /// A stored result with what the keys make of it.
    struct Regraded: Sendable {
        let before: AttemptResult
        let after: AttemptResult

        var isChanged: Bool { before.slots != after.slots }

        var change: MarkChange {
            MarkChange(
                candidate: before.candidate, attempt: before.attempt, from: before.earned,
                to: after.earned, changesSlots: isChanged)
        }
    }

    /// Marks results anew; those of candidates whom the sitting no longer lists are
    /// left out.
    func regrade(_ results: [AttemptResult]) async throws(DeliveryError) -> [Regraded] {
        let formed = results.compactMap { result in
            definition.form(of: result.candidate, attempt: result.number).map { (result, $0) }
        }
        let grades = try await scoring.grade(
            formed.map { result, form in
                ScoringCore.Paper(
                    form: form, responses: result.slots.map(\.response),
                    given: result.slots.map(\.given))
            }, by: keys)
        return zip(formed, grades.marks).map { formed, marks in
            Regraded(
                before: formed.0,
                after: formed.0.regraded(
                    marks, amendments: grades.amendments, by: person, at: now))
        }
    }

    /// What to store of them: those that changed.
    func records(of regraded: [Regraded]) -> [[AnswerRecord]] {
        regraded.filter(\.isChanged).map {
            [.regraded(sitting: definition.id, $0.after)]
        }
    }
}
