import NIOCore
import NIOPosix
import OpenSSLTLS
import Rehearsal

/// A connection over which anything can be said, with or without TLS.
struct RawClient {
    typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let channel: Connection

    /// - Parameter isPlain: speaks no TLS.
    static func connect(to server: SenServer, isPlain: Bool = false) async throws -> RawClient {
        let trust = try TLSContext.client(trusting: .file(server.authority))
        let channel: Connection = try await ClientBootstrap(
            group: MultiThreadedEventLoopGroup.singleton
        )
        .channelOption(.allowRemoteHalfClosure, value: true)
        .connect(host: server.address.host, port: server.address.port) { channel in
            channel.eventLoop.makeCompletedFuture {
                if !isPlain {
                    try channel.pipeline.syncOperations.addHandler(
                        OpenSSLHandler.client(trust, expecting: server.address.host))
                }
                return try NIOAsyncChannel(
                    wrappingChannelSynchronously: channel,
                    configuration: .init(isOutboundHalfClosureEnabled: true))
            }
        }
        return RawClient(channel: channel)
    }

    /// Sends a text and returns all that comes until the server closes its side.
    func say(_ text: String) async throws -> String {
        try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            return try await Self.all(of: inbound)
        }
    }

    /// Sends a beginning, then a text byte by byte with pauses, until the server has
    /// closed its side.
    func drip(
        _ text: String, after beginning: String = "", every pause: Duration
    ) async throws -> String {
        try await channel.executeThenClose { inbound, outbound in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await outbound.write(ByteBuffer(string: beginning))
                    for byte in text.utf8 {
                        try await outbound.write(ByteBuffer(bytes: [byte]))
                        try await Task.sleep(for: pause)
                    }
                }
                let answer = try await Self.all(of: inbound)
                group.cancelAll()
                return answer
            }
        }
    }

    private static func all(of inbound: NIOAsyncChannelInboundStream<ByteBuffer>) async throws
        -> String
    {
        var all = ByteBuffer()
        for try await var part in inbound { all.writeBuffer(&part) }
        return String(buffer: all)
    }
}
