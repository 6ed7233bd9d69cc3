package import Secrets
package import Storage
import People
package import Values

/// Ways into Sen: a password, a ticket, the first administrator's link.
package struct SignIn: Sendable {
    private let database: Database
    private let sessions: Sessions
    private let passwords: PasswordHash
    private let attempts: SignInAttempts

    package init(database: Database, sessions: Sessions, passwords: PasswordHash) {
        self.database = database
        self.sessions = sessions
        self.passwords = passwords
        attempts = SignInAttempts()
    }

    /// Signs in by account and password.
    ///
    /// A wrong account costs the same time as a wrong password.
    ///
    /// - Parameter peer: the client's address, which bounds guessing across accounts.
    /// - Returns: the secret for the cookie.
    /// - Throws: `SignInFault`.
    package func enter(
        account typed: String, password: String, from peer: String, at now: Instant
    ) async throws -> String {
        let name = VietnameseText.folded(VietnameseText.clean(typed))
        guard await attempts.allows(name, from: peer, at: now) else { throw SignInFault.slowDown }
        let account = try await database.read { try AccountStore($0).account(named: name) }
        guard await passwords.verify(password, account?.password), let account else {
            await attempts.failed(name, from: peer, at: now)
            throw SignInFault.wrong
        }
        await attempts.succeeded(name)
        let person = try await database.read {
            try PeopleStore($0).principal(account.person, on: VietnamTime.date(of: now))
        }
        guard let person, !person.roles.isEmpty else { throw SignInFault.ended }
        return try await sessions.open(for: account.person, sitting: nil, at: now)
    }

    /// Signs in by a sitting's ticket.
    ///
    /// - Returns: the secret for the cookie, good for that sitting only, and its code.
    /// - Throws: `SignInFault`.
    package func enter(
        ticket typed: String, from peer: String, at now: Instant
    ) async throws -> (token: String, sitting: String) {
        guard await attempts.allows("", from: peer, at: now) else { throw SignInFault.slowDown }
        let hash = TextCode.normalised(typed).map { SHA256.digest($0.utf8) }
        let holder = try await database.read { connection in
            try hash.flatMap { try SittingStore(connection).holder(ofTicket: $0) }
        }
        guard let holder else {
            await attempts.failed("", from: peer, at: now)
            throw SignInFault.wrong
        }
        let token = try await sessions.open(for: holder.person, sitting: holder.sitting, at: now)
        return (token, holder.code)
    }

    /// A new password for somebody who knows the old one; ends their other sessions.
    ///
    /// - Returns: the secret for a new cookie.
    package func change(
        password old: String, to new: String, of person: Int64, at now: Instant
    ) async throws -> String {
        let account = try await database.read { try AccountStore($0).account(of: person) }
        guard await passwords.verify(old, account?.password) else { throw SignInFault.wrong }
        guard old != new else { throw SignInFault.samePassword }
        let hash = try await Self.hash(new, with: passwords)
        try await database.write {
            try AccountStore($0).setPassword(hash, of: person, mustChange: false)
        }
        try await sessions.closeAll(of: person)
        return try await sessions.open(for: person, sitting: nil, at: now)
    }

    /// A password's shortest length, in characters.
    package static let shortestPassword = 8

    static func hash(_ password: String, with passwords: PasswordHash) async throws -> String {
        guard password.count >= shortestPassword else { throw SignInFault.shortPassword }
        return try await passwords.hash(password)
    }
}

/// Why somebody is not let in.
package enum SignInFault: Error, Hashable {
    /// Account or password, ticket or link: which of them is not told.
    case wrong
    case slowDown
    /// The last post has ended, and with it what this person may do.
    case ended
    case shortPassword
    case samePassword
    case accountTaken
}

/// Failed attempts of the last minutes, in memory: guessing is bounded by
/// account and by address, and a whole classroom behind one address still gets in.
actor SignInAttempts {
    private var byAccount: [String: [Instant]] = [:]
    private var byPeer: [String: [Instant]] = [:]

    private static let window: Int64 = 600
    private static let perAccount = 10
    private static let perPeer = 200

    func allows(_ account: String, from peer: String, at now: Instant) -> Bool {
        recent(byAccount[account], now).count < Self.perAccount
            && recent(byPeer[peer], now).count < Self.perPeer
    }

    func failed(_ account: String, from peer: String, at now: Instant) {
        if byAccount.count + byPeer.count > 100_000 {
            byAccount = byAccount.filter { !recent($0.value, now).isEmpty }
            byPeer = byPeer.filter { !recent($0.value, now).isEmpty }
        }
        if !account.isEmpty { byAccount[account] = recent(byAccount[account], now) + [now] }
        byPeer[peer] = recent(byPeer[peer], now) + [now]
    }

    func succeeded(_ account: String) { byAccount[account] = nil }

    private func recent(_ moments: [Instant]?, _ now: Instant) -> [Instant] {
        (moments ?? []).filter { $0.adding(seconds: Self.window) > now }
    }
}
