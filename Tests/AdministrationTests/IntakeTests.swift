import Foundation
import Interchange
import People
import Storage
import Testing
import Values

@testable import Administration

/// Lists of units and people, from the file to what stands, and back.
@Suite struct IntakeTests {
    private let now = School.start

    private static let units = """
        Mã,Tên đơn vị,Loại,Cấp học,Mã cấp trên,Từ ngày
        087101,Trường TH Sen,Trường,TH,087,01/09/2000
        087102,Trường TH Tháp Mười,Trường,TH,087,01/09/2000
        087,Sở GDĐT Đồng Tháp,Sở,,,01/09/1990
        """

    private func file(_ text: String) -> Intakes.File {
        Intakes.File(name: "a.csv", bytes: Array(text.utf8))
    }

    private func words(_ counts: IntakeStore.Counts) -> String {
        [
            "\(counts.new) new", "\(counts.changed) changed", "\(counts.same) same",
            "\(counts.conflicting) conflicting", "\(counts.refused) refused",
        ].filter { !$0.hasPrefix("0 ") }.joined(separator: ", ")
    }

    /// A province with its units.
    private func province() async throws -> (School, Principal) {
        let school = try School()
        let administrator = try await school.administrator()
        _ = try await school.intakes.applyUnits(
            file(Self.units), by: administrator, at: now)
        return (school, administrator)
    }

