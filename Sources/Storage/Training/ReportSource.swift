import People
package import Training
package import Values

/// Reads what reports are made from, as it was known at a moment.
package struct ReportSource {
    private let connection: Connection
    /// UTC milliseconds; `Int64.max` for now.
    private let moment: Int64

    package init(_ connection: Connection, knownAt moment: Int64) {
        self.connection = connection
        // Nothing is withdrawn at the end of time, so that "now" asks like any moment.
        self.moment = min(moment, .max - 1)
    }

    package func programmes() throws -> [Int64: ReportInput.ProgrammeFacts] {
        Dictionary(
            try ProgrammeStore(connection).all(knownAt: Instant(milliseconds: moment)).map {
                ($0.id, .init(code: $0.code, programme: $0.programme))
            }, uniquingKeysWith: { $1 })
    }

    /// The classes that began within a time.
    package func classes(
        from: CalendarDate, until: CalendarDate
    ) throws -> [Int64: ReportInput.ClassFacts] {
        var classes: [Int64: ReportInput.ClassFacts] = [:]
        try connection.forEach(
            """
            select state.training_class_id, state.programme_id, state.title,
                training_class.code, training_class.identifier, state.from_date,
                state.until_date, state.mode
            from training_class_state as state
            join training_class on training_class.id = state.training_class_id
            where state.from_date between $1 and $2 and state.recorded_at <= $3
                and (state.withdrawn_at is null or state.withdrawn_at > $3)
                and (state.cancelled_on is null or state.cancelled_on > $2)
            """, from, until, moment
        ) { row in
            classes[try row.int64("training_class_id")] = .init(
                programme: try row.int64("programme_id"), title: try row.text("title"),
                code: try row.text("code"), identifier: try row.text("identifier"),
                from: try row.date("from_date"), until: try row.date("until_date"),
                mode: try row.choice("mode"))
        }
        return classes
    }

    /// Every unit but classes of pupils, on one day.
    package func tree(on day: CalendarDate) throws -> UnitTree {
        var units: [Int64: UnitTree.Unit] = [:]
        try connection.forEach(
            """
            select unit.id, unit.code, unit.identifier, unit.kind, state.name, state.sort_key,
                state.level, state.parent_id, state.from_date, state.until_date
            from unit join unit_state as state on state.unit_id = unit.id
            where unit.kind in ('department', 'office', 'commune', 'school', 'centre')
                and state.recorded_at <= $1
                and (state.withdrawn_at is null or state.withdrawn_at > $1)
            """, moment
        ) { row in
            let id = try row.int64("id")
            let state = UnitTree.State(
                name: try row.text("name"), sortKey: try row.text("sort_key"),
                level: try row.optionalChoice("level"),
                parent: try row.optionalInt64("parent_id"), from: try row.date("from_date"),
                until: try row.optionalDate("until_date"))
            let unit = UnitTree.Unit(
                id: id, code: try row.text("code"),
                identifier: try row.optionalText("identifier"), kind: try row.choice("kind"),
                states: [])
            units[id, default: unit].states.append(state)
        }
        return UnitTree(Array(units.values), try successions(), on: day)
    }

    private func successions() throws -> [UnitTree.Succession] {
        try connection.rows(
            """
            select unit_id, successor_id, on_date from unit_succession
            where kind in ('merge', 'split') and recorded_at <= $1
                and (withdrawn_at is null or withdrawn_at > $1)
            """, moment
        ).map {
            UnitTree.Succession(
                unit: try $0.int64("unit_id"), successor: try $0.int64("successor_id"),
                on: try $0.date("on_date"))
        }
    }

    // MARK: Posts

    /// How often posts were changed: an index that was made at the same number still holds.
    package static func postChange(_ connection: Connection) throws -> Int64 {
        try connection.row("select number from post_change where id = 1")?.int64("number") ?? 0
    }

    /// All posts that were ever recorded, for any day and moment.
    package static func posts(_ connection: Connection) throws -> PostIndex {
        var subjects = [""]
        var places: [String: Int32] = ["": 0]
        var posts: [PostIndex.Post] = []
        try connection.forEach(
            """
            select person_id, unit_id, title, subject, is_main, from_date, until_date,
                recorded_at, withdrawn_at
            from post
            """
        ) { row in
            let subject = try row.optionalText("subject") ?? ""
            let place: Int32
            if let known = places[subject] {
                place = known
            } else {
                place = Int32(clamping: subjects.count)
                subjects.append(subject)
                places[subject] = place
            }
            posts.append(
                .init(
                    person: try row.int64("person_id"), unit: try row.int64("unit_id"),
                    title: try row.choice("title"), subject: place,
                    isMain: try row.bool("is_main"), from: try row.date("from_date"),
                    until: try row.optionalDate("until_date"),
                    recordedAt: try row.instant("recorded_at"),
                    withdrawnAt: try row.optionalInstant("withdrawn_at")))
        }
        return PostIndex(posts, subjects: subjects, merges: try merges(connection))
    }

    private static func merges(_ connection: Connection) throws -> [PostIndex.Merge] {
        try connection.rows(
            "select person_id, into_id, recorded_at, withdrawn_at from person_merge"
        ).map {
            PostIndex.Merge(
                record: try $0.int64("person_id"), into: try $0.int64("into_id"),
                recordedAt: try $0.instant("recorded_at"),
                withdrawnAt: try $0.optionalInstant("withdrawn_at"))
        }
    }
}
