import Foundation
import Testing

@testable import Storage

/// The main database's schema, as published and as enforced.
@Suite struct MainSchemaTests {
    private let folder = try? TemporaryFolder()

    private func open() throws -> Database {
        let folder = try #require(folder)
        return try Database(
            path: folder.file("main.sqlite"), migrations: MainMigrations.all,
            backupFolder: folder.file("backups"))
    }

    /// `SEN_GOLDEN=write` rewrites the file after a wanted change.
    @Test func theSchemaIsAsPublished() async throws {
        let schema = try await open().read { try $0.schema() }
        let golden = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Storage/Migrations/schema-main.sql")
        if ProcessInfo.processInfo.environment["SEN_GOLDEN"] == "write" {
            try schema.write(to: golden, atomically: true, encoding: .utf8)
        }
        #expect(schema == (try String(contentsOf: golden, encoding: .utf8)))
    }

    /// From each released version to the newest, and what was there stays.
    @Test(arguments: 1...MainMigrations.all.count)
    func everyVersionComesUpToDate(from number: Int) async throws {
        let folder = try #require(folder)
        let old = try Database(
            path: folder.file("main.sqlite"),
            migrations: Array(MainMigrations.all.prefix(number)),
            backupFolder: folder.file("backups"))
        try await old.write {
            try $0.run(
                """
                insert into person (guid, code, full_name, sort_key, created_at)
                values ('g', 'c', 'An', 'an', 1)
                """)
        }
        try old.close()
        let new = try open()
        #expect(try await new.read { try $0.row("select 1 as one from person") } != nil)
        #expect(try await new.integrityCheck() == [])
    }

    @Test func aNewerDatabaseIsRefused() throws {
        let folder = try #require(folder)
        let next = Migration(
            MainMigrations.all.count + 1, "of another day", "create table later (x integer)")
        try Database(
            path: folder.file("main.sqlite"), migrations: MainMigrations.all + [next],
            backupFolder: folder.file("backups")
        ).close()
        #expect(
            throws: StoreError.newerDatabase(
                path: folder.file("main.sqlite"), found: next.number, known: next.number - 1)
        ) { try open() }
    }

    /// What the schema refuses before any Swift type could.
    @Test(arguments: [
        (
            "insert into membership values (1, 1, 1, '2026-09-05', null, 1, null)",
            StoreError.Constraint.foreignKey, "nobody"
        ),
        ("insert into account values (9, 'an', null, 0)", .foreignKey, "an account of nobody"),
        ("insert into person_role values (1, 'king')", .check, "no such role"),
        (
            "insert into person (guid, code, full_name, sort_key, created_at) "
                + "values ('g1', 'c1', null, '', 1)", .notNull, "a person without a name"
        ),
        (
            "insert into person (guid, code, full_name, sort_key, created_at) "
                + "values ('g', 'c2', 'B', '', 1)", .unique, "two people with one GUID"
        ),
        (
            "insert into person (guid, code, full_name, sort_key, created_at, gender) "
                + "values ('g3', 'c3', 'B', '', 1, 'x')", .check, "no such gender"
        ),
        (
            "insert into topic (subject_id, path) values (7, 'A')", .foreignKey,
            "a topic of no subject"
        ),
        ("insert into asset values ('h', 'image/svg+xml', x'00')", .check, "SVG is never kept"),
        (
            "insert into session values (x'00', 7, null, 1, 2)", .foreignKey,
            "a session of nobody"
        ),
        ("insert into unit (guid, code) values (1.5, 2)", .notNull, "half a class"),
        (
            "insert into unit_state values (1, 1, '2026-09-05', null, 'A', 'a', null, 1, 1, null)",
            .check, "a unit below itself"
        ),
        (
            "insert into post values (1, 1, 1, 'head', null, null, 1, '2026-09-05', '2026-09-05',"
                + " 1, null)", .check, "a post that ends before it begins"
        ),
        ("update person set same_as = 1", .check, "a record that stands for itself"),
        ("delete from person where id = 1", .foreignKey, "somebody still has this account"),
    ])
    func theSchemaRefuses(
        sql: String, constraint: StoreError.Constraint, why: String
    ) async throws {
        let database = try open()
        try await database.write {
            try $0.run(
                """
                insert into person (id, guid, code, full_name, sort_key, created_at)
                values (1, 'g', 'c', 'An', 'an', 1)
                """)
            try $0.run("insert into account values (1, 'an1', null, 1)")
        }
        do {
            try await database.write { try $0.run(sql) }
            Issue.record("taken: \(why)")
        } catch StoreError.constraint(let found, _) {
            #expect(found == constraint, "\(why)")
        }
    }
}
