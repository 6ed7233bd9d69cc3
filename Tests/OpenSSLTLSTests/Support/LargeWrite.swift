import NIOCore
import NIOPosix
import NIOTLS

@testable import OpenSSLTLS

/// A server that writes 64 MB in one go to whoever connects.
struct LargeWrite {
    static let byteCount = 64 << 20

    private let listener: any Channel
    private let writers: AsyncStream<any Channel>

    var port: Int { listener.localAddress?.port ?? 0 }

    static func listen(_ context: TLSContext) async throws -> LargeWrite {
        let (writers, found) = AsyncStream<any Channel>.makeStream()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        OpenSSLHandler.server(context), Writer(found: found))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return LargeWrite(listener: listener, writers: writers)
    }

    /// Ciphertext that waits in the first connection's channel, once it takes no more.
    func bufferedBytes() async throws -> Int {
        var channels = writers.makeAsyncIterator()
        guard let channel = await channels.next() else { return 0 }
        while channel.isWritable { try await Task.sleep(for: .milliseconds(20)) }
        return try await channel.getOption(.bufferedWritableBytes).get()
    }

    func close() async throws { try await listener.close() }

    private final class Writer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        let found: AsyncStream<any Channel>.Continuation

        init(found: AsyncStream<any Channel>.Continuation) { self.found = found }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            guard case TLSUserEvent.handshakeCompleted = event else { return }
            let bytes = ByteBuffer(repeating: 0x61, count: LargeWrite.byteCount)
            context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
            found.yield(context.channel)
        }
    }
}
