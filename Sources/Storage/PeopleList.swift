package import People
import Values

/// Lists of people: by words, by unit, page by page in Vietnamese order.
extension PeopleStore {
    package struct Filter: Hashable, Sendable {
        /// Words of the name, or an identifier; with or without diacritics.
        package var words = ""
        /// Only who has a post or is a pupil in this unit or below it.
        package var unit: Int64?
        package var kind: Kind?

        package enum Kind: String, Hashable, Sendable, CaseIterable {
            case staff
            case pupils
        }

        package init(words: String = "", unit: Int64? = nil, kind: Kind? = nil) {
            self.words = words
            self.unit = unit
            self.kind = kind
        }
    }

    /// A page of the people that a filter lets through, in Vietnamese order.
    ///
    /// - Parameters:
    ///   - place: the last person of the page before; nil: the first page.
    ///   - asOf: the day on which the posts and classes are looked at.
    package func list(
        _ filter: Filter, after place: Int64?, limit: Int, _ asOf: AsOf
    ) throws -> [Listed] {
        let row = try place.flatMap {
            try connection.row("select sort_key from person where id = $1", $0)
        }
        let key = try row?.text("sort_key") ?? ""
        let last = place ?? 0
        let words = Self.query(filter.words)
        let (staff, pupils) = (filter.kind != .pupils, filter.kind != .staff)
        if let unit = filter.unit {
            return try connection.rows(
                Self.ofUnit, unit, asOf.date, asOf.known, key, last, limit, staff, pupils,
                words
            ).map(Self.listed)
        }
        if let words {
            return try connection.rows(
                Self.byWords + Self.standing + Self.page, filter.kind == nil,
                asOf.date, asOf.known, key, last, limit, staff, pupils, words
            ).map(Self.listed)
        }
        return try connection.rows(
            Self.list + Self.everybody + Self.standing + Self.page, filter.kind == nil,
            asOf.date, asOf.known, key, last, limit, staff, pupils
        ).map(Self.listed)
    }

    /// People in Vietnamese order.
    package func inOrder(_ people: some Collection<Int64>) throws -> [Int64] {
        try connection.rows(
            """
            select person.id from json_each($1) as one cross join person on person.id = one.value
            order by person.sort_key, person.id
            """, try JSONText(Array(people))
        ).map { try $0.int64("id") }
    }

    /// How many staff and pupils there are in a unit and below it.
    package func counts(of unit: Int64, _ asOf: AsOf) throws -> (staff: Int, pupils: Int) {
        let row = try connection.row(
            Self.branch + """
                select (select count(distinct coalesce(record.same_as, record.id))
                        from branch cross join post on post.unit_id = branch.unit_id
                        join person as record on record.id = post.person_id
                        where post.from_date <= $2
                            and (post.until_date is null or post.until_date > $2)
                            and post.recorded_at <= $3
                            and (post.withdrawn_at is null or post.withdrawn_at > $3)) as staff,
                    (select count(distinct coalesce(record.same_as, record.id))
                        from branch cross join membership
                            on membership.unit_id = branch.unit_id
                        join person as record on record.id = membership.person_id
                        where membership.from_date <= $2
                            and (membership.until_date is null or membership.until_date > $2)
                            and membership.recorded_at <= $3
                            and (membership.withdrawn_at is null
                                or membership.withdrawn_at > $3)) as pupils
                """, unit, asOf.date, asOf.known)
        return (try row?.int("staff") ?? 0, try row?.int("pupils") ?? 0)
    }

    /// People who may be the same as this one: by name and birth date, or by name where a
    /// birth date is not known.
    package func namesakes(of details: PersonDetails) throws -> [Listed] {
        try connection.rows(
            Self.list + """
                where person.sort_key = $1 and person.same_as is null
                    and person.removed_at is null
                    and (person.birth_date = $2 or person.birth_date is null or $2 is null)
                order by person.id limit 20
                """, VietnameseText.nameSortKey(details.fullName), details.birthDate
        ).map(Self.listed)
    }

    /// The question to the full-text index: every word, as the start of one; nil: no words.
    private static func query(_ words: String) -> String? {
        let terms = VietnameseText.folded(VietnameseText.clean(words))
            .split { !$0.isLetter && !$0.isNumber }.prefix(8)
        return terms.isEmpty ? nil : terms.map { "\"\($0)\"*" }.joined(separator: " ")
    }

    private static let everybody = " where person.same_as is null and person.removed_at is null"

    private static let byWords =
        columns + """
             from (
                select distinct coalesce(record.same_as, record.id) as id
                from person_text cross join person as record on record.id = person_text.rowid
                where person_text match $9
            ) as found cross join person on person.id = found.id
            """ + withAccount + " where person.removed_at is null"

    /// Who has a post or a class on the day, where that is asked for ($1: it is not).
    private static let standing = """
         and ($1 or ($7 and exists (
            select 1 from post
            where post.person_id in
                (select id from person as record where record.id = person.id
                    or record.same_as = person.id)
                and post.from_date <= $2 and (post.until_date is null or post.until_date > $2)
                and post.recorded_at <= $3
                and (post.withdrawn_at is null or post.withdrawn_at > $3)
            )) or ($8 and exists (
            select 1 from membership
            where membership.person_id in
                (select id from person as record where record.id = person.id
                    or record.same_as = person.id)
                and membership.from_date <= $2
                and (membership.until_date is null or membership.until_date > $2)
                and membership.recorded_at <= $3
                and (membership.withdrawn_at is null or membership.withdrawn_at > $3))))
        """

    private static let page = """
         and (person.sort_key, person.id) > ($4, $5)
        order by person.sort_key, person.id limit $6
        """

    private static let branch = """
        with recursive branch (unit_id) as (
            select $1
            union
            select state.unit_id
            from branch join unit_state as state on state.parent_id = branch.unit_id
            where state.from_date <= $2 and (state.until_date is null or state.until_date > $2)
                and state.recorded_at <= $3
                and (state.withdrawn_at is null or state.withdrawn_at > $3)
        )

        """

    private static let ofUnit =
        branch + columns + """
             from (
                select coalesce(record.same_as, record.id) as id
                from branch cross join post on post.unit_id = branch.unit_id
                cross join person as record on record.id = post.person_id
                where $7 and post.from_date <= $2
                    and (post.until_date is null or post.until_date > $2)
                    and post.recorded_at <= $3
                    and (post.withdrawn_at is null or post.withdrawn_at > $3)
                union
                select coalesce(record.same_as, record.id)
                from branch cross join membership on membership.unit_id = branch.unit_id
                cross join person as record on record.id = membership.person_id
                where $8 and membership.from_date <= $2
                    and (membership.until_date is null or membership.until_date > $2)
                    and membership.recorded_at <= $3
                    and (membership.withdrawn_at is null or membership.withdrawn_at > $3)
            ) as found cross join person on person.id = found.id
            """ + withAccount + """
            where person.removed_at is null
                and ($9 is null or person.id in
                    (select rowid from person_text where person_text match coalesce($9, 'x')))
            """ + page
}
