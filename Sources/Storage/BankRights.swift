package import People
package import Values

/// Who may do what in which bank.
package struct BankRightStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    /// To whom a right is granted.
    package enum Grantee: Hashable, Sendable {
        case person(Int64)
        /// Everybody who holds a post in it, or in a unit below it.
        case unit(Int64)
        case everyTeacher
    }

    /// One line of a bank's sharing, as its page shows it.
    package struct Grant: Hashable, Sendable {
        package let id: Int64
        /// The person's or the unit's name; nil: every teacher.
        package let name: String?
        package let isUnit: Bool
        package let right: BankRight
        package let granter: String?
        package let at: Instant
    }

    /// Everything that somebody may do in a bank: as its owner, and by every grant to the
    /// person, to the units of the posts held today, and to units above those.
    package func rights(of principal: Principal, in subject: Int64) throws -> Set<BankRight> {
        let owner = try connection.row("select owner_id from subject where id = $1", subject)?
            .optionalInt64("owner_id")
        var rights: Set<BankRight> = []
        if let owner, principal.isSelf(owner) { rights = BankRight.manage.whole }
        let grants = try connection.rows(
            "select person_id, unit_id, allowed from bank_grant where subject_id = $1", subject)
        for grant in grants {
            let person = try grant.optionalInt64("person_id")
            let unit = try grant.optionalInt64("unit_id")
            let isMeant =
                person.map(principal.isSelf) ?? unit.map(principal.within.contains) ?? true
            if isMeant { rights.formUnion(try grant.choice("allowed", of: BankRight.self).whole) }
        }
        return rights
    }

    /// The banks in which somebody may read.
    package func readable(by principal: Principal) throws -> Set<Int64> {
        var found = try connection.rows(
            """
            select subject_id from bank_grant where person_id is null and unit_id is null
            """)
        for person in principal.also.union([principal.person]) {
            found += try connection.rows(
                """
                select id as subject_id from subject where owner_id = $1
                union select subject_id from bank_grant where person_id = $1
                """, person)
        }
        for unit in principal.within {
            found += try connection.rows(
                "select subject_id from bank_grant where unit_id = $1", unit)
        }
        return Set(try found.map { try $0.int64("subject_id") })
    }

    /// - Returns: false where it was granted before.
    @discardableResult package func grant(
        _ right: BankRight, to grantee: Grantee, in subject: Int64, by granter: Int64?,
        at now: Instant
    ) throws -> Bool {
        var person: Int64?
        var unit: Int64?
        switch grantee {
        case .person(let id): person = id
        case .unit(let id): unit = id
        case .everyTeacher: break
        }
        return try connection.run(
            """
            insert into bank_grant
                (subject_id, person_id, unit_id, allowed, granter_id, granted_at)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """, subject, person, unit, right.rawValue, granter, now) > 0
    }

    /// - Returns: false where the bank has no such grant.
    package func withdraw(_ grant: Int64, in subject: Int64) throws -> Bool {
        try connection.run(
            "delete from bank_grant where id = $1 and subject_id = $2", grant, subject) > 0
    }

    package func grants(in subject: Int64) throws -> [Grant] {
        try connection.rows(
            """
            select bank_grant.id, coalesce(person.full_name, unit.name) as name,
                bank_grant.unit_id is not null as is_unit, bank_grant.allowed,
                granter.full_name as granter, bank_grant.granted_at
            from bank_grant left join person on person.id = bank_grant.person_id
            left join unit on unit.id = bank_grant.unit_id
            left join person as granter on granter.id = bank_grant.granter_id
            where bank_grant.subject_id = $1 order by bank_grant.id
            """, subject
        ).map { row in
            Grant(
                id: try row.int64("id"), name: try row.optionalText("name"),
                isUnit: try row.bool("is_unit"), right: try row.choice("allowed"),
                granter: try row.optionalText("granter"), at: try row.instant("granted_at"))
        }
    }

    /// A school or a department, as choices show it.
    package struct Unit: Hashable, Sendable {
        package let code: String
        package let name: String
    }

    /// The units to which banks can belong and be granted: all but classes of pupils.
    package func units() throws -> [Unit] {
        try connection.rows(
            """
            select code, name from unit where kind in
                ('school', 'department', 'office', 'commune', 'centre')
            order by sort_key, id
            """
        ).map { Unit(code: try $0.text("code"), name: try $0.text("name")) }
    }

    /// - Returns: nil where there is no such unit, or where it is a class.
    package func unit(code: String) throws -> Int64? {
        try connection.row(
            "select id from unit where code = $1 and kind <> 'class'", code)?.int64("id")
    }

    /// What a bank says of itself beside its questions.
    package struct Keeping: Hashable, Sendable {
        package let owner: String?
        package let unit: String?
        /// Whether nobody publishes without another's review.
        package let needsReview: Bool
    }

    package func keeping(of subject: Int64) throws -> Keeping? {
        try connection.row(
            """
            select person.full_name, unit.name, subject.needs_review from subject
            left join person on person.id = subject.owner_id
            left join unit on unit.id = subject.unit_id
            where subject.id = $1
            """, subject
        ).map { row in
            Keeping(
                owner: try row.optionalText("full_name"), unit: try row.optionalText("name"),
                needsReview: try row.bool("needs_review"))
        }
    }

    package func setOwner(_ person: Int64, of subject: Int64) throws {
        try connection.run("update subject set owner_id = $2 where id = $1", subject, person)
    }

    package func setUnit(_ unit: Int64?, of subject: Int64) throws {
        try connection.run("update subject set unit_id = $2 where id = $1", subject, unit)
    }

    package func setNeedsReview(_ needs: Bool, of subject: Int64) throws {
        try connection.run(
            "update subject set needs_review = $2 where id = $1", subject, needs)
    }
}
