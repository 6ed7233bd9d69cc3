import People
import Storage
import Testing
import Training
import Values

@testable import Classes

/// The lists behind the figures: as long as the figure says, in an order that people expect.
@Suite struct ReportListTests {
    private static let query = ReportQuery(
        from: Province.day("2019-09-01"), asOf: Province.day("2020-06-30"))

    /// Two classes: one online, with four people, and one of the department's own kind.
    private static func province() async throws -> Province {
        let province = try await Province()
        let one = try await province.makeClass("L1")
        try await province.take(
            "Mã định danh,Kết quả\n006,Hoàn thành\n003,Chưa hoàn thành\n004,Hoàn thành\n"
                + "005,Hoàn thành", into: one)
        let programme = try await province.programmes.add(
            Programme(
                identifier: "KNS", name: "Kỹ năng sống", kind: .own, kindName: "Kỹ năng mềm",
                periods: 8), by: Province.official, at: Province.before)
        let code = try await province.classes.add(
            .init(
                TrainingClass(
                    identifier: "L0", title: "Lớp L0", from: Province.day("2020-01-05"),
                    until: Province.day("2020-01-06"), mode: .elsewhereInPerson),
                programme: programme, unit: "SO"), by: Province.official, at: Province.before)
        let other = try await province.classes.trainingClass(
            code, for: .readTrainingClass, by: Province.official)
        try await province.take("Mã định danh,Kết quả\n005,Hoàn thành", into: other)
        return province
    }

    @Test func classByClassThenByName() async throws {
        let province = try await Self.province()
        func identifiers(
            _ measure: ReportMeasure, _ limit: Int = 9
        ) async throws -> [String?] {
            var all: [String?] = []
            var place: TrainingReports.Place?
            while true {
                let page = try await province.reports.list(
                    Self.query, .init(measure), after: place, limit: limit)
                all += page.map(\.identifier)
                guard page.count == limit, let last = page.last else { return all }
                place = .init(trainingClass: last.row.trainingClass, person: last.person)
            }
        }
        // L0 began before L1; Ân (two of them), Bình, Diễm.
        #expect(try await identifiers(.enrolments) == ["005", "003", "006", "004", "005"])
        #expect(try await identifiers(.people) == ["003", "006", "004", "005"])
        for limit in 1...3 {
            #expect(
                try await identifiers(.enrolments, limit)
                    == ["005", "003", "006", "004", "005"], "pages of \(limit)")
            #expect(try await identifiers(.people, limit) == ["003", "006", "004", "005"])
        }
    }

    @Test func theClassesBehindAFigure() async throws {
        let province = try await Self.province()
        let lines = try await province.reports.classes(Self.query, in: nil)
        #expect(lines.map(\.facts.identifier) == ["L0", "L1"])
        #expect(lines.map(\.count.enrolments) == [1, 4])
        let upper = try #require(province.units["THPT Tháp Mười"])
        let ofUpper = try await province.reports.classes(Self.query, in: .unit(upper.id))
        #expect(ofUpper.map(\.count.enrolments) == [1])
        var one = Self.query
        one.trainingClass = lines[1].facts.code
        #expect(try await province.reports.figures(one).figures.total.enrolments == 4)
    }

    @Test func ownKindsAreToldApart() async throws {
        let province = try await Self.province()
        var query = Self.query
        query.grouping = .kind
        let (input, figures) = try await province.reports.figures(query)
        let table = ReportTable(figures, input, in: .vietnamese)
        #expect(table.lines.map(\.label) == ["Bồi dưỡng thường xuyên 01", "Kỹ năng mềm"])
        let kind = try #require(ProgrammeKind.read(table.lines[1].value))
        (query.kind, query.kindName) = (kind.kind, kind.name)
        #expect(try await province.reports.figures(query).figures.total.classes == 1)
        query.kindName = "Khác"
        #expect(try await province.reports.figures(query).figures.total.classes == 0)
    }

    /// What others held face to face is no class online.
    @Test func theStaffWhoWereTrainedOnline() async throws {
        let province = try await Self.province()
        var query = Self.query
        query.only = .online
        #expect(try await province.reports.figures(query).figures.total.classes == 1)
        // 005 leaves: the figure is of those who work on the day, and so is the list.
        try await province.database.write { [person = province.people["004"] ?? 0] in
            let posts = PostStore($0)
            for post in try posts.posts(of: person) {
                try posts.end(post.id, on: Province.day("2020-05-01"), at: Province.now)
            }
        }
        let staff = try await province.reports.trained(query)
        #expect(staff.share.text == "3/5 (60,00%)")
        let facts = try await province.reports.province(Self.query).facts
        #expect(facts.trained == staff.share)
        let names = try await province.reports.lines(
            staff.having, query, from: 0, limit: 9
        ).map(\.identifier)
        #expect(names == ["003", "006", "005"])
    }

    @Test func scriptsAreToldIdentifiers() async throws {
        let province = try await Self.province()
        var query = Self.query
        query.units = [try #require(province.units["Sở"]).code]
        let json = String(
            decoding: try await province.reports.file(query, as: "json", in: .vietnamese),
            as: UTF8.self)
        #expect(json.contains("\"SO\"") && json.contains("\"group\" : \"TH1\""))
    }

    @Test func whatNarrowsAReportIsSaid() async throws {
        let province = try await Self.province()
        var query = Self.query
        (query.level, query.title) = (.primary, .teacher)
        let (input, _) = try await province.reports.figures(query)
        #expect(
            query.titles(input, in: .vietnamese).last == "cấp học: Tiểu học; chức vụ: Giáo viên")
        #expect(Self.query.titles(input, in: .vietnamese).count == 4)
    }

    @Test func whatHasRunOutIsListedToo() async throws {
        let province = try await Province()
        let trainingClass = try await province.makeClass(validityYears: 1)
        try await province.take(
            "Mã định danh,Kết quả,Ngày hoàn thành\n003,Hoàn thành,15/01/2020",
            into: trainingClass)
        func expiring(_ day: String, _ days: Int) async throws -> Int {
            try await province.reports.expiring(
                ReportQuery(from: Province.day("2019-09-01"), asOf: Province.day(day)),
                within: days
            ).count
        }
        #expect(try await expiring("2021-01-15", 1) == 1, "on its last day it still counts")
        #expect(try await expiring("2021-01-16", 30) == 0)
        #expect(try await expiring("2021-01-16", -1) == 1)
        #expect(try await expiring("2021-01-15", -30) == 0)
    }
}
