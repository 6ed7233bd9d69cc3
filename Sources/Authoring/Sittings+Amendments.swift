package import Assessment
package import People
package import Storage
package import Values

/// Deciding how questions of a sitting are marked, after the fact.
extension Sittings {
    /// Appends a decision to those that were seen; the marks follow by regrading.
    ///
    /// - Parameters:
    ///   - seen: how many decisions its author had before them.
    ///   - title: of the question, for the record.
    /// - Throws: `AmendmentFault` where it cannot hold; `AmendmentsMoved` when somebody
    ///   decided meanwhile: then it must be looked at again.
    package func amend(
        _ sitting: SittingStore.Sitting, _ change: KeyAmendment.Change,
        of reference: VersionReference, title: String, reason: String, seen: Int,
        by principal: Principal, at now: Instant
    ) async throws {
        try principal.require(.amendKeys, ownedBy: sitting.author)
        try await database.write { connection in
            let store = KeyAmendmentStore(connection)
            let standing = try store.amendments(of: sitting.id)
            guard standing.count == seen else { throw AmendmentsMoved() }
            guard let frozen = try SittingStore(connection).frozen(sitting.id),
                let content = try QuestionStore(connection).content(
                    guid: reference.question, version: reference.version)
            else { throw NotFound() }
            let amended = try standing.adding(
                change, to: reference, content.interaction, of: frozen.manifest, reason: reason,
                by: principal.person, at: now)
            guard let last = amended.all.last else { return }
            try store.add(last, to: sitting.id)
            try AuditStore(connection).record(
                change.auditAction, of: title, sitting: sitting.id, by: principal.person, at: now)
        }
    }
}

/// Somebody else has decided about this sitting's questions meanwhile.
package struct AmendmentsMoved: Error, Hashable {}

extension KeyAmendment.Change {
    fileprivate var auditAction: AuditAction {
        switch self {
        case .newKey: .newKey
        case .acceptAlso: .acceptAlso
        case .drop: .dropQuestion
        case .fullMarks: .giveFullMarks
        case .withdraw: .withdrawAmendment
        }
    }
}
