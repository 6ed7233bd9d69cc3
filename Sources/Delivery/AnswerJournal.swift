package import Storage
import Synchronization

/// The one writer of the answers' database, with group commit.
///
/// What arrives while a commit is in flight is collected and written in the next
/// one transaction, so that a sync is shared by all who wait. An append returns
/// only after the sync; a group that the database refuses fails alone.
///
/// A lock, not an actor: who appends only stands in line, and a change of actors
/// would cost more than that.
package final class AnswerJournal: Sendable {
    /// What the journal has done since it was made.
    package struct Counters: Hashable, Sendable {
        /// Transactions: each is one sync.
        package var commits = 0
        /// Groups that were stored.
        package var groups = 0
        /// Groups that failed.
        package var failures = 0
        /// The most groups that shared a commit.
        package var largestCommit = 0
    }

    private struct Waiting {
        let groups: [[AnswerRecord]]
        let answer: CheckedContinuation<[Result<[Int64], StoreError>], Never>
    }

    /// Groups in one transaction: bounds how long a save waits behind a bell's results.
    private static let most = 1_000

    /// Between the beginnings of two commits, at least: on a fast device every save would
    /// else have a commit of its own, which costs more processor than all else of a save.
    /// The first save after a pause does not wait.
    private static let spacing = Duration.milliseconds(3)

    private struct Line {
        var waiting: [Waiting] = []
        var isCommitting = false
        var counters = Counters()
    }

    private let file: AnswerFile
    private let line = Mutex(Line())

    package var counters: Counters { line.withLock { $0.counters } }

    package init(_ file: AnswerFile) { self.file = file }

    /// Appends one group: whole or not at all, durable when this returns.
    ///
    /// - Returns: the `seq` of each of its steps.
    package func append(_ group: [AnswerRecord]) async throws(StoreError) -> [Int64] {
        let results = await append(groups: [group])
        return try results[0].get()
    }

    /// Appends several groups, each for itself, in one commit.
    ///
    /// - Returns: one result a group, in their order.
    package func append(
        groups: [[AnswerRecord]]
    ) async -> [Result<[Int64], StoreError>] {
        await withCheckedContinuation { answer in
            let isFirst = line.withLock { line in
                line.waiting.append(Waiting(groups: groups, answer: answer))
                defer { line.isCommitting = true }
                return !line.isCommitting
            }
            // A task of its own: whoever asked may be cancelled, the commit not.
            if isFirst { Task { await commitAll() } }
        }
    }

    private func commitAll() async {
        while let batch = takeBatch() {
            let begun = ContinuousClock.now
            let results = await file.append(batch.flatMap(\.groups))
            count(results)
            var start = 0
            for waiting in batch {
                let end = start + waiting.groups.count
                waiting.answer.resume(returning: Array(results[start..<end]))
                start = end
            }
            // Nobody cancels this task.
            try? await Task.sleep(until: begun + Self.spacing)
        }
    }

    /// Nil when nobody waits: the next who comes begins anew.
    private func takeBatch() -> [Waiting]? {
        line.withLock { line in
            guard !line.waiting.isEmpty else {
                line.isCommitting = false
                return nil
            }
            var (taken, groups) = (0, 0)
            for next in line.waiting {
                groups += next.groups.count
                guard taken == 0 || groups <= Self.most else { break }
                taken += 1
            }
            defer { line.waiting.removeFirst(taken) }
            return Array(line.waiting[..<taken])
        }
    }

    private func count(_ results: [Result<[Int64], StoreError>]) {
        let stored = results.count { (try? $0.get()) != nil }
        line.withLock { line in
            line.counters.commits += 1
            line.counters.groups += stored
            line.counters.failures += results.count - stored
            line.counters.largestCommit = max(line.counters.largestCommit, results.count)
        }
    }
}
