package import Values

/// Several records of one person: joined by a pointer, so that they can be taken apart.
extension PeopleStore {
    /// One decision that two records are of one person.
    package struct Merge: Hashable, Sendable {
        package let id: Int64
        /// The record that was joined to another.
        package let person: Int64
        package let into: Int64
        package let decidedBy: Int64?
        package let recorded: Instant
        /// When it was taken back; nil while it stands.
        package let withdrawn: Instant?
    }

    /// Whether somebody has a post or a class that stands, or sits or sat a test.
    package func isInUse(_ person: Int64) throws -> Bool {
        try connection.row(
            """
            select 1 as one from post where person_id = $1 and withdrawn_at is null
            union all
            select 1 from membership where person_id = $1 and withdrawn_at is null
            union all
            select 1 from candidate where person_id = $1
            union all
            select 1 from test where author_id = $1
            limit 1
            """, person) != nil
    }

    /// A record that an identifier leads to.
    package struct Record: Hashable, Sendable {
        /// The person whose record it is.
        package let person: Listed
        /// An import that brought them was undone: nobody sees them.
        package let isRemoved: Bool
    }

    /// The person whose record, their own or one joined to it, has an identifier.
    package func record(identifier: String) throws -> Record? {
        guard
            let row = try connection.row(
                """
                select coalesce(same_as, id) as root, removed_at is not null as removed
                from person where identifier = $1
                """, identifier),
            let person = try person(try row.int64("root"))
        else { return nil }
        return Record(person: person, isRemoved: try row.bool("removed"))
    }

    /// The record that stands for a person: their own, unless it was joined to another.
    package func root(of person: Int64) throws -> Int64 {
        try connection.row(
            "select coalesce(same_as, id) as root from person where id = $1", person
        )?.int64("root") ?? person
    }

    /// Joins a record to another of the same person.
    ///
    /// - Throws: `PersonFault.sameRecord` where they are joined already.
    package func merge(
        _ person: Int64, into other: Int64, by decider: Int64?, at now: Instant
    ) throws {
        let (from, to) = (try root(of: person), try root(of: other))
        guard from != to else { throw PersonFault.sameRecord }
        try connection.run(
            """
            insert into person_merge (person_id, into_id, decided_by, recorded_at)
            values ($1, $2, $3, $4)
            """, from, to, decider, now)
        try refreshRecords(around: to)
    }

    /// Takes back a decision that two records are of one person.
    package func part(_ merge: Int64, at now: Instant) throws {
        let found = try connection.row(
            "select person_id, into_id from person_merge where id = $1", merge)
        guard let found else { return }
        try connection.run(
            "update person_merge set withdrawn_at = $2 where id = $1 and withdrawn_at is null",
            merge, now)
        try refreshRecords(around: try found.int64("person_id"))
        try refreshRecords(around: try found.int64("into_id"))
    }

    /// All decisions about a person's records, those taken back too, newest first.
    package func merges(of person: Int64) throws -> [Merge] {
        let root = try root(of: person)
        return try connection.rows(
            """
            select id, person_id, into_id, decided_by, recorded_at, withdrawn_at
            from person_merge
            where into_id in (select id from person where id = $1 or same_as = $1)
                or person_id in (select id from person where id = $1 or same_as = $1)
            order by id desc
            """, root
        ).map {
            Merge(
                id: try $0.int64("id"), person: try $0.int64("person_id"),
                into: try $0.int64("into_id"), decidedBy: try $0.optionalInt64("decided_by"),
                recorded: try $0.instant("recorded_at"),
                withdrawn: try $0.optionalInstant("withdrawn_at"))
        }
    }

    /// Points every record that hangs together with one at the record that they were all
    /// joined to.
    private func refreshRecords(around person: Int64) throws {
        var top = person
        var seen: Set<Int64> = [person]
        while let next = try joined(to: top), seen.insert(next).inserted { top = next }
        var group: [Int64] = [top]
        var place = 0
        while place < group.count {
            group += try connection.rows(
                "select person_id from person_merge where into_id = $1 and withdrawn_at is null",
                group[place]
            ).map { try $0.int64("person_id") }
            place += 1
        }
        for record in group {
            try connection.run(
                "update person set same_as = $2 where id = $1", record,
                record == top ? nil : top)
        }
        try EnrolmentStore(connection).join(group, of: top)
    }

    private func joined(to person: Int64) throws -> Int64? {
        try connection.row(
            "select into_id from person_merge where person_id = $1 and withdrawn_at is null",
            person)?.int64("into_id")
    }
}

/// Why a person's record cannot be changed so.
package enum PersonFault: Error, Hashable, Sendable {
    /// It is one record already.
    case sameRecord
    case identifierTaken
    /// Nobody else could look after the server any more.
    case lastAdministrator
}
