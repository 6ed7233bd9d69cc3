package import Values

/// Files that were previewed and wait to be applied, and the audit trail.
package struct StagedImportStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    package enum Kind: String, Hashable, Sendable {
        case pupils
        case bank
        case results
        case units
        case people
        /// The log of an online meeting.
        case meeting
    }

    package struct Staged: Hashable, Sendable {
        package let kind: Kind
        /// The class or the subject that the file is for.
        package let object: Int64
        package let fileName: String
        package let content: [UInt8]
        /// What was chosen of doubtful rows, by line.
        package var choices: [Int: String] = [:]

        package init(kind: Kind, object: Int64, fileName: String, content: [UInt8]) {
            self.kind = kind
            self.object = object
            self.fileName = fileName
            self.content = content
        }
    }

    /// Keeps a file for a day; what is older goes.
    package func add(_ staged: Staged, code: String, by person: Int64, at now: Instant) throws {
        try connection.run(
            "delete from staged_import where created_at < $1", now.adding(seconds: -86_400))
        try connection.run(
            """
            insert into staged_import
                (code, person_id, kind, object_id, file_name, content, created_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            code, person, staged.kind.rawValue, staged.object, staged.fileName, staged.content,
            now)
    }

    /// Only the person who staged a file finds it.
    package func staged(code: String, by person: Int64) throws -> Staged? {
        try connection.row(
            """
            select kind, object_id, file_name, content, choices from staged_import
            where code = $1 and person_id = $2
            """,
            code, person
        ).map {
            var staged = Staged(
                kind: try $0.choice("kind"), object: try $0.int64("object_id"),
                fileName: try $0.text("file_name"), content: try $0.blob("content"))
            staged.choices = try $0.json("choices")
            return staged
        }
    }

    /// Keeps what was chosen of doubtful rows.
    package func keep(_ choices: [Int: String], of code: String) throws {
        try connection.run(
            "update staged_import set choices = $2 where code = $1", code, try JSONText(choices))
    }

    package func remove(code: String) throws {
        try connection.run("delete from staged_import where code = $1", code)
    }
}
