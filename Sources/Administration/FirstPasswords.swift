import People
import Secrets
import Storage

/// A password that was just made: shown once, on the sheet that is printed.
package struct FirstPassword: Hashable, Sendable {
    package let name: String
    package let account: String
    package let password: String
}

/// Passwords for people who have none, to be changed at the first sign-in.
struct FirstPasswords {
    let database: Database
    let passwords: PasswordHash
    let sessions: Sessions

    /// Gives each person a new password.
    func make(for people: [PeopleStore.Listed]) async throws -> [FirstPassword] {
        var made: [(person: Int64, sheet: FirstPassword, hash: String)] = []
        for person in people {
            guard let account = person.account else { continue }
            let password = TextCode.grouped(TextCode.random(characters: 8).lowercased())
            made.append(
                (
                    person.id,
                    FirstPassword(
                        name: person.details.fullName, account: account, password: password),
                    try await passwords.hash(password)
                ))
        }
        let changes = made.map { (person: $0.person, hash: $0.hash) }
        try await database.write { connection in
            for change in changes {
                try AccountStore(connection).setPassword(
                    change.hash, of: change.person, mustChange: true)
            }
        }
        for change in changes { try await sessions.closeAll(of: change.person) }
        return made.map(\.sheet)
    }
}
