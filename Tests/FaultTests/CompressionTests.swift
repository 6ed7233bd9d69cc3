import Foundation
import Testing

/// What the real server sends compressed, to a client that people have.
@Suite(.serialized) struct CompressionTests {
    private struct Outcome {
        let head: String
        let body: [UInt8]

        /// A header's value, in the spelling of the field that HTTP does not care for.
        func value(_ name: String) -> String? {
            head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("\(name): ") }
                .map { String($0.dropFirst(name.count + 2)) }
        }
    }

    /// Asks with curl, which is a browser's request as far as headers go.
    private func ask(
        _ path: String, _ flags: [String] = [], of server: SenServer, in folder: TemporaryFolder
    ) async throws -> Outcome {
        let (head, body) = ("\(folder.path)/head", "\(folder.path)/body")
        // curl leaves an old body where none comes.
        try? FileManager.default.removeItem(atPath: body)
        let curl = try RunningProcess(
            "/usr/bin/env",
            [
                "curl", "-sS", "--max-time", "30", "--cacert", server.authority, "-D", head, "-o",
                body, "-H", "Sec-Fetch-Site: same-origin",
            ] + flags + ["\(server.address)\(path)"],
            in: folder)
        let exit = await curl.exit(within: .seconds(40))
        #expect(exit == .exited(0), "\(curl.output)")
        return Outcome(
            head: try String(contentsOfFile: head, encoding: .utf8),
            body: Array((try? Data(contentsOf: URL(filePath: body))) ?? Data()))
    }

    @Test(.timeLimit(.minutes(2))) func pagesAndAssetsComeCompressed() async throws {
        let folder = try TemporaryFolder()
        let server = try await Exam(folder: folder, tickets: []).server()
        let gzip = ["-H", "Accept-Encoding: gzip"]

        // As bytes, and as curl unpacks them; a page and an error page.
        for (path, status) in [("/sign-in", "200"), ("/khong-co", "404")] {
            let packed = try await ask(path, gzip, of: server, in: folder)
            #expect(packed.head.hasPrefix("HTTP/1.1 \(status)"))
            #expect(packed.value("content-encoding") == "gzip")
            #expect(packed.value("content-length") == "\(packed.body.count)")
            #expect(packed.body.starts(with: [0x1f, 0x8b]))
            let page = try await ask(path, ["--compressed"], of: server, in: folder)
            #expect(String(decoding: page.body, as: UTF8.self).hasSuffix("</html>\n"))
            let head = try await ask(path, gzip + ["--head"], of: server, in: folder)
            #expect(head.head.hasPrefix("HTTP/1.1 \(status)"))
            #expect(head.value("content-encoding") == "gzip")
        }

        let page = try await ask("/sign-in", of: server, in: folder)
        #expect(page.value("content-encoding") == nil)
        let html = String(decoding: page.body, as: UTF8.self)
        let style = try #require(html.firstMatch(of: /\/assets\/css\/[^"]+/))
        let plain = try await ask(String(style.0), of: server, in: folder)
        let packed = try await ask(String(style.0), gzip, of: server, in: folder)
        #expect(packed.value("content-length") == "\(packed.body.count)")
        #expect(packed.body.count * 2 < plain.body.count)
        let unpacked = try await ask(String(style.0), ["--compressed"], of: server, in: folder)
        #expect(unpacked.body == plain.body)
        let head = try await ask(String(style.0), gzip + ["--head"], of: server, in: folder)
        #expect(head.value("content-length") == "\(packed.body.count)")
        let tag = try #require(packed.value("etag"))
        #expect(tag != plain.value("etag"))
        let again = try await ask(
            String(style.0), gzip + ["-H", "If-None-Match: \(tag)"], of: server, in: folder)
        #expect(again.head.hasPrefix("HTTP/1.1 304") && again.body.isEmpty)

        // What scripts are told is shorter than a gzip header makes worth while.
        let told = try await ask(
            "/exam/X/answers", gzip + ["--data", "a=1"], of: server, in: folder)
        #expect(told.value("content-type") == "application/json")
        #expect(told.value("content-encoding") == nil)
        #expect(told.value("content-length") == "\(told.body.count)")
    }
}
