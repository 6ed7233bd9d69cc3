package import NIOCore
package import NIOHTTPTypes

/// A request that has begun must come whole within a time: a trickled body holds
/// no connection.
///
/// Stands in each connection's pipeline, and costs nothing while requests come at
/// once. When the time is over whoever reads the body gets `Refusal.tooSlow`, and
/// the connection is closed a moment later.
package final class RequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart

    private let limit: TimeAmount
    private var isUnderWay = false
    /// When it was first found unfinished; nil between requests.
    private var begun: NIODeadline?
    private var alarmIsSet = false

    /// For an answer that says why, before the connection is closed.
    private static let farewell = TimeAmount.seconds(5)

    package init(limit: TimeAmount = .seconds(120)) { self.limit = limit }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: isUnderWay = true
        case .body: break
        case .end: (isUnderWay, begun) = (false, nil)
        }
        context.fireChannelRead(data)
    }

    package func channelReadComplete(context: ChannelHandlerContext) {
        if isUnderWay, begun == nil {
            begun = context.eventLoop.now
            setAlarm(context, after: limit)
        }
        context.fireChannelReadComplete()
    }

    /// One alarm a connection, never cancelled: it asks what there is to do.
    private func setAlarm(_ context: ChannelHandlerContext, after delay: TimeAmount) {
        guard !alarmIsSet else { return }
        alarmIsSet = true
        context.eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in
            guard let self else { return }
            alarmIsSet = false
            guard context.channel.isActive, let begun else { return }
            let left = begun + limit - context.eventLoop.now
            guard left <= .nanoseconds(0) else { return setAlarm(context, after: left) }
            context.fireErrorCaught(Refusal.tooSlow)
            context.eventLoop.assumeIsolated().scheduleTask(in: Self.farewell) {
                context.close(promise: nil)
            }
        }
    }
}
