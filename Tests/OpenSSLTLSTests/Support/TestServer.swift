import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

@testable import OpenSSLTLS

/// A context that remembers where the request came from: how a real server gets
/// the peer's address through the TLS channel.
struct AddressContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let peer: SocketAddress?
    let loop: any EventLoop

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress
        loop = source.channel.eventLoop
    }
}

/// A real Hummingbird server on a free port, with a certificate of its own authority.
struct TestServer: Sendable {
    let port: Int
    let identity: TLSIdentity
    let authority: LocalAuthority
    let folder: TemporaryFolder
    let work: Work
    /// Begins a graceful stop.
    let stop: @Sendable () async -> Void

    /// What the routes have done and wait for.
    final class Work: Sendable {
        /// Bytes that `/flood` has handed to the connection so far.
        let produced = Atomic<Int>(0)
        /// Bytes that a client of `/held` has handed to its connection so far.
        let uploaded = Atomic<Int>(0)
        /// Requests that `/wait` and `/held` are busy with.
        let waiting = Atomic<Int>(0)
        /// Lets `/wait` answer and `/held` read.
        let mayAnswer = Atomic<Bool>(false)

        func release() async throws {
            while !mayAnswer.load(ordering: .relaxed) {
                try await Task.sleep(for: .milliseconds(10))
            }
        }
    }

    var url: String { "https://127.0.0.1:\(port)" }
    var authorityFile: String { folder.path + "/tls/authority.pem" }

    /// A client's context that trusts this server's authority.
    func trust() throws -> TLSContext {
        try .client(trusting: .file(authorityFile))
    }

    /// Runs a server for as long as `body` takes, then stops it gracefully.
    static func run(
        limits: TLSLimits = TLSLimits(),
        http: HTTP1Channel.Configuration = .init(idleTimeout: .seconds(30)),
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let authority = try LocalAuthority.open(
            folder: folder.path + "/tls", title: "Test authority")
        let identity = try TLSIdentity(
            chainFile: authority.chainFile, keyFile: authority.keyFile)
        let work = Work()
        let (ports, found) = AsyncStream<Int>.makeStream()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let app = Application(
            router: router(work), server: .https(identity, limits: limits, http: http),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) }, logger: logger)
        var configuration = ServiceGroupConfiguration(services: [app], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        let group = ServiceGroup(configuration: configuration)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask {
                var port = ports.makeAsyncIterator()
                let server = TestServer(
                    port: await port.next() ?? 0, identity: identity, authority: authority,
                    folder: folder, work: work,
                    stop: { await group.triggerGracefulShutdown() })
                do { try await body(server) } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
                await group.triggerGracefulShutdown()
            }
            try await tasks.waitForAll()
        }
    }

    private static func router(_ work: Work) -> Router<AddressContext> {
        let router = Router(context: AddressContext.self)
        router.get("/") { _, _ in "xin chào\n" }
        router.get("/peer") { _, context in context.peer?.ipAddress ?? "unknown" }
        router.get("/loop") { _, context in "\(context.loop.inEventLoop)" }
        router.post("/form") { request, _ in
            let body = try await request.body.collect(upTo: 64 * 1024)
            return "\(body.readableBytes)"
        }
        router.post("/held") { request, _ in
            work.waiting.add(1, ordering: .relaxed)
            try await work.release()
            var count = 0
            for try await part in request.body { count += part.readableBytes }
            return "\(count)"
        }
        router.get("/flood/{megabytes}") { _, context in
            let chunks = 16 * (try context.parameters.require("megabytes", as: Int.self))
            return Response(
                status: .ok,
                body: .init(pacedBy: context.loop) { writer in
                    let chunk = ByteBuffer(repeating: 0x61, count: 65_536)
                    for _ in 0..<chunks {
                        try await writer.write(chunk)
                        work.produced.add(chunk.readableBytes, ordering: .relaxed)
                    }
                    try await writer.finish(nil)
                })
        }
        router.get("/wait") { _, _ in
            work.waiting.add(1, ordering: .relaxed)
            try await work.release()
            return "done"
        }
        return router
    }
}
