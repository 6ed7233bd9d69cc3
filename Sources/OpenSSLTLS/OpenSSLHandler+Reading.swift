package import NIOCore
internal import NIOTLS

/// From the socket to the application.
extension OpenSSLHandler {
    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if case .judging = phase { judge(&bytes, context) }
        while bytes.readableBytes > 0 {
            // In pieces, so that OpenSSL's own copy stays small whatever the socket gave.
            let piece = min(bytes.readableBytes, TLSSession.largestRecord)
            switch phase {
            case .handshaking:
                guard take(&bytes, piece, context) else { return }
                advanceHandshake(context)
            case .open where !inputIsOver:
                guard take(&bytes, piece, context) else { return }
                deliver(context, about: piece)
            case .open, .waiting, .judging, .refusing, .over:
                return
            }
        }
    }

    private func take(
        _ bytes: inout ByteBuffer, _ count: Int, _ context: ChannelHandlerContext
    ) -> Bool {
        if session.receive(&bytes, atMost: count) { return true }
        fail(context, .broken(reason: "no memory for the peer's bytes"))
        return false
    }

    package func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        switch phase {
        case .judging, .handshaking, .refusing: context.read()
        // The bytes were half a record or none of the application's.
        case .open where wantsRead: context.read()
        case .open, .waiting, .over: break
        }
    }

    package func read(context: ChannelHandlerContext) {
        wantsRead = true
        context.read()
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case ChannelEvent.inputClosed = event else {
            return context.fireUserInboundEventTriggered(event)
        }
        switch phase {
        case .judging, .handshaking:
            fail(context, .closedDuringHandshake)
        case .refusing:
            context.close(mode: .all, promise: nil)
        case .open:
            // HTTP tells a server whether a request is whole; a client's answer may
            // be meant to end where the connection does.
            if side == .client, !inputIsOver { context.fireErrorCaught(TLSError.truncated) }
            inputEnded(context)
        case .waiting, .over:
            break
        }
    }

    /// Leaves in `bytes` what is for OpenSSL, or nothing.
    private func judge(_ bytes: inout ByteBuffer, _ context: ChannelHandlerContext) {
        if firstBytes.readableBytes > 0 {
            firstBytes.writeBuffer(&bytes)
            bytes = firstBytes
        }
        switch PlainHTTP.judge(bytes.readableBytesView) {
        case .undecided:
            firstBytes = bytes
            bytes.clear()
        case .notHTTP:
            firstBytes = ByteBuffer()
            phase = .handshaking
        case .request(let isHead):
            firstBytes = ByteBuffer()
            bytes.clear()
            refuse(context, isHead: isHead)
        }
    }

    /// Answers plain HTTP, and then reads on without listening: closing with unread
    /// bytes would make the kernel reset the connection, and the answer be lost.
    /// The handshake's alarm ends it.
    private func refuse(_ context: ChannelHandlerContext, isHead: Bool) {
        phase = .refusing
        let answer = context.channel.allocator.buffer(string: PlainHTTP.answer(isHead: isHead))
        context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
        context.close(mode: .output, promise: nil)
    }

    /// Takes the handshake as far as it goes, and opens the connection at its end.
    func advanceHandshake(_ context: ChannelHandlerContext) {
        let step = session.handshake()
        if let bytes = session.takeCiphertext(context.channel.allocator) {
            context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        }
        // The write may have found the connection closed.
        guard case .handshaking = phase else { return }
        switch step {
        case .starved:
            break
        case .failed(let reason):
            fail(context, .handshakeFailed(reason: reason))
        case .done:
            phase = .open
            context.fireUserInboundEventTriggered(
                TLSUserEvent.handshakeCompleted(negotiatedProtocol: session.negotiatedProtocol))
            encryptPending(context)
            deliver(context, about: 0)
        }
    }

    /// Passes on all that can be decrypted now.
    private func deliver(_ context: ChannelHandlerContext, about count: Int) {
        guard case .open = phase, !inputIsOver else { return }
        var plain = context.channel.allocator.buffer(capacity: max(count, 2048))
        var outcome = TLSSession.Reading.some
        while case .some = outcome { outcome = session.decrypt(into: &plain) }
        sendAside(context)
        if plain.readableBytes > 0 {
            wantsRead = false
            context.fireChannelRead(wrapInboundOut(plain))
        }
        guard case .open = phase else { return }
        switch outcome {
        case .some, .starved: break
        case .ended: inputEnded(context)
        case .failed(let reason): fail(context, .broken(reason: reason))
        }
    }

    /// Sends what OpenSSL itself has to say on reading: an alert, a new key.
    ///
    /// A peer that provokes such answers and does not read them is let go, or
    /// they would pile up.
    private func sendAside(_ context: ChannelHandlerContext) {
        guard let bytes = session.takeCiphertext(context.channel.allocator) else { return }
        guard context.channel.isWritable else { return fail(context, .stalled) }
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    }

    /// The peer will send no more.
    private func inputEnded(_ context: ChannelHandlerContext) {
        guard !inputIsOver else { return }
        inputIsOver = true
        switch farewell {
        case .said:
            context.fireUserInboundEventTriggered(TLSUserEvent.shutdownCompleted)
            context.close(mode: .all, promise: nil)
        case .wanted, .sending:
            break
        case .none:
            let mayHalfClose = try? context.channel.syncOptions?.getOption(.allowRemoteHalfClosure)
            if mayHalfClose == true {
                context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
            } else {
                sayFarewell(context, .all, nil)
            }
        }
    }
}
