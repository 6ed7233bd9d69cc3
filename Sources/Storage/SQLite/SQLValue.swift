package import Values

/// A value as SQLite stores it.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    /// The storage class, for errors.
    package var kind: String {
        switch self {
        case .null: "null"
        case .integer: "an integer"
        case .real: "a real"
        case .text: "a text"
        case .blob: "a blob"
        }
    }
}

/// A value that a column can hold and give back unchanged.
package protocol SQLConvertible: Sendable {
    var sqlValue: SQLValue { get }
    /// - Returns: nil when the stored value is none of this type.
    init?(_ value: SQLValue)
}

extension Int: SQLConvertible {
    package var sqlValue: SQLValue { .integer(Int64(self)) }
    package init?(_ value: SQLValue) {
        guard case .integer(let number) = value else { return nil }
        self.init(exactly: number)
    }
}

extension Int64: SQLConvertible {
    package var sqlValue: SQLValue { .integer(self) }
    package init?(_ value: SQLValue) {
        guard case .integer(let number) = value else { return nil }
        self = number
    }
}

extension Bool: SQLConvertible {
    /// 1 or 0: PostgreSQL's booleans and SQLite's meet in integers.
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
    package init?(_ value: SQLValue) {
        switch value {
        case .integer(1): self = true
        case .integer(0): self = false
        default: return nil
        }
    }
}

extension String: SQLConvertible {
    package var sqlValue: SQLValue { .text(self) }
    package init?(_ value: SQLValue) {
        guard case .text(let text) = value else { return nil }
        self = text
    }
}

extension [UInt8]: SQLConvertible {
    package var sqlValue: SQLValue { .blob(self) }
    package init?(_ value: SQLValue) {
        guard case .blob(let bytes) = value else { return nil }
        self = bytes
    }
}

extension Instant: SQLConvertible {
    /// UTC milliseconds.
    package var sqlValue: SQLValue { .integer(milliseconds) }
    package init?(_ value: SQLValue) {
        guard case .integer(let number) = value else { return nil }
        self.init(milliseconds: number)
    }
}

extension CalendarDate: SQLConvertible {
    /// "2026-11-20".
    package var sqlValue: SQLValue { .text(iso) }
    package init?(_ value: SQLValue) {
        guard case .text(let text) = value else { return nil }
        self.init(text)
    }
}

extension GUID: SQLConvertible {
    /// 36 characters, lower case.
    package var sqlValue: SQLValue { .text(description) }
    package init?(_ value: SQLValue) {
        guard case .text(let text) = value else { return nil }
        self.init(text)
    }
}

extension Mark: SQLConvertible {
    /// The exact text: "0.25", "1/3".
    package var sqlValue: SQLValue { .text(exact) }
    package init?(_ value: SQLValue) {
        guard case .text(let text) = value else { return nil }
        self.init(text)
    }
}
