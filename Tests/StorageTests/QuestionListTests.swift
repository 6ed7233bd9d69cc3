import Assessment
import People
import Testing
import Values

@testable import Storage

/// A bank's list: what narrows it, and how it is paged.
@Suite struct QuestionListTests {
    private let folder = try? TemporaryFolder()
    private static let now = Instant(milliseconds: 1)

    private struct Bank {
        let database: Database
        let subject: Int64

        /// Adds a question with one version.
        func add(
            _ identifier: String, _ stem: String, topic: [String] = [],
            level: CognitiveLevel? = nil, tags: [String] = [],
            status: QuestionStore.Status = .published, author: Int64? = nil
        ) async throws {
            let subject = subject
            try await database.write { connection in
                let question = Question(
                    content: QuestionContent(
                        stem: RichText(plain: stem),
                        interaction: .trueFalse(.init(isTrue: true))),
                    identifier: identifier, topic: topic, level: level, tags: tags)
                let place = try BankStore(connection).topic(topic, of: subject)
                let questions = QuestionStore(connection)
                _ = try questions.add(
                    ReadyQuestion(question), code: identifier, topic: place, subject: subject,
                    status: status, author: author, at: now)
            }
        }

        func found(
            _ filter: QuestionStore.Filter, at place: QuestionStore.Place = .start, limit: Int = 9
        ) async throws -> [String] {
            let subject = subject
            return try await database.read {
                try QuestionStore($0).list(in: subject, filter, at: place, limit: limit)
                    .map(\.question.code)
            }
        }
    }

    private func bank() async throws -> Bank {
        let folder = try #require(folder)
        let database = try Database(
            path: folder.file("main.sqlite"), migrations: MainMigrations.all,
            backupFolder: folder.file("backups"))
        let subject = try await database.write {
            try BankStore($0).addSubject(slug: "toan", name: "Toán", grade: "12", at: Self.now)
        }
        return Bank(database: database, subject: subject)
    }

    @Test(arguments: [
        ("toan", ["a", "b"]),  // without the mark
        ("toán", ["a", "b"]),
        ("TOÁN", ["a", "b"]),
        ("to\u{E1}n", ["a", "b"]), ("toa\u{301}n", ["a", "b"]),  // composed or not
        ("duong", ["b"]), ("đường", ["b"]),  // unicode61 leaves đ as it is; we do not
        ("toan duong", ["b"]),  // every word, in any order
        ("duong toan", ["b"]),
        ("toan duo", ["b"]),  // the last as a beginning
        ("duo toan", []),
        ("a", ["a"]),  // the file's own id
        ("\"toan\" OR *", []), ("words:toan NEAR", []), ("' -- %", []),  // no syntax gets through
        ("+ ?", []),  // nothing that could be found is not the same as nothing asked for
        ("  ", ["a", "b", "c"]),
    ])
    func findsWords(typed: String, expected: [String]) async throws {
        let bank = try await bank()
        try await bank.add("a", "Bài toán về số áo")
        try await bank.add("b", "Toán: đường thẳng ở đâu")
        try await bank.add("c", "Hình học")
        #expect(try await bank.found(.init(words: typed)) == expected)
    }

    @Test func findsTheWordsOfTheCurrentVersionOnly() async throws {
        let bank = try await bank()
        try await bank.add("a", "Con mèo")
        try await bank.database.write { connection in
            let questions = QuestionStore(connection)
            let known = try #require(try questions.known(identifier: "a", in: bank.subject))
            let question = Question(
                content: QuestionContent(
                    stem: RichText(plain: "Con chó"), interaction: .trueFalse(.init(isTrue: true))))
            let topic = try BankStore(connection).topic([], of: bank.subject)
            try questions.addVersion(
                2, of: known.id, ReadyQuestion(question), topic: topic, subject: bank.subject,
                status: .draft, author: nil, at: Self.now)
        }
        #expect(try await bank.found(.init(words: "mèo")) == [])
        #expect(try await bank.found(.init(words: "chó")) == ["a"])
        #expect(try await bank.found(.init(status: .draft)) == ["a"])
        let subject = bank.subject
        let drawn = try await bank.database.read { try QuestionStore($0).entries(of: subject) }
        #expect(drawn.map(\.version) == [1], "tests draw what is published")
    }

    @Test func narrows() async throws {
        let bank = try await bank()
        let people = try await bank.database.write { connection in
            try ["An", "Bình"].map {
                try PeopleStore(connection).add(
                    PersonDetails(fullName: $0), code: $0, at: Self.now)
            }
        }
        try await bank.add(
            "a", "Một", topic: ["Số"], level: .recognition, tags: ["x", "y"], author: people[0])
        try await bank.add(
            "b", "Hai", topic: ["Số", "Tự nhiên"], level: .application, author: people[1])
        try await bank.add("c", "Ba", topic: ["Số học"], tags: ["y"], status: .draft)
        let cases: [(QuestionStore.Filter, [String])] = [
            (.init(topic: ["Số"]), ["a", "b"]),  // and below it, but not "Số học"
            (.init(topic: ["Số", "Tự nhiên"]), ["b"]), (.init(topic: ["Không"]), []),
            (.init(level: .application), ["b"]), (.init(type: .numeric), []),
            (.init(type: .trueFalse, tag: "y"), ["a", "c"]), (.init(status: .draft), ["c"]),
            (.init(author: "Bình"), ["b"]), (.init(author: "Không"), []),
            (.init(tag: "y", words: "ba"), ["c"]),
        ]
        for (filter, expected) in cases {
            #expect(try await bank.found(filter) == expected, "\(filter)")
        }
        let subject = bank.subject
        let (tags, authors, counts) = try await bank.database.read { connection in
            let questions = QuestionStore(connection)
            return (
                try questions.tags(in: subject), try questions.authors(in: subject).map(\.name),
                try questions.counts(in: subject).map { "\($0.topic) \($0.questions)" }.sorted()
            )
        }
        #expect(tags == ["x", "y"])
        #expect(authors == ["An", "Bình"])
        #expect(counts == [#"["Số học"] 1"#, #"["Số", "Tự nhiên"] 1"#, #"["Số"] 1"#])
    }

    @Test(arguments: ["", "câu"])
    func pagesForwardAndBack(words: String) async throws {
        let bank = try await bank()
        for number in 1...5 { try await bank.add("q\(number)", "Câu \(number)") }
        let filter = QuestionStore.Filter(words: words)
        #expect(try await bank.found(filter, limit: 2) == ["q1", "q2"])
        #expect(try await bank.found(filter, at: .after(2), limit: 2) == ["q3", "q4"])
        #expect(try await bank.found(filter, at: .before(5), limit: 2) == ["q3", "q4"])
        #expect(try await bank.found(filter, at: .before(1), limit: 2) == [])
    }

    /// What a version asks stays as it was, whoever asks the database.
    @Test(arguments: [
        "content = '{}'", "number = 7", "type = 'numeric'", "author_id = null", "question_id = 1",
    ])
    func aVersionNeverChanges(change: String) async throws {
        let bank = try await bank()
        try await bank.add("a", "Một")
        await #expect(throws: StoreError.self) {
            try await bank.database.write {
                try $0.run("update question_version set \(change)")
            }
        }
    }
}
