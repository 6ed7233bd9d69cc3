internal import COpenSSL

/// An EVP_PKEY of OpenSSL with its private half, owned.
final class PrivateKey {
    let raw: OpaquePointer

    /// Takes over an object that the caller owns.
    init(taking raw: OpaquePointer) { self.raw = raw }

    deinit { EVP_PKEY_free(raw) }

    /// A new key on the curve P-256: signs fast, and everything since Windows 7 knows it.
    static func p256() throws(CertificateError) -> PrivateKey {
        OpenSSLErrorQueue.clear()
        guard let key = COpenSSL_EVP_EC_gen("P-256") else {
            throw .openSSL(doing: "making a key", reason: OpenSSLErrorQueue.drain())
        }
        return PrivateKey(taking: key)
    }

    /// The key in PEM form (PKCS #8, without passphrase).
    func pem() throws(CertificateError) -> [UInt8] {
        OpenSSLErrorQueue.clear()
        guard let bio = BIO_new(BIO_s_mem()) else {
            throw .openSSL(doing: "writing a key", reason: OpenSSLErrorQueue.drain())
        }
        defer { BIO_free(bio) }
        guard PEM_write_bio_PrivateKey(bio, raw, nil, nil, 0, nil, nil) == 1 else {
            throw .openSSL(doing: "writing a key", reason: OpenSSLErrorQueue.drain())
        }
        return contents(of: bio)
    }
}
