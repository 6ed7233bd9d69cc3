import Foundation
import class GRDB.DatabaseQueue
import struct GRDB.Configuration
import Testing
import Values

@testable import Storage

@Suite struct DatabaseTests {
    private let folder = try? TemporaryFolder()

    private static let notes = Migration(
        1, "notes",
        """
        create table note (
            id integer primary key,
            text text not null unique,
            parent integer references note (id),
            stars integer check (stars between 0 and 5)
        ) strict
        """)

    private func open(_ migrations: [Migration] = [notes]) throws -> Database {
        let folder = try #require(folder)
        return try Database(
            path: folder.file("notes.sqlite"), migrations: migrations,
            backupFolder: folder.file("backups"))
    }

    /// The library underneath leaves NORMAL, which loses the last commits when the power fails.
    @Test func syncsEveryCommit() async throws {
        let database = try open()
        let level = try await database.write {
            try $0.row("pragma synchronous")?.int("synchronous")
        }
        #expect(level == 2)
        let journal = try await database.write { try $0.row("pragma journal_mode") }
        #expect(try journal?.text("journal_mode") == "wal")
    }

    @Test(arguments: [
        (sql: "select $1 as a, $2 as b", why: "in order"),
        (sql: "select $2 as b, $1 as a", why: "SQLite numbers $n by order of appearance"),
        (sql: "select $1 as a, $2 as b, $1 as c, $2 as d", why: "each used twice"),
        (sql: "select $2 as b, $1 as a where $2 = 'second'", why: "reused out of order"),
    ])
    func bindsByNumberNotByOrder(sql: String, why: String) async throws {
        let row = try await open().read { try #require(try $0.row(sql, "first", "second")) }
        #expect(try row.text("a") == "first", "\(why)")
        #expect(try row.text("b") == "second", "\(why)")
    }

    @Test(arguments: [
        ("select $1, $2", ["one"], "too few"),
        ("select $1", ["one", "two"], "too many"),
        ("select $2", ["one"], "a number that is not given"),
        ("select ?", ["one"], "another spelling"),
        ("select :name", ["one"], "another spelling"),
        ("select $name", ["one"], "a name, not a number"),
        ("select $01", ["one"], "a second spelling of $1"),
        ("select $0", ["one"], "numbers begin at one"),
        ("select 1", ["one"], "no parameter at all"),
    ])
    func refusesArgumentsThatDoNotFit(
        sql: String, arguments: [String], why: String
    ) async throws {
        let database = try open()
        await #expect(
            throws: StoreError.wrongArguments(given: arguments.count, sql: sql), "\(why)"
        ) {
            try await database.read { connection in
                _ =
                    arguments.count == 1
                    ? try connection.rows(sql, arguments[0])
                    : try connection.rows(sql, arguments[0], arguments[1])
            }
        }
    }

