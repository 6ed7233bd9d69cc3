import Secrets

/// The random secrets in cookies, and what is derived from them.
enum Tokens {
    /// Cookie of somebody signed in.
    static let sessionCookie = "__Host-sen"
    /// Cookie of somebody not signed in; it only ties a form to a browser.
    static let visitCookie = "__Host-visit"
    /// Cookie of the chosen language; readable, harmless.
    static let languageCookie = "__Host-language"

    /// A new 256-bit token as text for a cookie or an address.
    static func make() -> String { base64.encode(SecureRandom.bytes(32)) }

    /// What the store keeps of a token, so that a stolen database opens no session.
    static func hash(_ token: String) -> [UInt8] { SHA256.digest(token.utf8) }

    /// A form's token for this cookie, masked anew for every page so that
    /// compression cannot leak it (BREACH).
    static func csrf(for cookie: String) -> String {
        let mask = SecureRandom.bytes(32)
        return base64.encode(mask + zip(mask, secret(for: cookie)).map { $0 ^ $1 })
    }

    /// Whether a posted token belongs to this cookie.
    static func isValid(csrf: String, for cookie: String) -> Bool {
        guard let bytes = base64.decode(csrf), bytes.count == 64 else { return false }
        let unmasked = zip(bytes.prefix(32), bytes.suffix(32)).map { $0 ^ $1 }
        return constantTimeEquals(unmasked, secret(for: cookie))
    }

    private static func secret(for cookie: String) -> [UInt8] {
        HMACSHA256.code(key: Array(cookie.utf8), message: Array("csrf".utf8))
    }

    private static let base64 = Base64.url
}
