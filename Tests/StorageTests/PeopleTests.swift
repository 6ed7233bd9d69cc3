import People
import Testing
import Values

@testable import Storage

/// People, their posts and the several records that one of them may have.
@Suite struct PeopleTests {
    private let folder: TemporaryFolder
    private let database: Database
    private static let now = Instant(milliseconds: 1_800_000_000_000)
    private static let today = VietnamTime.date(of: now)

    init() throws {
        folder = try TemporaryFolder()
        database = try Database(
            path: folder.file("main.sqlite"), migrations: MainMigrations.all,
            backupFolder: folder.file("backups"))
    }

    private static func add(_ name: String, _ connection: Connection) throws -> Int64 {
        try PeopleStore(connection).add(PersonDetails(fullName: name), code: name, at: now)
    }

    @Test func findsPeopleWithAndWithoutDiacritics() async throws {
        let found = try await database.write { connection in
            for name in ["Đỗ Văn Ước", "Đỗ Thị Ánh", "Lê Văn An", "Trần Đỗ Quyên"] {
                _ = try Self.add(name, connection)
            }
            let people = PeopleStore(connection)
            return try ["do", "ĐỖ", "do th", "uoc d", "\"*", "x"].map { words in
                try people.list(.init(words: words), after: nil, limit: 9, AsOf(Self.today))
                    .map(\.details.fullName)
            }
        }
        let all = ["Đỗ Thị Ánh", "Trần Đỗ Quyên", "Đỗ Văn Ước"]
        #expect(found[0] == all, "in the order of given names")
        #expect(found[1] == all)
        #expect(found[2] == ["Đỗ Thị Ánh"], "the start of a word is enough")
        #expect(found[3] == ["Đỗ Văn Ước"])
        #expect(found[4].count == 4, "no words: everybody")
        #expect(found[5].isEmpty)
    }

    @Test func pagesGoOnWhereTheLastEnded() async throws {
        let pages = try await database.write { connection in
            for number in 1...5 { _ = try Self.add("Lê An \(number)", connection) }
            for _ in 1...2 {
                _ = try PeopleStore(connection).add(
                    PersonDetails(fullName: "Lê An 3"), code: "\(GUID())", at: Self.now)
            }
            let people = PeopleStore(connection)
            var pages: [[String]] = []
            var last: Int64?
            repeat {
                let page = try people.list(.init(), after: last, limit: 3, AsOf(Self.today))
                pages.append(page.map { String($0.details.fullName.suffix(1)) })
                last = page.last?.id
            } while last != nil
            return pages
        }
        #expect(pages == [["1", "2", "3"], ["3", "3", "4"], ["5"], []])
    }

    @Test func recordsAreJoinedAndTakenApart() async throws {
        try await database.write { connection in
            let people = PeopleStore(connection)
            let records = try ["A", "B", "C"].map { try Self.add($0, connection) }
            let units = UnitStore(connection)
            let school = try units.add(
                .school, UnitDetails(name: "S"), code: "S", from: Self.today, at: Self.now)
            try PostStore(connection).record(
                .init(.teacher, from: Self.today), of: records[0], in: school, at: Self.now)
            try people.grant(.teacher, to: records[0])
            try people.merge(records[0], into: records[1], by: nil, at: Self.now)
            try people.merge(records[1], into: records[2], by: nil, at: Self.now)
            #expect(
                try records.map { try people.root(of: $0) } == [3, 3, 3].map { records[$0 - 1] })
            #expect(try PostStore(connection).posts(of: records[2]).count == 1)
            let principal = try people.principal(records[0], on: Self.today)
            #expect(principal?.person == records[2])
            #expect(principal?.also == Set(records.prefix(2)))
            #expect(principal?.roles == [.teacher, .staff])
            #expect(throws: PersonFault.sameRecord) {
                try people.merge(records[0], into: records[2], by: nil, at: Self.now)
            }
            #expect(
                try people.list(.init(kind: .staff), after: nil, limit: 9, AsOf(Self.today))
                    .map(\.id) == [records[2]])
            let merges = try people.merges(of: records[2])
            #expect(merges.count == 2)
            try people.part(try #require(merges.first).id, at: Self.now)
            #expect(try people.root(of: records[0]) == records[1], "the first decision stands")
            #expect(try people.root(of: records[1]) == records[1])
            #expect(try PostStore(connection).posts(of: records[2]).isEmpty)
            #expect(try people.merges(of: records[2]).map { $0.withdrawn != nil } == [true])
        }
    }

    @Test func accessFollowsPosts() async throws {
        try await database.write { connection in
            let people = PeopleStore(connection)
            let person = try Self.add("A", connection)
            try people.grant(.teacher, to: person)
            #expect(
                try people.principal(person, on: Self.today)?.roles == [.teacher],
                "who never had a post has what was given")
            let units = UnitStore(connection)
            let department = try units.add(
                .department, UnitDetails(name: "Sở"), code: "S", from: Self.today, at: Self.now)
            let tomorrow = try #require(Self.today.adding(days: 1))
            let posts = PostStore(connection)
            let post = try posts.record(
                .init(.head, from: Self.today), of: person, in: department, at: Self.now)
            let principal = try people.principal(person, on: Self.today)
            #expect(principal?.roles == [.teacher, .staff, .head, .department])
            #expect(principal?.heads == [department])
            try posts.end(post, on: tomorrow, at: Self.now)
            #expect(try people.principal(person, on: Self.today)?.roles.contains(.head) == true)
            #expect(try people.principal(person, on: tomorrow)?.roles == [])
            try posts.record(
                .init(.teacher, from: try #require(tomorrow.adding(days: 9))), of: person,
                in: department, at: Self.now)
            #expect(
                try people.principal(person, on: tomorrow)?.roles == [.teacher],
                "somebody between two posts is not gone")
        }
    }
}
