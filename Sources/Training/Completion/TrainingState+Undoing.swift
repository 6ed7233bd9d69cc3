package import Values

extension TrainingState {
    /// A correction that is yet to be recorded.
    package struct Correction: Hashable, Sendable {
        package let root: Int64
        package let on: CalendarDate
        package let content: TrainingEvent.Content
    }

    /// What has to be recorded so that some events of an enrolment no longer count.
    package static func corrections(
        undoing undone: Set<Int64>, in events: [TrainingEvent]
    ) -> [Correction] {
        let now = Dictionary(
            standing(events).map { ($0.root, $0) }, uniquingKeysWith: { $1 })
        let wanted = Dictionary(
            standing(events.filter { !undone.contains($0.id) }).map { ($0.root, $0) },
            uniquingKeysWith: { $1 })
        return Set(now.keys).union(wanted.keys).sorted().compactMap { root in
            guard now[root] != wanted[root], let day = wanted[root]?.on ?? now[root]?.on else {
                return nil
            }
            var content = wanted[root]?.content.bare ?? .init()
            content.becomes = wanted[root]?.kind
            return Correction(root: root, on: day, content: content)
        }
    }
}
