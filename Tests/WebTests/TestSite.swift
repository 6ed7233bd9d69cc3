import Administration
import Assessment
import Authoring
import Converters
import Delivery
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Mail
import NIOCore
import NIOEmbedded
import People
import Secrets
import Storage
import Synchronization
import Values

@testable import Web

/// The whole site on a temporary folder, asked in the process: the routes, the
/// pages, the store and the delivery are the real ones.
struct TestSite {
    let folder: TemporaryFolder
    let database: Database
    let site: Site
    let sessions: Sessions

    static let publicFolder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Public").standardizedFileURL
    static let root = publicFolder.deletingLastPathComponent()

    /// - Parameter authority: whether the certificate is of the local authority.
    init(authority: Bool = true, mail: MailServer? = nil) async throws {
        folder = try TemporaryFolder()
        let backups = folder.file("backups")
        let database = try Database(
            path: folder.file("main.sqlite"), migrations: MainMigrations.all,
            backupFolder: backups)
        let delivery = try await Delivery(
            file: try AnswerFile(path: folder.file("answers.sqlite"), backupFolder: backups))
        let passwords = PasswordHash(atOnce: 2)
        let sessions = Sessions(database: database, hours: 12)
        self.database = database
        self.sessions = sessions
        site = try Site(
            settings: SiteSettings(
                publicFolder: Self.publicFolder.path, address: "https://sen.example",
                authority: authority
                    ? .init(fingerprint: "AA:BB", der: [1], pem: "pem") : nil,
                mail: mail),
            database: database, delivery: delivery, sessions: sessions,
            signIn: SignIn(database: database, sessions: sessions, passwords: passwords),
            setup: Setup(database: database, passwords: passwords),
            staff: Staff(database: database, passwords: passwords, sessions: sessions),
            classes: Classes(database: database, passwords: passwords, sessions: sessions),
            banks: Banks(
                database: database,
                formulas: Formulas(database: database, converter: FormulaConverter())),
            tests: Tests(database: database), sittings: Sittings(database: database),
            now: { delivery.clock.now })
    }

    var now: Instant { site.now() }

    /// Somebody with these roles, signed in.
    func visitor(
        _ roles: Set<Role>, name: String = "Lê Thị Sen"
    ) async throws -> Visitor {
        let principal = try await site.staff.addForDemo(
            name: name, account: "\(GUID())", password: "hoa sen nở", roles: roles, at: now)
        if roles.contains(where: \.isByPost) {
            try await givePost(roles.contains(.head) ? .head : .staff, to: principal.person)
        }
        let token = try await sessions.open(for: principal.person, sitting: nil, at: now)
        return Visitor(site: self, principal: principal, cookies: [Tokens.sessionCookie: token])
    }

    /// Gives somebody a post at a school of their own.
    private func givePost(_ title: PostTitle, to person: Int64) async throws {
        let at = now
        let today = VietnamTime.date(of: at)
        try await database.write { connection in
            let school = try UnitStore(connection).add(
                .school, UnitDetails(name: "Trường \(person)"), code: "\(GUID())", from: today,
                at: at)
            try PostStore(connection).record(
                .init(title, from: today), of: person, in: school, at: at)
        }
    }

    /// The same person signed in on another machine.
    func again(_ visitor: Visitor) async throws -> Visitor {
        guard let principal = visitor.principal else { return stranger() }
        let token = try await sessions.open(for: principal.person, sitting: nil, at: now)
        return Visitor(site: self, principal: principal, cookies: [Tokens.sessionCookie: token])
    }

    /// Somebody who is not signed in.
    func stranger() -> Visitor {
        Visitor(site: self, principal: nil, cookies: [Tokens.visitCookie: Tokens.make()])
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, cookies: [String: String] = [:],
        body: [UInt8] = [], type: String? = nil, headers more: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = more
        if !cookies.isEmpty {
            headers[.cookie] = cookies.map { "\($0)=\($1)" }.joined(separator: "; ")
        }
        if method == .post {
            headers[.contentType] = type ?? "application/x-www-form-urlencoded"
            headers[.contentLength] = "\(body.count)"
        }
        let request = Request(
            head: HTTPRequest(
                method: method, scheme: "https", authority: "sen.example", path: path,
                headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let context = VisitContext(
            source: ApplicationRequestContextSource(
                channel: NIOAsyncTestingChannel(), logger: Self.quiet))
        let response = try await site.responder.respond(to: request, context: context)
        let collected = Collected()
        try await response.body.write(Collector(into: collected))
        return Answer(
            status: response.status.code, headers: response.headers,
            bytes: collected.bytes.withLock { $0 })
    }

    private static let quiet: Logger = {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        // The server gives each request one; contexts count on it.
        logger[metadataKey: "hb.request.id"] = "test"
        return logger
    }()
}

/// What came back.
struct Answer {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var location: String? { headers[.location] }
    var cookies: [String] { headers[values: .setCookie] }
}

/// Somebody's browser.
struct Visitor {
    let site: TestSite
    let principal: Principal?
    var cookies: [String: String]

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await site.ask(.get, path, cookies: cookies, headers: headers)
    }

    /// Posts a form with the token that a page would have given.
    func post(_ path: String, _ fields: [String: String] = [:]) async throws -> Answer {
        var fields = fields
        fields["csrf"] = csrf
        return try await postBare(path, fields)
    }

    func postBare(_ path: String, _ fields: [String: String] = [:]) async throws -> Answer {
        let body = fields.map { "\($0.urlQueryEncoded)=\($1.urlQueryEncoded)" }
            .joined(separator: "&")
        return try await site.ask(.post, path, cookies: cookies, body: Array(body.utf8))
    }

    /// Uploads a text as a file, as browsers send it, and follows where the answer leads.
    func upload(
        _ text: String, named name: String = "a.csv", to path: String
    ) async throws -> Answer {
        let body = [
            "--XX", "Content-Disposition: form-data; name=\"csrf\"", "", csrf, "--XX",
            "Content-Disposition: form-data; name=\"file\"; filename=\"\(name)\"", "", text,
            "--XX--", "",
        ].joined(separator: "\r\n")
        let answer = try await site.ask(
            .post, path, cookies: cookies, body: Array(body.utf8),
            type: "multipart/form-data; boundary=XX")
        guard let location = answer.location else { return answer }
        return try await get(location)
    }

    var csrf: String {
        Tokens.csrf(for: cookies[Tokens.sessionCookie] ?? cookies[Tokens.visitCookie] ?? "")
    }
}

private final class Collected: Sendable {
    let bytes = Mutex<[UInt8]>([])
}

private struct Collector: ResponseBodyWriter {
    let into: Collected

    mutating func write(_ buffer: ByteBuffer) async throws {
        into.bytes.withLock { $0 += Array(buffer.readableBytesView) }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
