package import Assessment
import Values

extension AnswerFile {
    /// Where the steps of these sittings lie; a sitting that was never opened is left out.
    package func spans(of sittings: [Int64]) async throws(StoreError) -> [StepSpan] {
        try await reading { connection in
            try sittings.compactMap { sitting in
                try connection.row(
                    "select sitting, first_seq, last_seq from span where sitting = $1", sitting
                ).map(Self.span)
            }
        }
    }

    /// Sittings that are not wholly graded, oldest first.
    package func openSpans() async throws(StoreError) -> [StepSpan] {
        try await reading { connection in
            try connection.rows(Self.openSpansQuery).map(Self.span)
        }
    }

    static let openSpansQuery =
        "select sitting, first_seq, last_seq from span where last_seq is null order by first_seq"

    /// Steps in order, at most `limit`, all sittings' together: found by the primary
    /// key, whatever the table holds before them.
    ///
    /// - Throws: `StoreError.corrupt` for a step that cannot be read, with its number.
    package func steps(
        from first: Int64, through last: Int64?, limit: Int
    ) async throws(StoreError) -> [StoredStep] {
        try await reading { connection in
            try connection.rows(Self.stepsQuery, first, last ?? .max, limit).map(Self.step)
        }
    }

    static let stepsQuery = """
        select seq, sitting, attempt, at, kind, body from step
        where seq >= $1 and seq <= $2 order by seq limit $3
        """

    /// The same of one practice alone, whatever lies between its steps.
    package func steps(
        ofPractice sitting: Int64, from first: Int64, limit: Int
    ) async throws(StoreError) -> [StoredStep] {
        try await reading { connection in
            try connection.rows(Self.practiceStepsQuery, sitting, first, limit).map(Self.step)
        }
    }

    static let practiceStepsQuery = """
        select seq, sitting, attempt, at, kind, body from step
        where practice = 1 and sitting = $1 and seq >= $2 order by seq limit $3
        """

    /// The latest result of every attempt of a sitting, without its slots, by candidate.
    package func summaries(of sitting: Int64) async throws(StoreError) -> [ResultSummary] {
        try await reading { connection in
            Self.latest(
                try connection.rows(Self.summariesQuery, sitting).map(Self.summary)
            ) { $0.attempt == $1.attempt }
        }
    }

    static let summariesQuery = """
        select candidate, attempt, number, started_at, ended_at, ending, answered, earned, possible
        from result where sitting = $1 order by candidate, attempt, version
        """

    /// The same of one candidate alone.
    package func summaries(
        of sitting: Int64, candidate: Int64
    ) async throws(StoreError) -> [ResultSummary] {
        try await reading { connection in
            Self.latest(
                try connection.rows(Self.candidateSummariesQuery, sitting, candidate)
                    .map(Self.summary)
            ) { $0.attempt == $1.attempt }
        }
    }

    static let candidateSummariesQuery = """
        select candidate, attempt, number, started_at, ended_at, ending, answered, earned, possible
        from result where sitting = $1 and candidate = $2 order by attempt, version
        """

    /// The latest result of every attempt of a sitting, by candidate.
    package func results(of sitting: Int64) async throws(StoreError) -> [AttemptResult] {
        try await reading { connection in
            Self.latest(
                try connection.rows(Self.resultsQuery, sitting).map(Self.result)
            ) { $0.attempt == $1.attempt }
        }
    }

    static let resultsQuery = """
        select candidate, attempt, number, started_at, ended_at, ending, slots, possible,
            amendments, reason, person, at, marking
        from result where sitting = $1 order by candidate, attempt, version
        """

    /// Every result of one candidate, regradings after what they replace.
    package func results(
        of sitting: Int64, candidate: Int64
    ) async throws(StoreError) -> [AttemptResult] {
        try await reading { connection in
            try connection.rows(Self.candidateResultsQuery, sitting, candidate).map(Self.result)
        }
    }

    static let candidateResultsQuery = """
        select candidate, attempt, number, started_at, ended_at, ending, slots, possible,
            amendments, reason, person, at, marking
        from result where sitting = $1 and candidate = $2 order by attempt, version
        """

    /// The results by a person's marking, oldest first.
    ///
    /// - Parameter candidate: nil: of all candidates.
    package func markings(
        of sitting: Int64, candidate: Int64?
    ) async throws(StoreError) -> [AttemptResult] {
        try await reading { connection in
            try connection.rows(
                Self.markingsQuery, sitting, candidate ?? .min, candidate ?? .max
            ).map(Self.result)
        }
    }

    static let markingsQuery = """
        select candidate, attempt, number, started_at, ended_at, ending, slots, possible,
            amendments, reason, person, at, marking
        from result where sitting = $1 and candidate >= $2 and candidate <= $3
            and marking is not null
        order by candidate, attempt, version
        """

