import Assessment
package import Logging
package import Storage
import Synchronization
import Values

/// The exam itself: what candidates and teachers do while it runs. The hot path and
/// nothing else; it knows nothing of pages, people or banks.
///
/// Start: make it, `restore` what is open, then `run` beside the server. Stop:
/// `drain`, then cancel `run`.
package final class Delivery: Sendable {
    package let file: AnswerFile
    package let clock: ServerClock
    let journal: AnswerJournal
    let scoring: ScoringCore
    private let logger: Logger
    private let whenSettled: @Sendable (Int64) async -> Void
    private let rooms = Mutex<[Int64: ExamRoom]>([:])

    /// - Parameters:
    ///   - shards: scoring actors that work side by side.
    ///   - whenSettled: told each sitting of which all is graded.
    /// - Throws: `StoreError` when the kept time cannot be read.
    package init(
        file: AnswerFile, time: TimeSource = .machine, shards: Int = 2,
        logger: Logger = Logger(label: "sen.delivery"),
        whenSettled: @escaping @Sendable (Int64) async -> Void = { _ in }
    ) async throws(StoreError) {
        self.file = file
        clock = ServerClock(
            source: time, kept: try await file.clockReading(),
            followsWall: try await file.openSpans().isEmpty)
        journal = AnswerJournal(file)
        scoring = ScoringCore(shards: shards)
        self.logger = logger
        self.whenSettled = whenSettled
        try await file.keep(clock.reading)
        for jump in clock.jumps {
            logger.error(
                "the wall clock disagrees with the time kept at the last stop",
                metadata: ["aheadMilliseconds": "\(jump.ahead)"])
        }
    }

    // MARK: Sittings

    /// Makes a sitting known, or takes its changed window or candidates. What it
    /// already holds of steps is replayed.
    ///
    /// Its keys are in force from now on; what was graded stays: `regrade` is for that.
    ///
    /// - Throws: `.missingKey`, `.manifestChanged`, `.damaged`, `.store`.
    package func register(_ registration: Registration) async throws(DeliveryError) {
        _ = try await restore([registration])
    }

    /// Makes sittings known and rebuilds their attempts, reading only the steps since
    /// the oldest of them began; closes and grades what ended meanwhile.
    package func restore(
        _ registrations: [Registration]
    ) async throws(DeliveryError) -> RestoreReport {
        var fresh: [Int64: ExamRoom] = [:]
        for registration in registrations {
            let definition = registration.definition
            if let room = knownRoom(definition.id) {
                try await room.update(definition)
            } else {
                fresh[definition.id] = ExamRoom(
                    definition, file: file, journal: journal, scoring: scoring)
            }
            try await scoring.load(.sitting(definition.id), registration)
        }
        var report = try await replay(into: fresh)
        try await install(fresh, &report)
        return report
    }

    /// Opens the rooms, unless another registration was quicker, and lets them catch up.
    private func install(
        _ fresh: [Int64: ExamRoom], _ report: inout RestoreReport
    ) async throws(DeliveryError) {
        let installed = rooms.withLock { rooms in
            fresh.filter { rooms.updateValue(rooms[$0] ?? $1, forKey: $0) == nil }
        }
        for (sitting, room) in installed {
            let (open, closed) = try await room.catchUp(at: clock.now)
            report.open += open
            report.closed += closed
            if await room.isFinished(at: clock.now) { await whenSettled(sitting) }
        }
    }

    private func replay(
        into fresh: [Int64: ExamRoom]
    ) async throws(DeliveryError) -> RestoreReport {
        var report = RestoreReport()
        let spans = try await openSpans(of: Array(fresh.keys))
        var exams: [StepSpan] = []
        for span in spans {
            if await fresh[span.sitting]?.definition.practice == nil {
                exams.append(span)
            } else if span.last == nil {
                try await replayPractice(span, into: fresh, &report)
            }
        }
        if let first = exams.map(\.first).min() {
            let lasts = exams.map(\.last)
            let last = lasts.contains(nil) ? nil : lasts.compactMap(\.self).max()
            try await replay(from: first, through: last, into: fresh, &report)
        }
        for span in spans {
            let summaries = try await stored { () throws(StoreError) in
                try await file.summaries(of: span.sitting)
            }
            await fresh[span.sitting]?.finishReplay(
                summaries, isSettled: span.last != nil, at: clock.now)
        }
        return report
    }

    /// A practice stays open for weeks: its own steps are read, and nobody else's
    /// that lie between them.
    private func replayPractice(
        _ span: StepSpan, into fresh: [Int64: ExamRoom], _ report: inout RestoreReport
    ) async throws(DeliveryError) {
        guard let room = fresh[span.sitting] else { return }
        var next = span.first
        while true {
            let steps = try await stored { () throws(StoreError) in
                try await file.steps(ofPractice: span.sitting, from: next, limit: Self.page)
            }
            guard let last = steps.last?.seq else { return }
            report.strangers += try await room.replay(steps)
            report.steps += steps.count
            next = last + 1
        }
    }

    /// The spans of sittings, new ones opened at the present end of the journal.
    private func openSpans(of sittings: [Int64]) async throws(DeliveryError) -> [StepSpan] {
        let known = try await stored { () throws(StoreError) in
            try await file.spans(of: sittings)
        }
        let new = Set(sittings).subtracting(known.map(\.sitting))
        for outcome in await journal.append(groups: new.map { [.open(sitting: $0)] }) {
            if case .failure(let error) = outcome { throw .store(error) }
        }
        return known
            + (try await stored { () throws(StoreError) in
                try await file.spans(of: Array(new))
            })
    }

    private func replay(
        from first: Int64, through last: Int64?, into fresh: [Int64: ExamRoom],
        _ report: inout RestoreReport
    ) async throws(DeliveryError) {
        var page = readPage(from: first, through: last)
        while true {
            let steps = try await page.value.get()
            guard let seq = steps.last?.seq else { return }
            // The next ones are read while these are replayed.
            page = readPage(from: seq + 1, through: last)
            for (sitting, own) in Dictionary(grouping: steps, by: \.sitting) {
                guard let room = fresh[sitting] else { continue }
                report.strangers += try await room.replay(own)
                report.steps += own.count
            }
        }
    }

    private func readPage(
        from first: Int64, through last: Int64?
    ) -> Task<Result<[StoredStep], DeliveryError>, Never> {
        Task { [file] in
            do throws(StoreError) {
                return .success(
                    try await file.steps(from: first, through: last, limit: Self.page))
            } catch {
                return .failure(.store(error))
            }
        }
    }

    /// Steps read at once.
    private static let page = 10_000

    func stored<T>(
        _ work: () async throws(StoreError) -> T
    ) async throws(DeliveryError) -> T {
        do { return try await work() } catch { throw .store(error) }
    }

    func room(_ sitting: Int64) throws(DeliveryError) -> ExamRoom {
        guard let room = knownRoom(sitting) else { throw .unknownSitting(sitting) }
        return room
    }

    func knownRoom(_ sitting: Int64) -> ExamRoom? { rooms.withLock { $0[sitting] } }

    /// Whether a sitting is registered.
    package func knows(_ sitting: Int64) -> Bool { knownRoom(sitting) != nil }

    /// Whether a sitting is registered and will stay so for a while.
    package func isReady(_ sitting: Int64) async -> Bool {
        guard let room = knownRoom(sitting) else { return false }
        return await room.isReady(at: clock.now)
    }

    // MARK: Time

    /// Rings the bell, watches the wall clock and keeps the time, until cancelled.
    package func run() async {
        var ticks = 0
        while !Task.isCancelled {
            do { try await clock.sleep(milliseconds: 1_000) } catch { return }
            tick()
            ticks += 1
            if ticks % 60 == 0 { await keepTime() }
        }
    }

    private func tick() {
        if let jump = clock.lookForJump() {
            logger.error(
                "the wall clock jumped; no deadline moved",
                metadata: ["aheadMilliseconds": "\(jump.ahead)"])
        }
        let now = clock.now
        for (sitting, room) in rooms.withLock({ $0 }) {
            // Not awaited: a sitting of thousands must not make the others wait.
            Task { await ring(sitting, room, at: now) }
        }
    }

    /// Closes and grades what is due now, everywhere; returns when it is stored.
    package func ring() async {
        let now = clock.now
        for (sitting, room) in rooms.withLock({ $0 }) { await ring(sitting, room, at: now) }
    }

    private func ring(_ sitting: Int64, _ room: ExamRoom, at now: Instant) async {
        guard await room.isDue(at: now) else { return }
        do {
            let closed = try await room.ring(at: now)
            logger.info(
                "the bell rang", metadata: ["sitting": "\(sitting)", "closed": "\(closed)"])
        } catch {
            // It stays due: the next tick tries again.
            logger.error(
                "the bell failed", metadata: ["sitting": "\(sitting)", "error": "\(error)"])
        }
        if await room.isFinished(at: now) { await whenSettled(sitting) }
        if await room.retire(at: now) { await forget(sitting, room) }
    }

    /// Lets go of a sitting that was thrown away: nothing that still comes of it is taken.
    package func discard(_ sitting: Int64) async {
        guard let room = knownRoom(sitting) else { return }
        await room.discard()
        await forget(sitting, room)
    }

    /// Lets go of a retired practice: whoever asks for it again registers it anew.
    private func forget(_ sitting: Int64, _ room: ExamRoom) async {
        // The keys first: while the room stands here, nobody makes another one.
        await scoring.unload(.sitting(sitting))
        rooms.withLock { if $0[sitting] === room { $0[sitting] = nil } }
    }

    private func keepTime() async {
        do {
            try await file.keep(clock.reading)
        } catch {
            logger.error("the time was not kept", metadata: ["error": "\(error)"])
        }
    }

    // MARK: Stop

    /// Refuses what comes from now on; returns when all saves in flight are on disk
    /// and answered.
    package func drain() async {
        let rooms = rooms.withLock { Array($0.values) }
        for room in rooms { await room.refuse() }
        for room in rooms { await room.whenIdle() }
        await keepTime()
    }

    /// What the journal has done, for metrics.
    package var counters: AnswerJournal.Counters { journal.counters }
}
