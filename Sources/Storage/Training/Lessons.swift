package import Training
package import Values

/// The lessons of classes, their files, and what trainees have done of them.
package struct LessonStore {
    let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package struct Listed: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let trainingClass: Int64
        package let place: Int64
        package let lesson: Lesson
    }

    package func add(
        _ lesson: Lesson, to trainingClass: Int64, code: String, at now: Instant
    ) throws -> Int64 {
        let last = try connection.row(
            "select max(place) as place from lesson where training_class_id = $1", trainingClass
        )?.optionalInt64("place")
        let rule = Stored(lesson.rule)
        return try connection.insert(
            """
            insert into lesson (code, training_class_id, place, title, body, link, rule, minutes,
                component, least, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            code, trainingClass, (last ?? 0) + 1, lesson.title, lesson.text, lesson.link,
            rule.name, rule.minutes, rule.component, rule.least, now)
    }

    package func change(_ id: Int64, to lesson: Lesson) throws {
        let rule = Stored(lesson.rule)
        try connection.run(
            """
            update lesson set title = $2, body = $3, link = $4, rule = $5, minutes = $6,
                component = $7, least = $8
            where id = $1
            """,
            id, lesson.title, lesson.text, lesson.link, rule.name, rule.minutes, rule.component,
            rule.least)
    }

    package func remove(_ id: Int64, at now: Instant) throws {
        try connection.run("update lesson set removed_at = $2 where id = $1", id, now)
    }

    /// Puts a lesson before the one above it; nothing where it is the first. Where it stands
    /// is asked anew: the page that was pressed may be an old one.
    package func moveUp(_ listed: Listed) throws {
        guard
            let place = try connection.row(
                "select place from lesson where id = $1", listed.id)?.int64("place"),
            let above = try connection.row(
                """
                select id, place from lesson
                where training_class_id = $1 and place < $2 and removed_at is null
                order by place desc limit 1
                """, listed.trainingClass, place)
        else { return }
        try connection.run(
            "update lesson set place = $2 where id = $1", listed.id, try above.int64("place"))
        try connection.run(
            "update lesson set place = $2 where id = $1", try above.int64("id"), place)
    }

    package func lesson(code: String) throws -> Listed? {
        try connection.row(Self.list + " and code = $1", code).map(Self.listed)
    }

    /// In the order of the class.
    package func lessons(of trainingClass: Int64) throws -> [Listed] {
        try connection.rows(
            Self.list + " and training_class_id = $1 order by place, id", trainingClass
        ).map(Self.listed)
    }

    private static let list = """
        select id, code, training_class_id, place, title, body, link, rule, minutes, component,
            least
        from lesson where removed_at is null
        """

    private static func listed(_ row: Row) throws -> Listed {
        let rule: LessonRule =
            switch try row.text("rule") {
            case "opened": .opened
            case "time": .time(minutes: try row.int("minutes"))
            case "mark":
                .mark(component: try row.text("component"), atLeast: try row.mark("least"))
            default: .marked
            }
        return Listed(
            id: try row.int64("id"), code: try row.text("code"),
            trainingClass: try row.int64("training_class_id"), place: try row.int64("place"),
            lesson: Lesson(
                title: try row.text("title"), text: try row.text("body"),
                link: try row.text("link"), rule: rule))
    }

    /// A rule as its columns have it.
    private struct Stored {
        let name: String
        var minutes: Int?
        var component: String?
        var least: Mark?

        init(_ rule: LessonRule) {
            switch rule {
            case .opened: name = "opened"
            case .marked: name = "marked"
            case .time(let minutes):
                name = "time"
                self.minutes = minutes
            case .mark(let component, let least):
                name = "mark"
                self.component = component
                self.least = least
            }
        }
    }
}

extension LessonStore {
    // MARK: What trainees have done

    package func open(_ lesson: Int64, by enrolment: Int64, at now: Instant) throws {
        try connection.run(
            """
            insert into lesson_work (enrolment_id, lesson_id, opened_at) values ($1, $2, $3)
            on conflict do nothing
            """, enrolment, lesson, now)
    }

    package func finish(_ lesson: Int64, by enrolment: Int64, at now: Instant) throws {
        try open(lesson, by: enrolment, at: now)
        try connection.run(
            """
            update lesson_work set done_at = max(opened_at, $3)
            where enrolment_id = $1 and lesson_id = $2 and done_at is null
            """, enrolment, lesson, now)
    }

    /// By lesson; of those too that an enrolment stands for.
    package func work(of enrolment: Int64) throws -> [Int64: LessonRule.Work] {
        var work: [Int64: LessonRule.Work] = [:]
        for row in try connection.rows(
            """
            select lesson_id, min(opened_at) as opened_at, min(done_at) as done_at
            from lesson_work
            where enrolment_id in (select id from enrolment where id = $1 or same_as = $1)
            group by lesson_id
            """, enrolment)
        {
            work[try row.int64("lesson_id")] = LessonRule.Work(
                openedAt: try row.instant("opened_at"),
                doneAt: try row.optionalInstant("done_at"))
        }
        return work
    }
}

extension LessonStore {
    // MARK: Files

    /// A file as it hangs below a lesson.
    package struct Attached: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let lesson: Int64
        package let name: String
        package let file: StoredFileStore.File
    }

    package func attach(
        _ file: Int64, named name: String, to lesson: Int64, code: String, by person: Int64,
        at now: Instant
    ) throws {
        try connection.run(
            """
            insert into lesson_file (code, lesson_id, file_id, name, person_id, created_at)
            values ($1, $2, $3, $4, $5, $6)
            """, code, lesson, file, name, person, now)
    }

    package func detach(_ id: Int64, at now: Instant) throws {
        try connection.run("update lesson_file set removed_at = $2 where id = $1", id, now)
    }

    package func files(of lesson: Int64) throws -> [Attached] {
        try connection.rows(
            Self.files + " and lesson_file.lesson_id = $1 order by lesson_file.id", lesson
        ).map(Self.attached)
    }

    package func file(code: String) throws -> Attached? {
        try connection.row(Self.files + " and lesson_file.code = $1", code).map(Self.attached)
    }

    private static let files = """
        select lesson_file.id, lesson_file.code, lesson_file.lesson_id, lesson_file.name,
            stored_file.id as file_id, stored_file.hash, stored_file.media_type, stored_file.size
        from lesson_file join stored_file on stored_file.id = lesson_file.file_id
        where lesson_file.removed_at is null
        """

    private static func attached(_ row: Row) throws -> Attached {
        Attached(
            id: try row.int64("id"), code: try row.text("code"),
            lesson: try row.int64("lesson_id"), name: try row.text("name"),
            file: .init(
                id: try row.int64("file_id"), hash: try row.text("hash"),
                mediaType: try row.text("media_type"), size: try row.int("size")))
    }
}
