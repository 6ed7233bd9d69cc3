import Foundation
import Interchange
import People
import Storage
import Testing
import Values

@testable import Administration

/// Lists of people: posts, accounts, roles, and back.
@Suite struct PersonIntakeTests: IntakeCase {
    @Test func staffComeWithPostsAccountsAndRoles() async throws {
        let (school, administrator) = try await province()
        let done = try await school.intakes.applyPeople(
            file(Self.staff), by: administrator, at: now)
        #expect(words(done.plan.counts) == "3 new")
        #expect(done.plan.unknownColumns == ["CCCD"])
        #expect(
            try await people(school, administrator) == [
                "Trần Văn An Giáo viên", "Võ Thị Hoa Giáo viên", "Lê Thị Sen Hiệu trưởng",
            ])
        #expect(try await people(school, administrator, unit: "087102").count == 1)
        let head = try await school.database.read { connection in
            let person = try PeopleStore(connection).record(identifier: "01")?.person
            return try person.flatMap {
                try PeopleStore(connection).principal($0.id, on: VietnamTime.date(of: School.start))
            }
        }
        #expect(head?.roles == [.teacher, .staff, .head])
        let again = try await school.intakes.applyPeople(
            file(Self.staff), by: administrator, at: now.adding(seconds: 86_400 * 40))
        #expect(words(again.plan.counts) == "3 same", "also on another day")
    }

    /// Lists rarely say since when: then the importer does. A date in a later list is believed.
    @Test func postsBeginWhenTheListOrTheImporterSays() async throws {
        let (school, administrator) = try await province()
        var list = file(Self.staff)
        list.since = CalendarDate("01/09/2019")
        #expect(
            try await school.intakes.previewPeople(list, by: administrator, at: now).undated == 3)
        _ = try await school.intakes.applyPeople(list, by: administrator, at: now)
        func from(_ identifier: String) async throws -> [String] {
            try await school.database.read { connection in
                let person = try PeopleStore(connection).record(identifier: identifier)
                return try PostStore(connection).posts(of: person?.person.id ?? 0)
                    .map(\.details.from.text)
            }
        }
        #expect(try await from("02") == ["01/09/2019"])
        let dated = """
            Mã cán bộ,Họ và tên,Mã đơn vị,Chức vụ,Từ ngày
            02,Trần Văn An,087101,Giáo viên,01/08/2016
            """
        let done = try await school.intakes.applyPeople(file(dated), by: administrator, at: now)
        #expect(words(done.plan.counts) == "1 changed")
        #expect(try await from("02") == ["01/08/2016"])
        #expect(
            words(
                try await school.intakes.applyPeople(file(dated), by: administrator, at: now)
                    .plan.counts) == "1 same")
    }

    /// A sheet for everybody who has none; who has one keeps it.
    @Test func staffGetTheirFirstPasswordsTogether() async throws {
        let (school, administrator) = try await province()
        _ = try await school.intakes.applyPeople(file(Self.staff), by: administrator, at: now)
        let units = try await school.database.read { connection in
            try ["087", "087101"].map { try UnitStore(connection).unit(identifier: $0)?.code ?? "" }
        }
        func sheets(_ unit: String) async throws -> [String]? {
            try await school.staff.makePasswords(ofStaffIn: unit, by: administrator, at: now)?
                .made.map(\.name)
        }
        #expect(try await sheets(units[1]) == ["Trần Văn An", "Lê Thị Sen"])
        #expect(try await sheets(units[0]) == ["Võ Thị Hoa"], "who has none yet")
        #expect(try await sheets("X") == nil)
        let teacher = try await school.person("sen")
        await #expect(throws: AccessDenied(useCase: .managePeople)) {
            _ = try await school.staff.makePasswords(ofStaffIn: units[0], by: teacher, at: now)
        }
    }

    @Test func aMoveToAnotherSchoolEndsTheFirstPost() async throws {
        let (school, administrator) = try await province()
        _ = try await school.intakes.applyPeople(file(Self.staff), by: administrator, at: now)
        let later = now.adding(seconds: 86_400 * 40)
        let moved = Self.staff.replacing("Nam,087101", with: "Nam,087102")
        let done = try await school.intakes.applyPeople(file(moved), by: administrator, at: later)
        #expect(words(done.plan.counts) == "1 changed, 2 same")
        let posts = try await school.database.read { connection in
            let person = try PeopleStore(connection).record(identifier: "02")?.person.id
            return try PostStore(connection).posts(of: person ?? 0)
        }
        #expect(posts.count == 2)
        #expect(posts[0].details.until == posts[1].details.from, "one day to the next")
        let code = try #require(done.code)
        _ = try await school.intakes.undo(code, of: .people, by: administrator, at: later)
        let again = try await school.intakes.previewPeople(
            file(Self.staff), by: administrator, at: later)
        #expect(words(again.counts) == "3 same", "as before")
    }

    @Test func aWholeListIsUndoneAndComesAgain() async throws {
        let (school, administrator) = try await province()
        let done = try await school.intakes.applyPeople(
            file(Self.staff), by: administrator, at: now)
        let code = try #require(done.code)
        #expect(
            try await school.intakes.undo(code, of: .people, by: administrator, at: now) == 0)
        #expect(try await people(school, administrator).isEmpty)
        await #expect(throws: SignInFault.wrong) {
            _ = try await school.signIn.enter(account: "01", password: "x", from: "a", at: now)
        }
        let again = try await school.intakes.applyPeople(
            file(Self.staff), by: administrator, at: now)
        #expect(words(again.plan.counts) == "3 new")
        #expect(try await people(school, administrator).count == 3)
    }

    @Test func whatWasChangedSinceStays() async throws {
        let (school, administrator) = try await province()
        let done = try await school.intakes.applyPeople(
            file(Self.staff), by: administrator, at: now)
        let moved = Self.staff.replacing("Nam,087101", with: "Nam,087102")
        _ = try await school.intakes.applyPeople(
            file(moved), by: administrator, at: now.adding(seconds: 86_400 * 40))
        let code = try #require(done.code)
        let kept = try #require(
            try await school.intakes.undo(
                code, of: .people, by: administrator, at: now.adding(seconds: 86_400 * 41)))
        #expect(kept > 0)
        #expect(try await people(school, administrator).count == 1, "the one who moved is there")
        let roles = try await school.database.read { connection in
            let person = try PeopleStore(connection).record(identifier: "02")?.person.id
            return try PeopleStore(connection).roles(of: person ?? 0)
        }
        #expect(roles == [.teacher], "and may do what she could")
    }

    /// Lists are undone one after another, the last first: what the second one brought back is
    /// what the first one had brought.
    @Test func listsAreUndoneOneAfterAnother() async throws {
        let (school, administrator) = try await province()
        let first = try await school.intakes.applyPeople(
            file(Self.staff), by: administrator, at: now)
        let moved = Self.staff.replacing("Nam,087101", with: "Nam,087102")
        let second = try await school.intakes.applyPeople(
            file(moved), by: administrator, at: now.adding(seconds: 86_400 * 40))
        var at = now.adding(seconds: 86_400 * 41)
        for code in [second.code, first.code] {
            let kept = try await school.intakes.undo(
                try #require(code), of: .people, by: administrator, at: at)
            #expect(kept == 0)
            at = at.adding(seconds: 60)
        }
        #expect(try await people(school, administrator).isEmpty)
    }

    @Test func aRowWithALastDayEndsThePost() async throws {
        let (school, administrator) = try await province()
        func take(_ row: String) async throws -> PersonPlan {
            try await school.intakes.applyPeople(
                file("Mã cán bộ,Họ và tên,Mã đơn vị,Chức vụ,Môn dạy,Từ ngày,Đến ngày\n\(row)"),
                by: administrator, at: now
            ).plan
        }
        _ = try await take("05,Ngô An,087101,Giáo viên,Toán,01/09/2015,")
        #expect(try await posts(of: "05", school) == ["Toán 2015-09-01 "])
        _ = try await take("05,Ngô An,087101,Giáo viên,Toán,01/09/2015,31/08/2020")
        #expect(try await posts(of: "05", school) == ["Toán 2015-09-01 2020-09-01"])
        _ = try await take("05,Ngô An,087102,Giáo viên,Toán,01/09/2020,")
        #expect(try await posts(of: "05", school).count == 2)
        let early = try await take("05,Ngô An,087101,Giáo viên,Tin,01/09/2018,")
        #expect(
            early.refused.map(\.reason) == [
                .laterPost(CalendarDate("2020-09-01") ?? .init(daysSince1970: 0))
            ])
        #expect(try await posts(of: "05", school).count == 2, "a later post is not lost")
        let two = try await take(
            "06,Lê Hai,087101,Giáo viên,Toán,01/09/2015,\n06,Lê Hai,087101,Giáo viên,Tin,01/09/2015,"
        )
        #expect(two.refused.isEmpty)
        #expect(try await posts(of: "06", school).count == 2)
        let again = try await take(
            "06,Lê Hai,087101,Giáo viên,Toán,01/09/2015,\n06,Lê Hai,087101,Giáo viên,Tin,01/09/2015,"
        )
        #expect(words(again.counts) == "1 same")
    }
}
