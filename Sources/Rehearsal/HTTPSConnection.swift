import NIOCore
import NIOHTTP1
import NIOPosix
import OpenSSLTLS

/// One connection to the server: TLS with a full handshake, then HTTP/1.1, one
/// request at a time.
struct HTTPSConnection: Sendable {
    private let channel: any Channel

    /// Connects and shakes hands; no session is ever resumed.
    ///
    /// - Throws: `.cannotConnect`, `.timedOut`.
    static func open(
        to server: ServerAddress, trusting trust: TLSContext, on loop: any EventLoop
    ) async throws(RehearsalError) -> HTTPSConnection {
        let open = loop.makePromise(of: Void.self)
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(.seconds(10))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(
                        OpenSSLHandler.client(trust, expecting: server.host))
                    try pipeline.addHTTPClientHandlers(enableOutboundHeaderValidation: false)
                    try pipeline.addHandler(Exchange(open: open))
                }
            }
        do {
            let channel = try await bootstrap.connect(host: server.host, port: server.port).get()
            try await open.futureResult.get()
            return HTTPSConnection(channel: channel)
        } catch let error as RehearsalError {
            throw error
        } catch {
            // Where no channel came to be, nobody else has kept the promise.
            open.fail(error)
            throw .cannotConnect("\(error)")
        }
    }

    /// Asks, and waits for the whole answer.
    ///
    /// - Throws: `.closed`, `.timedOut`, `.tooLarge`; the connection is of no use after.
    func send(_ request: HTTPRequestHead, body: ByteBuffer?) async throws(RehearsalError) -> Answer
    {
        let answer = channel.eventLoop.makePromise(of: Answer.self)
        let question = Exchange.Question(head: request, body: body, answer: answer)
        // A closed channel has no `Exchange` any more that could keep the promise.
        channel.writeAndFlush(question).whenFailure { _ in answer.fail(RehearsalError.closed) }
        do {
            return try await answer.futureResult.get()
        } catch let error as RehearsalError {
            throw error
        } catch {
            throw .closed
        }
    }

    /// Says goodbye; returns when the connection is gone.
    func close() async {
        try? await channel.close().get()
    }
}

/// An answer with its whole body.
struct Answer: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body = ByteBuffer()

    var location: String { headers.first(name: "location") ?? "" }
}
