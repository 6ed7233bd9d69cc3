import Foundation
import GRDB
import Values

/// One SQLite database: one writer beside several readers, durable at every commit.
///
/// Opened in WAL mode with `synchronous = FULL`; foreign keys are enforced. All
/// work runs on threads of its own, never on the cooperative ones. Nothing of the
/// library underneath shows: `Connection` speaks SQL, `Row` gives typed values.
package final class Database: Sendable {
    package let path: String
    private let pool: DatabasePool

    /// Opens or creates the database and brings it to the newest migration.
    ///
    /// Blocks its thread: meant for the start of the process.
    ///
    /// - Parameters:
    ///   - migrations: numbered 1, 2, 3 … in order.
    ///   - backupFolder: receives a copy before an existing database is migrated.
    ///   - readers: how many reads may run side by side.
    /// - Throws: `.cannotOpen`; `.notDurable` when commits would not be synced;
    ///   `.newerDatabase`, `.changedMigration`, `.migrationFailed`, `.backupFailed`.
    package init(
        path: String, migrations: [Migration], backupFolder: String, readers: Int = 4
    ) throws(StoreError) {
        self.path = path
        pool = try Self.open(path, readers: readers)
        try Self.syncEveryCommit(pool)
        try Migrator(pool: pool, migrations: migrations, backupFolder: backupFolder).run()
    }

    /// Runs `work` on a reader, in one unchanging view of the database.
    ///
    /// - Throws: `StoreError`, or what `work` throws; `CancellationError` when the
    ///   task is cancelled.
    package func read<T: Sendable>(
        _ work: @Sendable (Connection) throws -> T
    ) async throws -> T {
        try await Self.naming { try await pool.read { try work(Connection($0)) } }
    }

    /// Runs `work` on the writer as one transaction, synced to disk when this returns.
    ///
    /// - Throws: `StoreError`, or what `work` throws: then nothing was changed.
    ///   `CancellationError` when the task is cancelled before the commit.
    @discardableResult
    package func write<T: Sendable>(
        _ work: @Sendable (Connection) throws -> T
    ) async throws -> T {
        try await Self.naming { try await pool.write { try work(Connection($0)) } }
    }

    /// The library's errors as the store's.
    private static func naming<T>(_ work: () async throws -> T) async throws -> T {
        do { return try await work() } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    /// Like `write`, for an import of many thousand rows: as `HeavyWork`, and its pages stay
    /// in memory (up to 256 MB) until the commit, instead of going to the file and back; the
    /// memory is given back.
    @discardableResult
    package func writeMuch<T: Sendable>(
        _ work: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        try await Self.naming {
            try await HeavyWork.run { [pool] in
                try pool.writeWithoutTransaction { database in
                    try database.execute(sql: "pragma cache_size = -262144")
                    defer {
                        // -2000 is SQLite's own; what fails here has changed nothing.
                        try? database.execute(sql: "pragma cache_size = -2000")
                        try? database.execute(sql: "pragma shrink_memory")
                    }
                    try database.beginTransaction(.immediate)
                    do {
                        let made = try work(Connection(database))
                        try database.commit()
                        return made
                    } catch {
                        try? database.rollback()
                        throw error
                    }
                }
            }
        }
    }

    /// Moves what the WAL holds into the database file, as far as readers allow.
    package func checkpoint() async throws {
        try await Self.naming {
            try await pool.writeWithoutTransaction { database in
                _ = try database.checkpoint(.passive)
            }
        }
    }

    /// Writes a consistent copy to `path`, while reads and writes go on.
    ///
    /// The copy is complete or absent: it grows under another name first.
    ///
    /// - Throws: `StoreError.backupFailed`.
    package func backup(to path: String) async throws(StoreError) {
        do {
            try await pool.read { try OnlineBackup.copy($0, to: path) }
        } catch {
            throw .backupFailed(path: path, reason: "\(error)")
        }
    }

    /// What SQLite finds wrong with the file, or rows whose parents are missing;
    /// empty when all is well.
    package func integrityCheck() async throws -> [String] {
        try await read { connection in
            let broken = try connection.rows("pragma integrity_check")
                .map { try $0.text("integrity_check") }
                .filter { $0 != "ok" }
            let orphans = try connection.rows("pragma foreign_key_check").map {
                "a row of \(try $0.text("table")) has no parent in \(try $0.text("parent"))"
            }
            return broken + orphans
        }
    }

    /// Closes all connections; later calls throw.
    package func close() throws(StoreError) {
        do { try pool.close() } catch { throw StoreError(error) }
    }

    private static func open(_ path: String, readers: Int) throws(StoreError) -> DatabasePool {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = readers
        configuration.label = "sen.\(URL(filePath: path).lastPathComponent)"
        configuration.prepareDatabase { try $0.execute(sql: "pragma trusted_schema = off") }
        do {
            return try DatabasePool(path: path, configuration: configuration)
        } catch {
            throw .cannotOpen(path: path, reason: "\(error)")
        }
    }

    /// The pool sets `synchronous = NORMAL` after it opens, which loses the last
    /// commits when the power fails: so FULL is set now, and read back.
    private static func syncEveryCommit(_ pool: DatabasePool) throws(StoreError) {
        let synchronous: Int64?
        do {
            synchronous = try pool.writeWithoutTransaction { database in
                try database.execute(sql: "pragma synchronous = full")
                return try Int64.fetchOne(database, sql: "pragma synchronous")
            }
        } catch {
            throw .cannotOpen(path: pool.path, reason: "\(error)")
        }
        guard synchronous == 2 else {
            throw .notDurable(path: pool.path, synchronous: synchronous ?? -1)
        }
    }
}
