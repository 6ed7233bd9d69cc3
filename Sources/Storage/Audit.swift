package import Values

/// What is recorded of those who use Sen: what changes for others, and reading what
/// shows right answers.
package enum AuditAction: String, Hashable, Sendable, CaseIterable {
    // People
    case addPerson
    case newPassword
    case takeRoster
    case makePasswords
    case takeUnits
    case takePeople
    case undoIntake
    case undoUnitStep
    case grantAdministrator
    case revokeAdministrator
    case addUnit
    case changeUnit
    case addPost
    case endPost
    case changePerson
    case mergePeople
    case partPeople
    case rollOver
    // Banks and tests
    case readQuestion
    case writeQuestion
    case publishQuestion
    case changeQuestions
    case undoChange
    case shareBank
    case importBank
    case exportBank
    case readSample
    // Sittings
    case openSitting
    case endSitting
    case enterNumber
    case makeTickets
    case renewTicket
    case extendTime
    case pauseTime
    case resumeTime
    case admitLate
    // How a question of a sitting is marked
    case readKey
    case newKey
    case acceptAlso
    case dropQuestion
    case giveFullMarks
    case withdrawAmendment
    /// An answer that a person marks; the object is the question.
    case markAnswer
    // Teacher training
    case addProgramme
    case changeProgramme
    case addTrainingClass
    case changeTrainingClass
    case enrol
    case importResults
    case undoResults
    case publishReport
    case importRegister
    case openRound
    case remindRound
    case confirmRound
    case correctResult
    case changeLessons
    case changeSessions
    case recordAttendance
    case giveCertificates
    case revokeCertificate
    case restoreCertificate
}

/// Who did what to which object, when. Only ever appended to.
package struct AuditStore {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    /// - Parameters:
    ///   - object: what it was done to, as people name it: a title, a code, a name;
    ///     never an answer or a secret.
    ///   - sitting: the sitting that it belongs to.
    ///   - bank: the bank that it belongs to.
    ///   - person: nil for a command on the server itself.
    package func record(
        _ action: AuditAction, of object: String, sitting: Int64? = nil, bank: Int64? = nil,
        by person: Int64?, at now: Instant
    ) throws {
        try connection.run(
            """
            insert into audit (at, person_id, action, sitting_id, subject_id, object)
            values ($1, $2, $3, $4, $5, $6)
            """, now, person, action.rawValue, sitting, bank, object)
    }

    /// One line of the record.
    package struct Entry: Hashable, Sendable {
        package let id: Int64
        package let at: Instant
        /// Nil: a command on the server itself.
        package let person: String?
        package let action: AuditAction
        package let object: String
        /// The code and the title of the sitting that it belongs to.
        package let sitting: (code: String, title: String)?

        package static func == (left: Entry, right: Entry) -> Bool { left.id == right.id }

        package func hash(into hasher: inout Hasher) { hasher.combine(id) }
    }

    /// A page of the whole record, newest first.
    ///
    /// - Parameter id: the last entry of the page before; nil for the first page.
    package func entries(before id: Int64?, limit: Int) throws -> [Entry] {
        try connection.rows(
            Self.list + " where audit.id < $1 order by audit.id desc limit $2", id ?? .max, limit
        ).map(Self.entry)
    }

    /// A page of what was done with one sitting, newest first.
    package func entries(
        of sitting: Int64, before id: Int64?, limit: Int
    ) throws -> [Entry] {
        try connection.rows(
            Self.list + """
                 where audit.sitting_id = $1 and audit.id < $2 order by audit.id desc limit $3
                """, sitting, id ?? .max, limit
        ).map(Self.entry)
    }

    /// A page of what was done with one bank, newest first: also who read its keys.
    package func entries(
        ofBank subject: Int64, before id: Int64?, limit: Int
    ) throws -> [Entry] {
        try connection.rows(
            Self.list + """
                 where audit.subject_id = $1 and audit.id < $2 order by audit.id desc limit $3
                """, subject, id ?? .max, limit
        ).map(Self.entry)
    }

    private static let list = """
        select audit.id, audit.at, person.full_name, audit.action, audit.object,
            sitting.code, sitting.title
        from audit left join person on person.id = audit.person_id
        left join sitting on sitting.id = audit.sitting_id
        """

    private static func entry(_ row: Row) throws -> Entry {
        let code = try row.optionalText("code")
        let title = try row.optionalText("title")
        return Entry(
            id: try row.int64("id"), at: try row.instant("at"),
            person: try row.optionalText("full_name"), action: try row.choice("action"),
            object: try row.text("object"),
            sitting: code.flatMap { code in title.map { (code, $0) } })
    }
}
