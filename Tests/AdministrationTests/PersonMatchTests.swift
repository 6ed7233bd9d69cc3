import Foundation
import Interchange
import People
import Storage
import Testing
import Values

@testable import Administration

/// Whose row it is: recognised, told apart, or decided by a person.
@Suite struct PersonMatchTests: IntakeCase {
    /// A name alone does not make a head a teacher.
    @Test func aNameAloneChangesNobodysPost() async throws {
        let (school, administrator) = try await province()
        _ = try await school.intakes.applyPeople(file(Self.staff), by: administrator, at: now)
        let list = """
            Họ và tên,Mã đơn vị,Chức vụ
            Lê Thị Sen,087101,Giáo viên
            Trần Văn An,087101,Giáo viên
            """
        let plan = try await school.intakes.previewPeople(
            file(list), by: administrator, at: now)
        #expect(words(plan.counts) == "1 same, 1 conflicting")
    }

    @Test func doubtsAreDecidedByAPerson() async throws {
        let (school, administrator) = try await province()
        _ = try await school.intakes.applyPeople(file(Self.staff), by: administrator, at: now)
        let list = """
            Mã cán bộ,Họ và tên,Ngày sinh,Mã đơn vị,Chức vụ
            02,Phạm Thị Khác,09/09/1999,087101,Giáo viên
            77,Võ Thị Hoa,05/06/1990,087101,Giáo viên
            """
        let plan = try await school.intakes.previewPeople(
            file(list), by: administrator, at: now)
        #expect(words(plan.counts) == "2 conflicting")
        guard case .identifierOfAnother(let other) = plan.rows[0].state,
            case .likelyDuplicate(let likely) = plan.rows[1].state
        else {
            Issue.record("\(plan.rows.map(\.state))")
            return
        }
        #expect(other.details.fullName == "Trần Văn An")
        #expect(likely.map(\.details.identifier) == ["03"])
        let done = try await school.intakes.applyPeople(
            file(list),
            [2: .newPerson, 3: .samePerson(try #require(likely.first).code)],
            by: administrator, at: now)
        #expect(
            words(done.plan.counts) == "1 changed, 1 conflicting",
            "an identifier is not given twice")
        #expect(
            try await school.database.read {
                try PeopleStore($0).record(identifier: "77")?.person.details.fullName
            } == "Võ Thị Hoa")
    }

    /// Two of one name at one school, without anything else to tell them apart, are told apart
    /// by what they teach, in whatever order the rows stand.
    @Test(arguments: [["Hoá", "Sinh"], ["Sinh", "Hoá"]])
    func namesakesAreToldApartByTheirPosts(order: [String]) async throws {
        let (school, administrator) = try await province()
        let first = """
            Họ và tên,Mã đơn vị,Chức vụ,Môn dạy
            Phạm Thị Bé,087101,Giáo viên,Hoá
            """
        _ = try await school.intakes.applyPeople(file(first), by: administrator, at: now)
        let both =
            "Họ và tên,Mã đơn vị,Chức vụ,Môn dạy\n"
            + order.map { "Phạm Thị Bé,087101,Giáo viên,\($0)" }.joined(separator: "\n")
        let done = try await school.intakes.applyPeople(
            file(both), by: administrator, at: now.adding(seconds: 86_400))
        #expect(words(done.plan.counts) == "1 new, 1 same")
        let again = try await school.intakes.previewPeople(
            file(both), by: administrator, at: now.adding(seconds: 172_800))
        #expect(words(again.counts) == "2 same")
        // One row alone is hers who teaches that.
        let one = "Họ và tên,Mã đơn vị,Chức vụ,Môn dạy\nPhạm Thị Bé,087101,Giáo viên,Sinh"
        let alone = try await school.intakes.previewPeople(
            file(one), by: administrator, at: now.adding(seconds: 172_800))
        #expect(words(alone.counts) == "1 same")
        let third = try await school.intakes.previewPeople(
            file(one.replacing("Sinh", with: "Văn")), by: administrator,
            at: now.adding(seconds: 172_800))
        #expect(words(third.counts) == "1 conflicting", "somebody must look")
    }

    /// Who was taken in by name alone is known again when a list says more of them.
    @Test func aListThatSaysMoreMakesNobodyTwice() async throws {
        let (school, administrator) = try await province()
        _ = try await school.intakes.applyPeople(
            file("Họ và tên,Mã đơn vị,Chức vụ,Môn dạy\nVõ Ba,087101,Giáo viên,Toán"),
            by: administrator, at: now)
        func plan(_ subject: String) async throws -> String {
            words(
                try await school.intakes.previewPeople(
                    file(
                        "Mã cán bộ,Họ và tên,Ngày sinh,Mã đơn vị,Chức vụ,Môn dạy\n"
                            + "77,Võ Ba,01/02/1990,087101,Giáo viên,\(subject)"),
                    by: administrator, at: now
                ).counts)
        }
        #expect(try await plan("Toán") == "1 changed")
        #expect(try await plan("Văn") == "1 conflicting")
    }

    /// A second row about somebody would end what the first one brings.
    @Test func onePersonIsOneRow() async throws {
        let (school, administrator) = try await province()
        let later = now.adding(seconds: 86_400 * 40)
        _ = try await school.intakes.applyPeople(file(Self.staff), by: administrator, at: now)
        let list = """
            Mã cán bộ,Họ và tên,Ngày sinh,Mã đơn vị,Chức vụ
            03,Võ Thị Hoa,05/06/1990,087101,Giáo viên
            77,Võ Thị Hoa,05/06/1990,087101,Hiệu trưởng
            """
        let code = try #require(
            try await school.database.read {
                try PeopleStore($0).record(identifier: "03")?.person.code
            })
        let done = try await school.intakes.applyPeople(
            file(list), [3: .samePerson(code)], by: administrator, at: later)
        #expect(words(done.plan.counts) == "1 changed, 1 refused")
        #expect(done.plan.refused.map(\.reason) == [.samePerson(line: 2)])
        let code2 = try #require(done.code)
        _ = try await school.intakes.undo(
            code2, of: .people, by: administrator, at: later.adding(seconds: 60))
        #expect(try await people(school, administrator).count == 3)
        let posts = try await school.database.read { connection in
            let person = try PeopleStore(connection).record(identifier: "03")?.person.id ?? 0
            return try PostStore(connection).posts(of: person).count
        }
        #expect(posts == 1)
    }
}
