package import NIOCore

/// What a journey consists of, beside the handshake, the ticket, the start, the
/// handing in and the result.
package struct JourneyPlan: Hashable, Sendable {
    /// Single answers kept, spread evenly over the page views.
    package var saves: Int
    /// Page views; they go round where the paper has fewer pages.
    package var pages: Int
    /// Between two saves.
    package var pause: TimeAmount
    /// Whether the paper is read once more before it is handed in, and compared
    /// with what was acknowledged.
    package var readsBack: Bool
    /// Whether it ends with the open paper.
    package var opensOnly: Bool

    package init(
        saves: Int = 40, pages: Int = 4, pause: TimeAmount = .zero, readsBack: Bool = false,
        opensOnly: Bool = false
    ) {
        self.saves = saves
        self.pages = pages
        self.pause = pause
        self.readsBack = readsBack
        self.opensOnly = opensOnly
    }
}

extension Candidate {
    /// Waits for a moment of the monotonic clock; one that is past does not wait.
    func wait(until moment: NIODeadline) async {
        guard moment > .now() else { return }
        await withCheckedContinuation { waiting in
            loop.scheduleTask(deadline: moment) { waiting.resume() }
        }
    }

    /// Arrives at its time, takes the whole exam and leaves.
    ///
    /// - Parameter due: the arrival's time; a late arrival counts as slowness.
    /// - Returns: whether the result was reached. What went wrong stands in `tally`.
    func takeExam(
        at server: ServerAddress, _ plan: JourneyPlan, due: NIODeadline
    ) async -> Bool {
        await wait(until: due)
        do throws(RehearsalError) {
            try await connect(to: server)
            try await signIn()
            try await openPaper()
            if !plan.opensOnly { try await finish(plan) }
        } catch {
            await disconnect()
            return false
        }
        tally(.journey, since: due)
        await disconnect()
        return true
    }

    private func finish(_ plan: JourneyPlan) async throws(RehearsalError) {
        try await answer(plan)
        if plan.readsBack { try await readBack() }
        try await submit()
        try await readResult()
    }

    private func answer(_ plan: JourneyPlan) async throws(RehearsalError) {
        let views = max(1, plan.pages)
        for view in 0..<views {
            let number = view % pageCount + 1
            // The first view has come with the start.
            if view > 0 { try await readPage(number) }
            let own = slots.values.filter { $0.page == number }.map(\.number).sorted()
            guard !own.isEmpty else { continue }
            let saves = plan.saves * (view + 1) / views - plan.saves * view / views
            for place in 0..<saves {
                if plan.pause > .zero { await wait(until: .now() + plan.pause) }
                try await save(slot: own[place % own.count])
            }
        }
    }

    /// Saves one answer after the other, at random moments that do not depend on
    /// when the server answers.
    ///
    /// - Parameters:
    ///   - mean: seconds between two saves, on average (exponential: a Poisson
    ///     process over all candidates).
    ///   - end: no save is due after it. A backlog is worked off for as long as
    ///     `patience`; what is left then counts as `unsent`.
    func save(
        every mean: Double, from start: NIODeadline, until end: NIODeadline,
        patience: TimeAmount = .seconds(3)
    ) async {
        let numbers = slots.keys.sorted()
        guard !numbers.isEmpty else { return }
        var due = start
        var place = 0
        var unsent = 0
        var isGone = false
        while true {
            due = due + Arrivals.gap(mean: mean)
            guard due < end else { break }
            isGone = isGone || NIODeadline.now() > end + patience
            if isGone {
                unsent += 1
                continue
            }
            await wait(until: due)
            do throws(RehearsalError) {
                try await save(slot: numbers[place % numbers.count], due: due)
            } catch {
                // Without a connection nothing more can be sent.
                isGone = error == .closed || error == .timedOut
            }
            place += 1
        }
        noteUnsent(unsent)
    }
}
