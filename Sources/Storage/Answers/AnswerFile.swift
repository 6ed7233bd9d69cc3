import Assessment
import Values

/// The answers' own database: steps and results, with a writer of their own, so that
/// nothing else the server does can delay a save.
package final class AnswerFile: Sendable {
    /// For backup and checks.
    package let database: Database

    /// Opens or creates the file; blocks its thread.
    package init(path: String, backupFolder: String) throws(StoreError) {
        database = try Database(
            path: path, migrations: AnswersMigrations.all, backupFolder: backupFolder)
    }

    /// Appends groups of records in one transaction; durable when this returns.
    ///
    /// A group is stored whole or not at all, and one that the schema refuses fails
    /// alone. When the transaction itself fails, so does every group.
    ///
    /// - Returns: for each group, the `seq` of each of its steps in order, or why it failed.
    package func append(_ groups: [[AnswerRecord]]) async -> [Result<[Int64], StoreError>] {
        do {
            return try await database.write { connection in
                try groups.map { try Self.append($0, to: connection) }
            }
        } catch {
            let failure = StoreError(error)
            return groups.map { _ in .failure(failure) }
        }
    }

    /// - Throws: only when the transaction is lost.
    private static func append(
        _ group: [AnswerRecord], to connection: Connection
    ) throws -> Result<[Int64], StoreError> {
        do {
            // A single statement that fails undoes itself.
            if group.count == 1 { return .success(try append(group[0], to: connection)) }
            return .success(
                try connection.savepoint { try group.flatMap { try append($0, to: connection) } })
        } catch {
            guard connection.isInsideTransaction else { throw error }
            return .failure(StoreError(error))
        }
    }

    private static func append(
        _ record: AnswerRecord, to connection: Connection
    ) throws(StoreError) -> [Int64] {
        switch record {
        case .step(let sitting, let attempt, let at, let step, let isPractice):
            return [
                try connection.insert(
                    """
                    insert into step (sitting, attempt, at, kind, body, practice)
                    values ($1, $2, $3, $4, $5, $6)
                    """, sitting, attempt, at, step.kind, step.body, isPractice ? 1 : nil)
            ]
        case .result(let sitting, let result):
            try append(result, of: sitting, to: connection)
        case .regraded(let sitting, let result):
            if try isNewer(result, in: sitting, connection) {
                try append(result, of: sitting, to: connection)
            }
        case .open(let sitting, afresh: false):
            try connection.run(
                """
                insert into span (sitting, first_seq)
                values ($1, coalesce((select max(seq) from step), 0) + 1)
                on conflict (sitting) do update set last_seq = null
                """, sitting)
        case .open(let sitting, afresh: true):
            try connection.run(
                """
                insert into span (sitting, first_seq)
                values ($1, coalesce((select max(seq) from step), 0) + 1)
                on conflict (sitting) do update set last_seq = null, first_seq = excluded.first_seq
                """, sitting)
        case .settle(let sitting):
            try connection.run(
                """
                update span set last_seq = coalesce((select max(seq) from step), 0)
                where sitting = $1
                """, sitting)
        }
        return []
    }

    private static func append(
        _ result: AttemptResult, of sitting: Int64, to connection: Connection
    ) throws(StoreError) {
        try connection.run(
            """
            insert into result (sitting, candidate, attempt, number, version, at, reason, person,
                started_at, ended_at, ending, answered, earned, possible, slots, amendments,
                marking)
            select $1, $2, $3, $14, coalesce(max(version), 0) + 1, $4, $5, $6, $7, $8, $9, $10,
                $11, $12, $13, $15, $16
            from result where sitting = $1 and candidate = $2 and attempt = $3
            """,
            sitting, result.candidate, result.attempt, result.gradedAt, result.reason.rawValue,
            result.person, result.startedAt, result.endedAt, result.ending.rawValue,
            result.answeredCount, result.earned, result.possible, result.slots.stored,
            result.number, result.amendments, try marking(of: result))
    }

    private static func marking(of result: AttemptResult) throws(StoreError) -> JSONText? {
        guard let marking = result.marking else { return nil }
        return try JSONText(marking)
    }

    /// Whether the standing result of the same attempt is by fewer amendments and by the same
    /// markings: one that a person made meanwhile must not be lost.
    private static func isNewer(
        _ result: AttemptResult, in sitting: Int64, _ connection: Connection
    ) throws(StoreError) -> Bool {
        let row = try connection.row(
            """
            select amendments, slots from result
            where sitting = $1 and candidate = $2 and attempt = $3
            order by version desc limit 1
            """, sitting, result.candidate, result.attempt)
        guard let row else { return true }
        let standing = try Self.slots(row, of: result.attempt)
        return try row.int("amendments") < result.amendments
            && standing.compactMap(\.given) == result.slots.compactMap(\.given)
    }
}
