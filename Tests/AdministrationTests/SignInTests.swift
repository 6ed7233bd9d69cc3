import People
import Storage
import Testing
import Values

@testable import Administration

@Suite struct SignInTests {
    private let now = School.start

    @Test(arguments: ["giaovien", "GIAOVIEN", " Giáo Viên ", "gia\u{0301}ovie\u{0302}n"])
    func accountsAreFolded(typed: String) async throws {
        let school = try School()
        let teacher = try await school.person(typed.contains(" V") ? "giáo viên" : "giaovien")
        let token = try await school.signIn.enter(
            account: typed, password: School.password, from: "a", at: now)
        #expect(try await school.sessions.session(token, at: now)?.principal == teacher)
    }

    @Test(arguments: [
        ("giaovien", "hoa sen no", "a wrong password"),
        ("giaovien", "", "no password"),
        ("giaovien2", School.password, "a wrong account"),
        ("", School.password, "no account"),
    ])
    func whatIsWrongIsNotTold(account: String, password: String, why: String) async throws {
        let school = try School()
        _ = try await school.person("giaovien")
        await #expect(throws: SignInFault.wrong, "\(why)") {
            try await school.signIn.enter(
                account: account, password: password, from: "a", at: now)
        }
    }

    @Test func anAccountWithoutAPasswordIsClosed() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let unit = try await school.schoolClass("12A1", by: administrator)
        try await school.classes.add(
            PersonDetails(fullName: "An", identifier: "001"), to: unit, by: administrator, at: now)
        await #expect(throws: SignInFault.wrong) {
            try await school.signIn.enter(account: "001", password: "", from: "a", at: now)
        }
    }

    @Test func guessingAnAccountIsBounded() async throws {
        let attempts = SignInAttempts()
        for _ in 0..<10 {
            #expect(await attempts.allows("an", from: "a", at: now))
            await attempts.failed("an", from: "a", at: now)
        }
        #expect(await !attempts.allows("an", from: "b", at: now), "from anywhere")
        #expect(await attempts.allows("binh", from: "a", at: now), "classmates still get in")
        #expect(
            await attempts.allows("an", from: "a", at: now.adding(seconds: 600)),
            "it is a matter of minutes")
    }

    @Test func guessingFromAnAddressIsBounded() async throws {
        let attempts = SignInAttempts()
        for number in 0..<200 { await attempts.failed("p\(number)", from: "a", at: now) }
        #expect(await !attempts.allows("an", from: "a", at: now))
        #expect(await !attempts.allows("", from: "a", at: now), "tickets too")
        #expect(await attempts.allows("an", from: "b", at: now))
    }

    @Test func aRightPasswordForgetsTheWrongOnes() async throws {
        let attempts = SignInAttempts()
        for _ in 0..<9 { await attempts.failed("an", from: "a", at: now) }
        await attempts.succeeded("an")
        for _ in 0..<9 { await attempts.failed("an", from: "a", at: now) }
        #expect(await attempts.allows("an", from: "a", at: now))
    }

    @Test func beyondTheBoundNoPasswordIsTried() async throws {
        let school = try School()
        _ = try await school.person("giaovien")
        for _ in 0..<10 {
            await #expect(throws: SignInFault.wrong) {
                try await school.signIn.enter(
                    account: "giaovien", password: "sai", from: "a", at: now)
            }
        }
        await #expect(throws: SignInFault.slowDown, "however it is written") {
            try await school.signIn.enter(
                account: "GIAO VIEN".replacing(" ", with: ""), password: School.password,
                from: "a", at: now)
        }
    }

    // MARK: Tickets

    @Test(arguments: ["7K3M9QWE0ZXT", "7k3m-9qwe-0zxt", " 7k3m 9qwe ozxt "])
    func aTicketOpensItsSittingAlone(typed: String) async throws {
        let school = try School()
        let person = try await school.person("sen", roles: [.administrator, .teacher, .student])
        let sitting = try await school.sitting(for: person.person, ticket: "7K3M9QWE0ZXT")
        let (token, code) = try await school.signIn.enter(ticket: typed, from: "a", at: now)
        let session = try #require(try await school.sessions.session(token, at: now))
        #expect(session.sitting == sitting)
        #expect(
            try await school.database.read { try SittingStore($0).sitting(sitting)?.code } == code)
        #expect(session.principal.person == person.person)
        #expect(session.principal.roles == [.student], "whatever else they are")
        #expect(!session.mustChangePassword)
    }

    @Test(arguments: ["7K3M9QWE0ZXV", "", "7K3M-9QWE", "7K3M9QWE0ZXT'--", "đề"])
    func anotherTicketIsWrong(typed: String) async throws {
        let school = try School()
        let person = try await school.person("sen", roles: [.student])
        _ = try await school.sitting(for: person.person, ticket: "7K3M9QWE0ZXT")
        await #expect(throws: SignInFault.wrong) {
            try await school.signIn.enter(ticket: typed, from: "a", at: now)
        }
    }
}
