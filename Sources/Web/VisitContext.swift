package import Hummingbird
import NIOCore

/// Hummingbird's context of a request, with the peer's address.
package struct VisitContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The other end of the connection; nil for a local socket.
    let peer: SocketAddress?

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress
    }
}
