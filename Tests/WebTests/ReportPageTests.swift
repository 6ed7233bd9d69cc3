import Foundation
import HTTPTypes
import People
import Storage
import Testing
import Training
import Values

@testable import Web

/// Reports, registers, rounds and what is decided about units, in the browser.
@Suite struct ReportPageTests {
    /// A department with two schools, the first with a head and two teachers.
    private struct Place {
        let site: TestSite
        let official: Visitor

        init() async throws {
            site = try await TestSite()
            official = try await site.visitor([.department], name: "Lê Thị Sen")
            let at = site.now
            let start = CalendarDate("2010-01-01") ?? CalendarDate(daysSince1970: 1)
            try await site.database.write { connection in
                let units = UnitStore(connection)
                let top = try units.add(
                    .department, UnitDetails(name: "Sở"), identifier: "SO", code: "SO",
                    from: start, at: at)
                for code in ["TH1", "TH2"] {
                    _ = try units.add(
                        .school, UnitDetails(name: "Trường \(code)", level: .primary, parent: top),
                        identifier: code, code: code, from: start, at: at)
                }
                let school = try units.unit(code: "TH1")?.id ?? 0
                for (place, title) in [PostTitle.head, .teacher, .teacher].enumerated() {
                    let person = try PeopleStore(connection).add(
                        PersonDetails(
                            fullName: ["Trần Văn Đồng", "Nguyễn Thị Ân", "Phạm Văn Bình"][place],
                            identifier: "00\(place + 1)"), code: "P\(place + 1)", at: at)
                    try PostStore(connection).record(
                        PostDetails(title, from: start), of: person, in: school, at: at)
                }
            }
        }

