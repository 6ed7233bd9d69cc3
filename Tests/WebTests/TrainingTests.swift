import Administration
import Classes
import Foundation
import HTTPTypes
import People
import Storage
import Testing
import Training
import Values

@testable import Web

/// Teacher training as the department, a trainer, a head and a teacher meet it.
@Suite struct TrainingTests {
    /// A department with a school, its head and a teacher, and somebody for each.
    private struct Place {
        let site: TestSite
        let official: Visitor
        let head: Visitor
        let teacher: Visitor
        let stranger: Visitor

        init() async throws {
            site = try await TestSite()
            official = try await site.visitor([.department], name: "Lê Thị Sen")
            head = try await site.visitor([.teacher], name: "Trần Văn Đồng")
            teacher = try await site.visitor([.teacher], name: "Nguyễn Thị Ân")
            stranger = try await site.visitor([.teacher], name: "Phạm Văn Bình")
            let at = site.now
            let start = CalendarDate("2010-01-01") ?? CalendarDate(daysSince1970: 1)
            let posts: [(Int64, String, PostTitle)] = [
                (head.principal?.person ?? 0, "TH1", .head),
                (teacher.principal?.person ?? 0, "TH1", .teacher),
                (stranger.principal?.person ?? 0, "TH2", .teacher),
            ]
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
                for (place, (person, code, title)) in posts.enumerated() {
                    try PeopleStore(connection).change(
                        person,
                        to: PersonDetails(
                            fullName: ["Trần Văn Đồng", "Nguyễn Thị Ân", "Phạm Văn Bình"][place],
                            identifier: "00\(place + 1)"))
                    try PostStore(connection).record(
                        PostDetails(title, from: start), of: person,
                        in: try units.unit(code: code)?.id ?? 0, at: at)
                }
            }
            for visitor in [head, teacher, stranger] {
                if let person = visitor.principal?.person { site.sessions.forget(person) }
            }
        }

