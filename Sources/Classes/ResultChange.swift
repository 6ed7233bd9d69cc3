import Interchange
import Storage
import Training
import Values

/// What a row of results means for somebody in a class: the facts to record, none where
/// all of it is known.
struct ResultChange: Hashable, Sendable {
    let kind: ResultPlan.Kind
    let facts: [EnrolmentStore.Fact]

    init(kind: ResultPlan.Kind, facts: [EnrolmentStore.Fact]) {
        self.kind = kind
        self.facts = facts
    }

    /// - Parameter events: what is recorded of the person in the class; none of a newcomer.
    init(
        _ row: ResultRow, _ trainingClass: TrainingClass, today: CalendarDate,
        knowing events: [TrainingEvent]
    ) {
        let standing = TrainingState.standing(events)
        let state = TrainingState(events)
        let wanted = Self.wanted(row, trainingClass, today)
        var facts: [EnrolmentStore.Fact] = []
        if state.enrolledOn == nil || state.leftOn != nil {
            let first = wanted.map { min($0.effectiveOn, trainingClass.from) }
            facts.append(.init(.enrolled, on: first ?? trainingClass.from))
        }
        let known = standing.last { [.result, .completed, .notCompleted].contains($0.kind) }
        var corrects = false
        if var wanted {
            if row.completedOn == nil, let known, known.kind == wanted.kind {
                wanted.effectiveOn = known.on
            }
            if wanted.kind == .attended {
                if state.attendedOn == nil { facts.append(wanted) }
            } else if let known {
                if !Self.says(known, wanted) {
                    wanted.content.becomes = wanted.kind
                    wanted.kind = .corrected
                    wanted.corrects = known.root
                    facts.append(wanted)
                    corrects = true
                }
            } else {
                facts.append(wanted)
            }
        }
        self.facts = facts
        kind = facts.isEmpty ? .same : corrects ? .changed : .new
    }

    /// What somebody's events come to with this change.
    func state(after events: [TrainingEvent]) -> TrainingState {
        let last = events.map(\.id).max() ?? 0
        let recorded = events.map(\.recordedAt).max() ?? Instant(milliseconds: 0)
        return TrainingState(
            events
                + facts.enumerated().map { place, fact in
                    TrainingEvent(
                        id: last + 1 + Int64(place), kind: fact.kind,
                        effectiveOn: fact.effectiveOn, recordedAt: recorded,
                        content: fact.content, corrects: fact.corrects)
                })
    }

    private static func says(
        _ known: TrainingState.Fact, _ wanted: EnrolmentStore.Fact
    ) -> Bool {
        known.kind == wanted.kind && known.on == wanted.effectiveOn
            && known.content.bare == wanted.content
    }

    /// The fact that a row states; nil where it only names somebody.
    private static func wanted(
        _ row: ResultRow, _ trainingClass: TrainingClass, _ today: CalendarDate
    ) -> EnrolmentStore.Fact? {
        let marks = row.marks.isEmpty ? nil : row.marks
        let content = TrainingEvent.Content(
            marks: marks, total: row.total)
        let day = row.completedOn ?? min(trainingClass.until, today)
        return switch row.outcome {
        case .completed: .init(.completed, on: day, content)
        case .notCompleted: .init(.notCompleted, on: day, content)
        case .absent: .init(.notCompleted, on: day, .init(wasAbsent: true))
        case .attended: .init(.attended, on: trainingClass.from)
        case nil: content == .init() ? nil : .init(.result, on: day, content)
        }
    }
}
