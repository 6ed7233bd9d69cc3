package import Values

/// One row of a result, read by column names.
///
/// Each getter throws `StoreError.corrupt` when the column does not hold the type,
/// null included, and `.noColumn` when the query names no such column: a wrong
/// value never becomes a default. The `optional…` getters give nil for null.
package struct Row: Sendable {
    let columns: [String]
    let values: [SQLValue]
    let sql: String

    package func int(_ column: String) throws(StoreError) -> Int { try value(column) }
    package func int64(_ column: String) throws(StoreError) -> Int64 { try value(column) }
    package func bool(_ column: String) throws(StoreError) -> Bool { try value(column) }
    package func text(_ column: String) throws(StoreError) -> String { try value(column) }
    package func blob(_ column: String) throws(StoreError) -> [UInt8] { try value(column) }
    package func instant(_ column: String) throws(StoreError) -> Instant { try value(column) }
    package func date(_ column: String) throws(StoreError) -> CalendarDate { try value(column) }
    package func guid(_ column: String) throws(StoreError) -> GUID { try value(column) }
    package func mark(_ column: String) throws(StoreError) -> Mark { try value(column) }

    package func optionalInt(_ column: String) throws(StoreError) -> Int? {
        try optional(column)
    }
    package func optionalInt64(_ column: String) throws(StoreError) -> Int64? {
        try optional(column)
    }
    package func optionalText(_ column: String) throws(StoreError) -> String? {
        try optional(column)
    }
    package func optionalBlob(_ column: String) throws(StoreError) -> [UInt8]? {
        try optional(column)
    }
    package func optionalInstant(_ column: String) throws(StoreError) -> Instant? {
        try optional(column)
    }
    package func optionalDate(_ column: String) throws(StoreError) -> CalendarDate? {
        try optional(column)
    }
    package func optionalGUID(_ column: String) throws(StoreError) -> GUID? {
        try optional(column)
    }
    package func optionalMark(_ column: String) throws(StoreError) -> Mark? {
        try optional(column)
    }

    /// A text that names one case of `Choice`.
    package func choice<Choice: RawRepresentable>(
        _ column: String, of type: Choice.Type = Choice.self
    ) throws(StoreError) -> Choice where Choice.RawValue == String {
        let stored: String = try value(column)
        guard let choice = Choice(rawValue: stored) else {
            throw .corrupt(
                column: column, expected: "\(Choice.self)", found: "another text", sql: sql)
        }
        return choice
    }

    /// Like `choice`; nil for null.
    package func optionalChoice<Choice: RawRepresentable>(
        _ column: String, of type: Choice.Type = Choice.self
    ) throws(StoreError) -> Choice? where Choice.RawValue == String {
        if case .null = try raw(column) { return nil }
        return try choice(column, of: type)
    }

    /// Whatever the column holds.
    package func raw(_ column: String) throws(StoreError) -> SQLValue {
        guard let place = columns.firstIndex(of: column) else {
            throw .noColumn(column, sql: sql)
        }
        return values[place]
    }

    /// The column as the type that the caller expects.
    package func value<T: SQLConvertible>(_ column: String) throws(StoreError) -> T {
        let stored = try raw(column)
        guard let value = T(stored) else {
            throw .corrupt(column: column, expected: "\(T.self)", found: stored.kind, sql: sql)
        }
        return value
    }

    /// Like `value`; nil for null.
    package func optional<T: SQLConvertible>(_ column: String) throws(StoreError) -> T? {
        if case .null = try raw(column) { return nil }
        return try value(column)
    }
}
