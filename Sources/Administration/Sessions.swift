import Secrets

package import Storage
import Synchronization
package import People
package import Values

/// Somebody signed in, as a request's cookie shows.
package struct Session: Hashable, Sendable {
    package let principal: Principal
    /// A ticket's session opens this sitting and nothing else.
    package let sitting: Int64?
    /// A first password must be changed before anything else.
    package let mustChangePassword: Bool
    /// The hash of its secret, as the store keeps it: which session this is.
    package let identity: [UInt8]
}

/// Open sessions: the store's truth with a memory in front, because every
/// request asks.
///
/// A session is good at once and stored a moment later, together with what else was opened
/// meanwhile: nobody who signs in waits for a large import. Who is still to be stored when
/// the machine fails signs in again.
package final class Sessions: Sendable {
    private let database: Database
    private let hours: Int
    private let memory = Mutex(Memory())

    private struct Memory {
        var known: [[UInt8]: Remembered] = [:]
        /// Opened, and not stored yet.
        var opened: [[UInt8]: Opened] = [:]
        var isStoring = false
        /// Counts the endings: what was read before one is not remembered after it.
        var endings = 0
    }

    private struct Opened {
        let session: AccountStore.Session
        let at: Instant
    }

    private struct Remembered {
        let session: Session
        let expires: Instant
        /// The day on which it was asked what this person may do: posts begin and end.
        let day: CalendarDate
    }

    /// Sessions kept in memory; beyond it the memory starts anew.
    private static let capacity = 50_000

    /// - Parameter hours: how long a session lasts.
    package init(database: Database, hours: Int) {
        self.database = database
        self.hours = hours
    }

    /// Opens a session.
    ///
    /// - Parameter sitting: set for a ticket, whose session opens that sitting only.
    /// - Returns: the secret for the cookie: 256 random bits as text.
    package func open(for person: Int64, sitting: Int64?, at now: Instant) async throws -> String {
        let token = Base64.url.encode(SecureRandom.bytes(32))
        let hash = SHA256.digest(token.utf8)
        let session = AccountStore.Session(
            person: person, sitting: sitting, expires: now.adding(seconds: Int64(hours) * 3_600))
        let isFirst = memory.withLock { memory in
            memory.opened[hash] = Opened(session: session, at: now)
            defer { memory.isStoring = true }
            return !memory.isStoring
        }
        if isFirst { Task { await storeAll() } }
        return token
    }

    /// Stores until nothing is left; what fails is tried again with the next that is opened.
    private func storeAll() async {
        while true {
            let hasFailed = await (try? store()) == nil
            let isOver = memory.withLock { memory in
                if hasFailed || memory.opened.isEmpty { memory.isStoring = false }
                return !memory.isStoring
            }
            if isOver { return }
        }
    }

    /// Stores what was opened.
    ///
    /// - Throws: `StoreError`; then all of it is still to be stored.
    package func store() async throws {
        guard memory.withLock({ !$0.opened.isEmpty }) else { return }
        let stored = try await database.write { [self] connection in
            // Taken here, where nobody else writes: who ends a session takes it out first.
            let opened = memory.withLock { $0.opened }
            let accounts = AccountStore(connection)
            if let last = opened.values.map(\.at).max() {
                try accounts.removeSessions(expiredAt: last)
            }
            for (hash, opened) in opened {
                try accounts.addSession(hash, opened.session, at: opened.at)
            }
            return Array(opened.keys)
        }
        memory.withLock { for hash in stored { $0.opened[hash] = nil } }
    }

    /// The session of a cookie; nil where there is none or it has ended.
    package func session(_ token: String, at now: Instant) async throws -> Session? {
        let hash = SHA256.digest(token.utf8)
        // Before the store is asked: what is no longer to be stored is there.
        let (known, opened, endings) = memory.withLock {
            ($0.known[hash], $0.opened[hash], $0.endings)
        }
        if let known, known.expires <= now { return nil }
        if let known, known.day == VietnamTime.date(of: now) { return known.session }
        let found = try await database.read { connection -> Remembered? in
            guard
                let stored = try opened?.session
                    ?? AccountStore(connection).session(hash, at: now)
            else { return nil }
            return try Self.session(
                stored, hash, on: VietnamTime.date(of: now), connection)
        }
        guard let found else { return nil }
        memory.withLock {
            guard $0.endings == endings else { return }
            if $0.known.count >= Self.capacity { $0.known.removeAll() }
            $0.known[hash] = found
        }
        return found.session
    }

    package func close(_ token: String) async throws {
        let hash = SHA256.digest(token.utf8)
        try await end({ one, _ in one == hash }) { try $0.removeSession(hash) }
    }

    /// Signs somebody out everywhere.
    package func closeAll(of person: Int64) async throws {
        try await end({ $1 == person }) { try $0.removeSessions(of: person) }
    }

    /// Ends sessions: at once in memory, then in the store, and what was read from it meanwhile.
    private func end(
        _ isMeant: (_ hash: [UInt8], _ person: Int64) -> Bool,
        _ remove: @escaping @Sendable (AccountStore) throws -> Void
    ) async throws {
        memory.withLock { memory in
            memory.opened = memory.opened.filter { !isMeant($0.key, $0.value.session.person) }
        }
        forget(isMeant)
        try await database.write { try remove(AccountStore($0)) }
        forget(isMeant)
    }

    /// Asks the store again about somebody whose account or roles have changed.
    package func forget(_ person: Int64) { forget { $1 == person } }

    private func forget(_ isMeant: (_ hash: [UInt8], _ person: Int64) -> Bool) {
        memory.withLock { memory in
            memory.endings += 1
            memory.known = memory.known.filter {
                !isMeant($0.key, $0.value.session.principal.person)
            }
        }
    }

    /// Asks the store again about everybody: posts of many have changed.
    package func forgetAll() {
        memory.withLock { memory in
            memory.endings += 1
            memory.known.removeAll()
        }
    }

    /// Nil also for who has no role left: access follows posts.
    private static func session(
        _ stored: AccountStore.Session, _ hash: [UInt8], on day: CalendarDate,
        _ connection: Connection
    ) throws -> Remembered? {
        guard let principal = try PeopleStore(connection).principal(stored.person, on: day),
            !principal.roles.isEmpty || stored.sitting != nil
        else { return nil }
        let account = try AccountStore(connection).account(of: stored.person)
        let session = Session(
            principal: stored.sitting == nil
                ? principal
                : Principal(
                    person: principal.person, name: principal.name, roles: [.student],
                    also: principal.also),
            sitting: stored.sitting,
            mustChangePassword: stored.sitting == nil && account?.mustChange == true,
            identity: hash)
        return Remembered(session: session, expires: stored.expires, day: day)
    }
}
