package import Assessment
package import People
package import Storage
package import Values

extension Sittings {
    /// Opens a test as a practice to people who are no class of pupils, such as the trainees
    /// of a training class.
    ///
    /// - Parameters:
    ///   - people: in the order of their numbers.
    ///   - unit: the unit that holds it.
    /// - Throws: `TestFault`, `NotFound`, `AccessDenied`.
    package func openPractice(
        test code: String, to people: [Int64], of unit: Int64, by rules: PracticeRules,
        opens: Instant, closes: Instant, as principal: Principal, at now: Instant
    ) async throws -> SittingStore.Sitting {
        guard closes > opens, closes > now else { throw TestFault.windowTooShort }
        guard !people.isEmpty else { throw TestFault.emptyClass }
        while true {
            let found = try await Tests(database: database).test(
                code, for: .openSitting, by: principal)
            var draft = Self.draft(of: found, opens: opens, closes: closes, by: principal)
            draft.unit = unit
            draft.kind = .practice
            draft.practice = rules
            let opening = try await Opening.make(draft, of: found, for: people, in: database)
            do {
                return try await database.write { connection in
                    let id = try opening.store(connection, at: now)
                    guard let sitting = try SittingStore(connection).sitting(id) else {
                        throw NotFound()
                    }
                    try AuditStore(connection).record(
                        .openSitting, of: sitting.className, sitting: id, by: principal.person,
                        at: now)
                    return sitting
                }
            } catch is Opening.Moved {
                try Task.checkCancellation()
            }
        }
    }
}
