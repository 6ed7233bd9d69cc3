internal import COpenSSL

/// What a certificate says, as plain values.
package struct Certificate: Equatable, Sendable {
    /// The certificate in DER form: what Windows and Android install.
    package let der: [UInt8]
    /// `CN = …, O = …`
    package let subject: String
    /// The subject of the one who signed it.
    package let issuer: String
    /// First moment of validity, in seconds since 1970.
    package let notBefore: Int
    /// Last moment of validity, in seconds since 1970.
    package let notAfter: Int

    /// The SHA-256 of the DER form as `AA:BB:…`, as browsers show it.
    package var fingerprint: String {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        _ = SHA256(der, der.count, &digest)
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        return digest.map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }
            .joined(separator: ":")
    }

    /// The certificate in PEM form.
    package var pem: String {
        guard let bio = BIO_new(BIO_s_mem()), let certificate = x509 else { return "" }
        defer { BIO_free(bio) }
        PEM_write_bio_X509(bio, certificate.raw)
        return String(decoding: contents(of: bio), as: UTF8.self)
    }

    /// Whether a browser would accept this certificate for the host name or IP address.
    package func covers(_ name: String) -> Bool { x509?.covers(name) ?? false }

    private var x509: X509Certificate? {
        der.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return d2i_X509(nil, &start, buffer.count).map(X509Certificate.init(taking:))
        }
    }
}
