import People
import Secrets
import Storage
import Values

/// Somebody about to get an account.
struct NewPerson {
    let details: PersonDetails
    /// As typed; folded before it is kept.
    let account: String
    let roles: Set<Role>

    init(name: String, account: String, roles: Set<Role>) {
        details = PersonDetails(fullName: name)
        self.account = account
        self.roles = roles
    }

    /// - Parameter password: an scrypt text; nil for an account without one yet.
    /// - Throws: `SignInFault.accountTaken`.
    func add(
        to connection: Connection, password: String?, mustChange: Bool, at now: Instant
    ) throws -> Int64 {
        let people = PeopleStore(connection)
        let person = try people.add(details, code: TextCode.random(characters: 10), at: now)
        for role in roles where !role.isByPost { try people.grant(role, to: person) }
        do {
            try AccountStore(connection).add(
                .init(
                    person: person, name: VietnameseText.folded(VietnameseText.clean(account)),
                    password: password, mustChange: mustChange))
        } catch StoreError.constraint(.unique, _) {
            throw SignInFault.accountTaken
        }
        return person
    }
}
