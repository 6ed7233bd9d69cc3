import People
import Storage
import Values

/// The account of somebody from a list, without a password yet.
enum NewAccount {
    /// People sign in by their identifier; without one, by their name and a number.
    static func add(
        to person: Int64, _ details: PersonDetails, _ connection: Connection
    ) throws {
        let accounts = AccountStore(connection)
        let base = VietnameseText.folded(details.identifier ?? details.fullName)
            .filter { !$0.isWhitespace }
        var name = base
        var number = 1
        while try accounts.account(named: name) != nil {
            number += 1
            name = "\(base)\(number)"
        }
        try accounts.add(.init(person: person, name: name, password: nil, mustChange: true))
    }
}
