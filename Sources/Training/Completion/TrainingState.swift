package import Values

/// What the events about one enrolment come to. The days let it be asked of any date.
package struct TrainingState: Hashable, Sendable {
    package var enrolledOn: CalendarDate?
    package var leftOn: CalendarDate?
    package var attendedOn: CalendarDate?
    package var completedOn: CalendarDate?
    /// The completion counts before this day only.
    package var revokedOn: CalendarDate?
    package var failedOn: CalendarDate?
    package var marks: [String: Mark] = [:]
    package var total: Mark?

    package init() {}

    /// What was known at a moment.
    ///
    /// - Parameters:
    ///   - events: of one enrolment, in any order.
    ///   - moment: nil: now. What was recorded after it is not looked at.
    package init(_ events: [TrainingEvent], knownAt moment: Instant? = nil) {
        for fact in Self.standing(events, knownAt: moment) { take(fact) }
    }

    package func isEnrolled(on day: CalendarDate) -> Bool {
        guard let enrolledOn, enrolledOn <= day else { return false }
        return leftOn.map { $0 > day } ?? true
    }

    package func hasAttended(by day: CalendarDate) -> Bool { attendedOn.map { $0 <= day } ?? false }

    package func hasCompleted(by day: CalendarDate) -> Bool {
        guard let completedOn, completedOn <= day else { return false }
        return revokedOn.map { $0 > day } ?? true
    }

    /// An event as it stands after its corrections.
    package struct Fact: Hashable, Sendable {
        /// The event that was recorded first; corrections name it.
        package let root: Int64
        package let kind: TrainingEvent.Kind
        package let on: CalendarDate
        package let content: TrainingEvent.Content
    }

    /// The facts that stand, by day and then as they were recorded. A correction speaks
    /// for the event at the root of its chain; the last one known is believed.
    package static func standing(
        _ events: [TrainingEvent], knownAt moment: Instant? = nil
    ) -> [Fact] {
        let known = events.filter { event in moment.map { event.recordedAt <= $0 } ?? true }
            .sorted { $0.id < $1.id }
        var facts: [Int64: Fact] = [:]
        var roots: [Int64: Int64] = [:]
        for event in known {
            guard event.kind == .corrected, let corrected = event.corrects else {
                facts[event.id] = Fact(
                    root: event.id, kind: event.kind, on: event.effectiveOn,
                    content: event.content)
                continue
            }
            let root = roots[corrected] ?? corrected
            roots[event.id] = root
            facts[root] = event.content.becomes.map {
                Fact(root: root, kind: $0, on: event.effectiveOn, content: event.content.bare)
            }
        }
        return facts.values.sorted { ($0.on, $0.root) < ($1.on, $1.root) }
    }

    private mutating func take(_ fact: Fact) {
        if let marks = fact.content.marks { self.marks.merge(marks) { $1 } }
        if let total = fact.content.total { self.total = total }
        switch fact.kind {
        case .enrolled:
            enrolledOn = enrolledOn ?? fact.on
            leftOn = nil
        case .attended, .result: attendedOn = attendedOn ?? fact.on
        case .completed:
            attendedOn = attendedOn ?? fact.on
            // Completing again what was never revoked keeps its first day.
            if completedOn == nil || revokedOn != nil { completedOn = fact.on }
            revokedOn = nil
        case .notCompleted:
            if fact.content.wasAbsent != true { attendedOn = attendedOn ?? fact.on }
            failedOn = fact.on
        case .left: leftOn = fact.on
        case .revoked: revokedOn = completedOn == nil ? nil : fact.on
        case .corrected: break
        }
    }
}

extension TrainingState {
    /// A state with the time during which it was what Sen knew.
    package struct Version: Hashable, Sendable {
        package let state: TrainingState
        package let recordedAt: Instant
        /// Nil: it is still what is known.
        package let withdrawnAt: Instant?
    }

    /// All that was ever known of one enrolment, oldest first.
    package static func versions(_ events: [TrainingEvent]) -> [Version] {
        let moments = Set(events.map(\.recordedAt)).sorted()
        var versions: [Version] = []
        for moment in moments {
            let state = TrainingState(events, knownAt: moment)
            if let last = versions.last {
                if last.state == state { continue }
                versions[versions.count - 1] = Version(
                    state: last.state, recordedAt: last.recordedAt, withdrawnAt: moment)
            }
            versions.append(Version(state: state, recordedAt: moment, withdrawnAt: nil))
        }
        return versions
    }
}
