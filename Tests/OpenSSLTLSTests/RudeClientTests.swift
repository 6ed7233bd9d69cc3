import Foundation
import Glibc
import HummingbirdCore
import NIOCore
import Synchronization
import Testing

@testable import OpenSSLTLS

/// Clients that are slow, broken, greedy or hostile. One after the other, since
/// some take much of the machine.
@Suite(.serialized) struct RudeClientTests {
    @Test func oneByteAtATime() async throws {
        try await TestServer.run { server in
            let client = try await SocketClient.connect(
                to: server.port, tls: server.trust(), trickle: true)
            #expect(try await client.say(getAndClose).contains("xin chào"))
        }
    }

    @Test func leavingInMidHandshakeHarmsNobody() async throws {
        try await TestServer.run { server in
            for cut in [0, 1, 5, 100] {
                let client = try await SocketClient.connect(to: server.port)
                try await client.channel.executeThenClose { _, outbound in
                    let hello: [UInt8] = [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]
                    let bytes = (hello + [UInt8](repeating: 7, count: 100)).prefix(cut)
                    try await outbound.write(ByteBuffer(bytes: bytes))
                }
            }
            #expect(try await server.isWell())
        }
    }

    @Test func garbageIsClosed() async throws {
        try await TestServer.run { server in
            for text in [
                String(repeating: "\u{1}rubbish", count: 10_000), "\u{16}\u{3}\u{1}\u{0}\u{5}hello",
            ] {
                let client = try await SocketClient.connect(to: server.port)
                // Ends, with an alert or a reset: the server must not wait for more.
                _ = try? await client.say(text)
            }
            #expect(try await server.isWell())
        }
    }

    @Test func plainHTTPIsToldSo() async throws {
        try await TestServer.run { server in
            let plain = "http://127.0.0.1:\(server.port)/"
            let got = try await Tool.curl.run(["-sS", "-i", plain])
            #expect(got.output.hasPrefix("HTTP/1.1 400 Bad Request"), "\(got.all)")
            #expect(got.output.contains("https://"))
            let head = try await Tool.curl.run(["-sS", "-I", plain])
            #expect(head.output.hasPrefix("HTTP/1.1 400 Bad Request"), "\(head.all)")
            // A body that the server does not want must not cost the client its answer.
            let file = try server.folder.write("large", [UInt8](repeating: 0x61, count: 10 << 20))
            let post = try await Tool.curl.run([
                "-sS", "-i", "-H", "Expect:", "--data-binary", "@" + file, plain,
            ])
            #expect(post.output.contains("400 Bad Request"), "\(post.all)")
        }
    }

