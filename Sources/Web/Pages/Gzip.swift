import CZlib
import NIOCore
import Synchronization

/// Compression by the system's zlib, with streams for pages that stand ready: to make
/// one, a quarter of a megabyte, takes as long as to compress a page.
final class Gzip: Sendable {
    /// For pages, which are made anew for every request.
    private static let quick: Int32 = 1
    /// For what is compressed once.
    private static let best: Int32 = 9

    private final class Ready: Sendable {
        let stream = Mutex(GzipStream(level: quick))
    }

    private let ready: [Ready]

    /// - Parameter atOnce: pages that are compressed at the same time, at best as many
    ///   as the machine has processors.
    init(atOnce: Int) { ready = (0..<atOnce).map { _ in Ready() } }

    /// A page; nobody waits for a stream that is in use.
    ///
    /// - Returns: nil where zlib has no memory; what was given can go out as it is.
    func page(_ plain: ByteBuffer) -> ByteBuffer? {
        for one in ready {
            if let page = one.stream.withLockIfAvailable({ $0.compressed(plain) }) { return page }
        }
        return GzipStream(level: Self.quick).compressed(plain)
    }

    /// As small as it gets, and slowly.
    static func smallest(_ plain: ByteBuffer) -> ByteBuffer? {
        GzipStream(level: best).compressed(plain)
    }
}

/// zlib's own state, which must stay where it was made.
private struct GzipStream: ~Copyable {
    /// zlib's largest window, and 16 for gzip's header and trailer.
    private static let window: Int32 = 15 + 16
    private static let memory: Int32 = 8

    private let stream: UnsafeMutablePointer<z_stream>
    private let hasMemory: Bool

    /// - Parameter level: 1 (quick) to 9 (small).
    init(level: Int32) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        hasMemory = CZlib_deflateInit2(stream, level, Self.window, Self.memory) == Z_OK
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    func compressed(_ plain: ByteBuffer) -> ByteBuffer? {
        guard hasMemory, deflateReset(stream) == Z_OK else { return nil }
        let bound = Int(deflateBound(stream, UInt(plain.readableBytes)))
        var result = ByteBuffer()
        let status = plain.withUnsafeReadableBytes { input -> Int32 in
            // zlib reads it only; its type predates const.
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: input.bindMemory(to: UInt8.self).baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            var status = Z_OK
            result.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { output in
                stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                status = deflate(stream, Z_FINISH)
                return output.count - Int(stream.pointee.avail_out)
            }
            return status
        }
        return status == Z_STREAM_END ? result : nil
    }
}
