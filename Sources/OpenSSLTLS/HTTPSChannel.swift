package import HummingbirdCore
package import Logging
package import NIOCore

/// Hummingbird's HTTP/1 channel behind TLS by the system's OpenSSL.
///
/// The peer's address stays that of the socket: `channel.remoteAddress`.
package struct HTTPSChannel: HTTPChannelHandler {
    package typealias Value = HTTP1Channel.Value

    private let identity: TLSIdentity
    private let limits: TLSLimits
    private let http: HTTP1Channel

    /// - Parameters:
    ///   - identity: the certificate; each connection takes the one current at its start.
    ///   - limits: the patience of the TLS part.
    ///   - http: Hummingbird's own limits: idle time, header sizes.
    ///   - responder: what answers requests.
    package init(
        identity: TLSIdentity, limits: TLSLimits = TLSLimits(),
        http: HTTP1Channel.Configuration = .bounded,
        responder: @escaping HTTPChannelHandler.Responder
    ) {
        self.identity = identity
        self.limits = limits
        self.http = HTTP1Channel(responder: responder, configuration: http)
    }

    package var responder: HTTPChannelHandler.Responder { http.responder }

    package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
                OpenSSLHandler.server(identity.context, limits: limits))
        }.flatMap {
            http.setup(channel: channel, logger: logger)
        }
    }

    /// Answers a connection's requests, on its event loop (`LoopExecutor`).
    package func handle(value: Value, logger: Logger) async {
        await withTaskExecutorPreference(LoopExecutor(value.channel.eventLoop)) {
            await http.handle(value: value, logger: logger)
        }
    }
}

extension HTTP1Channel.Configuration {
    /// Limits that suit pages and forms: a minute of idleness, 8 KB a header, 32 KB and 100 in
    /// all. Hummingbird's own defaults are no idle limit, 80 KB and 1,000.
    package static var bounded: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            idleTimeout: .seconds(60),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 32 << 10,
                maxHeaderFieldCount: 100))
    }
}

extension HTTPServerBuilder {
    /// A server that speaks HTTP/1.1 over TLS.
    ///
    /// ```
    /// let identity = try TLSIdentity(chainFile: "server.pem", keyFile: "server.key.pem")
    /// let app = Application(router: router, server: .https(identity))
    /// ```
    package static func https(
        _ identity: TLSIdentity, limits: TLSLimits = TLSLimits(),
        http: HTTP1Channel.Configuration = .bounded
    ) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            HTTPSChannel(identity: identity, limits: limits, http: http, responder: responder)
        }
    }
}
