package import People
import Secrets
import Storage
import Values

/// One line of a roster.
package struct RosterEntry: Hashable, Sendable {
    /// The file's line.
    package let line: Int
    package let pupil: PersonDetails

    package init(line: Int, pupil: PersonDetails) {
        self.line = line
        self.pupil = pupil
    }
}

/// What a roster's line means for what is known.
package struct RosterChange: Hashable, Sendable {
    package let entry: RosterEntry
    package let kind: Kind

    package enum Kind: Hashable, Sendable {
        case new
        /// The same person with other details, or not yet in the class.
        case changed(before: PersonDetails)
        case same
    }
}

/// A roster on its way into one class. A pupil is recognised by the identifier,
/// else by name and birth date within the class.
struct Roster {
    private let entries: [RosterEntry]
    private let unit: Int64

    init(_ entries: [RosterEntry], unit: Int64) {
        self.entries = entries
        self.unit = unit
    }

    func changes(_ connection: Connection, on date: CalendarDate) throws -> [RosterChange] {
        let people = PeopleStore(connection)
        let members = try people.members(of: unit, on: date)
        var claimed: Set<Int64> = []
        return try entries.map { entry in
            guard let known = try known(entry.pupil, members, people, &claimed) else {
                return RosterChange(entry: entry, kind: .new)
            }
            let isMember = members.contains { $0.id == known.id }
            return RosterChange(
                entry: entry,
                kind: isMember && merged(entry.pupil, known.details) == known.details
                    ? .same : .changed(before: known.details))
        }
    }

    func apply(_ connection: Connection, at now: Instant) throws -> [RosterChange] {
        let people = PeopleStore(connection)
        let today = VietnamTime.date(of: now)
        let changes = try changes(connection, on: today)
        let members = try people.members(of: unit, on: today)
        var claimed: Set<Int64> = []
        for change in changes {
            let pupil = change.entry.pupil
            let known = try known(pupil, members, people, &claimed)
            if change.kind == .same { continue }
            let person: Int64
            if let known {
                person = known.id
                try people.change(person, to: merged(pupil, known.details))
            } else {
                person = try people.add(pupil, code: TextCode.random(characters: 10), at: now)
                try NewAccount.add(to: person, pupil, connection)
            }
            try people.grant(.student, to: person)
            try ClassStore(connection).add(member: person, to: unit, at: now)
        }
        return changes
    }

    /// The person that a line means. Each line claims its own: two lines of one
    /// name are two pupils.
    private func known(
        _ pupil: PersonDetails, _ members: [PeopleStore.Listed], _ people: PeopleStore,
        _ claimed: inout Set<Int64>
    ) throws -> PeopleStore.Listed? {
        let byIdentifier = try pupil.identifier.flatMap { try people.person(identifier: $0) }
        let known =
            byIdentifier
            ?? members.first {
                $0.details.fullName == pupil.fullName && $0.details.birthDate == pupil.birthDate
                    && ($0.details.identifier == nil || pupil.identifier == nil)
                    && !claimed.contains($0.id)
            }
        if let known { claimed.insert(known.id) }
        return known
    }

    /// What the roster says, and what was known where it says nothing.
    private func merged(_ pupil: PersonDetails, _ known: PersonDetails) -> PersonDetails {
        PersonDetails(
            fullName: pupil.fullName, identifier: pupil.identifier ?? known.identifier,
            birthDate: pupil.birthDate ?? known.birthDate, gender: pupil.gender ?? known.gender)
    }
}