    /// The standing result of every attempt of the candidates between these two, by
    /// candidate.
    package func latestResults(
        of sitting: Int64, candidates: ClosedRange<Int64>
    ) async throws(StoreError) -> [AttemptResult] {
        try await reading { connection in
            Self.latest(
                try connection.rows(
                    Self.rangeResultsQuery, sitting, candidates.lowerBound, candidates.upperBound
                ).map(Self.result)
            ) { $0.attempt == $1.attempt }
        }
    }

    static let rangeResultsQuery = """
        select candidate, attempt, number, started_at, ended_at, ending, slots, possible,
            amendments, reason, person, at, marking
        from result where sitting = $1 and candidate >= $2 and candidate <= $3
        order by candidate, attempt, version
        """

    /// The next so many candidates of a sitting that have a result, after one of them.
    package func candidatesWithResults(
        of sitting: Int64, after candidate: Int64, limit: Int
    ) async throws(StoreError) -> [Int64] {
        try await reading { connection in
            try connection.rows(Self.markedCandidatesQuery, sitting, candidate, limit)
                .map { try $0.int64("candidate") }
        }
    }

    static let markedCandidatesQuery = """
        select distinct candidate from result where sitting = $1 and candidate > $2
        order by candidate limit $3
        """

    /// The last reading of the clocks that was kept.
    package func clockReading() async throws(StoreError) -> ClockReading? {
        try await reading { connection in
            try connection.row("select boot, monotonic, at from clock where id = 1").map {
                ClockReading(
                    boot: try $0.text("boot"), monotonic: try $0.int64("monotonic"),
                    at: try $0.instant("at"))
            }
        }
    }

    /// Keeps a reading of the clocks in place of the last one.
    package func keep(_ reading: ClockReading) async throws(StoreError) {
        do {
            try await database.write { connection in
                try connection.run(
                    """
                    insert into clock (id, boot, monotonic, at) values (1, $1, $2, $3)
                    on conflict (id) do update set boot = $1, monotonic = $2, at = $3
                    """, reading.boot, reading.monotonic, reading.at)
            }
        } catch {
            throw StoreError(error)
        }
    }

    private func reading<T: Sendable>(
        _ work: @Sendable (Connection) throws -> T
    ) async throws(StoreError) -> T {
        do { return try await database.read(work) } catch { throw StoreError(error) }
    }

    /// The last of each run of rows that are the same attempt's.
    private static func latest<T>(_ rows: [T], sameAttempt: (T, T) -> Bool) -> [T] {
        rows.indices.filter { place in
            place == rows.count - 1 || !sameAttempt(rows[place], rows[place + 1])
        }.map { rows[$0] }
    }
}

extension AnswerFile {
    private static func span(_ row: Row) throws(StoreError) -> StepSpan {
        StepSpan(
            sitting: try row.int64("sitting"), first: try row.int64("first_seq"),
            last: try row.optionalInt64("last_seq"))
    }

    private static func step(_ row: Row) throws(StoreError) -> StoredStep {
        let seq = try row.int64("seq")
        let step: Step
        do {
            step = try Step(kind: try row.int("kind"), body: try row.text("body"))
        } catch let error as StoreError {
            throw error
        } catch {
            throw .corrupt(
                column: "body of step \(seq)", expected: "step", found: "\(error)", sql: row.sql)
        }
        return StoredStep(
            seq: seq, sitting: try row.int64("sitting"),
            attempt: try row.optionalInt64("attempt") ?? seq, at: try row.instant("at"), step: step)
    }

    private static func summary(_ row: Row) throws(StoreError) -> ResultSummary {
        ResultSummary(
            candidate: try row.int64("candidate"), attempt: try row.int64("attempt"),
            number: try row.int("number"), startedAt: try row.instant("started_at"),
            endedAt: try row.instant("ended_at"),
            ending: try row.choice("ending"), answered: try row.int("answered"),
            earned: try row.mark("earned"), possible: try row.mark("possible"))
    }

    private static func result(_ row: Row) throws(StoreError) -> AttemptResult {
        let attempt = try row.int64("attempt")
        let slots = try slots(row, of: attempt)
        return AttemptResult(
            candidate: try row.int64("candidate"), attempt: attempt,
            number: try row.int("number"), startedAt: try row.instant("started_at"),
            endedAt: try row.instant("ended_at"),
            ending: try row.choice("ending"), slots: slots, possible: try row.mark("possible"),
            amendments: try row.int("amendments"), reason: try row.choice("reason"),
            person: try row.optionalInt64("person"),
            gradedAt: try row.instant("at"),
            marking: try row.optionalJSON("marking"))
    }

    static func slots(
        _ row: Row, of attempt: Int64
    ) throws(StoreError) -> [AttemptResult.SlotResult] {
        do {
            return try [AttemptResult.SlotResult](stored: try row.text("slots"))
        } catch let error as StoreError {
            throw error
        } catch {
            throw .corrupt(
                column: "slots of attempt \(attempt)", expected: "responses and marks",
                found: "another text", sql: row.sql)
        }
    }
}
