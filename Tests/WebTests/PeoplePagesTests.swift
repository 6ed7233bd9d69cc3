import Administration
import HTTPTypes
import People
import Storage
import Testing
import Values

@testable import Web

/// Units, people and lists in the browser.
@Suite struct PeoplePagesTests {
    private static let units = """
        Mã,Tên đơn vị,Loại,Cấp học,Mã cấp trên,Từ ngày
        S,Sở <b>,Sở,,,01/09/1990
        A,THPT Sen,Trường,THPT,S,01/09/2000
        B,THPT Tháp,Trường,THPT,S,01/09/2000
        """

    private func code(of identifier: String, _ site: TestSite) async throws -> String {
        try #require(
            try await site.database.read { try UnitStore($0).unit(identifier: identifier)?.code })
    }

    private func address(of preview: Answer) throws -> String {
        let found = preview.text.firstMatch(of: /action="([^"]*\/import\/[^"]*)"/)
        return String(try #require(found).1)
    }

    @Test func aListIsLookedAtAppliedAndUndone() async throws {
        let site = try await TestSite()
        let visitor = try await site.visitor([.department])
        let preview = try await visitor.upload(Self.units, to: "/admin/units/import")
        #expect(preview.status == 200)
        #expect(preview.text.contains("Sở &lt;b&gt;"))
        let empty = try await visitor.get("/admin/units")
        #expect(!empty.text.contains("THPT Sen"), "nothing is written yet")
        let applied = try await visitor.post(try address(of: preview))
        #expect(applied.location == "/admin/units?done=import")
        let list = try await visitor.get("/admin/units")
        #expect(list.text.contains("THPT Sen"))
        #expect(!(try await visitor.get("/admin/units?on=31/08/2000")).text.contains("THPT Sen"))
        let undo = try #require(list.text.firstMatch(of: /action="([^"]*\/undo)"/))
        #expect(try await visitor.post(String(undo.1)).location == "/admin/units?done=undone")
        #expect(!(try await visitor.get("/admin/units")).text.contains("depth1"))
        #expect(try await visitor.post(String(undo.1)).status == 404, "once")
    }

    @Test func aUnitIsRenamedFromADay() async throws {
        let site = try await TestSite()
        let visitor = try await site.visitor([.administrator])
        let preview = try await visitor.upload(Self.units, to: "/admin/units/import")
        _ = try await visitor.post(try address(of: preview))
        let url = "/admin/units/\(try await code(of: "A", site))"
        let wrong = try await visitor.post(
            "\(url)/change", ["do": "rename", "name": "THPT Mới", "from": "31/02/2020"])
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("THPT Mới"), "what was typed is kept")
        #expect(
            try await visitor.post(
                "\(url)/change", ["do": "rename", "name": "THPT Mới", "from": "01/01/2020"]
            ).status == 303)
        #expect(try await visitor.get("\(url)?on=31/12/2019").text.contains("<h1>THPT Sen</h1>"))
        #expect(try await visitor.get("\(url)?on=01/01/2020").text.contains("<h1>THPT Mới</h1>"))
        for (change, fields) in [
            ("close", [:]), ("move", [:]), ("split", ["parts": "A\nA"]), ("rename", [:]),
            ("merge", ["target": try await code(of: "B", site)]), ("identifier", [:]),
        ] as [(String, [String: String])] {
            let answer = try await visitor.post(
                "\(url)/change",
                fields.merging(["do": change, "from": "01/01/2021"]) { first, _ in first })
            #expect(answer.status == 422, "\(change)")
        }
        #expect(
            try await visitor.post("\(url)/change", ["do": "x", "from": "1/1/2021"]).status == 400)
    }

    @Test func peopleComeInAreFoundAndJoined() async throws {
        let site = try await TestSite()
        let visitor = try await site.visitor([.department])
        let units = try await visitor.upload(Self.units, to: "/admin/units/import")
        _ = try await visitor.post(try address(of: units))
        let list = """
            Mã cán bộ,Họ và tên,Ngày sinh,Mã đơn vị,Chức vụ
            01,Lê Thị Ước,01/02/1975,A,Hiệu trưởng
            02,Đỗ Văn An,03/04/1985,A,Giáo viên
            """
        let preview = try await visitor.upload(list, to: "/admin/people/import")
        #expect(preview.text.contains("name=\"since\""), "the list does not say since when")
        let late = try await visitor.post(try address(of: preview), ["since": "01/01/2999"])
        #expect(late.status == 422 && late.text.contains("id=\"since-error\""))
        #expect(
            try await visitor.post(try address(of: preview), ["since": "01/09/2019"]).status == 303)
        let dated = "Mã cán bộ,Họ và tên,Mã đơn vị,Chức vụ,Từ ngày\n02,Đỗ Văn An,A,GV,01/08/2016"
        let change = try await visitor.upload(dated, to: "/admin/people/import")
        #expect(change.text.contains("từ 01/08/2016"), "what changes is said")
        let sheets = "/admin/units/\(try await code(of: "A", site))/passwords"
        #expect(try await visitor.post(sheets).status == 404)
        let administrator = try await site.visitor([.administrator])
        #expect(try await administrator.post(sheets).text.contains("Lê Thị Ước"))
        let found = try await visitor.get("/admin/people?words=do+an")
        #expect(found.text.contains("Đỗ Văn An") && !found.text.contains("Lê Thị Ước"))
        let twin = "Mã cán bộ,Họ và tên,Ngày sinh,Mã đơn vị,Chức vụ\n77,Đỗ Văn An,03/04/1985,B,GV"
        let doubt = try await visitor.upload(twin, to: "/admin/people/import")
        #expect(doubt.text.contains("name=\"d2\""))
        _ = try await visitor.post(try address(of: doubt), ["d2": "new"])
        let codes = try await site.database.read { connection in
            try ["02", "77"].compactMap {
                try PeopleStore(connection).record(identifier: $0)?.person.code
            }
        }
        let page = try await visitor.get("/admin/people/\(codes[0])")
        let merge = "/admin/people/\(codes[0])/merge?into=\(codes[1])"
        #expect(page.text.contains(merge), "the namesake is offered")
        #expect(try await visitor.get(merge).text.contains("77"))
        #expect(try await visitor.post(merge).status == 303)
        let joined = try await visitor.get("/admin/people/\(codes[0])")
        #expect(joined.text.contains("THPT Sen") && joined.text.contains("THPT Tháp"))
        let part = try #require(joined.text.firstMatch(of: /action="([^"]*\/part)"/))
        #expect(try await visitor.post(String(part.1)).status == 303)
        #expect(
            !(try await visitor.get("/admin/people/\(codes[0])")).text.contains("THPT Tháp</a>"))
    }

    @Test func manyDoubtsAreDecidedPageByPage() async throws {
        let site = try await TestSite()
        let visitor = try await site.visitor([.department])
        _ = try await visitor.post(
            try address(of: try await visitor.upload(Self.units, to: "/admin/units/import")))
        let heading = "Mã cán bộ,Họ và tên,Ngày sinh,Mã đơn vị,Chức vụ\n"
        func list(_ school: String, _ first: Int) -> String {
            heading
                + (0..<150).map { "\(first + $0),Lê Thị \($0),01/02/1975,\(school),GV\n" }.joined()
        }
        _ = try await visitor.post(
            try address(
                of: try await visitor.upload(list("A", 1_000), to: "/admin/people/import")))
        let first = try await visitor.upload(list("B", 2_000), to: "/admin/people/import")
        #expect(first.text.contains("name=\"d2\"") && !first.text.contains("name=\"d110\""))
        #expect(!first.text.contains(">Áp dụng<"), "only on the last page")
        let url = try address(of: first)
        let turned = try await visitor.post(url, ["d2": "new", "d3": "", "part": "2"])
        let second = try await visitor.get(try #require(turned.location))
        #expect(second.text.contains("name=\"d110\"") && !second.text.contains("name=\"d2\""))
        let back = try await visitor.get("\(url)?part=1")
        #expect(back.text.contains(#"name="d2" value="new" checked"#), "what was chosen is kept")
        #expect(try await visitor.post(url, ["d110": "new"]).status == 303)
        let known = try await site.database.read { connection in
            try ["2000", "2001", "2108"].map {
                try PeopleStore(connection).record(identifier: $0) != nil
            }
        }
        #expect(known == [true, false, true])
    }

    @Test func whatHangsOnAJoinedRecordFollowsIt() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let other = try await site.visitor([.teacher])
        let from = try #require(objects.teacher.principal?.person)
        let into = try #require(other.principal?.person)
        let test = "/teach/tests/\(objects.test)"
        #expect(try await other.get(test).status == 404)
        let at = site.now
        try await site.database.write {
            try PeopleStore($0).merge(from, into: into, by: nil, at: at)
        }
        site.sessions.forgetAll()
        #expect(try await other.get(test).status == 200)
        #expect(try await other.get("/teach/tests").text.contains(test))
        #expect(
            try await other.get("/teach/sittings/\(objects.sitting)/results").status == 200)
        try await site.database.write { connection in
            let people = PeopleStore(connection)
            for merge in try people.merges(of: into) { try people.part(merge.id, at: at) }
        }
        site.sessions.forgetAll()
        #expect(try await other.get(test).status == 404, "apart again")
        #expect(try await objects.teacher.get(test).status == 200)
    }

    @Test func aHeadSeesHerSchoolAndNoOther() async throws {
        let site = try await TestSite()
        let head = try await site.visitor([.head])
        let other = try await site.visitor([.head])
        let list = try await head.get("/admin/units")
        let codes = list.text.matches(of: /href="\/admin\/units\/([^"]+)"/).map { String($0.1) }
        #expect(codes.count == 1)
        let code = try #require(codes.first)
        #expect(try await head.get("/admin/units/\(code)").status == 200)
        for path in ["/admin/units/\(code)", "/admin/people?unit=\(code)"] {
            #expect(try await other.get(path).status == 404, "\(path)")
        }
        #expect(
            try await head.post(
                "/admin/units/\(code)/change", ["do": "rename", "name": "X", "from": "1/1/2020"]
            ).status == 404)
        let people = try await head.get("/admin/people")
        #expect(people.text.matches(of: /href="\/admin\/people\/[A-Z0-9]+"/).count == 1)
        #expect(try await head.get("/me").status == 200)
    }
}

