import Delivery
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import OpenSSLTLS
import ServiceLifecycle
import UnixSignals

/// The bell, beside the server.
struct DeliveryService: Service {
    let delivery: Delivery

    func run() async throws {
        await cancelWhenGracefulShutdown { await delivery.run() }
    }
}

/// SIGHUP: the certificate's files are read again; open connections stay.
struct CertificateReload: Service {
    let identity: TLSIdentity
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in await UnixSignalsSequence(trapping: [.sighup]) {
                do {
                    try identity.reload()
                    logger.info("the certificate was reloaded")
                } catch {
                    logger.error("the old certificate stays: \(error)")
                }
            }
        }
    }
}

/// Plain HTTP: leads every request to the same address over HTTPS.
struct PlainRedirect: HTTPResponder {
    let host: String
    let port: Int
    let httpsPort: Int

    func application(logger: Logger) -> some Service {
        Application(
            responder: self,
            server: .http1(configuration: .init(idleTimeout: .seconds(15))),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            logger: logger)
    }

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        let asked = request.head.authority ?? host
        // A name and a port, nothing that could lead elsewhere within the header.
        let name = asked.hasPrefix("[")
            ? asked.prefix { $0 != "]" } + "]" : asked.prefix { $0 != ":" }
        guard name.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 32 && $0 != "/" }) else {
            return Response(status: .badRequest)
        }
        let suffix = httpsPort == 443 ? "" : ":\(httpsPort)"
        return Response(
            status: .permanentRedirect,
            headers: [.location: "https://\(name)\(suffix)\(request.uri.string)"])
    }
}
