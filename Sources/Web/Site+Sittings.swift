import Authoring
import Delivery
import People
import Storage

extension Site {
    /// Hands a sitting to the delivery, with its keys.
    func register(_ sitting: SittingStore.Sitting) async throws {
        let registration = try await database.read { connection in
            try Registration(sitting, connection)
        }
        guard let registration else { throw NotFound() }
        try await delivery.register(registration)
    }

    /// Brings back a sitting that is not in memory: one that was settled before the
    /// last start, so that an answer which comes long after it is kept all the same,
    /// or a practice that nobody wrote in for a while.
    func ensureKnown(_ sitting: SittingStore.Sitting) async throws {
        var tries = 0
        while await !delivery.isReady(sitting.id) {
            do {
                try await register(sitting)
                return
            } catch DeliveryError.unknownSitting where tries < 100 {
                // It is just leaving memory; a moment later it is gone.
                tries += 1
                try await Task.sleep(for: .milliseconds(2))
            }
        }
    }

    /// Ends a sitting's window now; papers still open end with it, grace included.
    func closeNow(_ sitting: SittingStore.Sitting, by principal: Principal) async throws {
        let ended = try await sittings.end(sitting, by: principal, at: now())
        guard ended.isDrawn else {
            // Nobody can have begun: there are no forms, and no bell that settles it.
            try await database.write { try SittingStore($0).close(ended.id) }
            return
        }
        try await register(ended)
        for candidate in try await delivery.openCandidates(sitting.id) {
            do throws(DeliveryError) {
                try await close(candidate, of: sitting.id, by: principal.person)
            } catch {
                switch error {
                // Handed in this very moment: the others end all the same.
                case .refused, .notStarted: continue
                default: throw error
                }
            }
        }
    }

    private func close(
        _ candidate: Int64, of sitting: Int64, by person: Int64
    ) async throws(DeliveryError) {
        var paper = try await delivery.paper(sitting, candidate: candidate)
        guard !paper.state.isOver else { return }
        // Of a paper whose time stands still, nothing would ever be due.
        if paper.state == .paused {
            paper = try await delivery.resume(sitting, candidate: candidate, by: person)
        }
        _ = try await delivery.extend(
            sitting, candidate: candidate, seconds: -paper.secondsLeft, by: person)
    }

    /// Notes anew what was earned with each question, once marks of a sitting that is over
    /// changed.
    func noteMarks(of sitting: SittingStore.Sitting) async throws {
        guard sitting.isClosed else { return }
        try await sittings.noteMarks(try await delivery.marks(sitting.id), of: sitting.id)
    }
}
