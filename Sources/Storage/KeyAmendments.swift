package import Assessment
import Values

/// Decisions about how the questions of sittings are marked.
package struct KeyAmendmentStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    /// All amendments of a sitting, oldest first.
    package func amendments(of sitting: Int64) throws -> KeyAmendments {
        KeyAmendments(
            try connection.rows(
                """
                select key_amendment.number, question.guid, question_version.number as version,
                    kind, key_amendment.content, reason, person_id, at
                from key_amendment
                join question_version on question_version.id = key_amendment.question_version_id
                join question on question.id = question_version.question_id
                where sitting_id = $1 order by key_amendment.number
                """, sitting
            ).map(Self.amendment))
    }

    /// Appends a decision. From now on the sitting waits to be regraded.
    ///
    /// - Throws: `StoreError.constraint(.unique)` when somebody else has appended one
    ///   of this number; `.constraint(.notNull)` for a version that is not there.
    package func add(_ amendment: KeyAmendment, to sitting: Int64) throws {
        try connection.run(
            """
            insert into key_amendment (sitting_id, number, question_version_id, kind, content,
                reason, person_id, at)
            values ($1, $2,
                (select question_version.id from question
                    join question_version on question_version.question_id = question.id
                    where question.guid = $3 and question_version.number = $4),
                $5, $6, $7, $8, $9)
            """,
            sitting, amendment.number, amendment.reference.question, amendment.reference.version,
            Kind(amendment.change).rawValue, try Self.content(of: amendment.change),
            amendment.reason, amendment.person, amendment.at)
        try connection.run(
            """
            insert into regrading (sitting_id, amendments) values ($1, $2)
            on conflict (sitting_id) do update set amendments = $2
            """, sitting, amendment.number)
    }

    /// Sittings whose papers are not all marked by their amendments, by id.
    package func unfinished() throws -> [Int64] {
        try connection.rows("select sitting_id from regrading order by sitting_id")
            .map { try $0.int64("sitting_id") }
    }

    package func isUnfinished(_ sitting: Int64) throws -> Bool {
        try connection.row("select 1 as one from regrading where sitting_id = $1", sitting) != nil
    }

    /// Notes that all papers which had ended are marked by the amendments up to this.
    package func finish(_ sitting: Int64, through amendments: Int) throws {
        try connection.run(
            "delete from regrading where sitting_id = $1 and amendments <= $2", sitting,
            amendments)
    }

    // MARK: Rows

    private enum Kind: String {
        case newKey, acceptAlso, drop, fullMarks, withdraw

        init(_ change: KeyAmendment.Change) {
            switch change {
            case .newKey: self = .newKey
            case .acceptAlso: self = .acceptAlso
            case .drop: self = .drop
            case .fullMarks: self = .fullMarks
            case .withdraw: self = .withdraw
            }
        }
    }

    private struct Accepted: Codable {
        let answer: KeyAnswer
        let weight: Mark
    }

    private static func content(of change: KeyAmendment.Change) throws -> JSONText? {
        switch change {
        case .newKey(let answer): try JSONText(answer)
        case .acceptAlso(let answer, let weight):
            try JSONText(Accepted(answer: answer, weight: weight))
        case .drop, .fullMarks: nil
        case .withdraw(let number): try JSONText(number)
        }
    }

    private static func change(_ row: Row) throws -> KeyAmendment.Change {
        switch try row.choice("kind", of: Kind.self) {
        case .newKey: return .newKey(try row.json("content"))
        case .acceptAlso:
            let accepted: Accepted = try row.json("content")
            return .acceptAlso(accepted.answer, weight: accepted.weight)
        case .drop: return .drop
        case .fullMarks: return .fullMarks
        case .withdraw: return .withdraw(try row.json("content"))
        }
    }

    private static func amendment(_ row: Row) throws -> KeyAmendment {
        KeyAmendment(
            number: try row.int("number"),
            reference: VersionReference(
                question: try row.guid("guid"), version: try row.int("version")),
            change: try change(row), reason: try row.text("reason"),
            person: try row.int64("person_id"), at: try row.instant("at"))
    }
}
