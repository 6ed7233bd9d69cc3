import People
import Storage
import Testing
import Values

@testable import Administration

@Suite struct StaffTests {
    private let now = School.start

    @Test(arguments: ["sen", "SEN", "sẹn"])
    func anAccountIsGivenOnce(account: String) async throws {
        let school = try School()
        let administrator = try await school.administrator()
        _ = try await school.person("sen")
        await #expect(throws: SignInFault.accountTaken) {
            try await school.staff.add(
                name: "Ai", account: account, alsoAdministrator: false, by: administrator, at: now)
        }
        #expect(
            try await school.staff.all(by: administrator).count == 2, "nobody is added halfway")
    }

    @Test func aNewPasswordSignsThePersonOut() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let teacher = try await school.person("sen").person
        let token = try await school.sessions.open(for: teacher, sitting: nil, at: now)
        _ = try await school.sessions.session(token, at: now)
        let members = try await school.staff.all(by: administrator)
        let code = try #require(members.first { $0.person.id == teacher }).person.code
        let sheet = try #require(
            try await school.staff.newPassword(of: code, by: administrator, at: now))
        #expect(try await school.sessions.session(token, at: now) == nil)
        _ = try await school.signIn.enter(
            account: "sen", password: sheet.password, from: "a", at: now)
        #expect(
            try await school.staff.newPassword(of: "X", by: administrator, at: now) == nil,
            "nobody has this code")
    }

    @Test func onlyAdministratorsManagePeople() async throws {
        let school = try School()
        let teacher = try await school.person("sen")
        await #expect(throws: AccessDenied(useCase: .managePeople)) {
            try await school.staff.all(by: teacher)
        }
        await #expect(throws: AccessDenied(useCase: .managePeople)) {
            try await school.staff.add(
                name: "Ai", account: "ai", alsoAdministrator: true, by: teacher, at: now)
        }
        await #expect(throws: AccessDenied(useCase: .manageClasses)) {
            try await school.classes.add("12A1", by: teacher, at: now)
        }
    }

    @Test func aStagedFileIsItsOwners() async throws {
        let school = try School()
        let one = try await school.administrator()
        let other = try await school.person("lan", roles: [.administrator])
        let staging = Staging(database: school.database)
        let file = StagedImportStore.Staged(
            kind: .pupils, object: 1, fileName: "lop.csv", content: [1, 2])
        let code = try await staging.keep(file, by: one, at: now)
        #expect(try await staging.staged(code, by: one) == file)
        #expect(try await staging.staged(code, by: other) == nil)
        try await staging.drop(code)
        #expect(try await staging.staged(code, by: one) == nil)
    }

    @Test func stagedFilesGoAfterADay() async throws {
        let school = try School()
        let one = try await school.administrator()
        let staging = Staging(database: school.database)
        let file = StagedImportStore.Staged(
            kind: .bank, object: 1, fileName: "a.gift", content: [1])
        let old = try await staging.keep(file, by: one, at: now)
        _ = try await staging.keep(file, by: one, at: now.adding(seconds: 86_401))
        #expect(try await staging.staged(old, by: one) == nil)
    }
}
