import GRDB
import GRDBSQLite

/// A prepared statement of one connection, run by SQLite's C interface.
///
/// The interface is called directly because the library above numbers `$n` by
/// order of appearance; here an argument goes where its number stands.
struct PreparedStatement {
    private let owner: GRDB.Statement
    private let database: GRDB.Database
    private let sql: String
    private var handle: OpaquePointer { owner.sqliteStatement }

    /// Takes the connection's kept statement, or a fresh one while that is in use
    /// (a query inside its own `forEach`).
    init(_ sql: String, on database: GRDB.Database) throws(StoreError) {
        self.sql = sql
        self.database = database
        do {
            let kept = try database.cachedStatement(sql: sql)
            let inUse = sqlite3_stmt_busy(kept.sqliteStatement) != 0
            owner = inUse ? try database.makeStatement(sql: sql) : kept
        } catch {
            throw StoreError(error)
        }
    }

    /// Binds `arguments`, then hands over row after row until `body` returns false.
    func each<Failure: Error>(
        _ arguments: [(any SQLConvertible)?], _ body: (Row) throws(Failure) -> Bool
    ) throws {
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        try bind(arguments)
        while try step() {
            guard try body(row()) else { return }
        }
    }

    /// - Returns: whether there is a row to read.
    func step() throws(StoreError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let connection = database.sqliteConnection
            throw StoreError(
                code: sqlite3_extended_errcode(connection),
                message: String(cString: sqlite3_errmsg(connection)), sql: sql)
        }
    }

    /// The row that the last `step` reached.
    func row() throws(StoreError) -> Row {
        let columns = owner.columnNames
        var values: [SQLValue] = []
        values.reserveCapacity(columns.count)
        for place in columns.indices { values.append(try value(at: place, of: columns)) }
        return Row(columns: columns, values: values, sql: sql)
    }

    private func value(at place: Int, of columns: [String]) throws(StoreError) -> SQLValue {
        let index = Int32(place)
        switch sqlite3_column_type(handle, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, index))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, index))
        case SQLITE_NULL: return .null
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(handle, index)
            let count = Int(sqlite3_column_bytes(handle, index))
            return .blob([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
        default:
            let start = sqlite3_column_text(handle, index)
            let count = Int(sqlite3_column_bytes(handle, index))
            let bytes = UnsafeBufferPointer(start: start, count: count)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw .corrupt(
                    column: columns[place], expected: "UTF-8", found: "other bytes", sql: sql)
            }
            return .text(text)
        }
    }

    private func bind(_ arguments: [(any SQLConvertible)?]) throws(StoreError) {
        let count = sqlite3_bind_parameter_count(handle)
        guard Int(count) == arguments.count else {
            throw .wrongArguments(given: arguments.count, sql: sql)
        }
        for index in 0..<count {
            guard let number = parameterNumber(index + 1), number <= arguments.count else {
                throw .wrongArguments(given: arguments.count, sql: sql)
            }
            try bind(arguments[number - 1]?.sqlValue ?? .null, at: index + 1)
        }
    }

    /// The 12 of `$12`; nil for any other spelling of a parameter.
    ///
    /// SQLite gives each distinct name one index, so as many parameters as
    /// arguments, each within 1 … count, is exactly one place for each argument.
    private func parameterNumber(_ index: Int32) -> Int? {
        guard let name = sqlite3_bind_parameter_name(handle, index),
            name[0] == CChar(UInt8(ascii: "$"))
        else { return nil }
        var number = 0
        var place = 1
        while name[place] != 0 {
            let digit = Int(name[place]) - 48
            guard (0...9).contains(digit), place < 6, number > 0 || digit > 0 else { return nil }
            number = number * 10 + digit
            place += 1
        }
        return number > 0 ? number : nil
    }

    private func bind(_ value: SQLValue, at index: Int32) throws(StoreError) {
        let code =
            switch value {
            case .null: sqlite3_bind_null(handle, index)
            case .integer(let number): sqlite3_bind_int64(handle, index, number)
            case .real(let number): sqlite3_bind_double(handle, index, number)
            case .text(let text):
                // Never nil, not even for an empty text: nil would bind null.
                text.withCString {
                    sqlite3_bind_text(handle, index, $0, Int32(text.utf8.count), Self.copied)
                }
            case .blob(let bytes):
                bytes.withUnsafeBytes {
                    $0.isEmpty
                        ? sqlite3_bind_zeroblob(handle, index, 0)
                        : sqlite3_bind_blob64(
                            handle, index, $0.baseAddress, UInt64($0.count), Self.copied)
                }
            }
        guard code == SQLITE_OK else {
            throw StoreError(code: code, message: "cannot bind $\(index)", sql: sql)
        }
    }

    /// `SQLITE_TRANSIENT`: SQLite copies the bytes before the call returns.
    private static var copied: sqlite3_destructor_type {
        unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)
    }
}