    @Test func aStalledHandshakeIsClosed() async throws {
        try await TestServer.run(limits: TLSLimits(handshake: .seconds(2))) { server in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for text in ["", "\u{16}\u{3}\u{1}", "GE"] {
                    group.addTask {
                        let client = try await SocketClient.connect(to: server.port)
                        // Returns at all only because the server closes.
                        #expect(try await client.say(text) == "")
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await server.isWell())
        }
    }

    @Test(arguments: [
        "",  // a connection that never asks
        "GET / HTTP/1.1\r\n",  // half a head
        "POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf",  // half a body
    ])
    func anIdleConnectionIsClosed(text: String) async throws {
        let http = HTTP1Channel.Configuration(idleTimeout: .milliseconds(500))
        try await TestServer.run(http: http) { server in
            let client = try await SocketClient.connect(to: server.port, tls: server.trust())
            let answer = try await client.say(text)
            #expect(!answer.contains("200 OK"))
        }
    }

    /// A byte now and then does not count as being busy.
    @Test func drippedHeadersAreClosed() async throws {
        let http = HTTP1Channel.Configuration(idleTimeout: .milliseconds(500))
        try await TestServer.run(http: http) { server in
            let client = try await SocketClient.connect(to: server.port, tls: server.trust())
            let answer = try await client.channel.executeThenClose { inbound, outbound in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        // Would take 100 s; ends when the server has closed.
                        for letter in "GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 2000)
                        {
                            try await outbound.write(ByteBuffer(string: String(letter)))
                            try await Task.sleep(for: .milliseconds(50))
                        }
                    }
                    var reader = inbound.makeAsyncIterator()
                    let answer = try await SocketClient.read(&reader) { _ in false }
                    group.cancelAll()
                    return answer
                }
            }
            #expect(!answer.contains("200 OK"))
        }
    }

    @Test func overlongHeadersAreRefused() async throws {
        let limits = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 2000, maxHeaderListSize: 8000, maxHeaderFieldCount: 50)
        let http = HTTP1Channel.Configuration(
            idleTimeout: .seconds(30), httpDecoderConfiguration: limits)
        try await TestServer.run(http: http) { server in
            for header in [
                "X: " + String(repeating: "a", count: 4000) + "\r\n",
                (0..<60).map { "X\($0): a\r\n" }.joined(),
            ] {
                let client = try await SocketClient.connect(to: server.port, tls: server.trust())
                let answer = try await client.say("GET / HTTP/1.1\r\n\(header)\r\n")
                #expect(answer.hasPrefix("HTTP/1.1 400"))
            }
            #expect(try await server.isWell())
        }
    }

    @Test func aBodyTooLargeForAFormIsRefused() async throws {
        try await TestServer.run { server in
            let file = try server.folder.write("large", [UInt8](repeating: 0x61, count: 10 << 20))
            let outcome = try await Tool.curl.run([
                "-sS", "-i", "-H", "Expect:", "--cacert", server.authorityFile,
                "--data-binary", "@" + file, server.url + "/form",
            ])
            #expect(outcome.output.hasPrefix("HTTP/1.1 413"), "\(outcome.all)")
            #expect(try await server.isWell())
        }
    }

    /// The server takes no more from the line than its handler asks for.
    @Test func anUploadThatNobodyReadsWaits() async throws {
        try await TestServer.run { server in
            let client = try await SocketClient.connect(to: server.port, tls: server.trust())
            let answer = try await client.channel.executeThenClose { inbound, outbound in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        let head = "POST /held HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        let length = "Content-Length: \(300 << 20)\r\n\r\n"
                        try await outbound.write(ByteBuffer(string: head + length))
                        // Before its handshake a client may write little.
                        while server.work.waiting.load(ordering: .relaxed) == 0 {
                            try await Task.sleep(for: .milliseconds(10))
                        }
                        let piece = ByteBuffer(repeating: 0x61, count: 1 << 16)
                        for _ in 0..<(300 << 4) {
                            try await outbound.write(piece)
                            // As in PacedBody: else all of it would be queued at once.
                            try await client.channel.channel.eventLoop.submit {}.get()
                            server.work.uploaded.add(piece.readableBytes, ordering: .relaxed)
                        }
                    }
                    // The kernel's buffers hold up to 36 MB; ours next to nothing.
                    #expect(try await settled(server.work.uploaded) < 100 << 20)
                    server.work.mayAnswer.store(true, ordering: .relaxed)
                    var reader = inbound.makeAsyncIterator()
                    let answer = try await SocketClient.read(&reader) { _ in false }
                    try await group.waitForAll()
                    return answer
                }
            }
            #expect(answer.hasSuffix("\(300 << 20)"))
        }
    }

    /// The server stops producing when a client stops reading, and goes on when it does.
    @Test func aSlowReaderTakesNoMemory() async throws {
        try await TestServer.run { server in
            let client = try await SocketClient.connect(to: server.port, tls: server.trust())
            try await client.channel.executeThenClose { inbound, outbound in
                let request = "GET /flood/300 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                try await outbound.write(ByteBuffer(string: request))
                // The kernel's buffers hold up to 36 MB of 300; ours next to nothing.
                #expect(try await settled(server.work.produced) < 100 << 20)
                var count = 0
                for try await part in inbound { count += part.readableBytes }
                #expect(count > 300 << 20)
            }
        }
    }

    /// One write of 64 MB to a peer that reads nothing: hardly any of it is encrypted.
    @Test func aLargeWriteIsEncryptedAsItIsTaken() async throws {
        try await TestServer.run { server in
            let plain = try await LargeWrite.listen(server.identity.context)
            let client = try await SocketClient.connect(
                to: plain.port, tls: server.trust())
            try await client.channel.executeThenClose { inbound, _ in
                let buffered = try await plain.bufferedBytes()
                #expect(buffered > 0 && buffered < 256 << 10)
                var count = 0
                for try await part in inbound {
                    count += part.readableBytes
                    if count == LargeWrite.byteCount { break }
                }
                #expect(count == LargeWrite.byteCount)
            }
            try await plain.close()
        }
    }

    @Test(.enabled(if: raiseFileLimit() >= 8192, "needs 8,192 open files"))
    func twoThousandIdleConnectionsLeaveRoom() async throws {
        try await TestServer.run { server in
            let trust = try server.trust()
            var idle: [SocketClient] = []
            for _ in 0..<200 {
                idle += try await withThrowingTaskGroup(of: SocketClient.self) { group in
                    for _ in 0..<10 {
                        group.addTask { try await .connect(to: server.port, tls: trust) }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
            }
            // Each has shaken hands only if it can ask: the last does.
            #expect(idle.count == 2000)
            #expect(try await server.isWell())
            #expect(try await idle[1999].say(getAndClose).contains("xin chào"))
            for client in idle { try? await client.channel.channel.close() }
        }
    }
}

extension TestServer {
    /// Whether a newcomer gets an answer.
    func isWell() async throws -> Bool {
        let client = try await SocketClient.connect(to: port, tls: trust())
        return try await client.say(getAndClose).contains("xin chào")
    }
}

/// The counter's value once it has begun to count and then come to rest.
private func settled(_ counter: borrowing Atomic<Int>) async throws -> Int {
    var last = 0
    repeat {
        last = counter.load(ordering: .relaxed)
        try await Task.sleep(for: .milliseconds(500))
    } while last == 0 || last != counter.load(ordering: .relaxed)
    return last
}

/// Asks for as many open files as the system grants, and says how many those are.
private func raiseFileLimit() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(limit.rlim_cur)
}
