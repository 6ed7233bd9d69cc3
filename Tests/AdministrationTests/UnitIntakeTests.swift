import Foundation
import Interchange
import People
import Storage
import Testing
import Values

@testable import Administration

/// Lists of units, from the file to what stands, and back.
@Suite struct UnitIntakeTests: IntakeCase {
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
}
