import Foundation
import NIOCore
import Synchronization
import Testing

@testable import OpenSSLTLS

/// A real server, and the clients that people have.
@Suite struct HTTPSTests {
    @Test func curlVerifiesTheChain() async throws {
        try await TestServer.run { server in
            for host in ["127.0.0.1", "localhost"] {
                let outcome = try await Tool.curl.run([
                    "-sS", "--cacert", server.authorityFile, "https://\(host):\(server.port)/",
                ])
                #expect(outcome.output == "xin chào\n", "\(outcome.errors)")
            }
            let stranger = try await Tool.curl.run(["-sS", server.url])
            #expect(stranger.status == 60, "without the authority there is no trust")
        }
    }

    @Test func theHandlerKnowsThePeersAddress() async throws {
        try await TestServer.run { server in
            let outcome = try await Tool.curl.run([
                "-sS", "--cacert", server.authorityFile, server.url + "/peer",
            ])
            #expect(outcome.output == "127.0.0.1")
        }
    }

    @Test func handlersRunOnTheirConnectionsLoop() async throws {
        try await TestServer.run { server in
            let outcome = try await Tool.curl.run([
                "-sS", "--cacert", server.authorityFile, server.url + "/loop",
            ])
            #expect(outcome.output == "true")
        }
    }

    @Test(arguments: [
        (flags: ["-tls1_3"], said: "TLSv1.3"),
        (flags: ["-tls1_2"], said: "TLSv1.2"),
        (flags: ["-tls1_2", "-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"], said: "CHACHA20"),
        (flags: ["-groups", "P-256"], said: "prime256v1"),
        (flags: ["-alpn", "h2,http/1.1"], said: "ALPN protocol: http/1.1"),
        (flags: [], said: "No ALPN negotiated"),
        (flags: [], said: "Compression: NONE"),
        (flags: [], said: "Verify return code: 0 (ok)"),
    ])
    func speaks(flags: [String], said: String) async throws {
        try await TestServer.run { server in
            let outcome = try await server.sClient(flags, input: getAndClose)
            #expect(outcome.status == 0)
            #expect(outcome.all.contains(said), "\(outcome.all)")
            #expect(outcome.output.contains("xin chào"))
        }
    }

    /// The client is willing (security level 0): it is the server that says no.
    @Test(arguments: [
        (flags: ["-tls1_1", "-cipher", "ALL@SECLEVEL=0"], alert: "alert protocol version"),
        (flags: ["-tls1", "-cipher", "ALL@SECLEVEL=0"], alert: "alert protocol version"),
        (
            flags: ["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA@SECLEVEL=0"],
            alert: "alert handshake failure"
        ),
        (flags: ["-alpn", "h2"], alert: "alert no application protocol"),
    ])
    func refuses(flags: [String], alert: String) async throws {
        try await TestServer.run { server in
            let outcome = try await server.sClient(flags, input: getAndClose)
            #expect(outcome.status != 0)
            #expect(outcome.errors.contains(alert), "\(outcome.all)")
        }
    }

