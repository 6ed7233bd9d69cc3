import People
import Storage
import Testing
import Values

@testable import Administration

/// What the tests of lists of units and people begin with.
protocol IntakeCase {}

extension IntakeCase {
    var now: Instant { School.start }

    static var units: String {
        """
        Mã,Tên đơn vị,Loại,Cấp học,Mã cấp trên,Từ ngày
        087101,Trường TH Sen,Trường,TH,087,01/09/2000
        087102,Trường TH Tháp Mười,Trường,TH,087,01/09/2000
        087,Sở GDĐT Đồng Tháp,Sở,,,01/09/1990
        """
    }

    static var staff: String {
        """
        Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Mã đơn vị,Chức vụ,Môn dạy,CCCD
        01,Lê Thị Sen,01/02/1975,Nữ,087101,Hiệu trưởng,,
        02,Trần Văn An,03/04/1985,Nam,087101,Giáo viên,Toán,
        03,Võ Thị Hoa,05/06/1990,Nữ,087102,Giáo viên,,
        """
    }

    func file(_ text: String) -> Intakes.File {
        Intakes.File(name: "a.csv", bytes: Array(text.utf8))
    }

    func words(_ counts: IntakeStore.Counts) -> String {
        [
            "\(counts.new) new", "\(counts.changed) changed", "\(counts.same) same",
            "\(counts.conflicting) conflicting", "\(counts.refused) refused",
        ].filter { !$0.hasPrefix("0 ") }.joined(separator: ", ")
    }

    /// A province with its units.
    func province() async throws -> (School, Principal) {
        let school = try School()
        let administrator = try await school.administrator()
        _ = try await school.intakes.applyUnits(
            file(Self.units), by: administrator, at: now)
        return (school, administrator)
    }

    func people(
        _ school: School, _ administrator: Principal, unit: String? = nil
    ) async throws -> [String] {
        let code: String? =
            if let unit {
                try await school.database.read {
                    try UnitStore($0).unit(identifier: unit)?.code
                }
            } else { nil }
        let page = try await school.persons.list(
            words: "", unit: code, kind: .staff, after: nil, limit: 50, by: administrator, at: now)
        return (page?.people ?? []).map {
            "\($0.person.details.fullName) \($0.post?.details.words ?? "")"
        }
    }

    func posts(of identifier: String, _ school: School) async throws -> [String] {
        try await school.database.read { connection in
            let person = try PeopleStore(connection).record(identifier: identifier)?.person.id
            return try PostStore(connection).posts(of: person ?? 0).map {
                "\($0.details.subject ?? "–") \($0.details.from.iso) \($0.details.until?.iso ?? "")"
            }
        }
    }
}
