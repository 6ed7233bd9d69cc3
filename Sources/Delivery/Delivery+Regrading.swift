import Assessment
package import Storage
import Values

/// What changed keys make of the marks. Responses are never touched.
extension Delivery {
    /// What every ended attempt of a sitting would earn by these keys. Changes nothing.
    /// Works for sittings that are not registered, too.
    ///
    /// - Returns: one entry an attempt, by candidate, also where nothing would change.
    /// - Throws: `.missingKey`, `.unfitAmendment`, `.store`.
    package func preview(
        _ registration: Registration
    ) async throws(DeliveryError) -> [MarkChange] {
        let trial = ScoringCore.KeySet.trial(GUID())
        try await scoring.load(trial, registration)
        let changes: Result<[MarkChange], DeliveryError>
        do {
            changes = .success(
                try await regrade(by: regrader(registration, by: trial), stores: false))
        } catch {
            changes = .failure(error)
        }
        await scoring.unload(trial)
        return try changes.get()
    }

    /// Puts a sitting's keys in force and marks every ended attempt by them: a new
    /// result for each of which some question earns another mark. Doing it twice
    /// changes nothing more. Works for sittings that are not registered, too.
    ///
    /// - Throws: `.missingKey`, `.unfitAmendment`, `.store`: then some may be regraded
    ///   and others not, until it is done again.
    package func regrade(
        _ registration: Registration
    ) async throws(DeliveryError) -> [MarkChange] {
        let sitting = registration.definition.id
        // First the keys: whoever hands in from now on is graded by them.
        try await scoring.load(.sitting(sitting), registration)
        return try await regrade(
            by: regrader(registration, by: .sitting(sitting)), stores: true)
    }

    private func regrade(
        by regrader: Regrader, stores: Bool
    ) async throws(DeliveryError) -> [MarkChange] {
        let sitting = regrader.definition.id
        if let room = knownRoom(sitting) {
            return try await room.regrade(by: regrader, stores: stores)
        }
        let changes = try await regradeStored(by: regrader, stores: stores)
        // Registered meanwhile: what its memory has of marks may be older.
        if stores, let room = knownRoom(sitting) {
            _ = try await room.regrade(by: regrader, stores: true)
        }
        return changes
    }

    private func regrader(
        _ registration: Registration, by keys: ScoringCore.KeySet
    ) -> Regrader {
        Regrader(
            definition: registration.definition, scoring: scoring, keys: keys,
            person: registration.amendments.all.last?.person, now: clock.now)
    }

    /// Regrades what is not in memory, a few hundred candidates at a time.
    private func regradeStored(
        by regrader: Regrader, stores: Bool
    ) async throws(DeliveryError) -> [MarkChange] {
        let sitting = regrader.definition.id
        var changes: [MarkChange] = []
        var last = Int64.min
        while true {
            let results = try await stored { () throws(StoreError) -> [AttemptResult] in
                let candidates = try await file.candidatesWithResults(
                    of: sitting, after: last, limit: ExamRoom.batch)
                guard let first = candidates.first, let end = candidates.last else { return [] }
                last = end
                return try await file.latestResults(of: sitting, candidates: first...end)
            }
            guard !results.isEmpty else { return changes }
            let regraded = try await regrader.regrade(results)
            changes += regraded.map(\.change)
            guard stores else { continue }
            for outcome in await journal.append(groups: regrader.records(of: regraded)) {
                if case .failure(let error) = outcome { throw .store(error) }
            }
        }
    }
}

/// Regrading by what the main database holds of amendments.
extension Delivery {
    /// Marks a sitting by the amendments that stand in the main database, and notes
    /// there that it is done.
    ///
    /// - Returns: one entry an ended attempt; empty for a sitting that is missing.
    package func regrade(_ sitting: Int64, of database: Database) async throws -> [MarkChange] {
        let registration = try await database.read { connection in
            try SittingStore(connection).sitting(sitting).flatMap {
                try Registration($0, connection)
            }
        }
        guard let registration else { return [] }
        let changes = try await regrade(registration)
        try await database.write { connection in
            try KeyAmendmentStore(connection).finish(
                sitting, through: registration.amendments.count)
        }
        return changes
    }

    /// Finishes what a stop of the server interrupted: to be called once the sittings
    /// that are open are restored.
    ///
    /// - Returns: how many sittings were regraded.
    package func finishRegrading(of database: Database) async throws -> Int {
        let sittings = try await database.read { try KeyAmendmentStore($0).unfinished() }
        for sitting in sittings { _ = try await regrade(sitting, of: database) }
        return sittings.count
    }
}
