import Foundation
import GRDB

/// Brings a database to the newest migration, one transaction each.
struct Migrator {
    let pool: DatabasePool
    let migrations: [Migration]
    let backupFolder: String

    /// Checks what was applied, backs up, and applies what is missing.
    func run() throws(StoreError) {
        let applied = try sync { try Self.applied(in: $0) }
        try check(applied)
        let missing = migrations.dropFirst(applied.count)
        guard let next = missing.first else { return }
        if !applied.isEmpty { try backUp(before: next) }
        for migration in missing { try apply(migration) }
    }

    private struct Applied {
        let number: Int
        let name: String
        let hash: String
    }

    private static func applied(in database: GRDB.Database) throws -> [Applied] {
        try database.execute(
            sql: """
                create table if not exists migration (
                    number integer primary key,
                    name text not null,
                    hash text not null, -- SHA-256 of the migration's text
                    at integer not null -- when it was applied, UTC milliseconds
                ) strict
                """)
        return try Connection(database)
            .rows("select number, name, hash from migration order by number")
            .map {
                Applied(
                    number: try $0.int("number"), name: try $0.text("name"),
                    hash: try $0.text("hash"))
            }
    }

    private func check(_ applied: [Applied]) throws(StoreError) {
        for (place, migration) in migrations.enumerated() where migration.number != place + 1 {
            throw .changedMigration(number: migration.number, name: migration.name)
        }
        if let newest = applied.last, newest.number > migrations.count {
            throw .newerDatabase(path: pool.path, found: newest.number, known: migrations.count)
        }
        for (old, now) in zip(applied, migrations)
        where old.number != now.number || old.hash != now.hash {
            throw .changedMigration(number: old.number, name: old.name)
        }
    }

    private func backUp(before next: Migration) throws(StoreError) {
        let name = URL(filePath: pool.path).deletingPathExtension().lastPathComponent
        let folder = URL(filePath: backupFolder)
        let target = Self.free(folder, "\(name)-before-migration-\(next.number)")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            try pool.read { try OnlineBackup.copy($0, to: target) }
        } catch {
            throw .backupFailed(path: target, reason: "\(error)")
        }
    }

    /// The first of name, name-2, name-3 … that is not taken.
    private static func free(_ folder: URL, _ name: String) -> String {
        var path = folder.appending(path: "\(name).sqlite").path
        var count = 1
        while FileManager.default.fileExists(atPath: path) {
            count += 1
            path = folder.appending(path: "\(name)-\(count).sqlite").path
        }
        return path
    }

    /// Foreign keys are off while tables are rebuilt, and checked before the commit
    /// (https://www.sqlite.org/lang_altertable.html#otheralter).
    private func apply(_ migration: Migration) throws(StoreError) {
        do {
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "pragma foreign_keys = off")
                defer { try? database.execute(sql: "pragma foreign_keys = on") }
                try database.inTransaction(.immediate) {
                    try database.execute(sql: migration.sql)
                    try database.checkForeignKeys()
                    try record(migration, in: database)
                    return .commit
                }
            }
        } catch {
            throw .migrationFailed(
                number: migration.number, name: migration.name, reason: "\(error)")
        }
    }

    private func record(_ migration: Migration, in database: GRDB.Database) throws {
        try Connection(database).run(
            "insert into migration (number, name, hash, at) values ($1, $2, $3, $4)",
            migration.number, migration.name, migration.hash,
            Int64(Date().timeIntervalSince1970 * 1_000))
    }

    private func sync<T>(_ work: (GRDB.Database) throws -> T) throws(StoreError) -> T {
        do { return try pool.write(work) } catch { throw StoreError(error) }
    }
}
