import Secrets

/// Hides where right options stand, so that a manifest without its sitting's secret
/// tells nobody.
///
/// A place from 0 is turned by the first eight bytes (big-endian) of HMAC-SHA256, key:
/// the secret, message: "right", the question's GUID and its version, with spaces
/// between; modulo the number of options.
package struct KeyPad: Hashable, Sendable {
    private let secret: Seed

    package init(_ secret: Seed) { self.secret = secret }

    /// What a manifest keeps of a place.
    package func hidden(_ place: Int, of count: Int, in version: VersionReference) -> Int {
        (place + turn(of: count, in: version)) % count
    }

    /// The place again.
    func place(_ hidden: Int, of count: Int, in version: VersionReference) -> Int {
        (hidden % count + count - turn(of: count, in: version)) % count
    }

    private func turn(of count: Int, in version: VersionReference) -> Int {
        let message = "right \(version.question) \(version.version)"
        let code = HMACSHA256.code(key: secret.bytes, message: message.utf8)
        return Int(code.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % UInt64(count))
    }
}
