import People
package import Secrets
package import Storage
package import Values

/// The first start: a folder without people gets one link, good once, that
/// creates its first administrator. There are no default passwords.
package struct Setup: Sendable {
    private let database: Database
    private let passwords: PasswordHash

    package init(database: Database, passwords: PasswordHash) {
        self.database = database
        self.passwords = passwords
    }

    /// Seconds the link works: a day.
    private static let lifetime: Int64 = 86_400

    /// A new link's token where nobody has an account yet, else nil. An earlier
    /// link stops working.
    package func firstAdministratorToken(at now: Instant) async throws -> String? {
        let token = Base64.url.encode(SecureRandom.bytes(32))
        return try await database.write { connection in
            let accounts = AccountStore(connection)
            guard try !accounts.hasPeople() else { return nil }
            try accounts.setFirstAdministratorLink(
                SHA256.digest(token.utf8), expires: now.adding(seconds: Self.lifetime))
            return token
        }
    }

    package func isOpen(_ token: String, at now: Instant) async throws -> Bool {
        let hash = SHA256.digest(token.utf8)
        return try await database.read {
            try AccountStore($0).isFirstAdministratorLink(hash, at: now)
        }
    }

    /// Creates the first administrator, who is a teacher too; the link is used up.
    ///
    /// - Returns: the person's row.
    /// - Throws: `SignInFault.wrong` when the link is used or too old, `.shortPassword`.
    package func createFirstAdministrator(
        token: String, name: String, account: String, password: String, at now: Instant
    ) async throws -> Int64 {
        // A made-up link must not cost a hash.
        guard try await isOpen(token, at: now) else { throw SignInFault.wrong }
        let hash = try await SignIn.hash(password, with: passwords)
        return try await database.write { connection in
            guard
                try AccountStore(connection).takeLink(SHA256.digest(token.utf8), at: now)
            else { throw SignInFault.wrong }
            return try NewPerson(name: name, account: account, roles: [.administrator, .teacher])
                .add(to: connection, password: hash, mustChange: false, at: now)
        }
    }
}
