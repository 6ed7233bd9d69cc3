import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import People
import Values

/// Answers every request: routes it, turns refusals into pages, adds the headers
/// that every answer carries.
struct SiteResponder: HTTPResponder {
    let site: Site
    let routes: RouterResponder<VisitContext>
    private let fields: [HTTPField]

    init(site: Site, routes: RouterResponder<VisitContext>) {
        self.site = site
        self.routes = routes
        fields = Self.fields(site.settings)
    }

    func respond(to request: Request, context: VisitContext) async throws -> Response {
        var response: Response
        do {
            response = try await routes.respond(to: request, context: context)
            // An address outside the table: the router answers by itself, without a page.
            if response.status == .notFound, response.body.contentLength == 0 {
                throw Refusal.notFound
            }
        } catch {
            response = await ErrorPages(site: site).page(for: error, request, context)
        }
        addHeaders(to: &response)
        context.logger.log(
            level: Self.level(of: request, response),
            "\(request.method) \(Self.loggable(request.uri.path)) \(response.status.code)")
        return response
    }

    /// What scripts save by the thousand a second is in the journal; a line of the log
    /// for each would only fill the disk.
    private static func level(of request: Request, _ response: Response) -> Logger.Level {
        request.uri.path.hasSuffix("/answers") && response.status == .ok ? .debug : .info
    }

    /// The path without the secret that a one-time link carries.
    static func loggable(_ path: String) -> String {
        path.hasPrefix("/first/") ? "/first/•••" : path
    }

    private func addHeaders(to response: inout Response) {
        for field in fields { response.headers.append(field) }
        if response.headers[.cacheControl] == nil {
            response.headers[.cacheControl] = "private, no-store"
        }
    }

    /// What every answer of the site carries.
    private static func fields(_ settings: SiteSettings) -> [HTTPField] {
        var fields = [
            HTTPField(
                name: .contentSecurityPolicy,
                value: "default-src 'none'; style-src 'self'; script-src 'self'; "
                    + "img-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; "
                    + "base-uri 'none'; frame-ancestors 'none'"),
            HTTPField(name: .xContentTypeOptions, value: "nosniff"),
        ]
        // The standard list of names does not have these.
        for (name, value) in [
            ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ] {
            if let name = HTTPField.Name(name) {
                fields.append(HTTPField(name: name, value: value))
            }
        }
        if settings.hasTrustedCertificate {
            fields.append(HTTPField(name: .strictTransportSecurity, value: "max-age=31536000"))
        }
        return fields
    }
}
