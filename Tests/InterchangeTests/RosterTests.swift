import People
import Testing
import Values

@testable import Interchange

/// Lists of staff and of units, and OneRoster packages.
@Suite struct RosterTests {
    private func table(_ text: String) throws -> [TextRow] {
        try CSVTable(Array(text.utf8), file: "a.csv").rows
    }

    @Test func readsStaffByHeadingsInAnyOrder() throws {
        let roster = try PersonRoster(
            rows: try table(
                """
                Điện thoại;Chức vụ;Họ và tên;CCCD;Mã cán bộ;Đơn vị;Môn dạy;Ngày sinh;Từ ngày
                0912;Hiệu trưởng;Lê Thị Sen;087;GV001;THPT Sen;;01/02/1975;01/09/2019
                ;Giáo viên;Trần Văn An;;GV002;THPT Sen;Toán;;
                ;Giáo viên;Trần Văn An;;GV002;THCS Tháp Mười;Tin học;;
                ;Kế toán;Võ Thị Hoa;;GV001;THPT Sen;;;
                """), file: "a.csv")
        #expect(roster.unknownColumns == ["Điện thoại", "CCCD"], "nothing that no task needs")
        #expect(roster.entries.map(\.fullName) == ["Lê Thị Sen", "Trần Văn An"])
        let head = try #require(roster.entries.first?.posts.first)
        #expect(head.title == .head)
        #expect(head.unit == UnitName(name: "THPT Sen"))
        #expect(head.from?.text == "01/09/2019")
        #expect(roster.entries[1].posts.map(\.subject) == ["Toán", "Tin học"], "two posts")
        #expect(roster.refused.map(\.reason) == [.sameIdentifier("GV001", line: 2)])
    }

    @Test func titleRowsNameTheClassAndTheSchool() throws {
        let roster = try PersonRoster(
            rows: try table(
                """
                TRƯỜNG THPT THỬ NGHIỆM;;
                DANH SÁCH HỌC SINH LỚP 12A1 – NĂM HỌC 2025-2026;;
                STT;Họ và tên;Ngày sinh
                1;Lê Văn An;02/09/2008
                """), file: "a.csv")
        let room = try #require(roster.entries.first?.classes.first)
        #expect(room.name == "12A1")
        #expect(room.school == UnitName(name: "TRƯỜNG THPT THỬ NGHIỆM"))
        #expect(roster.entries.first?.posts.isEmpty == true)
    }

    @Test func readsUnits() throws {
        let roster = try UnitRoster(
            rows: try table(
                """
                Cấp học,Tên đơn vị,Mã,Loại,Đơn vị cấp trên,Mã cấp trên,Từ ngày
                ,Sở GDĐT,087,Sở,,,01/09/1990
                TH,Trường TH Sen,087101,Trường,,087,
                ,Trường THCS & THPT Tháp Mười,087201,,Sở GDĐT,,
                ,Trung tâm GDTX Cao Lãnh,087301,,Sở GDĐT,,
                cấp 9,Trường X,087401,,,,
                ,Không rõ,087501,,,,
                ,Trường Y,087101,,,,
                Tổng số: 7,,,,,,
                """), file: "a.csv")
        #expect(
            roster.entries.map(\.kind) == [.department, .school, .school, .centre],
            "the name says it where no column does")
        #expect(
            roster.entries.map(\.level) == [nil, .primary, .upperSecondary, .continuing],
            "of two levels the higher")
        #expect(roster.entries[1].parent == UnitName(identifier: "087"))
        #expect(
            roster.refused.map(\.reason) == [
                .badLevel("cấp 9"), .badKind("Không rõ"), .sameIdentifier("087101", line: 3),
                .aside,
            ])
    }

    private static let package: [String: String] = [
        "orgs.csv": """
        sourcedId,status,name,type,identifier,parentSourcedId
        d,active,Sở GDĐT,district,,x
        s,active,Trường THPT Sen,school,087,d
        t,tobedeleted,Trường cũ,school,088,d
        """,
        "academicSessions.csv": """
        sourcedId,status,title,type,startDate,endDate
        h1,active,HK1,term,2025-09-05,2026-01-17
        h2,active,HK2,term,2026-01-19,2026-05-31
        """,
        "classes.csv": """
        sourcedId,status,title,classCode,schoolSourcedId,termSourcedIds
        c,active,Lớp 12A1,12A1,s,"h1,h2"
        """,
        "users.csv": """
        sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,middleName,identifier
        u1,active,true,s,student,An,Lê,Văn,001
        u2,active,TRUE,s,teacher,Hoa,Trần,Thị,
        u3,active,true,s,parent,Ba,Lê,,
        u4,tobedeleted,true,s,student,Cũ,Lê,,
        u5,active,false,s,student,Khoá,Lê,,
        """,
        "demographics.csv": "sourcedId,status,birthDate,sex\nu1,active,2008-09-02,male",
        "enrollments.csv": """
        sourcedId,status,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate
        e1,active,c,s,u1,student,2025-09-08,
        e2,active,c,s,u9,student,,
        e3,active,k,s,u1,student,,
        e4,active,c,s,u4,student,,
        """,
    ]

    @Test func readsOneRoster() throws {
        let files = Self.package.map { ("folder/" + $0.key, Array($0.value.utf8)) }
        let package = try OneRoster(
            Dictionary(uniqueKeysWithValues: files), file: "roster.zip")
        #expect(package.units.entries.map(\.kind) == [.department, .school])
        #expect(package.units.entries.map(\.identifier) == ["d", "087"])
        #expect(package.units.entries[0].parent == nil, "a parent that is not there is none")
        #expect(package.units.refused.map(\.reason) == [.notActive("tobedeleted")])
        let people = package.people
        #expect(people.entries.map(\.fullName) == ["Lê Văn An", "Trần Thị Hoa"])
        let pupil = try #require(people.entries.first)
        #expect((pupil.identifier, pupil.gender) == ("001", .male))
        #expect(pupil.birthDate?.text == "02/09/2008")
        #expect(pupil.classes.map(\.name) == ["12A1"])
        #expect(pupil.classes.first?.from?.text == "08/09/2025")
        #expect(pupil.classes.first?.closes?.text == "01/06/2026", "the day after its last")
        #expect(people.entries[1].posts.map(\.title) == [.teacher])
        #expect(
            people.refused.map(\.reason) == [
                .notNeeded("parent"), .notActive("tobedeleted"), .notActive("enabledUser=false"),
                .orphan("u9"), .orphan("k"),
            ], "an enrolment of somebody refused says nothing new")
    }

    @Test func rolesOfTheirOwnFileMakePosts() throws {
        var files = Self.package
        files["users.csv"] = """
            sourcedId,status,enabledUser,givenName,familyName,middleName,identifier
            u1,active,true,An,Lê,Văn,001
            """
        files["roles.csv"] = """
            sourcedId,status,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId
            r1,active,u1,secondary,teacher,,,s
            r2,active,u1,primary,principal,2024-08-01,,s
            r3,active,u1,secondary,districtAdministrator,,,d
            """
        files["enrollments.csv"] = nil
        let package = try OneRoster(files.mapValues { Array($0.utf8) }, file: "roster.zip")
        let posts = try #require(package.people.entries.first).posts
        #expect(posts.map(\.title) == [.head, .official], "one post at a place, the primary first")
        #expect(posts.first?.from?.text == "01/08/2024")
    }
}
