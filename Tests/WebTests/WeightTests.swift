import Assessment
import Foundation
import HTTPTypes
import Testing
import Values

@testable import Web

/// What comes over the line when a paper of 40 real questions is taken, compressed.
@Suite struct WeightTests {
    /// The sample bank of Toán 12 with its formulas.
    private static func bank() throws -> String {
        let folder = TestSite.root.appending(path: "QuestionBanks/toan-12").path
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".cau.txt") }.sorted()
            .map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
            .joined(separator: "\n")
    }

    private static let blueprint = Blueprint(parts: [
        .init(
            title: "Phần I",
            lines: [
                .draw(.init(type: .singleChoice, count: 28, worth: .one)),
                .draw(.init(type: .trueFalseGroup, count: 6, worth: .one)),
                .draw(.init(type: .numeric, count: 4, worth: .one)),
                .draw(.init(type: .shortAnswer, count: 2, worth: .one)),
            ])
    ])

    @Test func fortyQuestionsAreLight() async throws {
        let site = try await TestSite()
        let objects = try await site.objects(try Self.bank(), blueprint: Self.blueprint)
        let student = objects.student
        let base = "/exam/\(objects.sitting)"
        var asking: HTTPFields = [.acceptEncoding: "gzip"]
        asking[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "same-origin"
        func weight(_ path: String) async throws -> Int {
            let answer = try await student.get(path, headers: asking)
            #expect(answer.status == 200)
            return answer.bytes.count
        }
        let start = try await weight(base)
        _ = try await student.post("\(base)/start")
        let html = try await student.get("\(base)/paper").text
        #expect(html.matches(of: /<math/).count > 10, "real questions, with their formulas")

        // The style, the scripts and the icon, which come once.
        var assets = 0
        for match in html.matches(of: /"(\/assets\/[^"]+)"/) {
            assets += try await weight(String(match.1))
        }
        #expect(assets < 10_000)
        var pages = 0
        for page in 1...4 {
            let one = try await weight("\(base)/paper?page=\(page)")
            #expect(one < 8_000, "page \(page)")
            pages += one
        }
        // The first paper that can be read: half a second of a line of 256 kbit/s.
        #expect(pages / 4 + assets < 16_000)
        let whole = try await weight("\(base)/print")
        #expect(whole < 15_000, "all 40 on one page")
        // A whole exam but for its saves, which are a few hundred bytes each.
        let confirm = try await weight("\(base)/submit")
        #expect(start + assets + pages + confirm < 40_000)
    }
}
