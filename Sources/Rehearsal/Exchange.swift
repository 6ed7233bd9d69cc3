import NIOCore
import NIOHTTP1
import NIOTLS

/// Turns questions into requests, and responses into answers, at the end of a
/// client's pipeline.
final class Exchange: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = Question
    typealias OutboundOut = HTTPClientRequestPart

    struct Question: Sendable {
        let head: HTTPRequestHead
        let body: ByteBuffer?
        let answer: EventLoopPromise<Answer>
    }

    /// How long a candidate waits for an answer.
    private static let patience = TimeAmount.seconds(60)
    /// Bytes of the largest answer that is taken.
    private static let limit = 8 << 20

    /// Kept when the handshake is done, broken when it fails.
    private let open: EventLoopPromise<Void>
    private var waiting: (promise: EventLoopPromise<Answer>, alarm: Scheduled<Void>)?
    private var answer: Answer?
    private var reason: (any Error)?

    init(open: EventLoopPromise<Void>) { self.open = open }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let question = unwrapOutboundIn(data)
        guard waiting == nil, context.channel.isActive else {
            question.answer.fail(RehearsalError.closed)
            promise?.fail(RehearsalError.closed)
            return
        }
        let alarm = context.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) {
            self.end(context, .timedOut)
        }
        waiting = (question.answer, alarm)
        context.write(wrapOutboundOut(.head(question.head)), promise: nil)
        if let body = question.body {
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            // 1xx say nothing about the answer.
            guard head.status.code >= 200 else { return }
            answer = Answer(status: Int(head.status.code), headers: head.headers)
        case .body(var bytes):
            guard (answer?.body.readableBytes ?? 0) + bytes.readableBytes <= Self.limit else {
                return end(context, .tooLarge)
            }
            answer?.body.writeBuffer(&bytes)
        case .end:
            guard let answer, let waiting else { return }
            (self.answer, self.waiting) = (nil, nil)
            waiting.alarm.cancel()
            waiting.promise.succeed(answer)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent { open.succeed() }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if reason == nil { reason = error }
        open.fail(RehearsalError.cannotConnect("\(error)"))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        let why = reason.map { "\($0)" } ?? "the server closed the connection"
        open.fail(RehearsalError.cannotConnect(why))
        fail(.closed)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        open.fail(RehearsalError.cannotConnect("the connection was closed"))
        fail(.closed)
    }

    private func end(_ context: ChannelHandlerContext, _ error: RehearsalError) {
        fail(error)
        context.close(promise: nil)
    }

    private func fail(_ error: RehearsalError) {
        waiting?.alarm.cancel()
        waiting?.promise.fail(error)
        waiting = nil
    }
}
