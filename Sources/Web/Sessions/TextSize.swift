import Hummingbird

/// How large a visitor wants to read a paper; remembered by a cookie.
enum TextSize: Int, CaseIterable, Sendable {
    case usual = 1
    case large = 2
    case largest = 3

    private static let cookie = "__Host-size"

    /// As the visitor's cookie says.
    init(_ visit: Visit) {
        let value = SentCookies(visit.request.headers)[Self.cookie] ?? ""
        self = Int(value).flatMap(TextSize.init(rawValue:)) ?? .usual
    }

    /// The class of the stylesheet.
    var className: String { self == .usual ? "" : "size-\(rawValue)" }

    /// Remembers a choice, and goes on.
    static func chosen(_ number: Substring, at address: String) -> Response {
        var response = Response.seeOther(address)
        if let size = Int(number).flatMap(TextSize.init(rawValue:)) {
            response.setCookie(
                Cookie(
                    name: cookie, value: "\(size.rawValue)", maxAge: 31_536_000, path: "/",
                    secure: true, httpOnly: true, sameSite: .lax))
        }
        return response
    }
}
