import GRDB
import GRDBSQLite

extension StoreError {
    /// The library's error in our words; ours stay as they are.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError:
            self = error
        case let error as DatabaseError:
            self.init(
                code: error.extendedResultCode.rawValue, message: error.message ?? "",
                sql: error.sql ?? "")
        default:
            self = .sqlite(code: 0, message: "\(error)", sql: "")
        }
    }

    /// - Parameter code: an extended result code of SQLite.
    init(code: Int32, message: String, sql: String) {
        guard code & 0xFF == SQLITE_CONSTRAINT else {
            self = .sqlite(code: Int(code), message: message, sql: sql)
            return
        }
        self = .constraint(Constraint(code: code), message: message)
    }
}

extension StoreError.Constraint {
    /// Numbers of https://www.sqlite.org/rescode.html (the header's own are macros
    /// that Swift does not see).
    fileprivate init(code: Int32) {
        switch code >> 8 {
        case 1: self = .check
        case 3: self = .foreignKey
        case 5: self = .notNull
        case 6, 8, 10: self = .unique
        case 12: self = .datatype
        default: self = .other
        }
    }
}
