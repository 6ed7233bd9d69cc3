import Foundation
import Testing

@testable import Storage

@Suite struct MigrationTests {
    private let folder = try? TemporaryFolder()
    private static let first = Migration(1, "first", "create table a (x integer not null) strict")
    private static let second = Migration(
        2, "second", "alter table a add column y text; create index a_y on a (y);")

    private func open(_ migrations: [Migration]) throws -> Database {
        let folder = try #require(folder)
        return try Database(
            path: folder.file("t.sqlite"), migrations: migrations,
            backupFolder: folder.file("backups"))
    }

    private var backups: [String] { folder?.names(in: "backups") ?? [] }

    @Test func appliesWhatIsMissingOnceAfterABackup() async throws {
        let old = try open([Self.first])
        try await old.write { try $0.run("insert into a values (7)") }
        try old.close()
        #expect(backups == [], "a new database has nothing to lose")

        try open([Self.first, Self.second]).close()
        let again = try open([Self.first, Self.second])
        let rows = try await again.read { try $0.rows("select x, y from a") }
        #expect(try rows.map { try $0.int("x") } == [7])
        let applied = try await again.read {
            try $0.rows("select name from migration order by number")
        }
        #expect(try applied.map { try $0.text("name") } == ["first", "second"])
        #expect(backups == ["t-before-migration-2.sqlite"])
    }

    @Test func theBackupHoldsTheOldState() async throws {
        let old = try open([Self.first])
        try await old.write { try $0.run("insert into a values (7)") }
        try old.close()
        try open([Self.first, Self.second]).close()
        let folder = try #require(folder)
        let copy = try Database(
            path: folder.file("backups/t-before-migration-2.sqlite"), migrations: [Self.first],
            backupFolder: folder.file("elsewhere"))
        #expect(try await copy.read { try $0.rows("select x from a").count } == 1)
    }

    @Test func refusesANewerDatabase() throws {
        try open([Self.first, Self.second]).close()
        let path = try #require(folder).file("t.sqlite")
        #expect(throws: StoreError.newerDatabase(path: path, found: 2, known: 1)) {
            try open([Self.first])
        }
        #expect(backups == [], "nothing was touched")
    }

    @Test func refusesAChangedMigration() throws {
        try open([Self.first]).close()
        let changed = Migration(1, "first", Self.first.sql + " ")
        #expect(throws: StoreError.changedMigration(number: 1, name: "first")) {
            try open([changed, Self.second])
        }
    }

    @Test func refusesAGapInTheNumbers() {
        #expect(throws: StoreError.changedMigration(number: 2, name: "second")) {
            try open([Self.second])
        }
    }

    @Test(arguments: [
        ("create table b (x); create table a (x)", "the second statement fails"),
        ("create table b (x); nonsense", "does not compile"),
        (
            "create table b (x integer references a (rowid)); insert into b values (9)",
            "leaves an orphan"
        ),
    ])
    func aFailedMigrationLeavesTheDatabaseAsItWas(sql: String, why: String) async throws {
        try open([Self.first]).close()
        #expect(throws: StoreError.self, "\(why)") {
            try open([Self.first, Migration(2, "bad", sql)])
        }
        let tables = try await open([Self.first]).read {
            try $0.rows("select name from sqlite_schema where type = 'table' order by name")
        }
        #expect(try tables.map { try $0.text("name") } == ["a", "migration"])
    }
}
