import Testing
import Training
import Values

@testable import Interchange

/// Sheets of results as schools and institutes lay them out.
@Suite struct ResultHabitsTests {
    private let rule = CompletionRule(components: [
        .init(name: "Bài 1"), .init(name: "Bài 2"),
    ])

    private func sheet(_ csv: String) throws -> ResultSheet {
        try ResultSheet(
            try CSVTable(Array(csv.utf8), file: "a.csv").rows, file: "a.csv",
            components: ["Bài 1", "Bài 2"], remembered: { _ in nil })
    }

    private func rows(_ sheet: ResultSheet) throws -> [ResultRow] {
        try sheet.rows.compactMap { try ResultRow($0, sheet.columns, rule) }
    }

    /// "Điểm" above "Bài 1" and "Bài 2", as merged cells come out.
    @Test func headingsMayTakeTwoRows() throws {
        let sheet = try sheet(
            """
            DANH SÁCH KẾT QUẢ BỒI DƯỠNG;;;;;
            STT;Mã định danh;Họ và tên;Điểm;;Kết quả
            ;;;Bài 1;Bài 2;
            1;0101;Trần Thị Hạnh;8;7,5;Đạt yêu cầu
            2;0102;Lê Văn Đức;4;v;
            """)
        #expect(
            sheet.headings == ["STT", "Mã định danh", "Họ và tên", "Bài 1", "Bài 2", "Kết quả"])
        let rows = try rows(sheet)
        #expect(rows.map(\.fullName) == ["Trần Thị Hạnh", "Lê Văn Đức"])
        #expect(
            rows.map(\.outcome) == [.completed, .notCompleted],
            "there for one of two: not absent from the class")
        #expect(rows[0].marks["Bài 2"] == rule.mark("7,5"))
    }

    /// What stands below a heading that is whole is somebody's row.
    @Test func aRowOfAPersonIsNoHeading() throws {
        let sheet = try sheet(
            """
            Mã;Họ và tên;Điểm;;Kết quả
            GV01;Trần Thị Hạnh;8;x;Đạt
            """)
        #expect(try rows(sheet).map(\.identifier) == ["GV01"])
        let unnumbered = try self.sheet(
            """
            Họ và tên;;Kết quả
            Trần Thị;Hạnh;
            Lê Văn;Đức;Đạt
            """)
        #expect(try rows(unnumbered).map(\.fullName) == ["Trần Thị Hạnh", "Lê Văn Đức"])
    }

    /// One heading over family and given names: neither is lost.
    @Test func namesMayStandInTwoColumnsBelowOneHeading() throws {
        let sheet = try sheet(
            """
            STT;Họ và tên;;Ngày sinh;Kết quả
            1;Trần Thị;Hạnh;12/05/1980 00:00:00;Hoàn thành xuất sắc
            2;Lê Văn;Đức;01/02/1979;Không đạt yêu cầu
            """)
        let rows = try rows(sheet)
        #expect(rows.map(\.fullName) == ["Trần Thị Hạnh", "Lê Văn Đức"])
        #expect(rows[0].birthDate == CalendarDate("12/05/1980"))
        #expect(rows.map(\.outcome) == [.completed, .notCompleted])
    }

    @Test func aRemarkBelowTheTableIsNobody() throws {
        let sheet = try sheet(
            """
            Mã;Họ và tên;Kết quả
            GV01;Trần Thị Hạnh;Đạt
            Danh sách này có 1 người;;
            """)
        #expect(throws: ResultRow.Fault.aside) { try rows(sheet) }
    }

    @Test func aColumnWithoutAHeadingIsNotAlwaysAName() throws {
        let sheet = try sheet(
            """
            Mã;Họ và tên;;Kết quả
            1;Trần Thị Hạnh;Nữ;Đạt
            2;Lê Văn Đức;;Đạt
            """)
        #expect(try rows(sheet).map(\.fullName) == ["Trần Thị Hạnh", "Lê Văn Đức"])
    }
}
