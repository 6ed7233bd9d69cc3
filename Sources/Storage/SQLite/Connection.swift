import GRDB
import GRDBSQLite

/// A connection lent to one `read` or `write` of a `Database`; it cannot leave the closure.
///
/// Parameters are written `$1`, `$2` … and take the arguments by that number,
/// wherever and however often they stand. Statements are prepared once and kept.
///
///     let id = try connection.insert(
///         "insert into person (guid, name) values ($1, $2)", guid, name)
package struct Connection {
    private let database: GRDB.Database

    init(_ database: GRDB.Database) { self.database = database }

    /// Runs a statement that gives no rows.
    ///
    /// - Returns: how many rows were inserted, changed or deleted.
    /// - Throws: `.constraint` when the schema refuses; `.wrongArguments`; `.sqlite`.
    @discardableResult
    package func run(
        _ sql: String, _ arguments: (any SQLConvertible)?...
    ) throws(StoreError) -> Int {
        try each(sql, arguments) { (_: Row) throws(StoreError) in true }
        return Int(sqlite3_changes64(database.sqliteConnection))
    }

    /// Runs an `insert` of one row.
    ///
    /// - Returns: the new row's integer key.
    @discardableResult
    package func insert(
        _ sql: String, _ arguments: (any SQLConvertible)?...
    ) throws(StoreError) -> Int64 {
        try each(sql, arguments) { (_: Row) throws(StoreError) in true }
        return lastInsertedID
    }

    /// All rows of a query.
    package func rows(
        _ sql: String, _ arguments: (any SQLConvertible)?...
    ) throws(StoreError) -> [Row] {
        var found: [Row] = []
        try each(sql, arguments) { (row: Row) throws(StoreError) in
            found.append(row)
            return true
        }
        return found
    }

    /// The first row of a query, or nil when there is none.
    package func row(
        _ sql: String, _ arguments: (any SQLConvertible)?...
    ) throws(StoreError) -> Row? {
        var found: Row?
        try each(sql, arguments) { (row: Row) throws(StoreError) in
            found = row
            return false
        }
        return found
    }

    /// Hands each row of a query to `body`, without keeping them all.
    package func forEach<Failure: Error>(
        _ sql: String, _ arguments: (any SQLConvertible)?...,
        do body: (Row) throws(Failure) -> Void
    ) throws {
        try each(sql, arguments) { (row: Row) throws in
            try body(row)
            return true
        }
    }

    /// The integer key of the row inserted last by this connection.
    package var lastInsertedID: Int64 { database.lastInsertedRowID }

    /// Whether the transaction still stands; SQLite itself ends it on a full disk.
    var isInsideTransaction: Bool { database.isInsideTransaction }

    /// Runs `work` so that, when it throws, its changes are undone and those before stay.
    package func savepoint<T>(_ work: () throws -> T) throws -> T {
        try run("savepoint part")
        do {
            let value = try work()
            try run("release part")
            return value
        } catch {
            if isInsideTransaction {
                try run("rollback to part")
                try run("release part")
            }
            throw error
        }
    }

    /// How SQLite would run a query: one line a step (`EXPLAIN QUERY PLAN`).
    ///
    /// `SCAN t` walks a whole table; `SEARCH t` finds rows by a key.
    package func queryPlan(_ sql: String) throws(StoreError) -> [String] {
        let statement = try PreparedStatement("explain query plan " + sql, on: database)
        var lines: [String] = []
        while try statement.step() { lines.append(try statement.row().text("detail")) }
        return lines
    }

    private func each<Failure: Error>(
        _ sql: String, _ arguments: [(any SQLConvertible)?],
        _ body: (Row) throws(Failure) -> Bool
    ) throws {
        try PreparedStatement(sql, on: database).each(arguments, body)
    }

    private func each(
        _ sql: String, _ arguments: [(any SQLConvertible)?],
        _ body: (Row) throws(StoreError) -> Bool
    ) throws(StoreError) {
        do {
            try PreparedStatement(sql, on: database).each(arguments, body)
        } catch {
            throw StoreError(error)
        }
    }
}