    @Test(arguments: [
        ["-tls1_3"], ["-tls1_2"],
        ["-tls1_2", "-no_ticket"],  // by session id, as the oldest clients do
    ])
    func resumesSessions(flags: [String]) async throws {
        try await TestServer.run { server in
            let session = server.folder.path + "/session.pem"
            let first = try await server.sClient(
                flags + ["-sess_out", session], input: getAndClose)
            #expect(first.output.contains("New, TLSv1."))
            let second = try await server.sClient(
                flags + ["-sess_in", session], input: getAndClose)
            #expect(second.output.contains("Reused, TLSv1."), "\(second.all)")
            #expect(second.output.contains("xin chào"))
        }
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func saysGoodbye(flag: String) async throws {
        try await TestServer.run { server in
            let outcome = try await server.sClient([flag, "-msg"], input: getAndClose)
            let lines = outcome.output.split(separator: "\n")
            let alerts = lines.filter { $0.contains("Alert") && $0.contains("close_notify") }
            #expect(alerts.contains { $0.hasPrefix("<<<") }, "\(outcome.output)")
        }
    }

    /// Python's unwrap() returns only when the server answers its close_notify.
    @Test func answersGoodbye() async throws {
        try await TestServer.run { server in
            let script = """
                import socket, ssl, sys
                context = ssl.create_default_context(cafile=sys.argv[2])
                plain = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=30)
                secure = context.wrap_socket(plain, server_hostname="localhost")
                secure.sendall(b"GET / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n")
                got = b""
                while b"ch\\xc3\\xa0o\\n" not in got:
                    got += secure.recv(1000)
                rest = secure.unwrap()
                print("answered", rest.recv(1000))
                """
            let outcome = try await Tool.python.run([
                "-c", script, "\(server.port)", server.authorityFile,
            ])
            #expect(outcome.output == "answered b''\n", "\(outcome.errors)")
        }
    }

    @Test func refusesRenegotiation() async throws {
        try await TestServer.run { server in
            let outcome = try await Tool.openssl.run(
                server.sClientArguments(["-tls1_2"]), input: "R\n")
            #expect(outcome.all.contains("no renegotiation"), "\(outcome.all)")
        }
    }

    /// A client that is done asking, and says so, still gets its answer.
    @Test func halfClosureStillDeliversTheAnswer() async throws {
        try await TestServer.run { server in
            let client = try await SocketClient.connect(to: server.port, tls: server.trust())
            let answer = try await client.channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: getAndStay))
                outbound.finish()
                var reader = inbound.makeAsyncIterator()
                return try await SocketClient.read(&reader) { _ in false }
            }
            #expect(answer.contains("xin chào"))
        }
    }

    /// A stop lets go of idle connections, with a farewell, and finishes what it has begun.
    @Test func aGracefulStopAnswersWhatIsUnderWay() async throws {
        try await TestServer.run { server in
            let trust = try server.trust()
            let idle = try await SocketClient.connect(to: server.port, tls: trust)
            let busy = try await SocketClient.connect(to: server.port, tls: trust)
            async let answer = busy.say("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try await idle.channel.executeThenClose { inbound, outbound in
                var reader = inbound.makeAsyncIterator()
                try await outbound.write(ByteBuffer(string: getAndStay))
                _ = try await SocketClient.read(&reader) { $0.contains("xin chào") }
                while server.work.waiting.load(ordering: .relaxed) == 0 {
                    try await Task.sleep(for: .milliseconds(10))
                }
                await server.stop()
                let rest = try await SocketClient.read(&reader) { _ in false }
                #expect(rest == "", "would have thrown had there been no close_notify")
            }
            server.work.mayAnswer.store(true, ordering: .relaxed)
            #expect(try await answer.hasSuffix("done"))
        }
    }

    @Test func manyRequestsShareAConnection() async throws {
        try await TestServer.run { server in
            let client = try await SocketClient.connect(to: server.port, tls: server.trust())
            let answers = try await client.say(
                String(repeating: getAndStay, count: 99) + getAndClose)
            #expect(answers.matches(of: /xin chào/).count == 100)
        }
    }

    @Test func aReloadTouchesNewConnectionsOnly() async throws {
        try await TestServer.run { server in
            let old = try #require(server.identity.certificate)
            let client = try await SocketClient.connect(to: server.port, tls: server.trust())
            try await client.channel.executeThenClose { inbound, outbound in
                var reader = inbound.makeAsyncIterator()
                func ask() async throws -> String {
                    try await outbound.write(ByteBuffer(string: getAndStay))
                    return try await SocketClient.read(&reader) { $0.contains("xin chào") }
                }
                #expect(try await ask().contains("200 OK"))
                #expect(try await server.shownFingerprint() == old.fingerprint)

                // A further name makes the authority sign a new certificate.
                let renewed = try LocalAuthority.open(
                    folder: server.folder.path + "/tls", title: "Test authority",
                    names: ["new.example"])
                try server.identity.reload()
                #expect(try await server.shownFingerprint() == renewed.server.fingerprint)
                #expect(try await ask().contains("200 OK"), "the old connection lives")

                try server.folder.write("tls/server.pem", Array("damaged".utf8))
                #expect(throws: CertificateError.self) { try server.identity.reload() }
                #expect(try await server.shownFingerprint() == renewed.server.fingerprint)
                #expect(try await ask().contains("200 OK"))
            }
        }
    }
}

extension TestServer {
    func sClientArguments(_ flags: [String]) -> [String] {
        ["s_client", "-connect", "127.0.0.1:\(port)", "-servername", "localhost"]
            + ["-CAfile", authorityFile, "-verify_return_error"] + flags
    }

    /// `openssl s_client`, reading until the server closes.
    func sClient(_ flags: [String], input: String) async throws -> Tool.Outcome {
        try await Tool.openssl.run(sClientArguments(flags + ["-ign_eof"]), input: input)
    }

    /// The SHA-256 of the certificate that a new connection is shown.
    func shownFingerprint() async throws -> String {
        let shown = try await sClient([], input: getAndClose)
        let file = try folder.write("shown.txt", Array(shown.output.utf8))
        let printed = try await Tool.openssl.run([
            "x509", "-noout", "-fingerprint", "-sha256", "-in", file,
        ])
        return printed.output.trimmingPrefix("sha256 Fingerprint=").trimmingCharacters(
            in: .newlines)
    }
}
