import Administration
import Delivery
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import OpenSSLTLS
import ServiceLifecycle
import UnixSignals
import Web

/// The composition root: settings, store, engine, routes, server; then it serves.
struct Server {
    private let settings: Settings
    private let logger = Logger(label: "sen")

    init(_ settings: Settings) { self.settings = settings }

    /// Serves until SIGTERM or SIGINT; then takes no new connection, answers what
    /// is in flight, commits it, and returns.
    func run() async throws {
        OpenFiles.raiseLimit()
        let lock = try FolderLock(folder: settings.dataFolder)
        defer { lock.release() }
        report(lock)
        let certificate = try ServerCertificate(settings)
        let parts = try await Parts(
            folder: settings.dataFolder, sessionHours: settings.sessionHours)
        if settings.demo { try await Demo(parts).fillIfEmpty() }
        let restored = try await parts.restoreSittings()
        logger.info(
            "sittings restored",
            metadata: ["steps": "\(restored.steps)", "open": "\(restored.open)"])
        try await serve(parts, certificate)
        try await parts.close()
        logger.info("stopped")
    }

    /// Says in the log what it runs with, and what looks like a mistake.
    private func report(_ lock: FolderLock) {
        logger.info("settings", metadata: settings.logMetadata)
        for name in settings.unknownVariables {
            logger.warning("\(name) is set and means nothing")
        }
        if !lock.isPrivate { logger.warning("others can look into \(lock.folder)") }
    }

    private func serve(_ parts: Parts, _ certificate: ServerCertificate) async throws {
        let site = try Site(
            settings: SiteSettings(
                publicFolder: settings.publicFolder, address: address(port: settings.port),
                authority: certificate.authority, mail: settings.mail),
            database: parts.database, delivery: parts.delivery, sessions: parts.sessions,
            signIn: parts.signIn, setup: parts.setup, staff: parts.staff, classes: parts.classes,
            banks: parts.banks, tests: parts.tests, sittings: parts.sittings,
            now: { parts.now })
        var http = HTTP1Channel.Configuration.bounded
        http.idleTimeout = .seconds(Int64(settings.idleSeconds))
        http.additionalChannelHandlers = { [RequestDeadline()] }
        let application = Application(
            responder: site.responder,
            server: .https(
                certificate.identity,
                limits: TLSLimits(handshake: .seconds(Int64(settings.handshakeSeconds))),
                http: http),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), backlog: 1_024,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    settings.maximumConnections)),
            onServerRunning: { channel in
                await announce(channel.localAddress?.port ?? settings.port, parts, certificate)
            },
            logger: logger)
        let commands = LocalCommands(parts)
        // They stop in the opposite order: the doors first, the bell last.
        var services: [any Service] = [
            DeliveryService(delivery: parts.delivery),
            CertificateReload(identity: certificate.identity, logger: logger),
            try LocalSocketServer(folder: settings.dataFolder) { await commands.answer($0) },
        ]
        if let httpPort = settings.httpPort {
            services.append(
                PlainRedirect(host: settings.host, port: httpPort, httpsPort: settings.port)
                    .application(logger: logger))
        }
        var group = ServiceGroupConfiguration(
            services: services + [application],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: Logger(label: "sen.lifecycle"))
        group.maximumGracefulShutdownDuration = .seconds(9)
        try await ServiceGroup(configuration: group).run()
    }

    /// Says where the server is and, at its first start, how to begin.
    private func announce(_ port: Int, _ parts: Parts, _ certificate: ServerCertificate) async {
        let address = address(port: port)
        Console.say("Sen: \(address)")
        if let authority = certificate.authority {
            Console.say(
                """
                Chứng chỉ nội bộ / local certificate: \(address)/install
                SHA-256 \(authority.fingerprint)
                """)
        }
        do {
            if let token = try await parts.setup.firstAdministratorToken(at: parts.now) {
                Console.say(
                    """
                    Tạo quản trị viên đầu tiên (liên kết dùng một lần, trong 24 giờ):
                    Create the first administrator (one-time link, 24 hours):
                    \(address)/first/\(token)
                    """)
            }
            if settings.demo { try Demo(parts).announce(address: address) }
        } catch {
            logger.error("the first steps were not printed: \(error)")
        }
    }

    private func address(port: Int) -> String {
        let everywhere = ["0.0.0.0", "::", "*"].contains(settings.host)
        let host =
            everywhere ? settings.names.first ?? ProcessInfo.processInfo.hostName : settings.host
        let bracketed = host.contains(":") ? "[\(host)]" : host
        return port == 443 ? "https://\(bracketed)" : "https://\(bracketed):\(port)"
    }
}
