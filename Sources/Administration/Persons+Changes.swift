package import People
package import Storage
package import Values

extension Persons {
    /// Gives somebody a post. A new main post takes the place of the one so far where that is
    /// wanted.
    ///
    /// - Parameters:
    ///   - unit: by code.
    ///   - endsOthers: whether the posts held so far end on its first day: a transfer.
    /// - Returns: whether there is such a person.
    /// - Throws: `UnitFault.notThere`, `AccessDenied`.
    package func addPost(
        _ post: PostDetails, to code: String, in unit: String, endsOthers: Bool,
        by principal: Principal, at now: Instant
    ) async throws -> Bool {
        let done = try await database.write { connection in
            guard
                let person = try Self.find(
                    code, for: .changePeople, by: principal, connection, at: now)
            else { return false }
            let units = UnitStore(connection)
            guard let place = try units.unit(code: unit), place.kind != .schoolClass,
                try units.placed(place.id, AsOf(post.from)) != nil
            else { throw UnitFault.notThere }
            let posts = PostStore(connection)
            for held in try posts.posts(of: person.id)
            where held.details.until.map({ $0 > post.from }) ?? true {
                if endsOthers {
                    try posts.end(held.id, on: post.from, at: now)
                } else if post.isMain, held.details.isMain {
                    try Self.makeSecond(held, from: post.from, posts, at: now)
                }
            }
            try posts.record(post, of: person.id, in: place.id, at: now)
            try AuditStore(connection).record(
                .addPost, of: "\(person.details.fullName) – \(place.name)",
                by: principal.person, at: now)
            return true
        }
        sessions.forgetAll()
        return done
    }

    /// There is one main post on a day: the one so far goes on as a further one.
    private static func makeSecond(
        _ held: PostStore.Post, from date: CalendarDate, _ posts: PostStore, at now: Instant
    ) throws {
        try posts.end(held.id, on: date, at: now)
        var details = held.details
        details.isMain = false
        details.from = max(details.from, date)
        try posts.record(details, of: held.person, in: held.unit, at: now)
    }

    /// Ends a post; with the last one ends what its holder may do.
    ///
    /// - Parameter date: the first day on which it is not held.
    /// - Returns: whether there is such a post of such a person.
    /// - Throws: `PersonFault.lastAdministrator`, `AccessDenied`.
    package func endPost(
        _ post: Int64, of code: String, on date: CalendarDate, by principal: Principal,
        at now: Instant
    ) async throws -> Bool {
        let done = try await database.write { connection in
            let posts = PostStore(connection)
            guard
                let person = try Self.find(
                    code, for: .changePeople, by: principal, connection, at: now),
                try posts.posts(of: person.id).contains(where: { $0.id == post })
            else { return false }
            try posts.end(post, on: date, at: now)
            try Self.requireAdministrator(connection, on: date)
            try AuditStore(connection).record(
                .endPost, of: person.details.fullName, by: principal.person, at: now)
            return true
        }
        sessions.forgetAll()
        return done
    }

    package func isAdministrator(_ person: Int64) async throws -> Bool {
        try await database.read {
            try PeopleStore($0).roles(of: person).contains(.administrator)
        }
    }

    /// Makes somebody an administrator, or no longer one.
    ///
    /// - Returns: whether there is such a person with an account.
    /// - Throws: `PersonFault.lastAdministrator`, `AccessDenied`.
    package func setAdministrator(
        _ isOne: Bool, _ code: String, by principal: Principal, at now: Instant
    ) async throws -> Bool {
        try principal.require(.managePeople, on: .other)
        let done = try await database.write { connection in
            guard
                let person = try Self.find(
                    code, for: .changePeople, by: principal, connection, at: now),
                person.account != nil
            else { return false }
            let people = PeopleStore(connection)
            if isOne {
                try people.grant(.administrator, to: person.id)
            } else {
                for record in [person.id] + (try people.others(of: person.id).sorted()) {
                    try people.revoke(.administrator, from: record)
                }
                if try people.people(with: .administrator).isEmpty {
                    throw PersonFault.lastAdministrator
                }
                try Self.requireAdministrator(connection, on: VietnamTime.date(of: now))
            }
            try AuditStore(connection).record(
                isOne ? .grantAdministrator : .revokeAdministrator,
                of: person.details.fullName, by: principal.person, at: now)
            return true
        }
        sessions.forgetAll()
        return done
    }

    /// Somebody must be left who can look after the server.
    private static func requireAdministrator(
        _ connection: Connection, on date: CalendarDate
    ) throws {
        let people = PeopleStore(connection)
        let all = try people.people(with: .administrator)
        guard
            try all.isEmpty
                || all.contains(where: {
                    try people.principal($0.id, on: date)?.roles.contains(.administrator) == true
                })
        else { throw PersonFault.lastAdministrator }
    }

