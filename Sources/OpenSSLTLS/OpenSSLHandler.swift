package import NIOCore
internal import NIOTLS

/// TLS in a SwiftNIO pipeline, by the system's OpenSSL: ciphertext towards the
/// socket, plaintext towards the application.
///
/// Bounds: inbound, one socket read is decrypted and passed on at a time, when
/// the pipeline asks for it. Outbound, no more is encrypted than the channel
/// says it can take; the rest of a large write waits as the plaintext it is, and
/// the pipeline is told that the channel is writable again only when none waits.
/// (Writes that are not flushed count nowhere: flush what you write.)
///
/// A close, whole or of the output, first sends what was flushed, then
/// close_notify, then closes the socket the same way. The peer's close_notify is
/// seen as `ChannelEvent.inputClosed` where the channel allows half-closure, and
/// answered in kind where it does not.
package final class OpenSSLHandler: ChannelDuplexHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer
    package typealias OutboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    /// Where a connection stands.
    enum Phase {
        /// The socket is not connected yet.
        case waiting
        /// A server waits for enough bytes to tell TLS from plain HTTP.
        case judging
        case handshaking
        case open
        /// Plain HTTP was spoken and answered; what still comes is thrown away.
        case refusing
        case over
    }

    /// How far our own close_notify is.
    enum Farewell {
        case none
        /// To be sent after the writes that are flushed; then the socket is closed in this mode.
        case wanted(CloseMode, EventLoopPromise<Void>?)
        case sending(CloseMode, EventLoopPromise<Void>?)
        case said
    }

    let session: TLSSession
    let side: TLSContext.Side
    let limits: TLSLimits

    var phase = Phase.waiting
    var farewell = Farewell.none
    /// The peer said goodbye, or closed its side.
    var inputIsOver = false
    /// Set while the handler is in a pipeline.
    var context: ChannelHandlerContext?

    /// What came while judging.
    var firstBytes = ByteBuffer()
    /// The pipeline asked for bytes and has not been given any yet.
    var wantsRead = false

    var pending = PendingWrites()
    var isEncrypting = false
    /// The channel became writable again and the pipeline has not been told yet.
    var owesWritability = false
    /// Since when the channel has taken no more.
    var stalledSince: NIODeadline?
    var stallAlarmIsSet = false

    private init(
        _ context: TLSContext, expecting name: String?, limits: TLSLimits
    ) throws(TLSError) {
        session = try TLSSession(context, expecting: name)
        side = context.side
        self.limits = limits
    }

    /// The server's side of one connection.
    package static func server(
        _ context: TLSContext, limits: TLSLimits = TLSLimits()
    ) throws(TLSError) -> OpenSSLHandler {
        try OpenSSLHandler(context, expecting: nil, limits: limits)
    }

    /// The client's side of one connection.
    ///
    /// - Parameter name: the host name or IP address that the server must prove to be.
    package static func client(
        _ context: TLSContext, expecting name: String, limits: TLSLimits = TLSLimits()
    ) throws(TLSError) -> OpenSSLHandler {
        try OpenSSLHandler(context, expecting: name, limits: limits)
    }

    /// `TLSv1.3` or `TLSv1.2`; meaningful once the handshake is done.
    package var version: String { session.version }

    /// Whether the handshake took up an earlier session.
    package var isResumed: Bool { session.isResumed }

    // MARK: A connection's life

    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { begin(context) }
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        end(ChannelError.ioOnClosedChannel)
        self.context = nil
    }

    package func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    package func channelInactive(context: ChannelHandlerContext) {
        if let error = untimelyEnd { context.fireErrorCaught(error) }
        end(ChannelError.ioOnClosedChannel)
        context.fireChannelInactive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard case .waiting = phase else { return }
        setAlarm(context, after: limits.handshake) { handler, context in
            handler.handshakeTimeIsUp(context)
        }
        switch side {
        case .server:
            phase = .judging
        case .client:
            phase = .handshaking
            advanceHandshake(context)
        }
    }

    private func handshakeTimeIsUp(_ context: ChannelHandlerContext) {
        switch phase {
        case .judging, .handshaking: fail(context, .handshakeTimedOut)
        case .refusing: context.close(mode: .all, promise: nil)
        case .waiting, .open, .over: break
        }
    }

    /// What a closed socket cut short, if anything.
    private var untimelyEnd: TLSError? {
        switch (phase, farewell) {
        case (.judging, _), (.handshaking, _): .closedDuringHandshake
        case (.open, .none) where side == .client && !inputIsOver: .truncated
        default: nil
        }
    }

    /// Ends the connection at once, and says why.
    func fail(_ context: ChannelHandlerContext, _ error: TLSError) {
        if case .over = phase { return }
        end(error)
        context.fireErrorCaught(error)
        context.close(mode: .all, promise: nil)
    }

    private func end(_ error: any Error) {
        phase = .over
        pending.failAll(error)
        switch farewell {
        case .wanted(.all, let promise), .sending(.all, let promise): promise?.succeed()
        case .wanted(_, let promise), .sending(_, let promise): promise?.fail(error)
        case .none, .said: break
        }
        farewell = .said
    }

    /// Runs `ring` later, unless the handler is gone by then.
    ///
    /// An alarm is never cancelled, it finds nothing to do: to cancel one, the
    /// event loop would search through those of all connections.
    func setAlarm(
        _ context: ChannelHandlerContext, after delay: TimeAmount,
        _ ring: @escaping (OpenSSLHandler, ChannelHandlerContext) -> Void
    ) {
        context.eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in
            guard let self, let context = self.context else { return }
            ring(self, context)
        }
    }
}
