import HTTPTypes
import Hummingbird
import NIOCore

/// Which answers go out compressed.
///
/// Pages hold secrets: a ticket's code, a first password, marks. Whoever can have
/// a page asked for under an address of their choice, and sees how long the answer
/// is, learns from the length whether the page has what the address says (BREACH).
/// So a page is compressed only where the browser says that no other site made it
/// ask.
struct Compression {
    /// What the choice depends on, for `Vary`.
    static let pageVary = "Accept-Encoding, Sec-Fetch-Site, Referer"
    static let assetVary = "Accept-Encoding"

    private let request: Request

    init(_ request: Request) { self.request = request }

    /// For what is the same for everybody: whether whoever asks can read gzip.
    var suitsAssets: Bool {
        Self.takesGzip(request.headers[values: .acceptEncoding])
    }

    /// For pages: the same, and that nobody else made the browser ask.
    var suitsPages: Bool { suitsAssets && isFromHere }

    /// Browsers since 2020 say who made them ask (the last ones of Windows 7 do), and
    /// no page can make them say otherwise. Older ones name the page that the visitor
    /// came from: ours, where it is ours, in every step of a paper.
    private var isFromHere: Bool {
        if let site = Self.fetchSite.flatMap({ request.headers[$0] }) {
            return site == "same-origin" || site == "none"
        }
        guard let host = request.head.authority, let page = request.headers[.referer] else {
            return false
        }
        return page.hasPrefix("https://\(host)/")
    }

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")

    /// Whether `Accept-Encoding` has gzip in it, or everything, and not with weight 0
    /// (RFC 9110, 12.5.3). A weight that is none refuses.
    static func takesGzip(_ fields: [String]) -> Bool {
        var takesAll = false
        for coding in fields.joined(separator: ",").split(separator: ",") {
            let parts = coding.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            let isTaken = parts.dropFirst().allSatisfy { parameter in
                guard parameter.lowercased().hasPrefix("q=") else { return true }
                return Double(parameter.dropFirst(2)).map { $0 > 0 } ?? false
            }
            switch parts.first?.lowercased() {
            case "gzip", "x-gzip": return isTaken
            case "*": takesAll = isTaken
            default: break
            }
        }
        return takesAll
    }
}

extension Response {
    /// HTML, compressed where that is asked for and tells nobody anything.
    static func html(
        _ html: String, status: HTTPResponse.Status, for request: Request, _ gzip: Gzip
    ) -> Response {
        var body = ByteBuffer(string: html)
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .vary: Compression.pageVary,
        ]
        if Compression(request).suitsPages, let compressed = gzip.page(body) {
            headers[.contentEncoding] = "gzip"
            body = compressed
        }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
