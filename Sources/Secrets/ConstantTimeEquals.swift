internal import COpenSSL

/// Whether two secrets are equal, in a time that tells nothing about where they differ.
///
/// The time does depend on their lengths: those are not secret.
package func constantTimeEquals(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
}
