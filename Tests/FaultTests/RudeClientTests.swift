import Foundation
import Testing

/// Clients that are greedy, slow or hostile, against the real server. It must
/// refuse them in words where it can, and go on serving everybody else.
@Suite(.serialized) struct RudeClientTests {
    /// One server for a test.
    ///
    /// - Parameter idleSeconds: short where the test waits for the end of patience. Where
    ///   it must not end, it has to outlast a machine that stands still for seconds.
    private func withServer(
        idleSeconds: Int = 3, handshakeSeconds: Int = 10,
        _ body: (SenServer, TemporaryFolder) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let exam = Exam(folder: folder, tickets: [])
        let server = try await exam.server(environment: [
            "SEN_IDLE_SECONDS": "\(idleSeconds)", "SEN_HANDSHAKE_SECONDS": "\(handshakeSeconds)",
        ])
        try await body(server, folder)
        #expect(try await server.isWell())
        #expect(await server.process.exit(within: .zero) == nil)
    }

    @Test(
        .timeLimit(.minutes(2)),
        arguments: [
            [],  // says beforehand how large it is
            ["-H", "Transfer-Encoding: chunked"],  // does not
        ])
    func tenMegabytesForTheSignInFormAreRefused(how: [String]) async throws {
        try await withServer(idleSeconds: 60) { server, folder in
            let body = try folder.write("large", [UInt8](repeating: 0x61, count: 10 << 20))
            let curl = try RunningProcess(
                "/usr/bin/env",
                [
                    "curl", "-sS", "--max-time", "30", "--cacert", server.authority,
                    "-w", "%{http_code}", "-o", "/dev/null", "-H", "Expect:",
                ] + how + ["--data-binary", "@\(body)", "\(server.address)/sign-in"],
                in: folder)
            _ = await curl.exit(within: .seconds(40))
            #expect(curl.output.hasSuffix("413"), "\(curl.output)")
        }
    }

    @Test(
        .timeLimit(.minutes(2)),
        arguments: [
            "GET / HTTP/1.1\r\nHost: x\r\nX: ",  // a head that never ends
            "",  // not even a head
        ])
    func drippedHeadersAreClosed(beginning: String) async throws {
        try await withServer { server, _ in
            let client = try await RawClient.connect(to: server)
            // Would take minutes; ends because the server closes.
            let text = beginning + String(repeating: "a", count: 1_000)
            let answer = try? await client.drip(text, every: .milliseconds(100))
            #expect(answer?.hasPrefix("HTTP/1.1 200") != true)
        }
    }

    /// A body that comes slowly holds nobody else up.
    @Test(.timeLimit(.minutes(2)))
    func drippedBodiesHoldNobodyUp() async throws {
        try await withServer(idleSeconds: 60) { server, _ in
            let head = """
                POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\
                Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n
                """
            let clients = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        let client = try await RawClient.connect(to: server)
                        return try await client.drip(
                            String(repeating: "a", count: 30), after: head,
                            every: .milliseconds(40))
                    }
                }
                try await Task.sleep(for: .milliseconds(300))
                #expect(try await server.isWell())
                return try await group.reduce(into: []) { $0.append($1) }
            }
            // Whole at last: refused for its missing token, in words.
            #expect(clients.allSatisfy { $0.hasPrefix("HTTP/1.1 403") }, "\(clients.first ?? "")")
        }
    }

    /// What no browser would send.
    enum Garbage: String, CaseIterable {
        case bytes, noPath, noSuchVersion, negativeLength, twoLengths, manyFields, longPath

        var text: String {
            let post = "POST /sign-in HTTP/1.1\r\nHost: x\r\n"
            return switch self {
            case .bytes: "\u{0}\u{1}\u{2}garbage\r\n\r\n"
            case .noPath: "GET\r\n\r\n"
            case .noSuchVersion: "GET / HTTP/9.9\r\n\r\n"
            case .negativeLength: "\(post)Content-Length: -1\r\n\r\n"
            // A way to smuggle a request past a proxy.
            case .twoLengths:
                "\(post)Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            case .manyFields:
                "GET / HTTP/1.1\r\n\(String(repeating: "X: y\r\n", count: 50_000))\r\n"
            case .longPath:
                "GET /\(String(repeating: "a", count: 200_000)) HTTP/1.1\r\nHost: x\r\n\r\n"
            }
        }
    }

    @Test(.timeLimit(.minutes(2)), arguments: Garbage.allCases)
    func garbageIsNoRequest(garbage: Garbage) async throws {
        try await withServer { server, _ in
            let client = try await RawClient.connect(to: server)
            // Comes back at all only because the server ends it.
            let answer = (try? await client.say(garbage.text)) ?? ""
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(answer.prefix(200))")
            let plain = try await RawClient.connect(to: server, isPlain: true)
            _ = try? await plain.say(garbage.text)
        }
    }

    /// Many who connect and say nothing are sent away, and keep no place.
    @Test(.timeLimit(.minutes(2)))
    func silentConnectionsAreClosed() async throws {
        try await withServer(handshakeSeconds: 3) { server, _ in
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for place in 0..<200 {
                    group.addTask {
                        let client = try await RawClient.connect(
                            to: server, isPlain: place.isMultiple(of: 2))
                        return (try? await client.say("")) ?? ""
                    }
                }
                #expect(try await server.isWell())
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count == 200 && answers.allSatisfy(\.isEmpty))
        }
    }
}
