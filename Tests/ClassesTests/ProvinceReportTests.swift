import Converters
import Interchange
import People
import Storage
import Testing
import Training
import Values

@testable import Classes

/// The source report's own figures, from data.
@Suite struct ProvinceReportTests {
    private static func sentences(_ report: ProvinceReport) -> [String] {
        report.sections.flatMap(\.rows).flatMap(\.sentences).map(\.text)
    }

    @Test func theSourceReportsFiguresComeFromData() async throws {
        let source = try await SourceProvince()
        let province = try await source.reports.province(SourceProvince.query)
        #expect(province.facts.online.classes == 25)
        #expect(province.facts.online.attendances == 2_995)
        #expect(province.facts.online.people < 2_995, "who attends twice is one person")
        #expect(province.facts.skillsIT == 1_928)
        #expect(province.facts.meetings == 114)
        let report = ProvinceReport(province.facts, in: .vietnamese)
        let text = Self.sentences(report).joined(separator: "\n")
        for part in [
            "12/12 (100%) phòng GDĐT sử dụng phần mềm quản lý hành chính",
            "Tổng số 114 cuộc họp", "Số lớp: 25 lớp", "2.995 lượt",
            "183/183 (100%) trường THPT, trường THCS, trung tâm GDTX sử dụng",
            "183 = 43 trường THPT + 138 trường THCS + 2 trung tâm GDTX.",
            "55/282 (19,50%) trường tiểu học sử dụng phần mềm quản lý điểm",
            "1.928 cán bộ, giáo viên", "43/43 (100%) trường THPT có phòng máy tính",
            "138/138 (100%) trường THCS có phòng máy", "165/282 (58,51%) trường tiểu học có",
            "465/465 (100%) các trường sử dụng phần mềm quản lý giáo viên (Pmis)",
            "28/465 (6,02%) các trường sử dụng phần mềm thư viện số",
        ] {
            #expect(text.contains(part), "\(part) in:\n\(text)")
        }
        #expect(report.sections.map(\.number) == ["2", "3", "4", "5"], "as in the outline")
    }

    @Test func aSampleIsOnlyForAFolderWithoutUnits() async throws {
        let source = try await SourceProvince()
        await #expect(throws: TrainingFault.notEmpty) {
            try await source.database.write { try SampleProvince.fill($0) }
        }
        #expect(try await source.reports.province(SourceProvince.query).facts.meetings == 114)
    }

    @Test func theReportOfADistrictIsAboutItsOwn() async throws {
        let source = try await SourceProvince()
        var query = SourceProvince.query
        query.units = ["PGD1"]
        let province = try await source.reports.province(query)
        let office = try #require(province.facts.uses.first)
        #expect(office.share == Share(1, of: 1))
        #expect(province.facts.meetings == 0, "they were held by the department")
    }

    @Test func severalUnitsAreCountedTogether() async throws {
        let source = try await SourceProvince()
        func share(_ units: [String]) async throws -> Share? {
            var query = SourceProvince.query
            query.units = units
            let facts = try await source.reports.province(query).facts
            return facts.coverage(.marks, [.primary])?.share
        }
        let (first, second) = (
            try #require(await share(["PGD1"])), try #require(await share(["PGD2"]))
        )
        #expect(
            try await share(["PGD2", "PGD1"])
                == Share(first.part + second.part, of: first.whole + second.whole))
        #expect(try await share(["SO", "PGD1"]) == share(["SO"]), "nobody counts twice")
        await #expect(throws: TrainingFault.missing) { _ = try await share(["PGD1", "PGD99"]) }
        var query = SourceProvince.query
        query.units = ["PGD2", "PGD1"]
        let (input, figures) = try await source.reports.figures(query)
        let table = ReportTable(figures, input, in: .vietnamese)
        #expect(Set(table.lines.map(\.value)).isSubset(of: ["PGD1", "PGD2"]), "a line for each")
        #expect(query.titles(input, in: .vietnamese)[1] == "Phòng GDĐT 1; Phòng GDĐT 2")
    }

    @Test func aPublishedReportIsFrozen() async throws {
        let source = try await SourceProvince()
        let official = try await source.database.write { connection in
            Principal(
                person: try PeopleStore(connection).add(
                    PersonDetails(fullName: "Lê Thị Sen"), code: "SEN", at: Province.before),
                name: "Lê Thị Sen", roles: [.department])
        }
        let now = VietnamTime.instant(on: Province.day("2020-07-01"), minuteOfDay: 600)
        let code = try await source.reports.publish(
            SourceProvince.query, by: official, at: now)
        let published = try await source.reports.published(code, by: official)
        #expect(published.rules == ProvinceReport.rules)
        #expect(published.rowHash.count == 64)
        #expect(published.query.knownAt == now && published.query.asOf == SourceProvince.query.asOf)
        // A meeting is found to be missing: later reports have it, this one never will.
        let later = VietnamTime.instant(on: Province.day("2020-07-02"), minuteOfDay: 600)
        try await source.database.write {
            let unit = try UnitStore($0).unit(code: "SO")?.id ?? 0
            try RegisterStore($0).record(
                RegisterStore.Meeting(
                    unit: unit, heldOn: Province.day("2020-06-29"), title: "Họp bù", sessions: 1),
                by: nil, at: later)
        }
        #expect(try await source.reports.province(SourceProvince.query).facts.meetings == 115)
        #expect(try await source.reports.isReproducible(published))
        let again = try await source.reports.published(code, by: official)
        #expect(again.content == published.content)
        await #expect(throws: StoreError.self) {
            try await source.database.write {
                try $0.run("update report set row_hash = 'x' where code = $1", code)
            }
        }
    }

    @Test func theFilesHoldTheSameSentences() async throws {
        let source = try await SourceProvince()
        let province = try await source.reports.province(SourceProvince.query)
        let report = ProvinceReport(province.facts, in: .vietnamese)
        let sheets = try Workbook(try ReportFile.xlsx.write(report)).sheets
        #expect(sheets.map(\.name) == ["Mục 2", "Mục 3", "Mục 4", "Mục 5"])
        let cells = sheets.flatMap(\.rows).flatMap(\.cells).joined(separator: "\n")
        for sentence in Self.sentences(report) { #expect(cells.contains(sentence)) }
        let word = try ReportFile.docx.write(report)
        #expect(word.starts(with: [0x50, 0x4B, 0x03, 0x04]))
    }
}
