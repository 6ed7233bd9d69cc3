import Assessment
import Secrets
package import Values

/// Files of units and people that were taken in, and what each of them changed.
package struct IntakeStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package enum Kind: String, Hashable, Sendable {
        case units
        case people
    }

    /// How many rows of a file were what.
    package struct Counts: Hashable, Codable, Sendable {
        package var read = 0
        package var new = 0
        package var changed = 0
        package var same = 0
        package var conflicting = 0
        package var refused = 0

        package init() {}
    }

    /// A file on its way in.
    package struct Draft: Hashable, Sendable {
        package let kind: Kind
        package let fileName: String
        /// Of the file, by `fingerprint`.
        package let hash: String
        package let counts: Counts

        package init(kind: Kind, fileName: String, hash: String, counts: Counts) {
            self.kind = kind
            self.fileName = fileName
            self.hash = hash
            self.counts = counts
        }
    }

    package struct Intake: Hashable, Sendable {
        package let id: Int64
        package let code: String
        package let draft: Draft
        /// Who took it in; nil: a command on the server itself.
        package let person: String?
        package let at: Instant
        package let undone: Instant?
    }

    /// One row that a file added or changed.
    package struct Effect: Hashable, Sendable {
        package let kind: Kind
        package let object: Int64
        /// What stood there, and what was written over it.
        package let before: String?
        package let after: String?

        package enum Kind: String, Hashable, Sendable {
            case stateRecorded, stateWithdrawn
            case personAdded, personChanged, roleGranted
            case postRecorded, postWithdrawn
            case membershipRecorded, membershipWithdrawn
        }

        package init(
            _ kind: Kind, _ object: Int64, before: String? = nil, after: String? = nil
        ) {
            self.kind = kind
            self.object = object
            self.before = before
            self.after = after
        }
    }

    /// SHA-256 of a file, 64 hex digits; to be called before the transaction.
    package static func fingerprint(of file: [UInt8]) -> String {
        Hexadecimal.text(SHA256.digest(file))
    }

    package func add(
        _ draft: Draft, code: String, by person: Int64?, at now: Instant
    ) throws -> Int64 {
        try connection.insert(
            """
            insert into intake (code, kind, file_name, file_hash, counts, person_id, at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            code, draft.kind.rawValue, draft.fileName, draft.hash,
            try JSONText(draft.counts).text, person, now)
    }

    package func add(_ effect: Effect, number: Int, to intake: Int64) throws {
        try connection.run(
            """
            insert into intake_effect (intake_id, number, kind, object_id, before, after)
            values ($1, $2, $3, $4, $5, $6)
            """, intake, number, effect.kind.rawValue, effect.object, effect.before, effect.after)
    }

    package func intake(code: String) throws -> Intake? {
        try connection.row(Self.list + " where intake.code = $1", code).map(Self.intake)
    }

    /// The last files of a kind, newest first.
    package func recent(_ kind: Kind, limit: Int) throws -> [Intake] {
        try connection.rows(
            Self.list + " where intake.kind = $1 order by intake.id desc limit $2",
            kind.rawValue, limit
        ).map(Self.intake)
    }

    /// What a file changed, the last first.
    package func effects(of intake: Int64) throws -> [Effect] {
        try connection.rows(
            """
            select kind, object_id, before, after from intake_effect
            where intake_id = $1 order by number desc
            """, intake
        ).map {
            Effect(
                try $0.choice("kind"), try $0.int64("object_id"),
                before: try $0.optionalText("before"), after: try $0.optionalText("after"))
        }
    }

    package func setUndone(_ intake: Int64, by person: Int64?, at now: Instant) throws {
        try connection.run(
            "update intake set undone_at = $2, undone_by = $3 where id = $1", intake, now, person)
    }

    private static let list = """
        select intake.id, intake.code, intake.kind, intake.file_name, intake.file_hash,
            intake.counts, person.full_name, intake.at, intake.undone_at
        from intake left join person on person.id = intake.person_id
        """

    private static func intake(_ row: Row) throws -> Intake {
        Intake(
            id: try row.int64("id"), code: try row.text("code"),
            draft: Draft(
                kind: try row.choice("kind"), fileName: try row.text("file_name"),
                hash: try row.text("file_hash"), counts: try row.json("counts")),
            person: try row.optionalText("full_name"), at: try row.instant("at"),
            undone: try row.optionalInstant("undone_at"))
    }
}
