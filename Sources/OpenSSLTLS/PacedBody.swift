package import HummingbirdCore
package import NIOCore

extension ResponseBody {
    /// A body written in pieces, no faster than the client takes them.
    ///
    /// SwiftNIO's asynchronous writer holds its caller back only once the event
    /// loop has found the channel full. A loop that is busy encrypting finds out
    /// late, and until then a quick producer queues its pieces without bound: an
    /// export of 100 MB came to lie in memory whole. So each piece here waits
    /// until the loop has dealt with the one before. The price is a hop a piece:
    /// make them 16 KB or more.
    ///
    /// - Parameters:
    ///   - contentLength: the sum of all pieces, if known.
    ///   - loop: that of the connection, `channel.eventLoop`.
    ///   - write: writes the pieces and then calls `finish`.
    package init(
        contentLength: Int? = nil, pacedBy loop: any EventLoop,
        write: @escaping @Sendable (inout any ResponseBodyWriter) async throws -> Void
    ) {
        self.init(contentLength: contentLength) { writer in
            var paced: any ResponseBodyWriter = writer.map { piece in
                try await loop.submit {}.get()
                return piece
            }
            try await write(&paced)
        }
    }
}
