import Assessment
import People
import Testing
import Values

@testable import Storage

@Suite struct KeyAmendmentTests {
    private let folder = try? TemporaryFolder()

    /// A database with one question and one sitting of it.
    private func open() async throws -> (database: Database, sitting: Int64, question: GUID) {
        let folder = try #require(folder)
        let database = try Database(
            path: folder.file("main.sqlite"), migrations: MainMigrations.all,
            backupFolder: folder.file("backups"))
        let guid = GUID()
        let sitting = try await database.write { connection in
            try Self.fill(connection, guid)
        }
        return (database, sitting, guid)
    }

    private static let now = Instant(milliseconds: 5)

    private static func fill(_ connection: Connection, _ guid: GUID) throws -> Int64 {
        let person = try PeopleStore(connection).add(
            PersonDetails(fullName: "Võ Thị Sáu"), code: "P", at: now)
        let unit = try ClassStore(connection).add("12A1", code: "U", at: now)
        let subject = try BankStore(connection).addSubject(
            slug: "toan", name: "Toán", grade: "12", at: now)
        let topic = try BankStore(connection).topic(["Số"], of: subject)
        let question = Question(
            content: QuestionContent(
                stem: RichText(plain: "Một?"), interaction: .trueFalse(.init(isTrue: true))),
            guid: guid)
        let questions = QuestionStore(connection)
        _ = try questions.add(
            ReadyQuestion(question), code: "Q", topic: topic, subject: subject,
            status: .published, author: person, at: now)
        let test = try TestStore(connection).add(
            TestStore.Settings(title: "Thử", blueprint: Blueprint(), duration: 15, review: .marks),
            code: "T", subject: subject, author: person, at: now)
        let manifest = try Manifest(parts: [
            .init(
                title: "I", shufflesQuestions: false, shufflesOptions: false,
                entries: [
                    .fixed(
                        .init(reference: .init(question: guid, version: 1), type: .trueFalse),
                        worth: .one)
                ])
        ])
        return try SittingStore(connection).add(
            .init(
                test: test, unit: unit, author: person, title: "Thử", opens: now,
                closes: now.adding(seconds: 9), duration: 15, grace: 30, review: .marks),
            code: "S",
            frozen: .init(manifest: manifest, secret: .random()),
            manifestHash: "", at: now)
    }

    private func amendment(
        _ number: Int, _ change: KeyAmendment.Change, _ question: GUID, version: Int = 1,
        reason: String = "in sai"
    ) -> KeyAmendment {
        KeyAmendment(
            number: number, reference: .init(question: question, version: version),
            change: change, reason: reason, person: 1, at: Self.now)
    }

    @Test func everyKindComesBackInOrder() async throws {
        let (database, sitting, question) = try await open()
        let near = try #require(Numeral("3.14"))
        let changes: [KeyAmendment.Change] = [
            .newKey(.options([2, 3])), .newKey(.truths([true, false])),
            .acceptAlso(.words("hoa *sen"), weight: try #require(Mark("1/3"))),
            .acceptAlso(.number(.near(near, .absolute(.zero))), weight: .one),
            .acceptAlso(.number(.between(.zero, near)), weight: .one), .drop, .fullMarks,
            .withdraw(2),
        ]
        let all = changes.enumerated().map { amendment($0 + 1, $1, question) }
        try await database.write { connection in
            for one in all { try KeyAmendmentStore(connection).add(one, to: sitting) }
        }
        let read = try await database.read {
            try KeyAmendmentStore($0).amendments(of: sitting)
        }
        #expect(read == KeyAmendments(all))
    }

    /// What two teachers at once, or a slip, would do.
    @Test(arguments: [
        (1, 1, "x", StoreError.Constraint.unique, "the number is taken"),
        (2, 1, "", .check, "no reason"),
        (2, 9, "x", .notNull, "no such version"),
    ])
    func isRefused(
        number: Int, version: Int, reason: String, constraint: StoreError.Constraint, why: String
    ) async throws {
        let (database, sitting, question) = try await open()
        try await database.write {
            try KeyAmendmentStore($0).add(amendment(1, .drop, question), to: sitting)
        }
        let bad = amendment(number, .fullMarks, question, version: version, reason: reason)
        do {
            try await database.write { try KeyAmendmentStore($0).add(bad, to: sitting) }
            Issue.record("taken: \(why)")
        } catch StoreError.constraint(let found, _) {
            #expect(found == constraint, "\(why)")
        }
        let kept = try await database.read { try KeyAmendmentStore($0).amendments(of: sitting) }
        #expect(kept.count == 1)
    }

    @Test func aSittingWaitsUntilItIsRegraded() async throws {
        let (database, sitting, question) = try await open()
        let store = { @Sendable (connection: Connection) in KeyAmendmentStore(connection) }
        try await database.write {
            try store($0).add(amendment(1, .drop, question), to: sitting)
            try store($0).add(amendment(2, .fullMarks, question), to: sitting)
            try store($0).finish(sitting, through: 1)
        }
        #expect(try await database.read { try store($0).unfinished() } == [sitting])
        #expect(try await database.read { try store($0).isUnfinished(sitting) })
        try await database.write { try store($0).finish(sitting, through: 2) }
        #expect(try await database.read { try store($0).unfinished() } == [])
        #expect(try await !database.read { try store($0).isUnfinished(sitting) })
    }
}
