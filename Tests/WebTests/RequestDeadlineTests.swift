import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import Web

/// A body may take its time, but not for ever.
@Suite struct RequestDeadlineTests {
    private let channel: EmbeddedChannel
    private let heard = Heard()

    init() throws {
        channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandlers([
            RequestDeadline(limit: .seconds(120)), heard,
        ])
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "/sen")).wait()
    }

    /// Notes the errors that reach whoever reads the body.
    private final class Heard: ChannelInboundHandler {
        typealias InboundIn = HTTPRequestPart
        var errors: [any Error] = []

        func errorCaught(context: ChannelHandlerContext, error: any Error) { errors.append(error) }
    }

    private let head = HTTPRequestPart.head(
        HTTPRequest(method: .post, scheme: "https", authority: "sen", path: "/sign-in"))

    private func write(_ parts: HTTPRequestPart...) throws {
        for part in parts { try channel.writeInbound(part) }
    }

    private func wait(seconds: Int64) {
        channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
    }

    private var isTooSlow: Bool {
        guard case Refusal.tooSlow? = heard.errors.first else { return false }
        return heard.errors.count == 1
    }

    @Test func aWholeRequestHasAllTheTimeOfTheConnection() throws {
        try write(head, .body(ByteBuffer(string: "a=1")), .end(nil))
        wait(seconds: 1_000)
        try write(head, .end(nil))
        wait(seconds: 1_000)
        #expect(heard.errors.isEmpty)
        #expect(channel.isActive)
    }

    @Test func aTrickledBodyIsRefusedAndThenClosed() throws {
        try write(head)
        for _ in 0..<119 {
            wait(seconds: 1)
            try write(.body(ByteBuffer(string: "a")))
        }
        #expect(heard.errors.isEmpty)
        wait(seconds: 1)
        #expect(isTooSlow)
        #expect(channel.isActive, "the answer still has to go out")
        wait(seconds: 5)
        #expect(!channel.isActive)
    }

    /// The alarm of a request that came whole in the end counts from the next one's beginning.
    @Test func theNextRequestHasATimeOfItsOwn() throws {
        try write(head)
        wait(seconds: 100)
        try write(.end(nil))
        try write(head)
        wait(seconds: 119)
        #expect(heard.errors.isEmpty)
        wait(seconds: 1)
        #expect(isTooSlow)
    }
}
