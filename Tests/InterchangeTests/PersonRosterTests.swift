import People
import Testing
import Values

@testable import Interchange

@Suite struct PersonRosterTests {
    private func roster(_ text: String) throws -> PersonRoster {
        try PersonRoster(Array(text.utf8), file: "lop.csv")
    }

    @Test func readsColumnsInAnyOrder() throws {
        let list = try roster(
            """
            SỞ GIÁO DỤC VÀ ĐÀO TẠO;;;;;;
            Giới tính;Mã định danh;Họ và tên;STT;Ngày sinh (dd/mm/yyyy);Ghi chú;Lớp
            Nữ;001234;  Trần   Thị Hoa ;1;25/08/2008;;12A1
            nam;001235;Nguye\u{302}\u{303}n Văn An;2;1/9/2008;lớp trưởng;12A1
            ;;Tổng số: 2;;;;
            """)
        #expect(list.unknownColumns == ["Ghi chú"])
        #expect(list.entries.count == 2)
        #expect(list.refused.map(\.reason) == [.aside], "a total under the heading of the names")
        let first = try #require(list.entries.first)
        #expect(
            (first.line, first.fullName, first.identifier, first.classes.first?.name) == (
                3, "Trần Thị Hoa", "001234", "12A1"
            ))
        #expect((first.birthDate?.text, first.gender) == ("25/08/2008", .female))
        #expect(Array(list.entries[1].fullName.unicodeScalars).contains("ễ"))
        #expect(list.entries[1].birthDate?.iso == "2008-09-01")
    }

    @Test func joinsNamesInTwoColumns() throws {
        let list = try roster(
            "STT,Họ và tên đệm,Tên\n1,Lê Ngọc,Ánh\n2,,Bình\nTổng số: 2 học sinh,,")
        #expect(list.entries.map(\.fullName) == ["Lê Ngọc Ánh", "Bình"])
        #expect(list.refused.map(\.reason) == [.aside])
    }

    /// One heading over two columns, as merged cells come out.
    @Test func joinsNamesBelowOneHeading() throws {
        let list = try roster(
            "STT,Họ và tên,,Ngày sinh\n1,Lê Ngọc,Ánh,01/02/2008\n2,Trần,Bình,\n3,Vy,,")
        #expect(list.entries.map(\.fullName) == ["Lê Ngọc Ánh", "Trần Bình", "Vy"])
        let other = try roster("Họ và tên,,Ngày sinh\nLê Ngọc Ánh,x,01/02/2008\nTrần Bình,,")
        #expect(other.entries.map(\.fullName) == ["Lê Ngọc Ánh", "Trần Bình"])
    }

    @Test func aCrossSaysWhoIsFemale() throws {
        let list = try roster("Họ và tên,Nữ,Ngày sinh\nLê Ngọc Ánh,x,01/02/2008\nTrần Bình,,")
        #expect(list.entries.map(\.gender) == [.female, .male])
        let unfilled = try roster("Họ và tên,Nữ,Ngày sinh\nLê Ngọc Ánh,,\nTrần Bình,,")
        #expect(unfilled.entries.map(\.gender) == [nil, nil])
    }

    /// Two rows of headings, crosses for both, and what stands below a table in a school.
    @Test func readsAListAsASchoolPrintsIt() throws {
        let list = try roster(
            """
            TRƯỜNG TIỂU HỌC MỸ HỘI,,,,,,
            STT,Mã cán bộ,Họ và tên,,Giới tính,,Chức vụ
            ,,Họ đệm,Tên,Nam,Nữ,
            1,01,Nguyễn Thị,Lụa,,x,Hiệu trưởng
            2,02,Tống Văn,Công,x,,Giáo viên
            3,03,Lê Thị,Gấm,,,Giáo viên
            Cộng,,3 người,,,,
            ,,Đồng Tháp; ngày 12 tháng 9,,,,
            ,,Hiệu trưởng,,,,
            ,,(Ký tên và đóng dấu),,,,
            ,,Nguyễn Thị,Hòa,,,
            """)
        #expect(list.entries.map(\.fullName) == ["Nguyễn Thị Lụa", "Tống Văn Công", "Lê Thị Gấm"])
        #expect(list.entries.map(\.gender) == [.female, .male, nil])
        #expect(Set(list.refused.map(\.reason)) == [.aside] && list.refused.count == 5)
    }

    /// One heading over both names, and a signature below: the names are whole.
    @Test func signaturesDoNotCutNames() throws {
        let list = try roster(
            "Mã,Họ và tên,,Ngày sinh\n01,Nguyễn Thị,Lụa,\n02,Lê,Gấm,\n,Hiệu trưởng,,\n"
                + ",(Ký tên),,\n,Nguyễn Hòa,,\n,Trần Bình,,")
        #expect(list.entries.map(\.fullName) == ["Nguyễn Thị Lụa", "Lê Gấm"])
    }

    @Test func refusesRowsByTheirReason() throws {
        let list = try roster(
            """
            Mã học sinh,Họ tên,Ngày sinh,Giới tính
            1,An,31/02/2008,Nam
            2,Bình,,
            2,Chi,,
            3,,01/01/2008,Nam
            4,Dũng,,khác
            5,Em,08-25-2008,
            """)
        #expect(list.entries.map(\.fullName) == ["Bình"])
        #expect(
            list.refused.map(\.reason) == [
                .badDate("31/02/2008"), .sameIdentifier("2", line: 3), .noName, .badGender("khác"),
                .badDate("08-25-2008"),
            ])
        #expect(list.refused.map(\.line) == [2, 4, 5, 6, 7])
        for row in list.refused {
            for language in Language.allCases { #expect(!row.reason.text(in: language).isEmpty) }
        }
    }

    @Test func refusesAFileWithoutNames() {
        let fault = #expect(throws: ImportFault.self) { try roster("STT,Điểm\n1,9") }
        #expect(fault?.reason == .noHeadings)
    }

    @Test func onlyHeadsHaveAnAddressRead() throws {
        let list = try PersonRoster(
            Array(
                """
                Họ và tên;Chức vụ;Đơn vị;Thư điện tử
                Trần Văn Đồng;Hiệu trưởng;THCS A; HT@thcsa.example
                Nguyễn Thị Ân;Giáo viên;THCS A;an@thcsa.example
                Lê Văn Bình;Hiệu trưởng;THCS B;binh tại thcsb
                """.utf8), file: "a.csv")
        #expect(list.entries.map { $0.email?.text } == ["ht@thcsa.example", nil])
        #expect(list.refused.map(\.reason) == [.badEmail("binh tại thcsb")])
        #expect(list.unknownColumns == [])
    }

    @Test(.enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"))
    func readsTheSharedLists() throws {
        let file = "roster-vi/danhsach45_bom_semicolon.csv"
        let list = try PersonRoster(try Corpora.bytes(file), file: file)
        #expect(list.entries.count == 45)
        #expect(list.refused.isEmpty && list.unknownColumns.isEmpty)
        #expect(
            list.entries.allSatisfy {
                $0.identifier?.count == 6 && $0.birthDate != nil && $0.gender != nil
            })
        #expect(list.entries.first?.fullName == "Lê Ngọc Ánh")

        let moodle = try PersonRoster(
            try Corpora.bytes("roster-vi/moodle/upload_users.csv"), file: "u.csv")
        #expect(moodle.entries.map(\.fullName) == ["Jones Tom", "Reznor Trent"])
        #expect(moodle.unknownColumns == ["password", "course1", "group1"])
    }
}
