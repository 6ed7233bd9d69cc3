import Authoring
import People
import Storage
import Testing
import Values

@testable import Web

/// The record of who did what, as pages show it.
@Suite struct AuditTests {
    @Test func theWholeRecordIsForAdministrators() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let administrator = try await site.visitor([.administrator])
        _ = try await objects.teacher.get("/teach/questions/\(objects.question)")
        let page = try await administrator.get("/admin/audit").text
        for words in ["Mở ca thi", "Nhập câu hỏi", "Xem câu hỏi có đáp án", "12A1", "q1"] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(page.contains("/teach/sittings/\(objects.sitting)"))
        #expect(try await objects.teacher.get("/admin/audit").status == 404)
    }

    @Test func aTeacherSeesWhatWasDoneWithTheirOwnSitting() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        let path = "/teach/sittings/\(objects.sitting)"
        _ = try await objects.teacher.post("\(path)/tickets")
        let page = try await objects.teacher.get("\(path)/audit").text
        #expect(page.contains("Tạo phiếu dự thi cho cả ca") && page.contains("Mở ca thi"))
        #expect(!page.contains("Nhập câu hỏi"), "what is not the sitting's stays out")
        #expect(try await site.visitor([.teacher]).get("\(path)/audit").status == 404)
        #expect(try await site.visitor([.administrator]).get("\(path)/audit").status == 200)
    }

    @Test func pagesFollowOneAnotherByKey() async throws {
        let site = try await TestSite()
        let administrator = try await site.visitor([.administrator])
        try await site.database.write { connection in
            for number in 1...120 {
                try AuditStore(connection).record(
                    .exportBank, of: "ngan-hang-\(number).", by: nil,
                    at: Instant(milliseconds: Int64(number)))
            }
        }
        var path = "/admin/audit"
        var seen: [String] = []
        for expected in [50, 50, 20] {
            let page = try await administrator.get(path).text
            let found = page.matches(of: /ngan-hang-([0-9]+)\./).map { String($0.1) }
            #expect(found.count == expected)
            seen += found
            path =
                page.firstMatch(of: /href="(\/admin\/audit\?before=[0-9]+)"/).map {
                    String($0.1)
                } ?? ""
        }
        #expect(path.isEmpty, "the last page leads no further")
        #expect(seen == (1...120).reversed().map(String.init))
        #expect(try await administrator.get("/admin/audit?before=0").status == 200)
    }
}
