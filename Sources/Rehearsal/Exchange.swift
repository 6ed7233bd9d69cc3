import NIOCore
import NIOTLS

/// One question at a time and its answer, at the end of a client's pipeline.
final class Exchange: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private typealias Waiting = CheckedContinuation<Result<Answer, RehearsalError>, Never>

    /// How long a candidate waits for an answer.
    private static let patience = TimeAmount.seconds(60)

    /// Kept when the handshake is done, broken when it fails.
    private let open: EventLoopPromise<Void>
    private var context: ChannelHandlerContext?
    private var reader = AnswerReader()
    private var waiting: Waiting?
    private var asked = NIODeadline.now()
    private var alarmIsSet = false
    private var reason: (any Error)?

    init(open: EventLoopPromise<Void>) { self.open = open }

    /// Sends a whole request and waits for the whole answer.
    ///
    /// - Parameter isolation: an actor on the channel's event loop.
    /// - Throws: `.closed`, `.timedOut`, `.tooLarge`; the connection is of no use after.
    func ask(
        _ request: ByteBuffer, isolation: isolated (any Actor)? = #isolation
    ) async throws(RehearsalError) -> Answer {
        guard waiting == nil, let context, context.channel.isActive else { throw .closed }
        asked = .now()
        setAlarm(context, after: Self.patience)
        return try await withCheckedContinuation(isolation: isolation) { waiting in
            self.waiting = waiting
            context.writeAndFlush(wrapOutboundOut(request), promise: nil)
        }.get()
    }

    /// One alarm a connection, never cancelled: it asks whether somebody waits too long.
    private func setAlarm(_ context: ChannelHandlerContext, after delay: TimeAmount) {
        guard !alarmIsSet else { return }
        alarmIsSet = true
        context.eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in
            guard let self, let context = self.context else { return }
            alarmIsSet = false
            guard waiting != nil else { return }
            let left = asked + Self.patience - .now()
            guard left <= .nanoseconds(0) else { return setAlarm(context, after: left) }
            end(context, .timedOut)
        }
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        reader.take(&bytes)
        do throws(RehearsalError) {
            guard let answer = try reader.next(), let waiting else { return }
            self.waiting = nil
            waiting.resume(returning: .success(answer))
        } catch {
            end(context, error)
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
        self.context = nil
        open.fail(RehearsalError.cannotConnect("the connection was closed"))
        fail(.closed)
    }

    private func end(_ context: ChannelHandlerContext, _ error: RehearsalError) {
        fail(error)
        context.close(promise: nil)
    }

    private func fail(_ error: RehearsalError) {
        waiting?.resume(returning: .failure(error))
        waiting = nil
    }
}
