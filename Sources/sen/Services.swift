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

/// The certificate's files are read again at SIGHUP and once a day; open
/// connections stay. The local authority renews what nears its end.
struct CertificateReload: Service {
    let identity: TLSIdentity
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await _ in await UnixSignalsSequence(trapping: [.sighup]) { reload() }
                }
                group.addTask {
                    while (try? await Task.sleep(for: .seconds(86_400))) != nil { reload() }
                }
            }
        }
    }

    private func reload() {
        do {
            try identity.reload()
            logger.info("the certificate was reloaded")
        } catch {
            logger.error("the old certificate stays: \(error)")
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
        let name =
            asked.hasPrefix("[")
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
