/// What a load of whole journeys gave.
package struct JourneyReport: Sendable {
    package let candidates: Int
    /// Candidates who reached their result.
    package let finished: Int
    /// Arrivals that were asked for.
    package let arrivalsPerSecond: Double
    /// From the first arrival to the last departure.
    package let seconds: Double
    /// Acknowledged answers that were not found again, where it was looked.
    package let lost: [LostAnswer]
    package let tally: Tally

    package var journeysPerMinute: Double { Double(finished) / seconds * 60 }
}

/// What a load of single saves gave.
package struct SaveReport: Sendable {
    /// Saves that were asked for, over all candidates.
    package let savesPerSecond: Double
    /// From the first save to the last answer.
    package let seconds: Double
    package let candidates: Int
    package let tally: Tally

    /// Saves that were acknowledged, per second.
    package var acknowledgedPerSecond: Double { Double(tally.count(.save)) / seconds }
}

/// One line of a report, in milliseconds; its JSON is stable.
package struct WorkSummary: Hashable, Sendable, Encodable {
    package let work: String
    package let count: Int
    package let perSecond: Double
    package let p50: Double
    package let p95: Double
    package let p99: Double
    package let p999: Double
    package let max: Double

    /// The lines of everything that was done, in the order of `Work`.
    package static func all(_ tally: Tally, seconds: Double) -> [WorkSummary] {
        Work.allCases.compactMap { work in
            guard let latencies = tally.latencies[work],
                let shares = latencies.percentiles([0.5, 0.95, 0.99, 0.999, 1])
            else { return nil }
            let rate = Double(latencies.count) / seconds
            return WorkSummary(
                work: work.rawValue, count: latencies.count,
                perSecond: (rate * 10).rounded() / 10, p50: shares[0], p95: shares[1],
                p99: shares[2], p999: shares[3], max: shares[4])
        }
    }
}

/// Everything `sen rehearse --json` prints.
package struct RehearsalReport: Sendable, Encodable {
    package struct Part: Sendable, Encodable {
        /// "journeys" or "saves".
        package let kind: String
        package let candidates: Int
        /// Arrivals or saves a second that were asked for.
        package let asked: Double
        /// Journeys that reached their result, or saves that were acknowledged.
        package let done: Int
        /// Of these, a minute for journeys, a second for saves.
        package let rate: Double
        package let seconds: Double
        package let work: [WorkSummary]
        package let failures: [String: Int]

        package init(_ report: JourneyReport) {
            kind = "journeys"
            candidates = report.candidates
            asked = report.arrivalsPerSecond
            done = report.finished
            rate = (report.journeysPerMinute * 10).rounded() / 10
            seconds = (report.seconds * 1_000).rounded() / 1_000
            work = WorkSummary.all(report.tally, seconds: report.seconds)
            failures = report.tally.failures
        }

        package init(_ report: SaveReport) {
            kind = "saves"
            candidates = report.candidates
            asked = report.savesPerSecond
            done = report.tally.count(.save)
            rate = (report.acknowledgedPerSecond * 10).rounded() / 10
            seconds = (report.seconds * 1_000).rounded() / 1_000
            work = WorkSummary.all(report.tally, seconds: report.seconds)
            failures = report.tally.failures
        }
    }

    package let server: String
    package let parts: [Part]
    /// Acknowledged answers that were looked for and not found.
    package let lost: [String]

    package init(server: ServerAddress, parts: [Part], lost: [LostAnswer]) {
        self.server = "\(server)"
        self.parts = parts
        self.lost = lost.map { "\($0)" }
    }

    /// Whether every candidate came through, every save was kept and nothing was lost.
    package var isGood: Bool {
        lost.isEmpty
            && parts.allSatisfy { part in
                part.failures.isEmpty && (part.kind == "saves" || part.done == part.candidates)
            }
    }
}
