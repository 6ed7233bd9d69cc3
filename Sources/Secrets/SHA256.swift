internal import COpenSSL

/// SHA-256 (FIPS 180-4), at once or in pieces.
///
/// ```
/// var hash = SHA256()
/// hash.update(head)
/// hash.update(tail)
/// let digest = hash.finish()
/// ```
package struct SHA256: ~Copyable {
    /// Bytes in a digest.
    package static let byteCount = 32

    private let state: OpaquePointer

    /// An empty message.
    package init() {
        // OpenSSL fails here only when the machine has no memory left.
        guard let state = EVP_MD_CTX_new(), EVP_DigestInit_ex(state, EVP_sha256(), nil) == 1 else {
            preconditionFailure("no memory for a SHA-256 state")
        }
        self.state = state
    }

    deinit { EVP_MD_CTX_free(state) }

    /// Appends bytes to the message.
    package mutating func update(_ bytes: some Sequence<UInt8>) {
        withBytes(of: bytes) { _ = EVP_DigestUpdate(state, $0.baseAddress, $0.count) }
    }

    /// The 32 bytes of the digest; the message ends here.
    package consuming func finish() -> [UInt8] {
        let state = self.state
        let digest = [UInt8](unsafeUninitializedCapacity: Self.byteCount) { digest, count in
            _ = EVP_DigestFinal_ex(state, digest.baseAddress, nil)
            count = Self.byteCount
        }
        EVP_MD_CTX_free(state)
        discard self
        return digest
    }

    /// The 32 bytes of the digest of a whole message.
    package static func digest(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        withBytes(of: bytes) { message in
            [UInt8](unsafeUninitializedCapacity: byteCount) { digest, count in
                _ = COpenSSL.SHA256(message.baseAddress, message.count, digest.baseAddress)
                count = byteCount
            }
        }
    }
}

/// Lends the bytes of any sequence as one contiguous run, copied only where they lie scattered.
func withBytes<Result>(
    of bytes: some Sequence<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
) -> Result {
    if let result = bytes.withContiguousStorageIfAvailable(body) { return result }
    return Array(bytes).withUnsafeBufferPointer(body)
}