    @Test func keepsEveryTypeExactly() async throws {
        let guid = GUID()
        let date = try #require(CalendarDate("20/11/2026"))
        let third = try #require(Mark("1/3"))
        let row = try await open().read { connection in
            try #require(
                try connection.row(
                    """
                    select $1 as int, $2 as text, $3 as yes, $4 as blob, $5 as instant, $6 as date,
                        $7 as guid, $8 as mark, $9 as none, $10 as empty, $11 as noBytes
                    """,
                    Int64.min, "Đề\u{0}thi", true, [0, 255] as [UInt8],
                    Instant(milliseconds: 1_700_000_000_123), date, guid, third,
                    nil, "", [] as [UInt8]))
        }
        #expect(try row.int64("int") == .min)
        #expect(try row.text("text") == "Đề\u{0}thi")
        #expect(try row.bool("yes"))
        #expect(try row.blob("blob") == [0, 255])
        #expect(try row.instant("instant").milliseconds == 1_700_000_000_123)
        #expect(try row.date("date") == date)
        #expect(try row.guid("guid") == guid)
        #expect(try row.mark("mark") == third)
        #expect(try row.optionalText("none") == nil)
        #expect(try row.text("empty") == "")
        #expect(try row.blob("noBytes") == [])
    }

    @Test(arguments: [
        ("'abc'", "a text"), ("1.5", "a real"), ("null", "null"), ("x'00'", "a blob"),
    ])
    func aCorruptValueNeverBecomesADefault(stored: String, kind: String) async throws {
        let row = try await open().read { try #require(try $0.row("select \(stored) as n")) }
        let sql = "select \(stored) as n"
        #expect(throws: StoreError.corrupt(column: "n", expected: "Int", found: kind, sql: sql)) {
            try row.int("n")
        }
        #expect(throws: StoreError.noColumn("m", sql: sql)) { try row.int("m") }
    }

    @Test(arguments: [
        ("select 2 as v", "a boolean is 0 or 1"), ("select '2026-02-30' as v", "no such day"),
        ("select 'abc' as v", "not a mark, GUID or day"),
    ])
    func refusesWhatTheTypeDoesNotKnow(sql: String, why: String) async throws {
        let row = try await open().read { try #require(try $0.row(sql)) }
        #expect(throws: StoreError.self, "\(why)") { try row.bool("v") }
        #expect(throws: StoreError.self, "\(why)") { try row.date("v") }
        #expect(throws: StoreError.self, "\(why)") { try row.guid("v") }
    }

    @Test func refusesTextThatIsNotUTF8() async throws {
        await #expect(throws: StoreError.self) {
            try await open().read { _ = try $0.row("select cast(x'c3' as text) as t") }
        }
    }

    @Test func aThrowUndoesTheWholeTransaction() async throws {
        struct Refusal: Error {}
        let database = try open()
        await #expect(throws: Refusal.self) {
            try await database.write { connection in
                try connection.insert("insert into note (text) values ($1)", "lost")
                throw Refusal()
            }
        }
        let count = try await database.read {
            try $0.row("select count(*) as n from note")?.int("n")
        }
        #expect(count == 0)
    }

    @Test func aSavepointUndoesOnlyItsPart() async throws {
        struct Refusal: Error {}
        let database = try open()
        try await database.write { connection in
            try connection.insert("insert into note (text) values ($1)", "kept")
            try? connection.savepoint {
                try connection.insert("insert into note (text) values ($1)", "lost")
                throw Refusal()
            }
        }
        let texts = try await database.read {
            try $0.rows("select text from note").map { try $0.text("text") }
        }
        #expect(texts == ["kept"])
    }

    @Test(arguments: [
        ("insert into note (text) values ('twice')", StoreError.Constraint.unique),
        ("insert into note (text, parent) values ('orphan', 99)", .foreignKey),
        ("insert into note (text, stars) values ('bright', 6)", .check),
        ("insert into note (text) values (null)", .notNull),
        ("insert into note (text, stars) values ('typed', 'x')", .datatype),
    ])
    func namesTheRuleThatRefuses(sql: String, constraint: StoreError.Constraint) async throws {
        let database = try open()
        try await database.write { try $0.run("insert into note (text) values ('twice')") }
        do {
            try await database.write { try $0.run(sql) }
            Issue.record("was accepted: \(sql)")
        } catch StoreError.constraint(let kind, _) {
            #expect(kind == constraint)
        }
    }

    /// The same statement inside its own loop must not disturb the outer one.
    @Test func aQueryMayRunInsideItself() async throws {
        let database = try open()
        let pairs = try await database.write { connection in
            for name in ["a", "b", "c"] {
                try connection.insert("insert into note (text) values ($1)", name)
            }
            var pairs: [String] = []
            let all = "select text from note order by text"
            try connection.forEach(all) { outer in
                for inner in try connection.rows(all) {
                    pairs.append(try outer.text("text") + (try inner.text("text")))
                }
            }
            return pairs
        }
        #expect(pairs == ["aa", "ab", "ac", "ba", "bb", "bc", "ca", "cb", "cc"])
    }

    @Test func aReaderCannotWrite() async throws {
        let database = try open()
        await #expect(throws: StoreError.self) {
            try await database.read { try $0.run("insert into note (text) values ('no')") }
        }
    }

    @Test func readersSeeOneMomentWhileTheWriterGoesOn() async throws {
        let database = try open()
        try await database.write { try $0.run("insert into note (text) values ('first')") }
        let counts = try await database.read { connection in
            let before = try connection.row("select count(*) as n from note")?.int("n")
            // A second connection commits in the middle of this read.
            let done = DispatchSemaphore(value: 0)
            Task.detached {
                try await database.write { try $0.run("insert into note (text) values ('second')") }
                done.signal()
            }
            done.wait()
            let after = try connection.row("select count(*) as n from note")?.int("n")
            return [before, after]
        }
        #expect(counts == [1, 1])
    }

    @Test func keepsJSONAndChoices() async throws {
        enum State: String { case open, closed }
        let row = try await open().read { connection in
            try #require(
                try connection.row(
                    "select $1 as body, $2 as state, null as none",
                    JSONText(["b": [1], "a": []]), State.closed.rawValue))
        }
        #expect(try row.text("body") == #"{"a":[],"b":[1]}"#)
        #expect(try row.json("body", as: [String: [Int]].self) == ["a": [], "b": [1]])
        #expect(try row.choice("state", of: State.self) == .closed)
        #expect(try row.optionalChoice("none", of: State.self) == nil)
        #expect(throws: StoreError.self) { try row.choice("body", of: State.self) }
        #expect(throws: StoreError.self) { try row.json("state", as: [Int].self) }
    }

    @Test func aBackupIsCompleteWhileWritingGoesOn() async throws {
        let database = try open()
        let folder = try #require(folder)
        let target = folder.file("copy.sqlite")
        try await database.write { connection in
            for number in 1...1_000 {
                try connection.insert("insert into note (text) values ($1)", "note \(number)")
            }
        }
        async let writing: Void = {
            for number in 1...50 {
                try await database.write {
                    try $0.insert("insert into note (text) values ($1)", "later \(number)")
                }
            }
        }()
        try await database.backup(to: target)
        try await writing
        #expect(
            !folder.names(in: "").contains { $0.hasPrefix("copy.sqlite-") || $0.hasSuffix(".part") }
        )
        let copy = try Database(
            path: target, migrations: [Self.notes], backupFolder: folder.file("backups"))
        let count = try await copy.read { try $0.row("select count(*) as n from note")?.int("n") }
        #expect(try #require(count) >= 1_000)
        #expect(try await copy.integrityCheck() == [])
    }

    @Test func theCheckFindsARowWithoutItsParent() async throws {
        let database = try open()
        #expect(try await database.integrityCheck() == [])
        try await database.write { connection in
            // Deferred checks would still refuse at the commit, so the row goes in by the schema.
            try connection.run(
                "create table loose (id integer primary key, note integer references note (id))")
            try connection.run("insert into loose values (1, null)")
        }
        try await breakParent(of: database.path)
        #expect(try await database.integrityCheck() == ["a row of loose has no parent in note"])
    }

    /// Writes what foreign keys forbid, as a careless tool beside us would.
    private func breakParent(of path: String) async throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let careless = try DatabaseQueue(path: path, configuration: configuration)
        try await careless.write { try $0.execute(sql: "update loose set note = 9") }
        try careless.close()
    }

    @Test func aClosedDatabaseRefuses() async throws {
        let database = try open()
        try database.close()
        await #expect(throws: StoreError.self) {
            try await database.read { _ = try $0.row("select 1") }
        }
    }

    @Test func aFolderThatIsMissingIsNamed() throws {
        let folder = try #require(folder)
        #expect(throws: StoreError.self) {
            try Database(
                path: folder.file("missing/notes.sqlite"), migrations: [],
                backupFolder: folder.file("backups"))
        }
    }
}
