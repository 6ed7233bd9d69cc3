/// Why the database could not do what was asked.
///
/// Carries the facts (path, statement, column, migration) and never a stored or a
/// bound value, which may be an answer or a secret.
package enum StoreError: Error, Hashable, Sendable {
    case cannotOpen(path: String, reason: String)
    /// The connection does not sync every commit: it would promise what it cannot keep.
    case notDurable(path: String, synchronous: Int64)
    /// A newer Sen has written this database; `known` is the newest migration of this one.
    case newerDatabase(path: String, found: Int, known: Int)
    /// A migration that was released, and applied here, has another text now.
    case changedMigration(number: Int, name: String)
    case migrationFailed(number: Int, name: String, reason: String)
    case backupFailed(path: String, reason: String)
    /// The schema refused a row.
    case constraint(Constraint, message: String)
    /// SQLite's extended result code (https://www.sqlite.org/rescode.html), its
    /// message and the statement.
    case sqlite(code: Int, message: String, sql: String)
    /// The statement's parameters are not exactly `$1` … `$given`.
    case wrongArguments(given: Int, sql: String)
    case noColumn(String, sql: String)
    /// A stored value is not what its column holds; `found` is its storage class.
    case corrupt(column: String, expected: String, found: String, sql: String)
    /// A value could not be written as JSON.
    case notJSON(type: String, reason: String)

    /// The kind of rule that refused a row.
    package enum Constraint: String, Hashable, Sendable {
        case unique, foreignKey, check, notNull, datatype, other
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "cannot open the database \(path): \(reason)"
        case .notDurable(let path, let synchronous):
            "\(path) does not sync every commit (synchronous is \(synchronous), not 2)"
        case .newerDatabase(let path, let found, let known):
            """
            \(path) was written by a newer Sen (migration \(found); this one knows \(known)): \
            install that version, or restore a backup made by this one
            """
        case .changedMigration(let number, let name):
            "migration \(number) (\(name)) is not the one this database was made with"
        case .migrationFailed(let number, let name, let reason):
            "migration \(number) (\(name)) failed and was undone: \(reason)"
        case .backupFailed(let path, let reason):
            "cannot write the backup \(path): \(reason)"
        case .constraint(_, let message):
            message
        case .sqlite(let code, let message, let sql):
            "SQLite error \(code): \(message), in: \(sql)"
        case .wrongArguments(let given, let sql):
            "\(given) arguments do not fit the parameters of: \(sql)"
        case .noColumn(let column, let sql):
            "no column \(column) in: \(sql)"
        case .corrupt(let column, let expected, let found, let sql):
            "column \(column) holds no \(expected) but \(found), in: \(sql)"
        case .notJSON(let type, let reason):
            "\(type) cannot be written as JSON: \(reason)"
        }
    }
}