        /// A class of a programme that asks for one mark of 5.
        func makeClass() async throws -> String {
            let programme = try await official.post(
                "/training/programmes",
                [
                    "identifier": "BDTX-01", "name": "Mô đun <1>", "kind": "regular01",
                    "periods": "40", "scale": "10", "components": "Kiểm tra cuối; 1; 5",
                    "isRequired": "1", "title": "teacher",
                ])
            #expect(programme.status == 303)
            let code = try #require(
                programme.location?.split(separator: "/").last?.split(separator: "?").first)
            let answer = try await official.post(
                "/training/classes",
                [
                    "identifier": "L1", "title": "Lớp & một", "programme": String(code),
                    "unit": "SO", "from": "10/01/2026", "until": "20/01/2026", "mode": "elsewhere",
                    "admission": "list",
                ])
            #expect(answer.status == 303)
            return try #require(answer.location?.split(separator: "?").first.map(String.init))
        }
    }

    private static let csv = """
        Mã định danh,Họ và tên,Kiểm tra cuối
        001,Trần Văn Đồng,8
        002,Nguyễn Thị Ân,4
        ,Phạm Văn Bình,9
        009,Ai Đó,5
        """

    @Test func resultsComeInByUploadDecisionAndApply() async throws {
        let place = try await Place()
        let url = try await place.makeClass()
        let preview = try await place.official.upload(
            Self.csv, named: "kq.csv", to: "\(url)/import")
        #expect(preview.status == 200)
        #expect(preview.text.contains("Lớp &amp; một"))
        #expect(preview.text.contains("Không tìm thấy người này"))
        let apply = try #require(
            preview.text.firstMatch(of: /action="([^"]*\/import\/[^"\/]+)"/)?.1)
        let undecided = try await place.official.post(String(apply))
        #expect(undecided.status == 422)
        #expect(undecided.text.contains("href=\"#d4\""), "the error leads to the row")
        let candidate = try #require(
            preview.text.firstMatch(of: /name="d4" value="([^"-][^"]*)"/)?.1)
        let applied = try await place.official.post(String(apply), ["d4": String(candidate)])
        #expect(applied.status == 303)
        let page = try await place.official.get(url).text
        #expect(page.contains("Hoàn thành ngày 20/01/2026"))
        #expect(page.contains("kq.csv"))
        let undo = try #require(page.firstMatch(of: /action="([^"]*\/undo)"/)?.1)
        #expect(try await place.official.post(String(undo)).status == 303)
        #expect(try await !place.official.get(url).text.contains("Hoàn thành ngày"))
        #expect(try await place.official.post(String(undo)).status == 404, "once")
    }

    @Test func aClassIsCancelledWithAReason() async throws {
        let place = try await Place()
        let url = try await place.makeClass()
        _ = try await place.official.post(
            "\(url)/enrol", ["people": "002", "on": "10/01/2026"])
        #expect(try await place.teacher.post("\(url)/cancel", ["reason": "x"]).status == 404)
        let empty = try await place.official.post("\(url)/cancel")
        #expect(empty.status == 422 && empty.text.contains("Thiếu lý do"))
        #expect(
            try await place.official.post("\(url)/cancel", ["reason": "Thiếu <học> viên"]).status
                == 303)
        #expect(
            try await place.official.get(url).text.contains(": Thiếu &lt;học&gt; viên"))
        #expect(try await place.official.get("/training").text.contains("đã hủy"))
        let own = try await place.teacher.get("/learn")
        #expect(own.text.contains("Lớp đã hủy ngày"))
        #expect(try await place.official.post("\(url)/cancel", ["hold": "1"]).status == 303)
        #expect(try await !place.teacher.get("/learn").text.contains("Lớp đã hủy"))
    }

    @Test func manyDoubtfulRowsAreDecidedPageByPage() async throws {
        let place = try await Place()
        let url = try await place.makeClass()
        let csv =
            "Họ và tên,Kiểm tra cuối\n" + String(repeating: "Phạm Văn Bình,9\n", count: 120)
        let first = try await place.official.upload(csv, to: "\(url)/import")
        #expect(first.text.contains("id=\"d101\"") && !first.text.contains("id=\"d102\""))
        let apply = String(
            try #require(first.text.firstMatch(of: /action="([^"]*\/import\/[^"\/]+)"/)?.1))
        let turned = try await place.official.post(apply, ["d2": "-", "part": "2"])
        let second = try await place.official.get(try #require(turned.location))
        let person = try #require(
            second.text.firstMatch(of: /name="d110" value="([^"-][^"]*)"/)?.1)
        let open = try await place.official.post(apply, ["d110": String(person)])
        #expect(open.status == 422)
        #expect(open.text.contains("href=\"#d3\""), "the first page with an open row is shown")
        let done = try await place.official.post(apply, ["leaveRest": "1"])
        #expect(done.status == 303)
        #expect(try await place.official.get(url).text.contains("Hoàn thành ngày 20/01/2026"))
    }

    @Test func aTrainerHasHerClassAndNoOther() async throws {
        let place = try await Place()
        let url = try await place.makeClass()
        #expect(try await place.teacher.get(url).status == 404)
        #expect(
            try await place.official.post("\(url)/trainers", ["trainer": "002"]).status == 303)
        #expect(try await place.teacher.get(url).status == 200)
        #expect(try await place.teacher.get("/training").text.contains("Lớp &amp; một"))
        #expect(try await place.teacher.get("\(url)/change").status == 404)
        #expect(try await place.teacher.post("\(url)/trainers", ["trainer": "001"]).status == 404)
        let enrolled = try await place.teacher.post(
            "\(url)/enrol", ["people": "001\n003", "on": "10/01/2026"])
        #expect(enrolled.status == 303)
        let unknown = try await place.teacher.post(
            "\(url)/enrol", ["people": "002\nxyz", "on": "10/01/2026"])
        #expect(unknown.status == 422)
        #expect(unknown.text.contains("xyz"), "what was typed is kept, and what is wrong named")
        #expect(try await place.stranger.get(url).status == 404)
    }

    @Test func aHeadSeesHerSchoolConfirmsAndCorrects() async throws {
        let place = try await Place()
        let url = try await place.makeClass()
        let preview = try await place.official.upload(
            Self.csv, named: "kq.csv", to: "\(url)/import")
        let apply = try #require(
            preview.text.firstMatch(of: /action="([^"]*\/import\/[^"\/]+)"/)?.1)
        _ = try await place.official.post(String(apply), ["d4": "-"])
        let report = try await place.head.get("/training/report?from=2025-09-01")
        #expect(report.status == 200)
        #expect(report.text.contains("Trường TH1") && !report.text.contains("Sở<"))
        #expect(try await place.head.get("/training/report?unit=TH2").status == 404)
        #expect(try await place.teacher.get("/training/report").status == 404)
        let opened = try await place.official.post(
            "/training/rounds",
            [
                "title": "Quý I", "unit": "SO", "from": "01/01/2026", "until": "31/03/2026",
                "dueOn": "31/12/2030",
            ])
        let round = try #require(opened.location?.split(separator: "?").first)
        #expect(try await place.head.get("/teach").text.contains("Quý I"), "she is reminded")
        let code = try #require(round.split(separator: "/").last)
        let sheet = "/my-unit/rounds/\(code)/TH1"
        let page = try await place.head.get(sheet)
        #expect(page.text.contains("Nguyễn Thị Ân") && page.text.contains("Trần Văn Đồng"))
        let seen = try #require(page.text.firstMatch(of: /name="seen" value="([^"]+)"/)?.1)
        let enrolment = try #require(
            page.text.firstMatch(of: /<option value="(\d+)">Nguyễn Thị Ân/)?.1)
        for day in ["31/12/2019", "31/12/2030"] {
            let outside = try await place.head.post(
                "\(sheet)/correct",
                [
                    "enrolment": String(enrolment), "outcome": "completed", "day": day,
                    "reason": "nhầm",
                ])
            #expect(outside.status == 422 && outside.text.contains("(khai giảng)"), "\(day)")
        }
        let corrected = try await place.head.post(
            "\(sheet)/correct",
            [
                "enrolment": String(enrolment), "outcome": "completed", "day": "20/01/2026",
                "reason": "chấm phúc khảo",
            ])
        #expect(corrected.status == 303)
        let stale = try await place.head.post(sheet, ["seen": String(seen)])
        #expect(stale.status == 422, "what she saw is no longer so")
        let now = try #require(stale.text.firstMatch(of: /name="seen" value="([^"]+)"/)?.1)
        #expect(try await place.head.post(sheet, ["seen": String(now)]).status == 303)
        #expect(try await place.official.get(String(round)).text.contains("1/2 (50,00%)"))
        #expect(
            try await place.teacher.get("/my-training").text.contains("chấm phúc khảo"),
            "a correction is seen as a correction")
        #expect(try await place.head.get("/my-unit/rounds/\(code)/TH2").status == 404)
        #expect(try await place.teacher.get(sheet).status == 404)
    }

    @Test func aTeacherSeesHerRecordAndNobodyElses() async throws {
        let place = try await Place()
        #expect(try await place.teacher.get("/my-training").status == 200)
        let codes = try await place.site.database.read { connection in
            try ["001", "002", "003"].compactMap {
                try PeopleStore(connection).person(identifier: $0)?.code
            }
        }
        #expect(try await place.teacher.get("/training/people/\(codes[1])").status == 200)
        #expect(try await place.teacher.get("/training/people/\(codes[0])").status == 404)
        #expect(try await place.head.get("/training/people/\(codes[1])").status == 200)
        #expect(try await place.head.get("/training/people/\(codes[2])").status == 404)
        #expect(try await place.official.get("/training/people/\(codes[2])").status == 200)
    }

    @Test func theProvincesReportIsPublishedOnce() async throws {
        let place = try await Place()
        let use = try await place.official.post(
            "/training/software",
            ["unit": "TH1", "system": "vnEdu", "function": "marks", "since": "01/09/2025"])
        #expect(use.status == 303)
        let bad = try await place.official.upload(
            "Đơn vị,Phần mềm,Chức năng,Từ ngày\nTH2,x,marks,hôm qua\nTHX,x,marks,01/01/2026\n",
            to: "/training/software/import")
        #expect(bad.status == 422)
        #expect(bad.text.contains("hôm qua") && bad.text.contains("THX"))
        let page = try await place.official.get("/training/province?from=2025-09-01")
        #expect(page.text.contains("1/2 (50,00%) trường tiểu học sử dụng"))
        let some = try await place.official.get(
            "/training/province?from=2025-09-01&unit=TH1&unit=TH2")
        #expect(some.text.contains("1/2 (50,00%) trường tiểu học sử dụng"))
        let one = try await place.official.get("/training/province?from=2025-09-01&unit=TH1")
        #expect(one.text.contains("1/1 (100%) trường tiểu học sử dụng"))
        #expect(one.text.contains(#"value="TH1" checked"#))
        let answer = try await place.official.post(
            "/training/province", ["from": "2025-09-01", "asOf": "2026-11-01"])
        let report = try #require(answer.location?.split(separator: "?").first)
        let published = try await place.official.get("\(report)?check=1")
        #expect(published.text.contains("các dòng y nguyên"))
        for file in ["\(report)/file?format=docx", "\(report)/file?format=xlsx"] {
            #expect(try await place.official.get(file).bytes.starts(with: [0x50, 0x4B]))
        }
        #expect(try await place.head.get(String(report)).status == 404)
    }

    @Test(arguments: ["csv", "xlsx", "docx"])
    func theReportComesAsAFile(kind: String) async throws {
        let place = try await Place()
        let answer = try await place.official.get("/training/report.\(kind)")
        #expect(answer.status == 200 && answer.bytes.count > 100)
    }

    @Test(arguments: [
        "from=abc", "asOf=31/02/2026", "known=9999-99-99", "from=2026-01-02&asOf=2026-01-01",
    ])
    func aWrongDateIsSaidBesideItsField(query: String) async throws {
        let place = try await Place()
        #expect(try await place.official.get("/training/report?\(query)").status == 422)
    }

    @Test func whatIsTypedWrongIsKept() async throws {
        let place = try await Place()
        let answer = try await place.official.post(
            "/training/programmes",
            [
                "identifier": "A", "name": "Tên đã gõ", "kind": "own", "periods": "99999",
                "components": "x; y",
            ])
        #expect(answer.status == 422)
        for part in ["Tên đã gõ", "periods-error", "components-error", "kindName-error"] {
            #expect(answer.text.contains(part), "\(part)")
        }
    }
}
