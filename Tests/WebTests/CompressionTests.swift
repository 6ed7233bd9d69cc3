import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import Web

/// What goes out compressed, read again by the system's own gzip.
@Suite struct CompressionTests {
    private let student: Visitor
    private let base: String

    init() async throws {
        let site = try await TestSite()
        let objects = try await site.objects()
        student = objects.student
        base = "/exam/\(objects.sitting)"
        _ = try await student.post("\(base)/start")
    }

    private static func asking(_ encodings: String, from site: String? = "same-origin") throws
        -> HTTPFields
    {
        var headers: HTTPFields = [.acceptEncoding: encodings]
        if let site { headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = site }
        return headers
    }

    private func unpacked(_ bytes: [UInt8]) throws -> String {
        let folder = try TemporaryFolder()
        try Data(bytes).write(to: URL(filePath: folder.file("page.gz")))
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-d", folder.file("page.gz")]
        try gzip.run()
        gzip.waitUntilExit()
        #expect(gzip.terminationStatus == 0)
        return try String(contentsOfFile: folder.file("page"), encoding: .utf8)
    }

    /// Without what differs from page to page.
    private func settled(_ html: String) -> String {
        html.replacing(/name="(csrf|operation)" value="[^"]*"/, with: "")
            .replacing(/<p class="clock".*?<\/p>/, with: "")
    }

    @Test(arguments: ["paper", "print", "submit"])
    func aCompressedPageIsThePlainOne(page: String) async throws {
        let plain = try await student.get("\(base)/\(page)")
        #expect(plain.headers[.contentEncoding] == nil)
        let answer = try await student.get(
            "\(base)/\(page)", headers: try Self.asking("gzip, deflate, br"))
        #expect(answer.headers[.contentEncoding] == "gzip")
        #expect(answer.bytes.count * 2 < plain.bytes.count)
        #expect(settled(try unpacked(answer.bytes)) == settled(plain.text))
        for headers in [plain.headers, answer.headers] {
            #expect(headers[.vary] == "Accept-Encoding, Sec-Fetch-Site, Referer")
        }
    }

    /// RFC 9110, 12.5.3.
    @Test(arguments: [
        (["gzip"], true), (["gzip, deflate, br"], true), (["br;q=1.0, GZIP ; q=0.5"], true),
        (["gzip;q=1"], true), (["x-gzip"], true), (["*"], true), (["br, *;q=0.1"], true),
        (["br", "gzip"], true),  // the field twice
        ([], false), ([""], false), (["br"], false), (["identity"], false),
        (["notgzip"], false), (["gzip;q=0"], false), (["gzip; q=0.000"], false),
        (["*;q=0"], false),
        (["gzip;q=0, *"], false),  // everything but gzip
        (["*;q=0, gzip"], true),  // nothing but gzip
        (["gzip;q=much"], false), (["gzip;q="], false), ([";,;q=1"], false),
    ])
    func whoTakesGzip(fields: [String], takes: Bool) {
        #expect(Compression.takesGzip(fields) == takes)
    }

    @Test func whoDoesNotGetsThePlainPage() async throws {
        let answer = try await student.get("\(base)/paper", headers: try Self.asking("gzip;q=0"))
        #expect(answer.headers[.contentEncoding] == nil)
        #expect(answer.text.contains("</html>"))
    }

    /// Its size would tell another site, which chose the address, what stands in it.
    @Test(arguments: [
        // What the browser says of who made it ask, and of the page before.
        ("same-origin", nil, true), ("none", nil, true),
        ("cross-site", nil, false), ("same-site", nil, false), ("", nil, false),
        ("cross-site", "https://sen.example/exam", false),  // a new browser is asked nothing else
        // Old browsers.
        (nil, "https://sen.example/exam", true),
        (nil, nil, false), (nil, "https://sen.example", false),
        (nil, "https://sen.example.evil.example/", false),
        (nil, "https://evil.example/https://sen.example/", false),
        (nil, "http://sen.example/", false),
    ])
    func pagesThatAnotherSiteAskedForArePlain(
        site: String?, referer: String?, isCompressed: Bool
    ) async throws {
        var headers = try Self.asking("gzip", from: site)
        headers[.referer] = referer
        let answer = try await student.get("\(base)/paper?page=1&guess=x", headers: headers)
        #expect((answer.headers[.contentEncoding] == "gzip") == isCompressed)
    }

    /// Refusals are pages like others.
    @Test func anErrorPageToo() async throws {
        let answer = try await student.get("/teach", headers: try Self.asking("gzip"))
        #expect(answer.status == 404)
        #expect(answer.headers[.contentEncoding] == "gzip")
        #expect(try unpacked(answer.bytes).contains("</html>"))
    }

    /// Compressed once, at the start; what cannot shrink goes as it is.
    @Test func assets() async throws {
        let page = try await student.get("\(base)/paper").text
        let addresses = page.matches(of: /"(\/assets\/[^"]+\.(?:css|js))"/).map { String($0.1) }
        #expect(addresses.count >= 3)
        for address in addresses {
            let plain = try await student.get(address)
            let answer = try await student.get(address, headers: [.acceptEncoding: "gzip"])
            #expect(answer.headers[.contentEncoding] == "gzip")
            #expect(answer.headers[.vary] == "Accept-Encoding")
            #expect(plain.headers[.vary] == "Accept-Encoding")
            #expect(answer.bytes.count < plain.bytes.count)
            #expect(try unpacked(answer.bytes) == plain.text)
        }
    }

    /// Each of the two has an ETag of its own, by which it need not be sent again.
    @Test(arguments: ["", "gzip"])
    func anAssetThatIsKeptIsNotSent(encodings: String) async throws {
        let page = try await student.get("\(base)/paper").text
        let address = try #require(page.firstMatch(of: /\/assets\/css[^"]+/)).output
        func get(having tags: String?) async throws -> Answer {
            var headers: HTTPFields = [.acceptEncoding: encodings]
            headers[.ifNoneMatch] = tags
            return try await student.get(String(address), headers: headers)
        }
        let first = try await get(having: nil)
        let tag = try #require(first.headers[.eTag])
        #expect(tag.hasSuffix("-gzip\"") == (encodings == "gzip"))
        for tags in [tag, "\"other\", W/\(tag)", "*"] {
            let again = try await get(having: tags)
            #expect(again.status == 304 && again.bytes.isEmpty)
            #expect(again.headers[.eTag] == tag)
            #expect(again.headers[.vary] == "Accept-Encoding")
            #expect(again.headers[.contentEncoding] == nil)
        }
        let other = encodings == "gzip" ? tag.replacing("-gzip", with: "") : "\"x-gzip\""
        #expect(try await get(having: other).status == 200)
    }

    /// More at once than streams stand ready, each with its own page.
    @Test func pagesDoNotMix() async throws {
        let gzip = Gzip(atOnce: 2)
        let pages = (0..<64).map { String(repeating: "câu \($0), ", count: 500 + $0) }
        let packed = await withTaskGroup(of: (Int, ByteBuffer?).self) { group in
            for (place, page) in pages.enumerated() {
                group.addTask { (place, gzip.page(ByteBuffer(string: page))) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for (place, page) in pages.enumerated() {
            let bytes = try #require(packed[place])
            #expect(try unpacked(Array(bytes.readableBytesView)) == page)
        }
        #expect(gzip.page(ByteBuffer()) != nil)
    }

    @Test func whatDoesNotShrinkIsSentAsItIs() {
        let noise = Assets.Asset(.init(bytes: [1, 2, 3]), hash: "", mediaType: "image/png")
        #expect(noise.gzipped == nil)
    }
}
