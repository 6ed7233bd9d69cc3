import Storage
package import Training
package import Values

/// One time that a result was put right, as pages tell it.
package struct Correction: Hashable, Sendable {
    package let at: Instant
    /// Who did it; nil: a sheet, or a command on the server.
    package let person: String?
    package let reason: String?
    /// What was known before it.
    package let before: TrainingState

    /// All that was corrected of an enrolment, the first first; what was done in one moment is
    /// one correction.
    static func all(of enrolment: Int64, _ connection: Connection) throws -> [Correction] {
        let enrolments = EnrolmentStore(connection)
        let events = try enrolments.events(of: enrolment)
        let corrected = events.filter { $0.kind == .corrected }
        guard !corrected.isEmpty else { return [] }
        let people = try enrolments.recorders(of: enrolment)
        var moments: Set<Instant> = []
        return corrected.compactMap { event in
            guard moments.insert(event.recordedAt).inserted else { return nil }
            let before = Instant(milliseconds: event.recordedAt.milliseconds - 1)
            return Correction(
                at: event.recordedAt, person: people[event.id], reason: event.content.reason,
                before: TrainingState(events, knownAt: before))
        }
    }
}
