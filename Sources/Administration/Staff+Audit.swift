package import People
package import Storage

extension Staff {
    /// A page of who did what on this server, newest first.
    ///
    /// - Parameter id: the last entry of the page before.
    package func audit(
        before id: Int64?, limit: Int, by principal: Principal
    ) async throws -> [AuditStore.Entry] {
        try principal.require(.readAudit, ownedBy: nil)
        return try await database.read { try AuditStore($0).entries(before: id, limit: limit) }
    }
}
