import Foundation

/// A value as a column of JSON text: sorted keys, so that equal values are equal texts.
///
///     try connection.run("insert into t (body) values ($1)", JSONText(content))
///     let content = try row.json("body", as: QuestionContent.self)
package struct JSONText: SQLConvertible, Hashable {
    package let text: String

    /// - Throws: `StoreError.notJSON`.
    package init(_ value: some Encodable) throws(StoreError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            text = String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw .notJSON(type: "\(type(of: value))", reason: "\(error)")
        }
    }

    /// The value that the text is of.
    ///
    /// - Throws: `StoreError.corrupt` where it is of another type.
    package func decoded<T: Decodable>(as type: T.Type = T.self) throws(StoreError) -> T {
        do {
            return try JSONDecoder().decode(T.self, from: Data(text.utf8))
        } catch {
            throw .corrupt(
                column: "a JSON text", expected: "\(T.self)", found: "another text", sql: "")
        }
    }

    package var sqlValue: SQLValue { .text(text) }

    package init?(_ value: SQLValue) {
        guard case .text(let text) = value else { return nil }
        self.text = text
    }
}

extension Row {
    /// The column's JSON text, decoded.
    ///
    /// - Throws: `.corrupt` when it is not the JSON of a `T`.
    package func json<T: Decodable>(
        _ column: String, as type: T.Type = T.self
    ) throws(StoreError) -> T {
        let text: String = try value(column)
        do {
            return try JSONDecoder().decode(T.self, from: Data(text.utf8))
        } catch {
            throw .corrupt(
                column: column, expected: "JSON of \(T.self)", found: "another text", sql: sql)
        }
    }

    /// Like `json`; nil for null.
    package func optionalJSON<T: Decodable>(
        _ column: String, as type: T.Type = T.self
    ) throws(StoreError) -> T? {
        if case .null = try raw(column) { return nil }
        return try json(column, as: type)
    }
}
