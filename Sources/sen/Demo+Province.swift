import Administration
import Foundation
import Interchange
import People
import Storage
import Values

/// A small province with invented people, taken in by the same lists that a department has.
extension Demo {
    /// - Returns: the code of the school whose class the demo's pupils are in.
    func addProvince(by administrator: Principal) async throws -> String {
        let now = parts.now
        _ = try await parts.intakes.applyUnits(
            .init(name: "don-vi.csv", bytes: CSVWriter.write(Self.units)), by: administrator,
            at: now)
        _ = try await parts.intakes.applyPeople(
            .init(name: "can-bo.csv", bytes: CSVWriter.write(Self.staff)), by: administrator,
            at: now)
        let (office, department, school) = try await parts.database.read { connection in
            let units = UnitStore(connection)
            return (
                try units.unit(identifier: "087020")?.code,
                try units.unit(identifier: "087000")?.code,
                try units.unit(identifier: "087101")?.code
            )
        }
        // District offices were abolished on that day; the department took over their schools.
        if let office, let department, let day = CalendarDate("01/07/2025") {
            _ = try await parts.organisation.change(
                office, .merge(into: department), from: day, by: administrator, at: now)
        }
        guard let school else { throw NotInDemo() }
        return school
    }

    /// Gives an account of the demo a post.
    func givePost(
        _ title: PostTitle, _ words: String, to person: Principal, at unit: String,
        by administrator: Principal
    ) async throws {
        let code = try await parts.database.read {
            try PeopleStore($0).person(person.person)?.code
        }
        guard let code, let from = CalendarDate("01/09/2020") else { throw NotInDemo() }
        _ = try await parts.persons.addPost(
            PostDetails(title, words: words, from: from), to: code, in: unit, endsOthers: false,
            by: administrator, at: parts.now)
    }

    struct NotInDemo: Error {}

    private static let units = [
        ["Mã đơn vị", "Tên đơn vị", "Loại", "Cấp học", "Mã cấp trên", "Từ ngày"],
        ["087000", "Sở Giáo dục và Đào tạo (mẫu)", "Sở", "", "", "01/09/1990"],
        ["087020", "Phòng GDĐT Tháp Mười (mẫu)", "Phòng", "", "087000", "01/09/1990"],
        ["087101", "Trường THPT Hoa Sen (mẫu)", "Trường", "THPT", "087000", "01/09/1995"],
        ["087102", "Trường THPT Gò Tháp (mẫu)", "Trường", "THPT", "087000", "01/09/2001"],
        ["087201", "Trường THCS Kim Hồng (mẫu)", "Trường", "THCS", "087020", "01/09/1996"],
        ["087202", "Trường THCS Mỹ An (mẫu)", "Trường", "THCS", "087020", "01/09/1998"],
        ["087301", "Trường Tiểu học Sen Hồng (mẫu)", "Trường", "TH", "087020", "01/09/1994"],
        ["087302", "Trường Tiểu học Tháp Mười (mẫu)", "Trường", "TH", "087020", "01/09/1994"],
        ["087401", "Trường Mầm non Búp Sen (mẫu)", "Trường", "MN", "087020", "01/09/2003"],
        ["087501", "Trung tâm GDTX tỉnh (mẫu)", "Trung tâm", "GDTX", "087000", "01/09/2000"],
    ]

    /// Two who lead and eight who teach at each school; three at the department.
    private static var staff: [[String]] {
        var rows = [
            [
                "Mã cán bộ", "Họ và tên", "Ngày sinh", "Giới tính", "Mã đơn vị", "Chức vụ",
                "Môn dạy", "Từ ngày",
            ]
        ]
        for unit in units.dropFirst(3) {
            // The first school's head has an account of the demo.
            for place in (unit[0] == "087101" ? 1 : 0)..<10 {
                let title =
                    place == 0 ? "Hiệu trưởng" : place == 1 ? "Phó hiệu trưởng" : "Giáo viên"
                rows.append(
                    person(rows.count, at: unit[0], title, subject: place > 1 ? place : nil))
            }
        }
        for _ in 0..<3 {
            rows.append(person(rows.count, at: units[1][0], "Chuyên viên", subject: nil))
        }
        return rows
    }

    private static func person(
        _ number: Int, at unit: String, _ title: String, subject: Int?
    ) -> [String] {
        let isFemale = number % 3 != 0
        let name = [
            families[number * 7 % families.count], isFemale ? "Thị" : "Văn",
            middles[number * 5 % middles.count], givens[number * 11 % givens.count],
        ].joined(separator: " ")
        let birth = CalendarDate(
            year: 1966 + number * 13 % 34, month: number % 12 + 1, day: number * 7 % 28 + 1)
        return [
            "0879\(10_000 + number)", name, birth?.text ?? "", isFemale ? "Nữ" : "Nam", unit, title,
            subject.map { subjects[$0 % subjects.count] } ?? "",
            "01/09/\(2005 + number % 18)",
        ]
    }

    private static let families = [
        "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
        "Lý",
    ]
    private static let middles = ["Ngọc", "Minh", "Thanh", "Hồng", "Kim", "Mỹ", "Bích"]
    private static let givens = [
        "An", "Ánh", "Bình", "Châu", "Dung", "Đào", "Giang", "Hà", "Hạnh", "Khánh", "Lan", "Linh",
        "Mai", "Ngân", "Oanh", "Phúc", "Quyên", "Sơn", "Tâm", "Uyên", "Vân", "Xuân", "Yến",
    ]
    private static let subjects = [
        "Toán", "Ngữ văn", "Tiếng Anh", "Vật lí", "Hoá học", "Sinh học", "Lịch sử", "Địa lí",
        "Tin học",
    ]
}