extension PeoplePagesTests {
    /// A school's own list names no school: the importer says whose it is.
    @Test func aListWithoutAUnitIsOfTheChosenOne() async throws {
        let site = try await TestSite()
        let visitor = try await site.visitor([.department])
        let units = try await visitor.upload(Self.units, to: "/admin/units/import")
        _ = try await visitor.post(try address(of: units))
        let list =
            "Mã học sinh,Họ và tên,Ngày sinh,Lớp\nH1,Em Một,33000,10A1\nH2,Em Hai,01/02/2010,10A1"
        let preview = try await visitor.upload(list, to: "/admin/people/import")
        #expect(preview.text.contains("name=\"unit\"") && preview.text.contains("2 dòng chưa nhận"))
        let url = try address(of: preview)
        let unit = try await code(of: "A", site)
        let chosen = try await visitor.post(url, ["do": "unit", "unit": unit])
        let again = try await visitor.get(try #require(chosen.location))
        #expect(again.text.contains("value=\"\(unit)\" selected"))
        #expect(try await visitor.post(url).status == 303)
        let people = try await visitor.get("/admin/people?unit=\(unit)&kind=pupils")
        #expect(people.text.contains("Em Một") && people.text.contains("Em Hai"))
    }

    @Test func anAdministratorIsMadeAndUnmade() async throws {
        let site = try await TestSite()
        let administrator = try await site.visitor([.administrator])
        let teacher = try await site.visitor([.teacher], name: "Lê Thị Sen")
        let person = try #require(teacher.principal?.person)
        let code = try #require(
            try await site.database.read { try PeopleStore($0).person(person)?.code })
        let url = "/admin/people/\(code)"
        #expect(try await teacher.post("\(url)/administrator", ["is": "yes"]).status == 404)
        #expect(
            try await administrator.post("\(url)/administrator", ["is": "yes"]).status == 303)
        #expect(try await administrator.get(url).text.contains("Người này là quản trị viên"))
        #expect(try await administrator.post("\(url)/administrator", ["is": "no"]).status == 303)
        let own = try #require(administrator.principal?.person)
        let ownCode = try #require(
            try await site.database.read { try PeopleStore($0).person(own)?.code })
        let last = try await administrator.post(
            "/admin/people/\(ownCode)/administrator", ["is": "no"])
        #expect(last.status == 422, "somebody must be left")
    }

    /// The people behind a unit's figure of a day are those of that day.
    @Test func aFigureOfADayLeadsToItsPeople() async throws {
        let site = try await TestSite()
        let visitor = try await site.visitor([.department])
        let units = try await visitor.upload(Self.units, to: "/admin/units/import")
        _ = try await visitor.post(try address(of: units))
        let list = """
            Mã cán bộ,Họ và tên,Ngày sinh,Mã đơn vị,Chức vụ,Từ ngày,Đến ngày
            01,Lê Thị Ước,01/02/1975,A,Hiệu trưởng,01/09/2010,31/08/2015
            02,Đỗ Văn An,03/04/1985,A,Giáo viên,01/09/2012,
            """
        let preview = try await visitor.upload(list, to: "/admin/people/import")
        _ = try await visitor.post(try address(of: preview))
        let page = try await visitor.get(
            "/admin/units/\(try await code(of: "A", site))?on=31/08/2015")
        let link = try #require(
            page.text.firstMatch(of: /href="([^"]*kind=staff[^"]*)">2</)?.1)
        let people = try await visitor.get(String(link).replacing("&amp;", with: "&"))
        #expect(people.text.contains("Lê Thị Ước") && people.text.contains("31/08/2015"))
        let today = try await visitor.get(
            "/admin/people?unit=\(try await code(of: "A", site))&kind=staff")
        #expect(!today.text.contains("Lê Thị Ước"))
    }

    /// A list with nothing but doubts says what they are.
    @Test func unitsInDoubtAreShown() async throws {
        let site = try await TestSite()
        let visitor = try await site.visitor([.department])
        let units = try await visitor.upload(Self.units, to: "/admin/units/import")
        _ = try await visitor.post(try address(of: units))
        let twin = "Mã,Tên đơn vị,Loại,Cấp học\nX9,THPT Sen,Trường,THPT"
        let preview = try await visitor.upload(twin, to: "/admin/units/import")
        #expect(preview.text.contains("THPT Sen, X9") && preview.text.contains("Có thể đã có"))
    }
}
