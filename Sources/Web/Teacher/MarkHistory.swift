import Assessment
import Delivery
import People
import Storage
import Values

/// How one attempt came to its mark: graded, and graded again with why and by whom.
struct MarkHistory {
    /// One grading.
    private struct Grading {
        let result: AttemptResult
        /// What stood before it; nil for the first.
        let before: Mark?
        /// What was decided since the grading before about questions of this paper, by
        /// the place of the question.
        let decisions: [(slot: Int, amendment: KeyAmendment)]
    }

    /// Oldest first; the first mark is one of them.
    private let gradings: [Grading]
    private let sitting: SittingStore.Sitting
    private let shown: ShownQuestions
    private let visit: Visit

    init(
        of candidate: Int64, attempt: Int, form: Form, _ amendments: KeyAmendments,
        _ shown: ShownQuestions, in sitting: SittingStore.Sitting, _ visit: Visit
    ) async throws {
        self.sitting = sitting
        self.shown = shown
        self.visit = visit
        let slots = Dictionary(
            form.slots.enumerated().map { ($0.element.reference, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        var last: AttemptResult?
        gradings = try await visit.site.delivery.history(sitting.id, candidate: candidate)
            .filter { $0.number == attempt }
            .map { result in
                defer { last = result }
                let since = amendments.all.filter {
                    last != nil && $0.number > last?.amendments ?? 0
                        && $0.number <= result.amendments
                }
                return Grading(
                    result: result, before: last?.earned,
                    decisions: since.compactMap { one in slots[one.reference].map { ($0, one) } })
            }
    }

    /// For the teacher: every grading, where there is more than one.
    func rows() async throws -> [View] {
        guard gradings.count > 1 else { return [] }
        let deciders = Set(gradings.compactMap(\.result.person))
        let names = try await visit.site.database.read { connection in
            try deciders.reduce(into: [Int64: String]()) { names, person in
                names[person] = try PeopleStore(connection).person(person)?.details.fullName
            }
        }
        return gradings.map { grading in
            [
                "at": VietnamTime(grading.result.gradedAt).text,
                "mark": sitting.shown(grading.result.earned),
                "why": visit.word("history.\(grading.result.reason.rawValue)"),
                "person": grading.result.person.flatMap { names[$0] } ?? "",
                "decisions": grading.decisions.map { slot, amendment in
                    decision(
                        amendment, slot, shown.text(of: amendment.change, on: amendment.reference))
                },
            ]
        }
    }

    /// For the student: what each grading after the first one made of the mark, and why,
    /// but for what a person gave: that stands beside the answer.
    /// Who decided stays in the school.
    var told: [View] {
        gradings.filter { $0.before != nil && $0.result.reason != .marked }.map { grading in
            let (from, to) = (
                grading.before.map { sitting.shown($0) } ?? "",
                sitting.shown(grading.result.earned)
            )
            return [
                "text": visit.word(
                    from == to ? "result.stayed" : "result.moved",
                    ["at": VietnamTime(grading.result.gradedAt).text, "from": from, "to": to]),
                "late": grading.result.reason == .lateAdmitted,
                "decisions": grading.decisions.map { slot, amendment in
                    decision(amendment, slot, shown.name(of: amendment.change))
                },
            ]
        }
    }

    private func decision(_ amendment: KeyAmendment, _ slot: Int, _ what: String) -> View {
        ["number": "\(slot + 1)", "what": what, "reason": amendment.reason]
    }
}
