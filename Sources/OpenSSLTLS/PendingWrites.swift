internal import NIOCore

/// Plaintext that waits to be encrypted, in order, with the promises of its writers.
struct PendingWrites {
    private typealias Write = (bytes: ByteBuffer, promise: EventLoopPromise<Void>?)

    private var writes = MarkedCircularBuffer<Write>(initialCapacity: 4)

    /// Bytes waiting, flushed or not.
    private(set) var byteCount = 0

    /// Whether something waits that its writer wants sent.
    var hasFlushed: Bool { writes.hasMark }

    /// Appends a write.
    mutating func append(_ bytes: ByteBuffer, _ promise: EventLoopPromise<Void>?) {
        writes.append((bytes, promise))
        byteCount += bytes.readableBytes
    }

    /// Lets everything that waits now be sent.
    mutating func flush() { writes.mark() }

    /// One record's worth of what may be sent, and the promise to keep when it is.
    struct Record {
        var bytes: ByteBuffer
        var promise: EventLoopPromise<Void>?
    }

    /// Takes the next record; nil when nothing flushed is left.
    ///
    /// Small writes share a record, so that the head, body and end of a small
    /// response cost one encryption and not three. A write that only ends in a
    /// later record leaves its promise for that one. The record is empty only
    /// where nothing but empty writes was left.
    mutating func next(upTo limit: Int, _ allocator: ByteBufferAllocator) -> Record? {
        guard hasFlushed, let first = writes.first else { return nil }
        let isAlone = writes.isMarked(index: writes.startIndex)
        if isAlone || first.bytes.readableBytes >= limit {
            return takeFromFirst(upTo: limit)
        }
        var record = Record(
            bytes: allocator.buffer(capacity: min(limit, byteCount)), promise: nil)
        while hasFlushed, record.bytes.readableBytes < limit {
            var part = takeFromFirst(upTo: limit - record.bytes.readableBytes)
            record.bytes.writeBuffer(&part.bytes)
            record.promise = both(record.promise, part.promise)
        }
        return record
    }

    /// Fails every write that still waits.
    mutating func failAll(_ error: any Error) {
        let failed = writes
        writes = MarkedCircularBuffer(initialCapacity: 1)
        byteCount = 0
        for write in failed { write.promise?.fail(error) }
    }

    private mutating func takeFromFirst(upTo limit: Int) -> Record {
        let index = writes.startIndex
        let whole = writes[index].bytes.readableBytes
        if whole <= limit {
            let write = writes.removeFirst()
            byteCount -= whole
            return Record(bytes: write.bytes, promise: write.promise)
        }
        byteCount -= limit
        let bytes = writes[index].bytes.readSlice(length: limit) ?? ByteBuffer()
        return Record(bytes: bytes, promise: nil)
    }

    /// One promise that keeps both, in the order in which they were made.
    private func both(
        _ one: EventLoopPromise<Void>?, _ other: EventLoopPromise<Void>?
    ) -> EventLoopPromise<Void>? {
        guard let one else { return other }
        if let other { one.futureResult.cascade(to: other) }
        return one
    }
}
