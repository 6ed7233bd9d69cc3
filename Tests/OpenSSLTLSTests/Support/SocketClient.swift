import NIOCore
import NIOPosix

@testable import OpenSSLTLS

/// A connection to a server under test, with or without TLS.
struct SocketClient {
    typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>
    typealias Reader = NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator

    let channel: Connection

    /// - Parameters:
    ///   - tls: whom to trust; nil for a client that speaks no TLS of its own.
    ///   - trickle: sends every byte by itself.
    static func connect(
        to port: Int, tls: TLSContext? = nil, expecting name: String = "localhost",
        trickle: Bool = false
    ) async throws -> SocketClient {
        let channel: Connection = try await ClientBootstrap(
            group: MultiThreadedEventLoopGroup.singleton
        )
        .channelOption(.allowRemoteHalfClosure, value: true)
        .connect(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                if trickle { try channel.pipeline.syncOperations.addHandler(Trickle()) }
                if let tls {
                    try channel.pipeline.syncOperations.addHandler(
                        OpenSSLHandler.client(tls, expecting: name))
                }
                return try NIOAsyncChannel(
                    wrappingChannelSynchronously: channel,
                    configuration: .init(isOutboundHalfClosureEnabled: true))
            }
        }
        return SocketClient(channel: channel)
    }

    /// Sends a text and returns all that comes until the server closes its side.
    func say(_ text: String) async throws -> String {
        try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var reader = inbound.makeAsyncIterator()
            return try await Self.read(&reader) { _ in false }
        }
    }

    /// Reads until the text satisfies `isEnough` or the server has closed its side.
    static func read(
        _ reader: inout Reader, until isEnough: (String) -> Bool
    ) async throws -> String {
        var all = ByteBuffer()
        while !isEnough(String(buffer: all)), var part = try await reader.next() {
            all.writeBuffer(&part)
        }
        return String(buffer: all)
    }

    private final class Trickle: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        func write(
            context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
        ) {
            var bytes = unwrapOutboundIn(data)
            while bytes.readableBytes > 1, let byte = bytes.readSlice(length: 1) {
                context.writeAndFlush(wrapOutboundOut(byte), promise: nil)
            }
            context.writeAndFlush(wrapOutboundOut(bytes), promise: promise)
        }
    }
}

let getAndClose = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
let getAndStay = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
