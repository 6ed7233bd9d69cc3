import Foundation
import People
import Secrets
import Storage
import Values

/// Writes what a file brings and remembers each row that it touches, so that all of it can
/// be undone.
final class IntakeWriter {
    let connection: Connection
    let now: Instant
    private let intake: Int64
    private var number = 0

    init(_ connection: Connection, intake: Int64, at now: Instant) {
        self.connection = connection
        self.intake = intake
        self.now = now
    }

    private func note(
        _ kind: IntakeStore.Effect.Kind, _ object: Int64, before: String? = nil,
        after: String? = nil
    ) throws {
        number += 1
        try IntakeStore(connection).add(
            .init(kind, object, before: before, after: after), number: number, to: intake)
    }

    // MARK: Units

    /// A unit that is new, or back after the import that brought it was undone.
    func add(
        _ kind: UnitKind, _ details: UnitDetails, identifier: String?, known: Int64? = nil,
        from: CalendarDate, until: CalendarDate?
    ) throws -> Int64 {
        let units = UnitStore(connection)
        if let known {
            try note(
                .stateRecorded,
                try units.record(.init(details, from: from, until: until), of: known, at: now))
            return known
        }
        let id = try units.add(
            kind, details, identifier: identifier, code: TextCode.random(characters: 10),
            from: from, until: until, at: now)
        for span in try units.spans(of: id).spans {
            if let state = span.id { try note(.stateRecorded, state) }
        }
        return id
    }

    func apply(_ revision: UnitStore.Spans.Revision, to unit: Int64) throws {
        for state in try UnitStore(connection).apply(revision, to: unit, at: now) {
            try note(.stateRecorded, state)
        }
        for state in revision.withdrawn { try note(.stateWithdrawn, state) }
    }

    // MARK: People

    func add(_ ready: ReadyPerson) throws -> Int64 {
        let id = try PeopleStore(connection).add(
            ready, code: TextCode.random(characters: 10), at: now)
        try note(.personAdded, id)
        return id
    }

    /// Somebody whose import was undone comes back.
    func bringBack(_ person: Int64, as details: PersonDetails) throws {
        let people = PeopleStore(connection)
        try people.setRemoved(nil, person)
        try people.change(person, to: details)
        try note(.personAdded, person)
    }

    func change(_ person: Int64, from before: PersonDetails, to after: PersonDetails) throws {
        try PeopleStore(connection).change(person, to: after)
        try note(
            .personChanged, person, before: try PersonSnapshot(before).text,
            after: try PersonSnapshot(after).text)
    }

    func grant(_ role: Role, to person: Int64) throws {
        let people = PeopleStore(connection)
        guard try !people.roles(of: person).contains(role) else { return }
        try people.grant(role, to: person)
        try note(.roleGranted, person, after: role.rawValue)
    }

    func record(_ post: PostDetails, of person: Int64, in unit: Int64) throws {
        let id = try PostStore(connection).record(post, of: person, in: unit, at: now)
        try note(.postRecorded, id)
    }

    func end(post: Int64, on date: CalendarDate) throws {
        let ended = try PostStore(connection).end(post, on: date, at: now)
        try note(.postWithdrawn, post)
        if let ended { try note(.postRecorded, ended) }
    }

    func record(
        _ person: Int64, in schoolClass: Int64, from: CalendarDate, until: CalendarDate?
    ) throws {
        let id = try MembershipStore(connection).record(
            person, in: schoolClass, from: from, until: until, at: now)
        try note(.membershipRecorded, id)
    }

    func end(membership: Int64, on date: CalendarDate) throws {
        let ended = try MembershipStore(connection).end(membership, on: date, at: now)
        try note(.membershipWithdrawn, membership)
        if let ended { try note(.membershipRecorded, ended) }
    }
}

/// Somebody's details as an import remembers them.
struct PersonSnapshot: Codable, Hashable {
    let fullName: String
    let identifier: String?
    let birthDate: String?
    let gender: Gender?
    let email: String?

    init(_ details: PersonDetails) {
        fullName = details.fullName
        identifier = details.identifier
        birthDate = details.birthDate?.iso
        gender = details.gender
        email = details.email?.text
    }

    init?(text: String) {
        guard let read = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else {
            return nil
        }
        self = read
    }

    var text: String { get throws { try JSONText(self).text } }

    var details: PersonDetails {
        PersonDetails(
            fullName: fullName, identifier: identifier,
            birthDate: birthDate.flatMap { CalendarDate($0) }, gender: gender,
            email: email.flatMap { EmailAddress($0) })
    }
}
