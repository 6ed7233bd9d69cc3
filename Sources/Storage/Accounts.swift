package import Values

/// Sign-in names, passwords, sessions and one-time links.
package struct AccountStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Account: Hashable, Sendable {
        package let person: Int64
        package let name: String
        /// scrypt text; nil where no password was given yet.
        package let password: String?
        package let mustChange: Bool

        package init(person: Int64, name: String, password: String?, mustChange: Bool) {
            self.person = person
            self.name = name
            self.password = password
            self.mustChange = mustChange
        }
    }

    /// A session as its cookie finds it.
    package struct Session: Hashable, Sendable {
        package let person: Int64
        /// A ticket's session opens this sitting and nothing else.
        package let sitting: Int64?
        package let expires: Instant

        package init(person: Int64, sitting: Int64?, expires: Instant) {
            self.person = person
            self.sitting = sitting
            self.expires = expires
        }
    }

    // MARK: Accounts

    /// - Parameter name: folded, as `VietnameseText.folded` gives it.
    package func account(named name: String) throws -> Account? {
        try connection.row(
            "select person_id, name, password, must_change from account where name = $1", name
        ).map(Self.account)
    }

    package func account(of person: Int64) throws -> Account? {
        try connection.row(
            "select person_id, name, password, must_change from account where person_id = $1",
            person
        ).map(Self.account)
    }

    package func add(_ account: Account) throws {
        try connection.run(
            "insert into account (person_id, name, password, must_change) values ($1, $2, $3, $4)",
            account.person, account.name, account.password, account.mustChange)
    }

    package func setPassword(_ password: String, of person: Int64, mustChange: Bool) throws {
        try connection.run(
            "update account set password = $2, must_change = $3 where person_id = $1",
            person, password, mustChange)
    }

    package func hasPeople() throws -> Bool {
        try connection.row("select 1 as one from account limit 1") != nil
    }

    // MARK: Sessions

    /// Adds a session that is not there yet, unless its sitting is gone.
    package func addSession(_ hash: [UInt8], _ session: Session, at now: Instant) throws {
        try connection.run(
            """
            insert into session (token_hash, person_id, sitting_id, created_at, expires_at)
            select $1, $2, $3, $4, $5
            where $3 is null or exists (select 1 from sitting where id = $3)
            on conflict do nothing
            """,
            hash, session.person, session.sitting, now, session.expires)
    }

    package func session(_ hash: [UInt8], at now: Instant) throws -> Session? {
        try connection.row(
            """
            select person_id, sitting_id, expires_at from session
            where token_hash = $1 and expires_at > $2
            """,
            hash, now
        ).map {
            Session(
                person: try $0.int64("person_id"), sitting: try $0.optionalInt64("sitting_id"),
                expires: try $0.instant("expires_at"))
        }
    }

    package func removeSession(_ hash: [UInt8]) throws {
        try connection.run("delete from session where token_hash = $1", hash)
    }

    /// Signs somebody out everywhere, as a changed password must.
    package func removeSessions(of person: Int64) throws {
        try connection.run("delete from session where person_id = $1", person)
    }

    package func removeSessions(expiredAt now: Instant) throws {
        try connection.run("delete from session where expires_at <= $1", now)
    }

    // MARK: One-time links

    /// Replaces any earlier link to create the first administrator.
    package func setFirstAdministratorLink(_ hash: [UInt8], expires: Instant) throws {
        try connection.run("delete from one_time_link where purpose = 'first administrator'")
        try connection.run(
            """
            insert into one_time_link (token_hash, purpose, expires_at)
            values ($1, 'first administrator', $2)
            """,
            hash, expires)
    }

    package func isFirstAdministratorLink(_ hash: [UInt8], at now: Instant) throws -> Bool {
        try connection.row(
            "select 1 as one from one_time_link where token_hash = $1 and expires_at > $2",
            hash, now) != nil
    }

    /// - Returns: whether the link was there; it is no longer.
    package func takeLink(_ hash: [UInt8], at now: Instant) throws -> Bool {
        try connection.run(
            "delete from one_time_link where token_hash = $1 and expires_at > $2", hash, now) == 1
    }

    private static func account(_ row: Row) throws -> Account {
        Account(
            person: try row.int64("person_id"), name: try row.text("name"),
            password: try row.optionalText("password"), mustChange: try row.bool("must_change"))
    }
}