        /// An online class with results of two of the three.
        func makeClass() async throws {
            let programme = try await official.post(
                "/training/programmes",
                [
                    "identifier": "KNM", "name": "Kỹ năng mềm <1>", "kind": "own",
                    "kindName": "Kỹ năng & nghề", "periods": "8",
                ])
            let code = try #require(
                programme.location?.split(separator: "/").last?.split(separator: "?").first)
            let answer = try await official.post(
                "/training/classes",
                [
                    "identifier": "L1", "title": "Lớp & một", "programme": String(code),
                    "unit": "SO", "from": "10/01/2026", "until": "20/01/2026", "mode": "elsewhere",
                    "admission": "list",
                ])
            let url = try #require(answer.location?.split(separator: "?").first.map(String.init))
            let sheet = "Mã định danh,Kết quả\n002,Hoàn thành\n003,Chưa hoàn thành\n"
            let preview = try await upload(sheet, to: "\(url)/import")
            let apply = try #require(
                preview.text.firstMatch(of: /action="([^"]*\/import\/[^"\/]+)"/)?.1)
            #expect(try await official.post(String(apply), [:]).status == 303)
        }

        func upload(_ csv: String, to path: String) async throws -> Answer {
            let body = [
                "--XX", "Content-Disposition: form-data; name=\"csrf\"", "", official.csrf, "--XX",
                "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"", "", csv,
                "--XX--", "",
            ].joined(separator: "\r\n")
            let answer = try await site.ask(
                .post, path, cookies: official.cookies, body: Array(body.utf8),
                type: "multipart/form-data; boundary=XX")
            guard let location = answer.location else { return answer }
            return try await official.get(location)
        }

        /// The page that a link with these words leads to.
        func follow(_ path: String, where words: String) async throws -> String {
            let page = try await official.get(path)
            for match in page.text.matches(of: /<a[^>]*href="([^"]+)"[^>]*>([^<]*)<\/a>/)
            where String(match.2).contains(words) {
                let address = String(match.1).replacingOccurrences(of: "&amp;", with: "&")
                return try await official.get(address).text
            }
            Issue.record("no link “\(words)” on \(path)")
            return ""
        }
    }

    @Test func everyFigureLeadsToItsList() async throws {
        let place = try await Place()
        try await place.makeClass()
        let report = "/training/report?from=2025-09-01&by=kind"
        #expect(try await place.official.get(report).text.contains("Kỹ năng &amp; nghề"))
        let classes = try await place.follow(report, where: "1")
        #expect(classes.contains("L1 Lớp &amp; một") && classes.contains("Các lớp"))
        let completed = try await place.follow(report, where: "1/2 (50,00%)")
        #expect(completed.contains("Nguyễn Thị Ân") && !completed.contains("Phạm Văn Bình"))
        let province = "/training/province?from=2025-09-01"
        let trained = try await place.follow(province, where: "2/3")
        #expect(trained.contains("Nguyễn Thị Ân") && trained.contains("2/3"))
        #expect(trained.contains("Chưa dự bồi dưỡng (các lớp qua mạng): 1"))
        let listed = try await place.follow(province, where: "Số lớp: 1")
        #expect(listed.contains("L1 Lớp &amp; một"))
        let address = "/training/report/staff?list=untrained&from=2025-09-01&only=online"
        #expect(try await place.official.get(address).text.contains("Trần Văn Đồng"))
        for file in ["staff.csv?list=trained", "classes.csv?", "list.csv?", "expiring.csv?"] {
            let answer = try await place.official.get(
                "/training/report/\(file)&from=2025-09-01")
            #expect(answer.status == 200 && answer.bytes.count > 20, "\(file)")
        }
        #expect(
            try await place.official.get(
                "/training/report/staff?list=having&of=none"
            ).status == 404)
    }

    @Test func aWrongRowKeepsNobodyElseOut() async throws {
        let place = try await Place()
        _ = try await place.official.post(
            "/admin/units/TH2/change",
            ["do": "rename", "name": "Trường Sen", "from": "01/06/2025"])
        let sheet =
            "Đơn vị,Phần mềm,Chức năng,Từ ngày\nTH1,vnEdu,marks,01/09/2025\n"
            + "Trường TH2,vnEdu,marks,01/09/2025\nTHX,vnEdu,marks,01/09/2025\n"
        let page = try await place.upload(sheet, to: "/training/software/import")
        #expect(page.status == 422)
        #expect(page.text.contains("Đã ghi 2 dòng mới") && page.text.contains("THX"))
        let uses = try await place.official.get("/training/software?function=marks")
        #expect(uses.text.contains("2/2 (100%)"), "a former name is known")
        let again = try await place.upload(sheet, to: "/training/software/import")
        #expect(again.text.contains("Đã ghi 0 dòng mới, 2 dòng như cũ"))
        let end = try #require(uses.text.firstMatch(of: /action="([^"]*\/end)"/)?.1)
        let early = try await place.official.post(
            String(end), ["endsOn": "01/09/2025", "function": "marks"])
        #expect(early.status == 422 && early.text.contains("endsOn"))
        let ended = try await place.official.post(
            String(end), ["endsOn": "01/01/2026", "function": "marks"])
        #expect(ended.status == 303)
        let after = try await place.official.get("/training/software?function=marks")
        #expect(after.text.contains("1/2 (50,00%)"))
        let before = try await place.official.get(
            "/training/software?function=marks&asOf=31/12/2025")
        #expect(before.text.contains("2/2 (100%)"))
    }

    @Test func aRoundSaysWhoHasNoHead() async throws {
        let place = try await Place()
        let round = [
            "title": "Quý I", "unit": "SO", "from": "01/01/2026", "until": "31/03/2026",
        ]
        let past = try await place.official.post(
            "/training/rounds", round.merging(["dueOn": "01/02/2026"]) { $1 })
        #expect(past.status == 422 && past.text.contains("Hạn này đã qua"))
        let opened = try await place.official.post(
            "/training/rounds", round.merging(["dueOn": "31/12/2030"]) { $1 })
        let page = try await place.official.get(
            try #require(opened.location?.split(separator: "?").first.map(String.init)))
        #expect(page.text.contains("1 đơn vị chưa xác nhận và chưa có thủ trưởng"))
        #expect(page.text.matches(of: /Chưa có thủ trưởng/).count == 1)
    }

    @Test func aDecisionAboutAUnitIsUndone() async throws {
        let place = try await Place()
        let url = "/admin/units/TH2"
        _ = try await place.official.post(
            "\(url)/change",
            ["do": "merge", "target": "TH1", "confirmMerge": "yes", "from": "01/06/2025"])
        let page = try await place.official.get(url)
        #expect(page.text.contains("Nhập vào Trường TH1 từ 01/06/2025"))
        let undo = try #require(page.text.firstMatch(of: /action="([^"]*\/undo)"/)?.1)
        let other = try await place.official.get("/admin/units/TH1")
        #expect(other.text.contains("Nhập vào Trường TH1"), "told on both pages")
        #expect(try await place.official.post(String(undo), [:]).status == 303)
        #expect(try await place.official.post(String(undo), [:]).status == 404, "once")
        let after = try await place.official.get("/admin/units")
        #expect(after.text.contains("Trường TH2"))
    }

    @Test func theWrongLineOfAProgrammeIsNamed() async throws {
        let place = try await Place()
        let answer = try await place.official.post(
            "/training/programmes",
            [
                "identifier": "A", "name": "Tên", "kind": "workshop", "periods": "4",
                "components": "Quá trình; 1\nKiểm tra giữa khoá: 1: 5",
            ])
        #expect(answer.status == 422)
        #expect(answer.text.contains("Dòng 2: hãy ngăn tên, trọng số và điểm đạt"))
    }
}
