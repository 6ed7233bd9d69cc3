import NIOCore
import NIOPosix
package import OpenSSLTLS

/// Plays candidates against a server, each on a connection of its own.
package struct Rehearsal: Sendable {
    private let server: ServerAddress
    private let trust: TLSContext
    private let loops: any EventLoopGroup

    /// Seats that are taken at the same time before a load of saves.
    private static let seatsAtOnce = 16

    /// - Parameter authority: the PEM file of the authority that signed the server's
    ///   certificate; nil for those that the system trusts.
    package init(server: ServerAddress, authority: String?) throws(CertificateError) {
        self.server = server
        trust = try .client(trusting: authority.map { .file($0) })
        loops = MultiThreadedEventLoopGroup.singleton
    }

    /// Candidates who are not there yet.
    package func candidates(_ tickets: [String], saving way: SaveWay = .script) -> [Candidate] {
        tickets.map { Candidate(ticket: $0, trusting: trust, saving: way, on: loops.next()) }
    }

    // MARK: Whole journeys

    /// Candidates arrive by the clock, whatever becomes of those before them, and
    /// take the whole exam.
    ///
    /// - Parameter rate: arrivals a second, on average.
    package func journeys(
        of candidates: [Candidate], rate: Double, _ plan: JourneyPlan
    ) async -> JourneyReport {
        let begun = NIODeadline.now() + .milliseconds(50)
        let server = server
        let finished = await withTaskGroup(of: Bool.self) { group in
            var due = begun
            for candidate in candidates {
                let arrival = due
                group.addTask(executorPreference: candidate.executor) {
                    await candidate.takeExam(at: server, plan, due: arrival)
                }
                due = due + Arrivals.gap(mean: 1 / rate)
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        let seconds = Double((NIODeadline.now() - begun).nanoseconds) / 1e9
        return JourneyReport(
            candidates: candidates.count, finished: finished, arrivalsPerSecond: rate,
            seconds: seconds, lost: await Self.lost(by: candidates),
            tally: await Self.takeTally(of: candidates))
    }

    // MARK: Saves alone

    /// Signs all candidates in and opens their papers, a few at a time.
    ///
    /// - Throws: the first thing that went wrong.
    package func seat(_ candidates: [Candidate]) async throws(RehearsalError) {
        let server = server
        let failure = await withTaskGroup(of: RehearsalError?.self) { group in
            var waiting = candidates.makeIterator()
            var failure: RehearsalError?
            func seatNext() {
                guard failure == nil, let candidate = waiting.next() else { return }
                group.addTask(executorPreference: candidate.executor) {
                    await candidate.takeSeat(at: server)
                }
            }
            for _ in 0..<Self.seatsAtOnce { seatNext() }
            while let outcome = await group.next() {
                failure = failure ?? outcome
                seatNext()
            }
            return failure
        }
        if let failure { throw failure }
    }

    /// Seated candidates save single answers at random moments.
    ///
    /// - Parameters:
    ///   - rate: saves a second over all of them, on average.
    ///   - seconds: for how long saves fall due.
    package func saves(
        by candidates: [Candidate], rate: Double, seconds: Double
    ) async -> SaveReport {
        _ = await Self.takeTally(of: candidates)
        let begun = NIODeadline.now() + .milliseconds(50)
        let end = begun + .nanoseconds(Int64(seconds * 1e9))
        let mean = Double(candidates.count) / rate
        await withTaskGroup(of: Void.self) { group in
            for candidate in candidates {
                group.addTask(executorPreference: candidate.executor) {
                    await candidate.save(every: mean, from: begun, until: end)
                }
            }
        }
        let took = Double((NIODeadline.now() - begun).nanoseconds) / 1e9
        return SaveReport(
            savesPerSecond: rate, seconds: max(took, seconds), candidates: candidates.count,
            tally: await Self.takeTally(of: candidates))
    }

    /// Reads every paper once more.
    ///
    /// - Returns: answers that are not as they were acknowledged.
    package func readBack(_ candidates: [Candidate]) async throws(RehearsalError) -> [LostAnswer] {
        var lost: [LostAnswer] = []
        for candidate in candidates { lost += try await candidate.readBack() }
        return lost
    }

    private static func takeTally(of candidates: [Candidate]) async -> Tally {
        var tally = Tally()
        for candidate in candidates { tally.add(await candidate.takeTally()) }
        return tally
    }

    private static func lost(by candidates: [Candidate]) async -> [LostAnswer] {
        var lost: [LostAnswer] = []
        for candidate in candidates { lost += await candidate.lost }
        return lost
    }
}

extension Candidate {
    /// Connects, signs in and opens the whole paper.
    ///
    /// - Returns: what went wrong, if anything.
    fileprivate func takeSeat(at server: ServerAddress) async -> RehearsalError? {
        do throws(RehearsalError) {
            try await connect(to: server)
            try await signIn()
            try await openPaper()
            try await takeOver()
            return nil
        } catch {
            return error
        }
    }
}