    /// - Returns: whether there is such a person.
    /// - Throws: `PersonFault.identifierTaken`, `AccessDenied`.
    package func change(
        _ code: String, to details: PersonDetails, by principal: Principal, at now: Instant
    ) async throws -> Bool {
        let done = try await database.write { connection in
            guard
                let person = try Self.find(
                    code, for: .changePeople, by: principal, connection, at: now)
            else { return false }
            let people = PeopleStore(connection)
            if let identifier = details.identifier,
                let other = try people.record(identifier: identifier),
                other.person.id != person.id
            {
                throw PersonFault.identifierTaken
            }
            try people.change(person.id, to: details)
            try AuditStore(connection).record(
                .changePerson, of: details.fullName, by: principal.person, at: now)
            return true
        }
        sessions.forgetAll()
        return done
    }

    // MARK: Two records of one person

    /// What hangs on a record.
    package struct Load: Hashable, Sendable {
        package let person: PeopleStore.Listed
        package let posts: Int
        package let classes: Int
        /// Tests taken or to be taken.
        package let sittings: Int
        /// Training classes that they were enrolled in.
        package let trainings: Int
        package let certificates: Int
        /// Where the main post is held that day; nil: nowhere.
        package let mainUnit: String?
    }

    /// The code of the person with an identifier, where this person may join records.
    package func code(
        ofIdentifier identifier: String, by principal: Principal
    ) async throws -> String? {
        try principal.require(.changePeople, on: .other)
        return try await database.read {
            try PeopleStore($0).person(identifier: VietnameseText.clean(identifier))?.code
        }
    }

    /// What would be joined; nil when one of them is not there, or they are one already.
    package func mergePreview(
        _ code: String, into other: String, by principal: Principal, at now: Instant
    ) async throws -> (from: Load, into: Load)? {
        try await database.read { connection in
            guard
                let from = try Self.find(
                    code, for: .changePeople, by: principal, connection, at: now),
                let into = try Self.find(
                    other, for: .changePeople, by: principal, connection, at: now),
                from.id != into.id
            else { return nil }
            let today = VietnamTime.date(of: now)
            return (
                try Self.load(from, on: today, connection),
                try Self.load(into, on: today, connection)
            )
        }
    }

    private static func load(
        _ person: PeopleStore.Listed, on today: CalendarDate, _ connection: Connection
    ) throws -> Load {
        let enrolments = try ([person.id] + PeopleStore(connection).others(of: person.id).sorted())
            .flatMap { try EnrolmentStore(connection).enrolments(of: $0) }
        let main = try PostStore(connection).posts(of: person.id, AsOf(today)).first {
            $0.details.isMain
        }
        return Load(
            person: person, posts: try PostStore(connection).posts(of: person.id).count,
            classes: try MembershipStore(connection).memberships(of: person.id).count,
            sittings: try SittingStore(connection).sittings(for: person.id).count,
            trainings: enrolments.count,
            certificates: try enrolments.reduce(0) {
                $0 + (try CertificateStore(connection).certificates(of: $1.id).count)
            }, mainUnit: try main.flatMap { try UnitStore(connection).unit($0.unit)?.name })
    }

    /// Joins a record to the one that stands for the person from now on.
    ///
    /// - Returns: whether both are there.
    /// - Throws: `PersonFault.sameRecord`, `AccessDenied`.
    package func merge(
        _ code: String, into other: String, by principal: Principal, at now: Instant
    ) async throws -> Bool {
        let done = try await database.write { connection in
            guard
                let from = try Self.find(
                    code, for: .changePeople, by: principal, connection, at: now),
                let into = try Self.find(
                    other, for: .changePeople, by: principal, connection, at: now)
            else { return false }
            try PeopleStore(connection).merge(
                from.id, into: into.id, by: principal.person, at: now)
            try AuditStore(connection).record(
                .mergePeople, of: into.details.fullName, by: principal.person, at: now)
            return true
        }
        sessions.forgetAll()
        return done
    }

    /// Takes joined records apart again.
    ///
    /// - Returns: whether there is such a decision about this person.
    package func part(
        _ merge: Int64, of code: String, by principal: Principal, at now: Instant
    ) async throws -> Bool {
        let done = try await database.write { connection in
            let people = PeopleStore(connection)
            guard
                let person = try Self.find(
                    code, for: .changePeople, by: principal, connection, at: now),
                try people.merges(of: person.id).contains(where: { $0.id == merge })
            else { return false }
            try people.part(merge, at: now)
            try AuditStore(connection).record(
                .partPeople, of: person.details.fullName, by: principal.person, at: now)
            return true
        }
        sessions.forgetAll()
        return done
    }
}
