import Assessment
import Delivery
import People
import Storage
import Testing
import Values

@testable import Web

/// What a teacher does for one candidate, and what the candidate sees of it.
@Suite struct CandidateTests {
    private let site: TestSite
    private let objects: Objects
    private let other: Visitor

    init() async throws {
        site = try await TestSite()
        other = try await site.visitor([.student], name: "Trần Bình")
        objects = try await site.objects(classmates: [other])
    }

    private var teacher: Visitor { objects.teacher }
    private var student: Visitor { objects.student }
    private var url: String { "/teach/sittings/\(objects.sitting)" }
    private var candidate: String { "\(url)/candidates/001" }
    private var exam: String { "/exam/\(objects.sitting)" }

    /// The minutes left that a candidate's page tells.
    private func minutesLeft(_ number: String) async throws -> Int? {
        let page = try await teacher.get("\(url)/candidates/\(number)").text
        return page.firstMatch(of: /<dd>([0-9]+) phút<\/dd>/).flatMap { Int($0.1) }
    }

    private func audit() async throws -> String { try await teacher.get("\(url)/audit").text }

    @Test func whoIsWritingHasAPage() async throws {
        let before = try await teacher.get(candidate).text
        #expect(before.contains("Chưa bắt đầu") && !before.contains("\(candidate)/pause"))
        _ = try await student.post("\(exam)/start")
        let page = try await teacher.get(candidate).text
        for words in ["Lê Văn &lt;An&gt;", "Đang làm bài", "\(candidate)/pause"] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(try await teacher.get(url).text.contains("href=\"\(candidate)\""))
        _ = try await student.post("\(exam)/submit")
        let after = try await teacher.get(candidate).text
        #expect(after.contains("Đã nộp") && !after.contains("\(candidate)/pause"))
        #expect(after.contains("class=\"mark\""))
    }

    @Test func aPauseIsSaidAndTheClockStandsStill() async throws {
        _ = try await student.post("\(exam)/start")
        let notice = /<p class="notice bad" id="paused" role="status">Giáo viên đã tạm dừng/
        #expect(try await student.get("\(exam)/paper").text.firstMatch(of: notice) == nil)
        let paused = try await teacher.post("\(candidate)/pause")
        #expect(paused.location == "\(candidate)?done=paused")
        let paper = try await student.get("\(exam)/paper").text
        #expect(paper.firstMatch(of: notice) != nil && paper.contains(" data-paused>"))
        #expect(try await student.get("\(exam)/submit").text.contains("Giáo viên đã tạm dừng"))
        let form = ["operation": "\(GUID())", "page": "1", "go": "save", "r1": "0", "a1": "0"]
        #expect(try await student.post("\(exam)/paper", form).location?.contains("saved=1") == true)
        let told = try await student.post("\(exam)/answers", ["operation": "\(GUID())"]).text
        #expect(told.contains("\"paused\":true,\"over\":false") && told.contains("\"answered\":1"))
        let page = try await teacher.get(candidate).text
        #expect(page.contains("Tạm dừng") && page.contains("\(candidate)/resume"))

        let resumed = try await teacher.post("\(candidate)/resume")
        #expect(resumed.location == "\(candidate)?done=resumed")
        #expect(try await student.get("\(exam)/paper").text.firstMatch(of: notice) == nil)
        let record = try await audit()
        #expect(record.contains("Cho làm tiếp") && record.contains("001 Lê Văn &lt;An&gt;"))
    }

    /// Pressed twice, and where nobody writes.
    @Test func aDecisionThatHoldsAlreadyChangesNothing() async throws {
        let refused = try await teacher.post("\(candidate)/pause")
        #expect(refused.status == 422 && refused.text.contains("không đang làm bài"))
        _ = try await student.post("\(exam)/start")
        #expect(try await teacher.post("\(candidate)/resume").location == candidate)
        _ = try await teacher.post("\(candidate)/pause")
        #expect(try await teacher.post("\(candidate)/pause").location == candidate)
        #expect(try await audit().matches(of: /<td>Tạm dừng<\/td>/).count == 1)
    }

