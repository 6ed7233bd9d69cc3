import Dispatch
import People
import Secrets
import Storage
import Testing
import Values

@testable import Administration

@Suite struct SessionTests {
    private let now = School.start

    @Test func aSessionEndsByItself() async throws {
        let school = try School()
        let person = try await school.person("sen").person
        let token = try await school.sessions.open(for: person, sitting: nil, at: now)
        let end = now.adding(seconds: Int64(School.hours) * 3_600)
        #expect(try await school.sessions.session(token, at: end.adding(seconds: -1)) != nil)
        #expect(try await school.sessions.session(token, at: end) == nil, "from memory")
        try await school.sessions.store()
        let fresh = Sessions(database: school.database, hours: School.hours)
        #expect(try await fresh.session(token, at: end) == nil, "from the store")
        #expect(try await fresh.session(token, at: now) != nil, "a restart keeps sessions")
    }

    @Test func closingEndsThisSessionOnly() async throws {
        let school = try School()
        let person = try await school.person("sen").person
        let one = try await school.sessions.open(for: person, sitting: nil, at: now)
        let two = try await school.sessions.open(for: person, sitting: nil, at: now)
        #expect(try await school.sessions.session(one, at: now) != nil)
        try await school.sessions.close(one)
        #expect(try await school.sessions.session(one, at: now) == nil)
        #expect(try await school.sessions.session(two, at: now) != nil)
    }

    @Test func closingAllSparesOthers() async throws {
        let school = try School()
        let one = try await school.person("sen").person
        let other = try await school.person("lan").person
        let mine = try await school.sessions.open(for: one, sitting: nil, at: now)
        let theirs = try await school.sessions.open(for: other, sitting: nil, at: now)
        _ = try await school.sessions.session(mine, at: now)
        try await school.sessions.closeAll(of: one)
        #expect(try await school.sessions.session(mine, at: now) == nil)
        #expect(try await school.sessions.session(theirs, at: now) != nil)
    }

    @Test func theStoreKeepsNoToken() async throws {
        let school = try School()
        let person = try await school.person("sen").person
        let token = try await school.sessions.open(for: person, sitting: nil, at: now)
        try await school.sessions.store()
        let hashes = try await school.database.read {
            try $0.rows("select token_hash from session").map { try $0.blob("token_hash") }
        }
        #expect(hashes == [SHA256.digest(token.utf8)])
    }

    /// Runs `body` while an import holds the writer.
    private func besideAnImport(
        _ school: School, _ body: () async throws -> Void
    ) async throws {
        let mayEnd = DispatchSemaphore(value: 0)
        let (begun, hasBegun) = AsyncStream<Void>.makeStream()
        async let importing: Void = school.database.writeMuch { _ in
            hasBegun.finish()
            mayEnd.wait()
        }
        for await _ in begun {}
        defer { mayEnd.signal() }
        try await body()
        mayEnd.signal()
        try await importing
    }

    @Test func whoSignsInWaitsForNoImport() async throws {
        let school = try School()
        let person = try await school.person("sen").person
        var tokens: [String] = []
        try await besideAnImport(school) {
            for _ in 0..<3 {
                let token = try await school.sessions.open(for: person, sitting: nil, at: now)
                #expect(try await school.sessions.session(token, at: now) != nil)
                tokens.append(token)
            }
            school.sessions.forgetAll()
            #expect(try await school.sessions.session(tokens[0], at: now) != nil)
        }
        try await school.sessions.store()
        let fresh = Sessions(database: school.database, hours: School.hours)
        for token in tokens { #expect(try await fresh.session(token, at: now) != nil) }
    }

    @Test func whatEndsBeforeItIsStoredStaysEnded() async throws {
        let school = try School()
        let person = try await school.person("sen").person
        var tokens: [String] = []
        var endings: [Task<Void, any Error>] = []
        try await besideAnImport(school) {
            for _ in 0..<2 {
                tokens.append(
                    try await school.sessions.open(for: person, sitting: nil, at: now))
            }
            let (sessions, first) = (school.sessions, tokens[0])
            endings.append(Task { try await sessions.close(first) })
            endings.append(Task { try await sessions.closeAll(of: person) })
            // They wait for the writer; what they end is over all the same.
            for token in tokens {
                while try await sessions.session(token, at: now) != nil { await Task.yield() }
            }
        }
        for ending in endings { try await ending.value }
        try await school.sessions.store()
        let fresh = Sessions(database: school.database, hours: School.hours)
        for token in tokens { #expect(try await fresh.session(token, at: now) == nil) }
    }

    @Test(arguments: ["", "x", "AAAA"])
    func aMadeUpTokenIsNobody(token: String) async throws {
        let school = try School()
        #expect(try await school.sessions.session(token, at: now) == nil)
    }

    // MARK: Passwords

    @Test func aNewPasswordEndsTheOtherSessions() async throws {
        let school = try School()
        let person = try await school.person("sen").person
        let old = try await school.sessions.open(for: person, sitting: nil, at: now)
        _ = try await school.sessions.session(old, at: now)
        let new = try await school.signIn.change(
            password: School.password, to: "đồng tháp mười", of: person, at: now)
        #expect(try await school.sessions.session(old, at: now) == nil)
        #expect(try await school.sessions.session(new, at: now) != nil)
        await #expect(throws: SignInFault.wrong, "the old password is over") {
            try await school.signIn.enter(
                account: "sen", password: School.password, from: "a", at: now)
        }
        _ = try await school.signIn.enter(
            account: "sen", password: "đồng tháp mười", from: "a", at: now)
    }

    @Test(arguments: [
        ("sai rồi nhé", "đồng tháp mười", SignInFault.wrong, "the old one is not known"),
        (School.password, School.password, .samePassword, "nothing would change"),
        (School.password, "ngắn", .shortPassword, "too short"),
    ])
    func aRefusedChangeChangesNothing(
        old: String, new: String, fault: SignInFault, why: String
    ) async throws {
        let school = try School()
        let person = try await school.person("sen").person
        let token = try await school.sessions.open(for: person, sitting: nil, at: now)
        await #expect(throws: fault, "\(why)") {
            try await school.signIn.change(password: old, to: new, of: person, at: now)
        }
        #expect(try await school.sessions.session(token, at: now) != nil)
        _ = try await school.signIn.enter(
            account: "sen", password: School.password, from: "a", at: now)
    }

    @Test func aFirstPasswordMustBeChanged() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let sheet = try #require(
            try await school.staff.add(
                name: "Trần Văn Đồng", account: "Đồng", alsoAdministrator: false,
                by: administrator, at: now))
        #expect(sheet.account == "dong")
        let token = try await school.signIn.enter(
            account: "dong", password: sheet.password, from: "a", at: now)
        let session = try #require(try await school.sessions.session(token, at: now))
        #expect(session.mustChangePassword)
        let changed = try await school.signIn.change(
            password: sheet.password, to: School.password, of: session.principal.person, at: now)
        #expect(
            try await school.sessions.session(changed, at: now)?.mustChangePassword == false)
    }
}
