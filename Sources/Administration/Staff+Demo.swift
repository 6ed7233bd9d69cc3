import Secrets
package import People
import Storage
package import Values

extension Staff {
    /// Somebody for the demo, with a password that need not be changed.
    package func addForDemo(
        name: String, account: String, password: String, roles: Set<Role>, at now: Instant
    ) async throws -> Principal {
        let hash = try await SignIn.hash(password, with: passwords)
        return try await database.write { connection in
            let person = try NewPerson(name: name, account: account, roles: roles)
                .add(to: connection, password: hash, mustChange: false, at: now)
            return Principal(person: person, name: name, roles: roles)
        }
    }

    /// A password for a pupil of the demo.
    package func demoPassword(account: String, at now: Instant) async throws -> FirstPassword {
        let password = TextCode.grouped(TextCode.random(characters: 8).lowercased())
        let hash = try await SignIn.hash(password, with: passwords)
        return try await database.write { connection in
            let accounts = AccountStore(connection)
            guard let known = try accounts.account(named: account) else { throw SignInFault.wrong }
            try accounts.setPassword(hash, of: known.person, mustChange: false)
            let name = try PeopleStore(connection).person(known.person)?.details.fullName ?? ""
            return FirstPassword(name: name, account: account, password: password)
        }
    }
}
