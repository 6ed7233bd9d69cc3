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
        context.logger.info(
            "\(request.method) \(Self.loggable(request.uri.path)) \(response.status.code)")
        return response
    }

    /// The path without the secret that a one-time link carries.
    static func loggable(_ path: String) -> String {
        path.hasPrefix("/first/") ? "/first/•••" : path
    }

    private func addHeaders(to response: inout Response) {
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        response.headers[.xContentTypeOptions] = "nosniff"
        for (name, value) in Self.policies { response.headers[name] = value }
        if response.headers[.cacheControl] == nil {
            response.headers[.cacheControl] = "private, no-store"
        }
        if site.settings.hasTrustedCertificate {
            response.headers[.strictTransportSecurity] = "max-age=31536000"
        }
    }

    /// Headers that the standard list of names does not have.
    private static let policies: [(HTTPField.Name, String)] = [
        ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}