    @Test func unitsComeInAnyOrderAndTheSameChangesNothing() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let intakes = school.intakes
        let first = try await intakes.applyUnits(file(Self.units), by: administrator, at: now)
        #expect(words(first.plan.counts) == "3 new")
        let today = AsOf(VietnamTime.date(of: now))
        let names = try await school.organisation.tree(today, by: administrator).map {
            "\($0.depth) \($0.details.name)"
        }
        #expect(names == ["0 Sở GDĐT Đồng Tháp", "1 Trường TH Sen", "1 Trường TH Tháp Mười"])
        let again = try await intakes.applyUnits(file(Self.units), by: administrator, at: now)
        #expect(words(again.plan.counts) == "3 same")
        #expect(again.code == nil, "nothing was done, nothing can be undone")
    }

    @Test func aNewNameIsAChangeThatCanBeUndone() async throws {
        let (school, administrator) = try await province()
        let renamed = Self.units.replacing(
            "TH Sen,Trường,TH,087,01/09/2000", with: "TH Hồng Sen,Trường,TH,087,01/01/2020")
        let done = try await school.intakes.applyUnits(file(renamed), by: administrator, at: now)
        #expect(words(done.plan.counts) == "1 changed, 2 same")
        let (before, after) = (
            try #require(CalendarDate("31/12/2019")), try #require(CalendarDate("01/01/2020"))
        )
        func name(on date: CalendarDate) async throws -> [String] {
            try await school.organisation.tree(AsOf(date), by: administrator)
                .map(\.details.name).filter { $0.hasSuffix("Sen") }
        }
        #expect(try await name(on: before) == ["Trường TH Sen"])
        #expect(try await name(on: after) == ["Trường TH Hồng Sen"])
        let code = try #require(done.code)
        let kept = try await school.intakes.undo(code, of: .units, by: administrator, at: now)
        #expect(kept == 0)
        #expect(try await name(on: after) == ["Trường TH Sen"])
        #expect(
            try await school.intakes.undo(code, of: .units, by: administrator, at: now) == nil,
            "once")
    }

    @Test func refusedAndDoubtfulUnitsAreLeftOut() async throws {
        let (school, administrator) = try await province()
        let list = """
            Mã,Tên đơn vị,Loại,Mã cấp trên
            087,Trường TH Khác,Trường,
            087103,Trường TH Sen,Trường,087
            087104,Trường TH Mới,Trường,999
            087105,Trường TH Mới,Trường,087
            """
        let plan = try await school.intakes.applyUnits(file(list), by: administrator, at: now).plan
        #expect(words(plan.counts) == "1 new, 2 conflicting, 1 refused")
        #expect(plan.refused.map(\.reason) == [.unknownUnit("999")])
        for language in Language.allCases {
            for row in plan.rows where row.state.isConflict {
                #expect(!row.reason(in: language).isEmpty)
            }
        }
    }

    /// In a column of names an identifier is understood; what stands below nothing stands below
    /// the only department.
    @Test func unitsArePlacedAsAListMeansIt() async throws {
        let (school, administrator) = try await province()
        let list = """
            Mã,Tên đơn vị,Đơn vị cấp trên
            P01,Phòng GDĐT Cao Lãnh,
            087110,Trường TH Mới,P01
            087111,Trường THCS Mới,087
            """
        let plan = try await school.intakes.applyUnits(file(list), by: administrator, at: now).plan
        #expect(words(plan.counts) == "3 new")
        let tree = try await school.organisation.tree(
            AsOf(VietnamTime.date(of: now)), by: administrator
        ).map { "\($0.depth) \($0.details.name)" }
        #expect(tree.contains("1 Phòng GDĐT Cao Lãnh") && tree.contains("2 Trường TH Mới"))
        #expect(tree.contains("1 Trường THCS Mới"))
    }

    /// The only school is where pupils without one belong, and above no unit.
    @Test func nothingStandsBelowTheOnlySchool() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        for list in ["Mã,Tên đơn vị\n01,Trường TH Một", "Mã,Tên đơn vị\n02,Sở GDĐT Hai"] {
            _ = try await school.intakes.applyUnits(file(list), by: administrator, at: now)
        }
        let tree = try await school.organisation.tree(
            AsOf(VietnamTime.date(of: now)), by: administrator)
        #expect(tree.map(\.depth) == [0, 0])
    }

    /// A list of before a merger: what is as it was stays, and nothing fails.
    @Test func aListNamesUnitsOfThePast() async throws {
        let (school, administrator) = try await province()
        let offices = """
            Mã,Tên đơn vị,Mã cấp trên,Từ ngày
            P01,Phòng GDĐT Tháp Mười,087,01/09/2000
            087120,Trường TH Một,P01,01/09/2000
            """
        _ = try await school.intakes.applyUnits(file(offices), by: administrator, at: now)
        let office = try #require(
            try await school.database.read { try UnitStore($0).unit(identifier: "P01") })
        let sen = try #require(
            try await school.database.read { try UnitStore($0).unit(identifier: "087") })
        let merged = VietnamTime.date(of: now)
        _ = try await school.organisation.change(
            office.code, .merge(into: sen.code), from: merged, by: administrator, at: now)
        let undated = offices.replacing(",01/09/2000", with: ",")
        let again = try await school.intakes.applyUnits(
            file(undated), by: administrator, at: now)
        #expect(again.code == nil && words(again.plan.counts) == "2 same")
        let old = """
            Mã,Tên đơn vị,Mã cấp trên,Từ ngày
            087121,Trường TH Xưa,P01,01/09/2005
            """
        let plan = try await school.intakes.applyUnits(file(old), by: administrator, at: now).plan
        #expect(words(plan.counts) == "1 new")
    }

    /// Units on which something rests are not torn away.
    @Test func undoingAListKeepsWhatIsNeeded() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let done = try await school.intakes.applyUnits(
            file(Self.units), by: administrator, at: now)
        _ = try await school.intakes.applyPeople(file(Self.staff), by: administrator, at: now)
        let code = try #require(done.code)
        let kept = try await school.intakes.undo(code, of: .units, by: administrator, at: now)
        #expect(kept == 3, "two schools with staff, and what is above them")
        #expect(try await people(school, administrator, unit: "087101").count == 2)
    }

    private static let staff = """
        Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Mã đơn vị,Chức vụ,Môn dạy,CCCD
        01,Lê Thị Sen,01/02/1975,Nữ,087101,Hiệu trưởng,,
        02,Trần Văn An,03/04/1985,Nam,087101,Giáo viên,Toán,
        03,Võ Thị Hoa,05/06/1990,Nữ,087102,Giáo viên,,
        """

    private func people(
        _ school: School, _ administrator: Principal, unit: String? = nil
    ) async throws -> [String] {
        let code: String? =
            if let unit {
                try await school.database.read {
                    try UnitStore($0).unit(identifier: unit)?.code
                }
            } else { nil }
        let page = try await school.persons.list(
            words: "", unit: code, kind: .staff, after: nil, limit: 50, by: administrator, at: now)
        return (page?.people ?? []).map {
            "\($0.person.details.fullName) \($0.post?.details.words ?? "")"
        }
    }

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

    /// A list of units that a decision came after stays where that holds.
    @Test func undoingAListKeepsWhatWasDecidedSince() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        _ = try await school.intakes.applyUnits(file(Self.units), by: administrator, at: now)
        let renamed = Self.units.replacing(
            "TH Sen,Trường,TH,087,01/09/2000", with: "TH Hồng Sen,Trường,TH,087,01/01/2020")
        let list = try await school.intakes.applyUnits(file(renamed), by: administrator, at: now)
        let unit = try #require(
            try await school.database.read { try UnitStore($0).unit(identifier: "087101") })
        _ = try await school.organisation.change(
            unit.code, .rename("TH Ba"), from: try #require(CalendarDate("01/06/2025")),
            by: administrator, at: now.adding(seconds: 60))
        func spans() async throws -> [String] {
            try await school.database.read { try UnitStore($0).spans(of: unit.id) }.spans.map {
                "\($0.value.name) \($0.from.iso) \($0.until?.iso ?? "")"
            }
        }
        let before = try await spans()
        let kept = try await school.intakes.undo(
            try #require(list.code), of: .units, by: administrator,
            at: now.adding(seconds: 120))
        #expect((kept ?? 0) > 0)
        #expect(try await spans() == before, "and nothing stands twice")
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

    private func posts(of identifier: String, _ school: School) async throws -> [String] {
        try await school.database.read { connection in
            let person = try PeopleStore(connection).record(identifier: identifier)?.person.id
            return try PostStore(connection).posts(of: person ?? 0).map {
                "\($0.details.subject ?? "–") \($0.details.from.iso) \($0.details.until?.iso ?? "")"
            }
        }
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

    @Test func aUnitDoesNotEndAboveOthers() async throws {
        let (school, administrator) = try await province()
        let close = """
            Mã,Tên đơn vị,Loại,Đến ngày
            087,Sở GDĐT Đồng Tháp,Sở,30/06/2025
            """
        let plan = try await school.intakes.previewUnits(file(close), by: administrator, at: now)
        #expect(
            plan.refused.map(\.reason) == [
                .hasUnitsBelow("Trường TH Sen; Trường TH Tháp Mười")
            ])
        let all =
            close + "\n087101,Trường TH Sen,Trường,30/06/2025\n"
            + "087102,Trường TH Tháp Mười,Trường,30/06/2025"
        let done = try await school.intakes.applyUnits(file(all), by: administrator, at: now)
        #expect(done.plan.refused.isEmpty)
        func names(_ day: String) async throws -> Int {
            try await school.organisation.tree(
                AsOf(try #require(CalendarDate(day))), by: administrator
            ).count
        }
        #expect(try await names("30/06/2025") == 3, "a list names the last day")
        #expect(try await names("01/07/2025") == 0)
    }

    /// What stands below a unit that is not there on a day stands at the top.
    @Test func nothingIsHiddenBelowWhatIsNotThere() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let list = """
            Mã,Tên đơn vị,Loại,Cấp học,Mã cấp trên,Từ ngày
            S,Sở GDĐT,Sở,,,01/09/2010
            A,Trường TH Sen,Trường,TH,S,01/09/2000
            """
        _ = try await school.intakes.applyUnits(file(list), by: administrator, at: now)
        let tree = try await school.organisation.tree(
            AsOf(try #require(CalendarDate("01/01/2005"))), by: administrator)
        #expect(tree.map(\.details.name) == ["Trường TH Sen"])
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

    @Test(.enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"))
    func theSharedListsComeInTwiceTheSame() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        for (name, count) in [
            ("roster-vi/danhsach45_bom_semicolon.csv", 45),
            ("roster-vi/danhsach_lop_tieu_de.xlsx", 40),
        ] {
            let file = Intakes.File(name: name, bytes: try Corpora.bytes(name))
            let done = try await school.intakes.applyPeople(file, by: administrator, at: now)
            #expect(done.plan.counts.new == count, "\(name)")
            let again = try await school.intakes.previewPeople(file, by: administrator, at: now)
            #expect(again.counts.same == count, "\(name)")
        }
        let classes =
            try await school.classes.list(
                limit: 50, by: administrator, at: now)?.classes ?? []
        #expect(classes.contains { $0.name == "12A1" && $0.pupils >= 40 }, "named by its title")
    }

    @Test(.enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"))
    func theSharedPackageComesIn() async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let name = "oneroster/generated_vn_v1p1.zip"
        let file = Intakes.File(name: name, bytes: try Corpora.bytes(name))
        let units = try await school.intakes.applyUnits(file, by: administrator, at: now)
        #expect(words(units.plan.counts) == "3 new")
        let people = try await school.intakes.applyPeople(file, by: administrator, at: now)
        #expect(people.plan.counts.new == 125, "128 users, two taken back and one disabled")
        #expect(
            people.plan.refused.count { if case .notActive = $0.reason { true } else { false } }
                == 3)
        let again = try await school.intakes.applyPeople(file, by: administrator, at: now)
        #expect(again.plan.counts.same == 125)
        let other = Intakes.File(
            name: "c.zip", bytes: try Corpora.bytes("oneroster/catalyst_v1p1_full.zip"))
        #expect(
            try await school.intakes.applyUnits(other, by: administrator, at: now).plan.counts.new
                == 1)
        let first = try await school.intakes.applyPeople(other, by: administrator, at: now)
        #expect(first.plan.counts.new == 5, "six users, one of them a parent")
        let second = try await school.intakes.applyPeople(other, by: administrator, at: now)
        #expect(second.plan.counts.new + second.plan.counts.changed == 0)
    }

    /// Each gets one clear answer, and nothing is changed.
    @Test(
        .enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"),
        arguments: [
            "csv/invalid_utf8.csv", "csv/unclosed_quote.csv", "zip/5000_entries.zip",
            "zip/bomb_60MB_in_60kB.zip", "zip/duplicate_and_case_colliding_names.zip",
            "zip/path_traversal.zip", "zip/truncated.zip",
            "xlsx/dimension_says_17_billion_cells.xlsx", "docx/xxe.docx",
        ])
    func hostileFilesAreRefused(name: String) async throws {
        let school = try School()
        let administrator = try await school.administrator()
        let file = Intakes.File(name: name, bytes: try Corpora.bytes("hostile/\(name)"))
        await #expect(throws: ImportFault.self, "people") {
            _ = try await school.intakes.applyPeople(file, by: administrator, at: now)
        }
        await #expect(throws: ImportFault.self, "units") {
            _ = try await school.intakes.applyUnits(file, by: administrator, at: now)
        }
    }

    @Test func onlyWhoMayTakesListsIn() async throws {
        let (school, _) = try await province()
        for roles in [[.teacher], [.student]] as [Set<Role>] {
            let other = try await school.person("\(roles)", roles: roles)
            await #expect(throws: AccessDenied.self) {
                _ = try await school.intakes.previewPeople(file(Self.staff), by: other, at: now)
            }
            await #expect(throws: AccessDenied.self) {
                _ = try await school.intakes.applyUnits(file(Self.units), by: other, at: now)
            }
        }
    }
}
