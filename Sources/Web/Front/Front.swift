import Administration
import HTTPTypes
import Hummingbird
import NIOCore
import People
import Values

/// The pages before and around signing in.
enum Front {
    /// `GET /`: sends everybody to where they begin.
    @Sendable static func home(_ visit: Visit) async throws -> Response {
        guard let session = visit.session else { return .seeOther("/sign-in") }
        return .seeOther(Visit.home(for: session.principal.roles))
    }

    /// `GET /healthz`: for the machine's own watch; says nothing of what is inside.
    @Sendable static func health(_ visit: Visit) async throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "ok\n")))
    }

    /// `GET /language?to=en&back=/path`: remembers the language and comes back.
    @Sendable static func language(_ visit: Visit) async throws -> Response {
        let language = Language(rawValue: visit.query["to"]) ?? .vietnamese
        var response = Response.seeOther(localPath(visit.query["back"]) ?? "/")
        response.setCookie(.language(language.rawValue))
        return response
    }

    /// `GET /assets/…`: files whose address changes with their content.
    @Sendable static func asset(_ visit: Visit) async throws -> Response {
        guard let asset = visit.site.pages.assets.asset(at: visit.path) else {
            throw Refusal.notFound
        }
        let isGzipped = asset.gzipped != nil && Compression(visit.request).suitsAssets
        let version = isGzipped ? asset.gzipped ?? asset.plain : asset.plain
        var headers: HTTPFields = [
            .cacheControl: "public, max-age=31536000, immutable", .eTag: version.tag,
            .vary: Compression.assetVary,
        ]
        if visit.request.has(version.tag) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = asset.mediaType
        if isGzipped { headers[.contentEncoding] = "gzip" }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: version.body))
    }

    /// `GET /install`: how a closed network comes to trust this server.
    @Sendable static func install(_ visit: Visit) async throws -> Response {
        var view: View = ["address": visit.site.settings.address]
        if let authority = visit.site.settings.authority {
            view["fingerprint"] = authority.fingerprint
            view["authorityURL"] = "/ca.crt"
        }
        return try visit.page("install", view)
    }

    /// `GET /ca.crt`: the local authority's certificate, in the form that systems install.
    @Sendable static func authority(_ visit: Visit) async throws -> Response {
        guard let authority = visit.site.settings.authority else { throw Refusal.notFound }
        return .download(
            authority.der, mediaType: "application/x-x509-ca-cert", name: "sen-ca.crt")
    }

    /// A path on this server, for coming back to; nil for anything that leads elsewhere.
    static func localPath(_ text: String) -> String? {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.hasPrefix("/\\"),
            text.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value != 127 })
        else { return nil }
        return text
    }
}

extension Request {
    /// Whether the client keeps what this ETag stands for (RFC 9110, 13.1.2).
    fileprivate func has(_ tag: String) -> Bool {
        headers[values: .ifNoneMatch].joined(separator: ",").split(separator: ",").contains {
            let kept = $0.drop(while: \.isWhitespace)
            return kept == "*" || kept == tag || kept == "W/\(tag)"
        }
    }
}
