import Assessment
import Authoring
import Foundation
import HTTPTypes
import Storage
import Testing
import Values

@testable import Web

/// Passages above their questions, and recordings whose plays are counted.
@Suite struct ListeningTests {
    /// A WAV of 1,000 bytes.
    static let sound: [UInt8] = {
        let format: [UInt8] = [1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0]
        var bytes = Array("RIFF".utf8) + [0xE0, 3, 0, 0]
        bytes += Array("WAVEfmt ".utf8) + [16, 0, 0, 0] + format
        bytes += Array("data".utf8) + [0xBC, 3, 0, 0]
        return bytes + (0..<956).map { UInt8($0 % 251) }
    }()

    /// Eleven questions about one recording, so that it goes over a page.
    private static func bank(plays: String) -> String {
        "Ngữ liệu chung (câu 1–11): Hãy <nghe>.\nTệp nghe: nghe/a.wav\n\(plays)Lời thoại: Bí mật.\n"
            + (1...11).map { "Câu \($0). Số \($0)?\nĐáp án: \($0)\nLời giải: Vì thế.\n" }
            .joined()
    }

    private static let blueprint = Blueprint(parts: [
        .init(title: "I", lines: [.draw(.init(type: .numeric, count: 11, worth: .one))])
    ])

    private func begun(
        plays: String = "Số lần nghe: 2\n"
    ) async throws -> (site: TestSite, student: Visitor, base: String, objects: Objects) {
        let site = try await TestSite()
        let objects = try await site.objects(
            Self.bank(plays: plays), blueprint: Self.blueprint,
            attached: ["nghe/a.wav": Self.sound])
        let base = "/exam/\(objects.sitting)"
        _ = try await objects.student.post("\(base)/start")
        return (site, objects.student, base, objects)
    }

    private func listen(
        _ student: Visitor, _ base: String, to number: String = "1"
    ) async throws -> Answer {
        let page = try await student.get("\(base)/paper").text
        let attempt = try #require(page.firstMatch(of: /name="attempt" value="([^"]+)"/)).1
        return try await student.post(
            "\(base)/paper",
            [
                "page": "1", "go": "play-\(number)", "operation": "\(GUID())", "r1": "0",
                "a1": "5", "attempt": String(attempt),
            ])
    }

    @Test func thePassageStandsOnceAndWhereAPageBegins() async throws {
        let (_, student, base, objects) = try await begun()
        let first = try await student.get("\(base)/paper").text
        #expect(first.split(separator: "Hãy &lt;nghe&gt;.").count == 2)
        #expect(first.contains("Ngữ liệu chung cho câu 1–11"))
        #expect(try await student.get("\(base)/paper?page=2").text.contains("cho câu 1–11"))
        let print = try await student.get("\(base)/print").text
        #expect(print.split(separator: "Hãy &lt;nghe&gt;.").count == 2)
        #expect(!print.contains("<audio") && !print.contains("Bí mật"))
        let question = try await objects.teacher.get("/teach/questions/\(objects.question)").text
        #expect(question.contains("Ngữ liệu cho câu 1<") && question.contains("<audio"))
        #expect(question.contains("Bí mật."))
    }

    @Test func everyPlayCountsOnce() async throws {
        let (_, student, base, objects) = try await begun()
        let before = try await student.get("\(base)/paper").text
        #expect(before.contains("value=\"play-1\"") && before.contains("Còn 2 lần nghe"))
        #expect(!before.contains("<audio") && !before.contains("Bí mật"))
        #expect(try await student.get("\(base)/recordings/1").status == 404, "not begun")

        let first = try await listen(student, base)
        #expect(first.location == "\(base)/paper?page=1&saved=1&play=1#q1")
        let page = try await student.get("\(base)/paper?page=1&saved=1&play=1").text
        #expect(page.contains("src=\"\(base)/recordings/1?play=1\" autoplay"))
        #expect(page.contains("Còn 1 lần nghe") && page.contains("value=\"5\""), "saved, too")
        for (range, status, bytes) in [
            (nil, 200, 0..<1_000), ("bytes=0-99", 206, 0..<100), ("bytes=900-", 206, 900..<1_000),
            ("bytes=-10", 206, 990..<1_000), ("bytes=1000-", 416, 0..<0),
        ] as [(String?, Int, Range<Int>)] {
            var headers = HTTPFields()
            headers[.range] = range
            let answer = try await student.get("\(base)/recordings/1?play=1", headers: headers)
            #expect(answer.status == status && answer.bytes == Array(Self.sound[bytes]))
            #expect(answer.headers[.cacheControl] == "private, no-store")
        }
        #expect(try await student.get("\(base)/paper").text.contains("Còn 1 lần nghe"))

        // From any question about it; it is one recording.
        _ = try await listen(student, base, to: "7")
        #expect(
            try await student.get("\(base)/recordings/1?play=1").status == 404, "the last is over")
        #expect(try await student.get("\(base)/recordings/7?play=2").status == 200)
        let out = try await listen(student, base)
        #expect(out.location == "\(base)/paper?page=1&saved=1#q1")
        let after = try await student.get("\(base)/paper").text
        #expect(after.contains("Đã hết lượt nghe") && !after.contains("value=\"play-1\""))
        #expect(try await student.get("\(base)/recordings/1?play=3").status == 404)
        #expect(try await student.get("\(base)/recordings/99?play=2").status == 404)

        _ = try await student.post("\(base)/submit")
        #expect(try await student.get("\(base)/recordings/1?play=2").status == 404, "it is over")
        #expect(!(try await student.get("\(base)/result").text.contains("Bí mật")))
        let end = "/teach/sittings/\(objects.sitting)/close"
        #expect(try await objects.teacher.post(end, ["confirm": "yes"]).status == 303)
        let result = try await student.get("\(base)/result").text
        #expect(result.contains("Bí mật."), "with the solution")
        #expect(!result.contains("<audio"))
    }

    /// Without a limit a player stands there, and nothing is counted.
    @Test func withoutALimitItIsAPlayer() async throws {
        let (_, student, base, _) = try await begun(plays: "")
        let page = try await student.get("\(base)/paper").text
        #expect(page.contains("<audio controls preload=\"none\" src=\"\(base)/recordings/1\""))
        #expect(!page.contains("value=\"play-1\""))
        let answer = try await student.get("\(base)/recordings/1")
        #expect(answer.headers[.contentType] == "audio/wav" && answer.bytes == Self.sound)
    }

    /// The address of pictures is no way around the count.
    @Test func recordingsAreNoPictures() async throws {
        let (site, student, base, objects) = try await begun()
        let hash = try await site.database.read {
            try $0.row("select hash from asset")?.text("hash") ?? ""
        }
        #expect(try await student.get("\(base)/pictures/\(hash)").status == 404)
        #expect(try await objects.teacher.get("/teach/pictures/\(hash)").bytes == Self.sound)
    }

    @Test(
        arguments: [
            (nil, ByteRange.whole), ("bytes=0-0", .part(0..<1)), ("bytes=5-3", .whole),
            ("bytes=10-", .none), ("bytes=9-99999999999999999999", .part(9..<10)),
            ("bytes=-0", .none),
            ("bytes=-99", .part(0..<10)), ("bytes=0-1,3-4", .whole), ("lines=0-1", .whole),
            ("bytes=-", .whole), ("bytes=+1-2", .whole), ("bytes=２-3", .whole),
        ] as [(String?, ByteRange)])
    func readsRanges(header: String?, range: ByteRange) {
        #expect(ByteRange(header, size: 10) == range)
    }
}
