import Administration
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
            let preview = try await official.upload(sheet, to: "\(url)/import")
            let apply = try #require(
                preview.text.firstMatch(of: /action="([^"]*\/import\/[^"\/]+)"/)?.1)
            #expect(try await official.post(String(apply), [:]).status == 303)
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
        for list in ["staff", "classes", "list", "expiring"] {
            for kind in ["csv", "xlsx", "docx"] {
                let answer = try await place.official.get(
                    "/training/report/\(list)/file?as=\(kind)&from=2025-09-01")
                #expect(answer.status == 200 && answer.bytes.count > 20, "\(list).\(kind)")
            }
            #expect(
                try await place.official.get("/training/report/\(list)/file?as=exe").status
                    == 404)
        }
        let people = try await place.follow(report, where: "2")
        #expect(people.contains("Nguyễn Thị Ân") && people.contains("20/01/2026"))
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
        let page = try await place.official.upload(sheet, to: "/training/software/import")
        #expect(page.status == 422)
        #expect(page.text.contains("Đã ghi 2 dòng mới") && page.text.contains("THX"))
        let uses = try await place.official.get("/training/software?function=marks")
        #expect(uses.text.contains("2/2 (100%)"), "a former name is known")
        let again = try await place.official.upload(sheet, to: "/training/software/import")
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

    /// What changes behind a confirmation is seen by who gave it and by who waits for it.
    @Test func aChangeAfterAConfirmationIsSeen() async throws {
        let place = try await Place()
        try await place.makeClass()
        let person = try await place.site.visitor([.teacher], name: "Trần Văn Đồng")
        let head = try #require(person.principal?.person)
        try await place.site.database.write { connection in
            let unit = try UnitStore(connection).unit(code: "TH1")?.id ?? 0
            try PostStore(connection).record(
                PostDetails(.head, from: CalendarDate("2010-01-01") ?? .init(daysSince1970: 1)),
                of: head, in: unit, at: place.site.now)
        }
        place.site.sessions.forget(head)
        let opened = try await place.official.post(
            "/training/rounds",
            [
                "title": "Quý I", "unit": "SO", "from": "01/01/2026", "until": "15/01/2026",
                "dueOn": "31/12/2030",
            ])
        let round = try #require(opened.location?.split(separator: "?").first.map(String.init))
        let code = try #require(round.split(separator: "/").last)
        let sheet = "/my-unit/rounds/\(code)/TH1"
        let first = try await person.get(sheet)
        #expect(first.text.contains("20/01/2026"), "as it stands today, not when the time ended")
        let seen = try #require(first.text.firstMatch(of: /name="seen" value="([^"]+)"/)?.1)
        #expect(try await person.post(sheet, ["seen": String(seen)]).status == 303)
        #expect(try await place.official.get(round).text.contains("1/2 (50,00%)"))
        #expect(!(try await person.get("/teach").text.contains("Quý I")))
        let enrolment = try #require(
            first.text.firstMatch(of: /<option value="(\d+)">Phạm Văn Bình/)?.1)
        let corrected = try await person.post(
            "\(sheet)/correct",
            [
                "enrolment": String(enrolment), "outcome": "completed", "day": "20/01/2026",
                "reason": "chấm lại",
            ])
        #expect(corrected.status == 303)
        let page = try await place.official.get(round)
        #expect(page.text.contains("0/2") && page.text.contains("Kết quả đã đổi sau khi xác nhận"))
        #expect(try await person.get("/teach").text.contains("Quý I"))
        #expect(try await person.get("/my-unit/rounds").text.contains("đã thay đổi sau lần"))
        let after = try await person.get(sheet)
        #expect(after.text.contains("Trần Văn Đồng; chấm lại); trước đó: "))

        #expect(try await place.official.post("\(round)/close", [:]).status == 303)
        #expect(try await person.get(sheet).text.contains("Đã đóng"))
        #expect(try await person.post(sheet, ["seen": "x"]).status == 404)
        #expect(try await place.official.post("\(round)/reopen", [:]).status == 303)
        #expect(try await person.get(sheet).text.contains("/correct"))
    }

    @Test func aReportOfADayToComeIsNotPublished() async throws {
        let place = try await Place()
        let answer = try await place.official.post(
            "/training/province", ["from": "2026-09-01", "asOf": "2030-06-30"])
        #expect(answer.status == 422 && answer.text.contains("Ngày này chưa đến"))
        let known = try await place.official.get("/training/province?known=2026-01-20")
        #expect(known.text.contains("đã biết đến hết ngày 20/01/2026"))
    }

    /// Records that are of one person are often written differently: they are named.
    @Test func recordsOfAnyNameAreCompared() async throws {
        let place = try await Place()
        let administrator = try await place.site.visitor([.administrator])
        let page = try await administrator.get("/admin/people/P2/merge?identifier=003")
        #expect(page.status == 200 && page.text.contains("Phạm Văn Bình"))
        let none = try await administrator.get("/admin/people/P2/merge?identifier=999")
        #expect(none.status == 422 && none.text.contains("with-error"))
    }
}