    /// A paper whose time stands still would never end by itself.
    @Test func closingCollectsPausedPapersToo() async throws {
        _ = try await student.post("\(exam)/start")
        _ = try await teacher.post("\(candidate)/pause")
        _ = try await teacher.post("\(url)/close", ["confirm": "yes"])
        let sitting = try #require(
            try await site.database.read { try SittingStore($0).sitting(code: objects.sitting) })
        let overview = try await site.site.delivery.overview(sitting.id)
        for case .started(let started) in overview.map(\.progress) {
            #expect(started.state == .open, "until the grace is over, which nobody waits for here")
            #expect(started.deadline <= site.now)
        }
    }

    @Test func oneCandidateGetsMoreTime() async throws {
        _ = try await student.post("\(exam)/start")
        _ = try await other.post("\(exam)/start")
        for minutes in ["0", "181", "x", ""] {
            let answer = try await teacher.post("\(candidate)/extend", ["minutes": minutes])
            #expect(answer.status == 422 && answer.text.contains("id=\"minutes-error\""))
            #expect(answer.text.contains("name=\"minutes\" value=\"\(minutes)\""))
        }
        let answer = try await teacher.post("\(candidate)/extend", ["minutes": "5"])
        #expect(answer.location == "\(candidate)?done=extended")
        #expect(try #require(try await minutesLeft("001")) > 45)
        #expect(try #require(try await minutesLeft("002")) <= 45)
        #expect(try await audit().contains("001 Lê Văn &lt;An&gt;, +5′"))
    }

    @Test func everybodyWhoIsWritingGetsMoreTime() async throws {
        let form = ["candidate": "all", "minutes": "5"]
        #expect(try await teacher.post("\(url)/extend", form).status == 422, "nobody is writing")
        _ = try await student.post("\(exam)/start")
        _ = try await other.post("\(exam)/start")
        _ = try await other.post("\(exam)/submit")
        let answer = try await teacher.post("\(url)/extend", form)
        #expect(answer.location == "\(url)?done=extended")
        #expect(try #require(try await minutesLeft("001")) > 45)
        #expect(try await audit().contains("12A1, +5′"))
    }

    @Test func oneTicketIsRenewedAlone() async throws {
        func codes(_ page: String) -> [String] {
            page.matches(of: /<dd class="code">([^<]+)</).map { String($0.1) }
        }
        func status(of code: String) async throws -> Int {
            try await site.stranger().post("/ticket", ["code": code]).status
        }
        let old = codes(try await teacher.post("\(url)/tickets").text)
        try #require(old.count == 2)
        let sheet = try await teacher.post("\(candidate)/ticket").text
        let new = codes(sheet)
        #expect(new.count == 1 && sheet.contains("Lê Văn &lt;An&gt;"))
        #expect(!sheet.contains("Trần Bình"))
        #expect(try await status(of: old[0]) == 422, "the earlier code of this candidate")
        #expect(try await status(of: old[1]) == 303, "the classmate's")
        #expect(try await status(of: try #require(new.first)) == 303)
        let record = try await audit()
        #expect(record.contains("Cấp lại phiếu dự thi"))
        #expect(new.allSatisfy { !record.contains($0) }, "never the code itself")
    }

    @Test func nobodyElseDecides() async throws {
        _ = try await student.post("\(exam)/start")
        let colleague = try await site.visitor([.teacher])
        for decision in ["pause", "resume", "extend", "ticket", "late"] {
            for visitor in [colleague, student] {
                let answer = try await visitor.post("\(candidate)/\(decision)", ["minutes": "5"])
                #expect(answer.status == 404, "\(decision)")
            }
            let nobody = try await teacher.post(
                "\(url)/candidates/999/\(decision)", ["minutes": "5"])
            #expect(nobody.status == 404)
        }
        #expect(try await teacher.get(candidate).text.contains("Đang làm bài"))
    }
}
