package import NIOCore
internal import NIOTLS

/// Saying goodbye.
extension OpenSSLHandler {
    package func close(
        context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?
    ) {
        switch (mode, phase) {
        case (.input, _), (_, .over), (.all, .waiting), (.all, .refusing):
            context.close(mode: mode, promise: promise)
        case (.all, .judging), (.all, .handshaking):
            // There is no one to take leave of yet, and this is no failure.
            phase = .over
            pending.failAll(ChannelError.ioOnClosedChannel)
            context.close(mode: .all, promise: promise)
        case (.output, .refusing):
            promise?.succeed()
        case (.output, .waiting), (.output, .judging), (.output, .handshaking), (_, .open):
            sayFarewell(context, mode, promise)
        }
    }

    /// Sends what is flushed, then close_notify, then closes the socket in this mode.
    func sayFarewell(
        _ context: ChannelHandlerContext, _ mode: CloseMode, _ promise: EventLoopPromise<Void>?
    ) {
        switch farewell {
        case .none:
            farewell = .wanted(mode, promise)
            watchFarewell(context, waiting: pending.byteCount)
            // Where this comes from within a write, the outer call takes it on.
            if case .open = phase { encryptPending(context) }
        case .wanted(let earlier, let first):
            farewell = .wanted(widest(earlier, mode), both(first, promise))
        case .sending(let earlier, let first):
            farewell = .sending(widest(earlier, mode), both(first, promise))
        case .said where mode == .output:
            promise?.fail(ChannelError.outputClosed)
        case .said:
            context.close(mode: .all, promise: promise)
        }
    }

    /// Sends close_notify if one is wanted and its turn has come.
    func finishFarewell(_ context: ChannelHandlerContext) {
        guard case .open = phase, !isEncrypting, !pending.hasFlushed,
            case .wanted(let mode, let promise) = farewell
        else { return }
        farewell = .sending(mode, promise)
        session.sayGoodbye()
        let bytes = session.takeCiphertext(context.channel.allocator) ?? ByteBuffer()
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenSuccess { [weak self] in
            guard let self, let context = self.context else { return }
            self.farewellIsSent(context)
        }
        context.writeAndFlush(wrapOutboundOut(bytes), promise: sent)
    }

    private func farewellIsSent(_ context: ChannelHandlerContext) {
        guard case .open = phase, case .sending(let mode, let promise) = farewell else { return }
        farewell = .said
        pending.failAll(ChannelError.outputClosed)
        if inputIsOver { context.fireUserInboundEventTriggered(TLSUserEvent.shutdownCompleted) }
        context.close(mode: inputIsOver ? .all : mode, promise: promise)
    }

    /// Lets go of a peer that took nothing in a whole period: a slow one may take
    /// many for a long answer, a dead one must not keep us.
    ///
    /// - Parameter waiting: plaintext bytes that wait now; nil once there are none.
    private func watchFarewell(_ context: ChannelHandlerContext, waiting: Int?) {
        setAlarm(context, after: limits.closing) { handler, context in
            switch (handler.farewell, waiting) {
            case (.wanted, let before?) where handler.pending.byteCount < before:
                handler.watchFarewell(context, waiting: handler.pending.byteCount)
            case (.sending, .some):
                handler.watchFarewell(context, waiting: nil)
            case (.wanted, _), (.sending, nil):
                handler.fail(context, .stalled)
            case (.none, _), (.said, _):
                break
            }
        }
    }

    private func widest(_ one: CloseMode, _ other: CloseMode) -> CloseMode {
        one == .all || other == .all ? .all : one
    }

    private func both(
        _ one: EventLoopPromise<Void>?, _ other: EventLoopPromise<Void>?
    ) -> EventLoopPromise<Void>? {
        guard let one else { return other }
        if let other { one.futureResult.cascade(to: other) }
        return one
    }
}
