import NIOCore
import NIOPosix
import OpenSSLTLS

/// One connection to the server: TLS with a full handshake, then HTTP/1.1, one
/// request at a time. Used on its own event loop.
struct HTTPSConnection: Sendable {
    private let channel: any Channel
    private let exchange: NIOLoopBound<Exchange>

    /// Connects and shakes hands; no session is ever resumed.
    ///
    /// - Throws: `.cannotConnect`, `.timedOut`.
    static func open(
        to server: ServerAddress, trusting trust: TLSContext, on loop: any EventLoop
    ) async throws(RehearsalError) -> HTTPSConnection {
        let open = loop.makePromise(of: Void.self)
        do {
            let channel = try await ClientBootstrap(group: loop)
                .connectTimeout(.seconds(10))
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        try pipeline.addHandler(
                            OpenSSLHandler.client(trust, expecting: server.host))
                        try pipeline.addHandler(Exchange(open: open))
                    }
                }
                .connect(host: server.host, port: server.port).get()
            try await open.futureResult.get()
            let exchange = try await loop.submit {
                NIOLoopBound(
                    try channel.pipeline.syncOperations.handler(type: Exchange.self),
                    eventLoop: loop)
            }.get()
            return HTTPSConnection(channel: channel, exchange: exchange)
        } catch let error as RehearsalError {
            throw error
        } catch {
            // Where no channel came to be, nobody else has kept the promise.
            open.fail(error)
            throw .cannotConnect("\(error)")
        }
    }

    /// Sends a whole request, and waits for the whole answer.
    ///
    /// - Parameter isolation: an actor on the connection's event loop.
    /// - Throws: `.closed`, `.timedOut`, `.tooLarge`; the connection is of no use after.
    func ask(
        _ request: ByteBuffer, isolation: isolated (any Actor)? = #isolation
    ) async throws(RehearsalError) -> Answer {
        try await exchange.value.ask(request, isolation: isolation)
    }

    /// Says goodbye; returns when the connection is gone.
    func close() async {
        try? await channel.close().get()
    }
}
