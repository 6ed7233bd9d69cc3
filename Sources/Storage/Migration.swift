import Assessment
import Secrets

/// One step of a schema's history: numbered, and frozen once released.
///
/// The text may hold several statements. It runs once, in a transaction of its
/// own, and the hash of its text is recorded in the table `migration`.
package struct Migration: Hashable, Sendable {
    /// 1, 2, 3 … without a gap.
    package let number: Int
    /// A few words for people: "people and classes".
    package let name: String
    package let sql: String

    package init(_ number: Int, _ name: String, _ sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }

    /// SHA-256 of the text, in hexadecimal.
    var hash: String { Hexadecimal.text(SHA256.digest(sql.utf8)) }
}
