package import People
import Secrets
package import Storage
package import Values

/// Uploaded files between their preview and their import.
package struct Staging: Sendable {
    private let database: Database

    package init(database: Database) { self.database = database }

    /// - Returns: the code that finds the file again, for this person only.
    package func keep(
        _ staged: StagedImportStore.Staged, by principal: Principal, at now: Instant
    ) async throws -> String {
        let code = TextCode.random(characters: 16)
        try await database.write {
            try StagedImportStore($0).add(staged, code: code, by: principal.person, at: now)
        }
        return code
    }

    package func staged(
        _ code: String, by principal: Principal
    ) async throws -> StagedImportStore.Staged? {
        try await database.read {
            try StagedImportStore($0).staged(code: code, by: principal.person)
        }
    }

    /// Keeps what was chosen of doubtful rows.
    package func keep(_ choices: [Int: String], of code: String) async throws {
        try await database.write { try StagedImportStore($0).keep(choices, of: code) }
    }

    package func drop(_ code: String) async throws {
        try await database.write { try StagedImportStore($0).remove(code: code) }
    }
}
