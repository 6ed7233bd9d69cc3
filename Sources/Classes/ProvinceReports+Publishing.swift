package import People
import Secrets
package import Storage
package import Training
package import Values

/// Publishing the province's report: from then on it is frozen.
extension TrainingReports {
    /// Publishes what a question comes to now: with both its dates, the hash of the rows
    /// behind it, and the version of the rules.
    ///
    /// - Returns: the code of the report.
    package func publish(
        _ query: ReportQuery, by principal: Principal, at now: Instant
    ) async throws -> String {
        try principal.require(.manageReports, on: .other)
        var query = query
        // "As known now" is this very moment from now on.
        query.knownAt = Instant(milliseconds: min(query.moment, now.milliseconds))
        let province = try await province(query)
        let content = Dictionary(
            Language.allCases.map { ($0.rawValue, ProvinceReport(province.facts, in: $0)) },
            uniquingKeysWith: { $1 })
        let code = TextCode.random(characters: 10)
        let frozen = query
        try await database.write { connection in
            try PublishedReportStore(connection).add(
                frozen, content: content, rowHash: province.rowHash, code: code,
                by: principal.person, at: now)
            try AuditStore(connection).record(
                .publishReport, of: "\(frozen.asOf.text) \(code)", by: principal.person, at: now)
        }
        return code
    }

    package func published(
        by principal: Principal
    ) async throws -> [PublishedReportStore.Published] {
        try principal.require(.manageReports, on: .other)
        return try await database.read { try PublishedReportStore($0).reports(limit: 50) }
    }

    /// - Throws: `TrainingFault.missing`.
    package func published(
        _ code: String, by principal: Principal
    ) async throws -> PublishedReportStore.Published {
        try principal.require(.manageReports, on: .other)
        guard
            let found = try await database.read({ try PublishedReportStore($0).report(code: code) })
        else { throw TrainingFault.missing }
        return found
    }

    /// Whether counting again, with what was known then, meets the same rows.
    package func isReproducible(
        _ published: PublishedReportStore.Published
    ) async throws -> Bool {
        try await province(published.query).rowHash == published.rowHash
    }
}
