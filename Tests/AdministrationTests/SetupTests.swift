import People
import Storage
import Testing
import Values

@testable import Administration

/// The link that makes the first administrator.
@Suite struct SetupTests {
    private let now = School.start

    private func create(_ school: School, _ token: String, at now: Instant) async throws -> Int64 {
        try await school.setup.createFirstAdministrator(
            token: token, name: "Lê Thị Sen", account: "Quản Trị", password: School.password,
            at: now)
    }

    @Test func theLinkWorksOnce() async throws {
        let school = try School()
        let token = try #require(try await school.setup.firstAdministratorToken(at: now))
        #expect(try await school.setup.isOpen(token, at: now))
        let person = try await create(school, token, at: now)
        let principal = try await school.database.read {
            try PeopleStore($0).principal(person, on: VietnamTime.date(of: School.start))
        }
        #expect(principal?.roles == [.administrator, .teacher])
        #expect(try await !school.setup.isOpen(token, at: now))
        await #expect(throws: SignInFault.wrong) { try await create(school, token, at: now) }
        #expect(
            try await school.setup.firstAdministratorToken(at: now) == nil,
            "there is an account now, so no new link is made")
    }

    @Test(arguments: [(Int64(86_399), true), (86_400, false), (90_000, false)])
    func theLinkExpiresAfterADay(seconds: Int64, works: Bool) async throws {
        let school = try School()
        let token = try #require(try await school.setup.firstAdministratorToken(at: now))
        let later = now.adding(seconds: seconds)
        #expect(try await school.setup.isOpen(token, at: later) == works)
        if !works {
            await #expect(throws: SignInFault.wrong) { try await create(school, token, at: later) }
        }
    }

    @Test func aNewLinkEndsTheEarlierOne() async throws {
        let school = try School()
        let first = try #require(try await school.setup.firstAdministratorToken(at: now))
        let second = try #require(try await school.setup.firstAdministratorToken(at: now))
        #expect(try await !school.setup.isOpen(first, at: now))
        #expect(try await school.setup.isOpen(second, at: now))
    }

    @Test func aShortPasswordLeavesTheLinkOpen() async throws {
        let school = try School()
        let token = try #require(try await school.setup.firstAdministratorToken(at: now))
        await #expect(throws: SignInFault.shortPassword) {
            try await school.setup.createFirstAdministrator(
                token: token, name: "Sen", account: "sen", password: "1234567", at: now)
        }
        #expect(try await school.setup.isOpen(token, at: now))
    }

    @Test func aMadeUpLinkCreatesNobody() async throws {
        let school = try School()
        await #expect(throws: SignInFault.wrong) { try await create(school, "abc", at: now) }
        #expect(try await school.database.read { try !AccountStore($0).hasPeople() })
    }
}
