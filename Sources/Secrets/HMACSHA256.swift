internal import COpenSSL

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1).
package enum HMACSHA256 {
    /// The 32-byte code that only a holder of the key can make for this message.
    ///
    /// Compare codes with `constantTimeEquals`, never with `==`.
    package static func code(
        key: some Sequence<UInt8>, message: some Sequence<UInt8>
    ) -> [UInt8] {
        withBytes(of: key) { key in
            withBytes(of: message) { message in code(key: key, message: message) }
        }
    }

    private static func code(
        key: UnsafeBufferPointer<UInt8>, message: UnsafeBufferPointer<UInt8>
    ) -> [UInt8] {
        // HMAC() takes a null key to mean "the key of the call before", so an
        // empty key needs an address too.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { empty in
            [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { code, count in
                let address = key.baseAddress ?? UnsafePointer(empty.baseAddress)
                _ = HMAC(
                    EVP_sha256(), address, Int32(key.count), message.baseAddress, message.count,
                    code.baseAddress, nil)
                count = SHA256.byteCount
            }
        }
    }
}
