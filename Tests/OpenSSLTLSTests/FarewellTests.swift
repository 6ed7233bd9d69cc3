import NIOCore
import NIOEmbedded
import Testing

@testable import OpenSSLTLS

/// How connections end, and how they are ended.
@Suite struct FarewellTests {
    /// Each side answers the other's close_notify in kind where half-closure is off.
    @Test(arguments: [true, false])
    func closeNotifyIsAnswered(clientFirst: Bool) throws {
        let pair = try Pair()
        try pair.open()
        let first = clientFirst ? pair.client : pair.server
        first.writeAndFlush(ByteBuffer(string: "last words"), promise: nil)
        let closed = first.close()
        pair.pump()
        #expect(throws: Never.self) { try closed.wait() }
        #expect((clientFirst ? pair.serverSide : pair.clientSide).text == "last words")
        let other = clientFirst ? pair.serverSide : pair.clientSide
        #expect(other.isInactive)
        #expect(other.events.last == "shutdownCompleted")
        #expect(pair.clientSide.errors.isEmpty && pair.serverSide.errors.isEmpty)
    }

    @Test func halfClosureIsSeenAndStillAnswered() throws {
        let pair = try Pair(halfClosure: true)
        try pair.open()
        pair.client.writeAndFlush(ByteBuffer(string: "question"), promise: nil)
        pair.client.close(mode: .output, promise: nil)
        // The embedded client is gone now, as it cannot half-close; its bytes are there.
        while let bytes = try pair.client.readOutbound(as: ByteBuffer.self) {
            _ = try pair.server.writeInbound(bytes)
        }
        #expect(pair.serverSide.text == "question")
        #expect(pair.serverSide.events.last == "inputClosed")
        #expect(!pair.serverSide.isInactive)
        #expect(throws: Never.self) {
            try pair.server.writeAndFlush(ByteBuffer(string: "answer")).wait()
        }
        pair.server.close(mode: .output, promise: nil)
        #expect(pair.serverSide.isInactive)
    }

    @Test func nothingIsWrittenAfterTheFarewell() throws {
        let pair = try Pair()
        try pair.open()
        pair.server.isWritable = false
        let before = pair.server.writeAndFlush(ByteBuffer(string: "before"))
        pair.server.close(promise: nil)
        let after = pair.server.writeAndFlush(ByteBuffer(string: "after"))
        #expect(throws: ChannelError.outputClosed) { try after.wait() }
        pair.server.isWritable = true
        pair.server.pipeline.fireChannelWritabilityChanged()
        pair.pump()
        #expect(throws: Never.self) { try before.wait() }
        #expect(pair.clientSide.text == "before")
        #expect(pair.serverSide.isInactive)
    }

    /// A peer that reads nothing cannot keep a closing connection open.
    @Test func aFarewellHasItsTime() throws {
        let pair = try Pair(limits: TLSLimits(closing: .seconds(5)))
        try pair.open()
        pair.server.isWritable = false
        let lost = pair.server.writeAndFlush(ByteBuffer(string: "never read"))
        let closed = pair.server.close()
        pair.server.embeddedEventLoop.advanceTime(by: .seconds(4))
        #expect(!pair.serverSide.isInactive)
        pair.server.embeddedEventLoop.advanceTime(by: .seconds(2))
        #expect(pair.serverSide.isInactive)
        #expect(throws: TLSError.stalled) { try lost.wait() }
        #expect(throws: Never.self) { try closed.wait() }
    }

    /// A long answer on a slow link ends when it ends, not when a limit says so.
    @Test func aSlowPeerGetsAllBeforeTheFarewell() throws {
        let pair = try Pair(limits: TLSLimits(closing: .seconds(5)))
        try pair.open()
        let throttle = OneRecordAtATime(channel: pair.server)
        try pair.server.pipeline.syncOperations.addHandler(throttle, position: .first)
        let all = pair.server.writeAndFlush(ByteBuffer(repeating: 0x61, count: 200_000))
        pair.server.close(promise: nil)
        for _ in 0..<20 {
            pair.pump()
            pair.server.embeddedEventLoop.advanceTime(by: .seconds(4))
            pair.server.isWritable = true
            pair.server.pipeline.fireChannelWritabilityChanged()
        }
        #expect(throws: Never.self) { try all.wait() }
        #expect(pair.clientSide.text.utf8.count == 200_000)
        #expect(pair.serverSide.errors == [])
        #expect(pair.serverSide.isInactive)
    }

    private final class OneRecordAtATime: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer
        let channel: EmbeddedChannel

        init(channel: EmbeddedChannel) { self.channel = channel }

        func write(
            context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
        ) {
            context.write(data, promise: promise)
            channel.isWritable = false
        }
    }

    @Test func aStalledPeerIsLetGo() throws {
        let pair = try Pair(limits: TLSLimits(stalled: .seconds(60)))
        try pair.open()
        func setWritable(_ isWritable: Bool) {
            pair.server.isWritable = isWritable
            pair.server.pipeline.fireChannelWritabilityChanged()
        }
        setWritable(false)
        pair.server.embeddedEventLoop.advanceTime(by: .seconds(50))
        setWritable(true)  // it read something: the time starts anew
        setWritable(false)
        pair.server.embeddedEventLoop.advanceTime(by: .seconds(50))
        #expect(pair.serverSide.errors.isEmpty)
        pair.server.embeddedEventLoop.advanceTime(by: .seconds(11))
        #expect(pair.serverSide.errors == [.stalled])
        #expect(pair.serverSide.isInactive)
    }

    @Test(arguments: [true, false])
    func anUnfinishedHandshakeHasItsTime(hasBegun: Bool) throws {
        let pair = try Pair(limits: TLSLimits(handshake: .seconds(10)))
        try pair.connect()
        if hasBegun { _ = try pair.server.writeInbound(ByteBuffer(bytes: [0x16, 3, 1, 2])) }
        pair.server.embeddedEventLoop.advanceTime(by: .seconds(9))
        #expect(!pair.serverSide.isInactive)
        pair.server.embeddedEventLoop.advanceTime(by: .seconds(2))
        #expect(pair.serverSide.errors == [.handshakeTimedOut])
        #expect(pair.serverSide.isInactive)
    }

    @Test func anOpenConnectionOutlivesTheHandshakeLimit() throws {
        let pair = try Pair(limits: TLSLimits(handshake: .seconds(10)))
        try pair.open()
        pair.server.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(!pair.serverSide.isInactive)
    }

    @Test(arguments: [[], [0x16, 3, 1], Array("GE".utf8)])
    func leavingInTheHandshakeIsAnError(sent: [UInt8]) throws {
        let pair = try Pair(halfClosure: true)
        try pair.connect()
        _ = try pair.server.writeInbound(ByteBuffer(bytes: sent))
        pair.server.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(pair.serverSide.errors == [.closedDuringHandshake])
        #expect(pair.serverSide.isInactive)
    }

    /// Giving up on one's own is no failure of the peer's.
    @Test func closingInTheHandshakeIsNoError() throws {
        let pair = try Pair()
        try pair.connect()
        let lost = pair.client.writeAndFlush(ByteBuffer(string: "too early"))
        let closed = pair.client.close()
        #expect(throws: Never.self) { try closed.wait() }
        #expect(throws: ChannelError.ioOnClosedChannel) { try lost.wait() }
        #expect(pair.clientSide.errors == [])
    }

    /// A client cannot know whether it has all; a server knows by HTTP's own framing.
    @Test func aClientIsToldOfTruncation() throws {
        let pair = try Pair()
        try pair.open()
        pair.client.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        pair.server.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(pair.clientSide.errors == [.truncated])
        #expect(pair.serverSide.errors == [])
    }
}
