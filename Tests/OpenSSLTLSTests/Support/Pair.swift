import NIOCore
import NIOEmbedded

@testable import OpenSSLTLS

/// A client and a server handler, joined by hand: no socket, no clock but ours.
final class Pair {
    let client: EmbeddedChannel
    let server: EmbeddedChannel
    let clientSide = Recorder()
    let serverSide = Recorder()
    let clientHandler: OpenSSLHandler
    let serverHandler: OpenSSLHandler

    /// What the application behind a handler saw.
    final class Recorder: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        var text = ""
        var errors: [TLSError] = []
        var events: [String] = []
        var isInactive = false

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
        }
        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            if let error = error as? TLSError { errors.append(error) }
        }
        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            events.append("\(event)")
        }
        func channelWritabilityChanged(context: ChannelHandlerContext) {
            events.append("writable \(context.channel.isWritable)")
        }
        func channelInactive(context: ChannelHandlerContext) { isInactive = true }
    }

    init(
        showing context: TLSContext? = nil, trusting authority: PEMSource? = nil,
        expecting name: String = "localhost",
        limits: TLSLimits = TLSLimits(), halfClosure: Bool = false
    ) throws {
        let shared = try Shared.identity.get()
        clientHandler = try .client(
            .client(trusting: authority ?? .file(shared.authorityFile)), expecting: name,
            limits: limits)
        serverHandler = try .server(context ?? shared.context, limits: limits)
        client = EmbeddedChannel()
        server = EmbeddedChannel()
        client.allowRemoteHalfClosure = halfClosure
        server.allowRemoteHalfClosure = halfClosure
        try client.pipeline.syncOperations.addHandlers(clientHandler, clientSide)
        try server.pipeline.syncOperations.addHandlers(serverHandler, serverSide)
    }

    deinit {
        _ = try? client.finish(acceptAlreadyClosed: true)
        _ = try? server.finish(acceptAlreadyClosed: true)
    }

    /// Connects both and shakes hands.
    func open(inPiecesOf size: Int = .max) throws {
        try connect()
        pump(inPiecesOf: size)
    }

    func connect() throws {
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: 1)
        server.connect(to: address, promise: nil)
        client.connect(to: address, promise: nil)
    }

    /// Carries bytes both ways until none are left.
    func pump(inPiecesOf size: Int = .max) {
        var moved = true
        while moved {
            moved = carry(from: client, to: server, size) || carry(from: server, to: client, size)
        }
    }

    private func carry(from one: EmbeddedChannel, to other: EmbeddedChannel, _ size: Int) -> Bool {
        guard var bytes = try? one.readOutbound(as: ByteBuffer.self) else { return false }
        while let piece = bytes.readSlice(length: min(size, bytes.readableBytes)),
            piece.readableBytes > 0
        {
            _ = try? other.writeInbound(piece)
        }
        return true
    }

    /// One certificate for all pairs of a run.
    struct Shared {
        let folder: TemporaryFolder
        let context: TLSContext
        var authorityFile: String { folder.path + "/tls/authority.pem" }

        static let identity = Result {
            let folder = try TemporaryFolder()
            let made = try LocalAuthority.open(
                folder: folder.path + "/tls", title: "Test authority")
            let context = try TLSContext.server(
                chain: .file(made.chainFile), key: .file(made.keyFile))
            return Shared(folder: folder, context: context)
        }
    }
}
