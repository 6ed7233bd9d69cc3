import People
import Storage
import Testing
import Training
import Values

@testable import Classes

/// Two records of one person, both in one class: one enrolment stands for both while they
/// are joined, and each has its own again when they are taken apart.
@Suite struct JoinedRecordTests {
    private static let query = ReportQuery(
        from: Province.day("2019-09-01"), asOf: Province.day("2020-06-30"))

    private struct Case {
        let province: Province
        let trainingClass: TrainingClassStore.Listed
        let one: Int64
        let other: Int64

        /// 003 is at Hoa Sen, 005 at Hoa Súng; the second record has completed.
        init() async throws {
            province = try await Province()
            trainingClass = try await province.makeClass()
            try await province.take(
                "Mã định danh,Quá trình,Kiểm tra cuối\n003,7,\n005,,8\n004,6,6",
                into: trainingClass)
            one = try #require(province.people["003"])
            other = try #require(province.people["005"])
        }

        func merge() async throws {
            try await province.database.write { [other, one] connection in
                try PeopleStore(connection).merge(
                    other, into: one, by: nil, at: Province.now.adding(seconds: 60))
            }
        }

        func part() async throws {
            try await province.database.write { [one] connection in
                let people = PeopleStore(connection)
                let merge = try #require(try people.merges(of: one).first)
                try people.part(merge.id, at: Province.now.adding(seconds: 120))
            }
        }

        func count() async throws -> ReportFigures.Count {
            try await province.reports.figures(JoinedRecordTests.query).figures.total
        }
    }

    @Test func oneEnrolmentStandsForBoth() async throws {
        let it = try await Case()
        #expect(try await it.count().enrolments == 3)
        try await it.merge()
        let members = try await it.province.classes.members(
            of: it.trainingClass, after: nil, limit: 9)
        #expect(members.map(\.identifier) == ["003", "004"])
        let state = try #require(members.first?.state)
        #expect(state.marks.count == 2, "marks of both records")
        let count = try await it.count()
        #expect(count.classes == 1 && count.enrolments == 2 && count.people == 2)
        let listed = try await it.province.reports.list(
            Self.query, .init(.enrolments), after: nil, limit: 9)
        #expect(listed.map(\.identifier) == ["003", "004"])
        let again = try await it.province.classes.trainingClass(
            it.trainingClass.code, for: .readTrainingClass, by: Province.official)
        #expect(again.people == 2)
    }

    @Test func whatWasKnownBeforeStays() async throws {
        let it = try await Case()
        try await it.merge()
        var before = Self.query
        before.knownAt = Province.now.adding(seconds: 30)
        let count = try await it.province.reports.figures(before).figures.total
        #expect(count.enrolments == 3 && count.people == 3)
    }

    @Test func takenApartEachHasItsOwn() async throws {
        let it = try await Case()
        let before = try await it.province.states(it.trainingClass)
        let count = try await it.count()
        try await it.merge()
        try await it.part()
        #expect(try await it.province.states(it.trainingClass) == before)
        #expect(try await it.count() == count)
    }

    /// What is put right while they are joined is a correction of the record that it is of.
    @Test func correctionsStayWithTheirRecord() async throws {
        let it = try await Case()
        try await it.merge()
        try await it.province.take(
            "Mã định danh,Quá trình,Kiểm tra cuối\n003,7,9", into: it.trainingClass)
        try await it.part()
        let states = try await it.province.states(it.trainingClass)
        #expect(states["005"]?.marks["Kiểm tra cuối"] == Mark("9"))
        #expect(states["003"]?.marks["Quá trình"] == Mark("7"))
        #expect(states["003"]?.marks["Kiểm tra cuối"] == nil)
    }

    /// Whichever record a sheet names, the results go to the enrolment that stands.
    @Test func aSheetMayNameEither() async throws {
        let it = try await Case()
        try await it.merge()
        let sheet = "Mã định danh,Quá trình,Kiểm tra cuối\n005,7,9"
        try await it.province.take(sheet, into: it.trainingClass)
        let again = try await it.province.take(sheet, into: it.trainingClass)
        #expect(again.plan.lines.map(\.kind) == [.same])
        #expect(try await it.province.states(it.trainingClass)["003"]?.total == Mark("8"))
        #expect(try await it.count().enrolments == 2)
    }

    /// The main post of the record that stands is the one under which both count.
    @Test func thePostOfTheRecordThatStandsCounts() async throws {
        let it = try await Case()
        try await it.merge()
        let post = try await it.province.database.read { [one = it.one] in
            try PostStore($0).mainPost(of: one, AsOf(Province.day("2020-03-01")))
        }
        #expect(post?.unit == it.province.units["TH Hoa Sen"]?.id)
        let report = try await it.province.reports.figures(Self.query)
        #expect(report.figures.groups.count == 1, "all at Hoa Sen")
    }

    /// The marks of one record do not stand beside the completion of the other.
    @Test func resultsAreNotMixed() async throws {
        let it = try await Case()
        try await it.province.take(
            "Mã định danh,Quá trình,Kiểm tra cuối\n003,9,4\n005,5,8", into: it.trainingClass)
        try await it.merge()
        let state = try #require(try await it.province.states(it.trainingClass)["003"])
        #expect(state.completedOn != nil)
        #expect(state.marks == ["Quá trình": Mark(5), "Kiểm tra cuối": Mark(8)])
    }
}
