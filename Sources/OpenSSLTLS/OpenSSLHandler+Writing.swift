package import NIOCore

/// From the application to the socket.
extension OpenSSLHandler {
    package func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        let bytes = unwrapOutboundIn(data)
        switch (phase, farewell) {
        case (.refusing, _), (.over, _):
            promise?.fail(ChannelError.ioOnClosedChannel)
        case (_, .wanted), (_, .sending), (_, .said):
            promise?.fail(ChannelError.outputClosed)
        case (.open, .none):
            pending.append(bytes, promise)
        case (.waiting, .none), (.judging, .none), (.handshaking, .none):
            guard pending.byteCount + bytes.readableBytes <= limits.bytesBeforeHandshake else {
                // The connection with it, or what comes after would hide the gap.
                let error = TLSError.tooMuchBeforeHandshake(limit: limits.bytesBeforeHandshake)
                promise?.fail(error)
                return fail(context, error)
            }
            pending.append(bytes, promise)
        }
    }

    package func flush(context: ChannelHandlerContext) {
        pending.flush()
        encryptPending(context)
    }

    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard context.channel.isWritable else {
            stalledSince = stalledSince ?? context.eventLoop.now
            setStallAlarm(context, after: limits.stalled)
            context.fireChannelWritabilityChanged()
            return
        }
        stalledSince = nil
        owesWritability = true
        if case .open = phase { encryptPending(context) } else { settle(context) }
    }

    /// Encrypts what is flushed for as long as the channel takes more, record by record.
    func encryptPending(_ context: ChannelHandlerContext) {
        // Writing can call back here: the outer call goes on with what came.
        guard case .open = phase, !isEncrypting else { return }
        isEncrypting = true
        while encryptWhileWritable(context) { context.flush() }
        isEncrypting = false
        settle(context)
    }

    /// Whether anything was encrypted.
    private func encryptWhileWritable(_ context: ChannelHandlerContext) -> Bool {
        var didWrite = false
        while case .open = phase, context.channel.isWritable,
            let record = pending.next(
                upTo: TLSSession.largestRecord, context.channel.allocator)
        {
            encrypt(record, context)
            didWrite = true
        }
        return didWrite
    }

    private func encrypt(_ record: PendingWrites.Record, _ context: ChannelHandlerContext) {
        // An empty write sends nothing, but keeps its place among the promises.
        if record.bytes.readableBytes > 0, let reason = session.encrypt(record.bytes) {
            record.promise?.fail(TLSError.broken(reason: reason))
            return fail(context, .broken(reason: reason))
        }
        let bytes = session.takeCiphertext(context.channel.allocator) ?? ByteBuffer()
        context.write(wrapOutboundOut(bytes), promise: record.promise)
    }

    /// What is due when nothing flushed waits any more: news of writability, and the farewell.
    private func settle(_ context: ChannelHandlerContext) {
        if owesWritability, !pending.hasFlushed, context.channel.isWritable {
            owesWritability = false
            context.fireChannelWritabilityChanged()
        }
        finishFarewell(context)
    }

    private func setStallAlarm(_ context: ChannelHandlerContext, after delay: TimeAmount) {
        guard !stallAlarmIsSet else { return }
        stallAlarmIsSet = true
        setAlarm(context, after: delay) { handler, context in
            handler.stallAlarmIsSet = false
            guard let since = handler.stalledSince else { return }
            let left = since + handler.limits.stalled - context.eventLoop.now
            if left <= .nanoseconds(0) {
                handler.fail(context, .stalled)
            } else {
                handler.setStallAlarm(context, after: left)
            }
        }
    }
}
