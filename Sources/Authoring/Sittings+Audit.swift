package import People
package import Storage
package import Values

/// What was done with a sitting.
extension Sittings {
    /// Records a decision that the delivery has carried out.
    ///
    /// - Parameter object: for whom, as people name it.
    package func record(
        _ action: AuditAction, for object: String, in sitting: SittingStore.Sitting,
        by principal: Principal, at now: Instant
    ) async throws {
        try principal.require(.runSitting, ownedBy: sitting.author)
        try await database.write { connection in
            try AuditStore(connection).record(
                action, of: object, sitting: sitting.id, by: principal.person, at: now)
        }
    }

    /// A page of who did what, newest first.
    ///
    /// - Parameter id: the last entry of the page before.
    package func audit(
        of sitting: SittingStore.Sitting, before id: Int64?, limit: Int, by principal: Principal
    ) async throws -> [AuditStore.Entry] {
        try principal.require(.readAudit, ownedBy: sitting.author)
        return try await database.read {
            try AuditStore($0).entries(of: sitting.id, before: id, limit: limit)
        }
    }
}
