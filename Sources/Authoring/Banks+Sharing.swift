package import People
package import Storage
package import Values

/// Who may do what in a bank, and who has read its keys.
extension Banks {
    /// A bank's sharing as its page shows it.
    package struct Sharing: Sendable {
        package let subject: BankStore.Subject
        package let keeping: BankRightStore.Keeping
        package let grants: [BankRightStore.Grant]
        /// Schools and departments to which it can be granted.
        package let units: [BankRightStore.Unit]
    }

    /// To whom a right is to be granted, as a page names it.
    package enum Named: Hashable, Sendable {
        /// By what the person types to sign in.
        case account(String)
        case unit(code: String)
        case everyTeacher
    }

    package func sharing(
        of slug: String, by principal: Principal
    ) async throws -> Sharing {
        try await database.read { connection in
            let subject = try Self.managed(slug, principal, connection)
            let store = BankRightStore(connection)
            guard let keeping = try store.keeping(of: subject.id) else { throw NotFound() }
            return Sharing(
                subject: subject, keeping: keeping, grants: try store.grants(in: subject.id),
                units: try store.units())
        }
    }

    /// - Throws: `SharingFault`, `NotFound`, `AccessDenied`.
    package func grant(
        _ right: BankRight, to named: Named, in slug: String, by principal: Principal,
        at now: Instant
    ) async throws {
        try await database.write { connection in
            let subject = try Self.managed(slug, principal, connection)
            let store = BankRightStore(connection)
            let grantee = try Self.grantee(named, connection)
            if case .everyTeacher = grantee, right != .read { throw SharingFault.onlyReading }
            try store.grant(right, to: grantee, in: subject.id, by: principal.person, at: now)
            try AuditStore(connection).record(
                .shareBank, of: slug, bank: subject.id, by: principal.person, at: now)
        }
    }

    private static func grantee(
        _ named: Named, _ connection: Connection
    ) throws -> BankRightStore.Grantee {
        switch named {
        case .everyTeacher: return .everyTeacher
        case .unit(let code):
            guard let unit = try BankRightStore(connection).unit(code: code) else {
                throw SharingFault.noUnit
            }
            return .unit(unit)
        case .account(let name):
            let folded = VietnameseText.folded(VietnameseText.clean(name))
            guard let account = try AccountStore(connection).account(named: folded),
                try PeopleStore(connection).roles(of: account.person).contains(.teacher)
            else { throw SharingFault.noTeacher }
            return .person(account.person)
        }
    }

    package func withdraw(
        _ grant: Int64, in slug: String, by principal: Principal, at now: Instant
    ) async throws {
        try await database.write { connection in
            let subject = try Self.managed(slug, principal, connection)
            guard try BankRightStore(connection).withdraw(grant, in: subject.id) else {
                throw NotFound()
            }
            try AuditStore(connection).record(
                .shareBank, of: slug, bank: subject.id, by: principal.person, at: now)
        }
    }

    /// Says to which unit a bank belongs, and whether nobody publishes there alone.
    package func keep(
        unit code: String, needsReview: Bool, of slug: String, by principal: Principal,
        at now: Instant
    ) async throws {
        try await database.write { connection in
            let subject = try Self.managed(slug, principal, connection)
            let store = BankRightStore(connection)
            let unit = try store.unit(code: code)
            guard code.isEmpty || unit != nil else { throw SharingFault.noUnit }
            try store.setUnit(unit, of: subject.id)
            try store.setNeedsReview(needsReview, of: subject.id)
            try AuditStore(connection).record(
                .shareBank, of: slug, bank: subject.id, by: principal.person, at: now)
        }
    }

    /// A page of what was done with a bank, newest first: also who read its keys.
    package func record(
        of slug: String, before id: Int64?, limit: Int, by principal: Principal
    ) async throws -> (subject: BankStore.Subject, entries: [AuditStore.Entry]) {
        try await database.read { connection in
            let subject = try Self.managed(slug, principal, connection)
            return (
                subject,
                try AuditStore(connection).entries(ofBank: subject.id, before: id, limit: limit)
            )
        }
    }

    private static func managed(
        _ slug: String, _ principal: Principal, _ connection: Connection
    ) throws -> BankStore.Subject {
        guard let subject = try BankStore(connection).subject(slug: slug) else { throw NotFound() }
        try principal.require(.manageBank, in: subject.id, connection)
        return subject
    }
}

/// Why a right is not granted.
package enum SharingFault: Error, Hashable {
    /// Nobody who teaches signs in by this name.
    case noTeacher
    case noUnit
    /// All teachers together can only be let read.
    case onlyReading
}
