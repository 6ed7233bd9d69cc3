import Assessment
import Storage
import Values

/// Other keys for attempts that are in memory.
extension ExamRoom {
    /// Marks every ended attempt anew, some hundred a commit.
    ///
    /// Papers that are open are not waited for: they end by the keys in force then.
    ///
    /// - Parameter stores: whether the new results are stored; else nothing changes.
    /// - Returns: one entry an ended attempt, by candidate.
    func regrade(
        by regrader: Regrader, stores: Bool
    ) async throws(DeliveryError) -> [MarkChange] {
        var changes: [MarkChange] = []
        let all = inOrder(seats.values)
        var next = Int64.min
        for start in stride(from: 0, to: all.count, by: Self.batch) {
            let part = all[start..<min(start + Self.batch, all.count)]
            // The last one reaches to the end, so that no result lies between two.
            let last = part.endIndex == all.count ? .max : part[part.endIndex - 1].candidate
            changes += try await regrade(part, next...last, by: regrader, stores: stores)
            next = last == .max ? last : last + 1
        }
        return changes
    }

    private func regrade(
        _ part: ArraySlice<Seat>, _ candidates: ClosedRange<Int64>, by regrader: Regrader,
        stores: Bool
    ) async throws(DeliveryError) -> [MarkChange] {
        begin()
        defer { end() }
        // One being graded this moment is waited for: it may be by the keys before; and nobody
        // may mark an earlier attempt while its results are read and written.
        let ended = part.filter {
            $0.isBusy || $0.live?.attempt.ending != nil || !$0.earlier.isEmpty
        }
        for seat in ended { await enter(seat) }
        defer { for seat in ended { leave(seat) } }
        let results: [AttemptResult]
        do {
            results = try await file.latestResults(of: definition.id, candidates: candidates)
        } catch {
            throw .store(error)
        }
        let regraded = try await regrader.regrade(results)
        guard stores else { return regraded.map(\.change) }
        for outcome in await journal.append(groups: regrader.records(of: regraded)) {
            if case .failure(let error) = outcome { throw .store(error) }
        }
        for (candidate, own) in Dictionary(grouping: regraded, by: \.after.candidate) {
            seats[candidate]?.take(own.map(\.after))
        }
        return regraded.map(\.change)
    }
}

extension ExamRoom.Seat {
    /// Takes the marks of graded attempts, in order. An attempt that was graded and
    /// left while they were read is graded by the keys in force, and keeps its mark.
    fileprivate func take(_ results: [AttemptResult]) {
        if let own = results.first(where: { $0.attempt == live?.id }) { earned = own.earned }
        let others = results.filter { $0.attempt != live?.id }
        for (place, result) in others.enumerated() where earlier.indices.contains(place) {
            earlier[place] = result.earned
        }
    }
}
