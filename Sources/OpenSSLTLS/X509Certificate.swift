internal import COpenSSL

/// An X509 of OpenSSL, owned.
final class X509Certificate {
    let raw: OpaquePointer

    /// Takes over an object that the caller owns.
    init(taking raw: OpaquePointer) { self.raw = raw }

    deinit { X509_free(raw) }

    /// What may leave this module: plain values.
    var summary: Certificate {
        Certificate(
            der: der,
            subject: text(of: X509_get_subject_name(raw)),
            issuer: text(of: X509_get_issuer_name(raw)),
            notBefore: seconds(X509_get0_notBefore(raw)),
            notAfter: seconds(X509_get0_notAfter(raw)))
    }

    /// Whether the other certificate's key signed this one.
    func isSigned(by issuer: X509Certificate) -> Bool {
        defer { OpenSSLErrorQueue.clear() }
        return X509_check_issued(issuer.raw, raw) == X509_V_OK
            && X509_verify(raw, X509_get0_pubkey(issuer.raw)) == 1
    }

    /// Whether the private key belongs to this certificate.
    func matches(_ key: PrivateKey) -> Bool {
        defer { OpenSSLErrorQueue.clear() }
        return X509_check_private_key(raw, key.raw) == 1
    }

    /// Whether a browser would accept this certificate for the host name or IP address.
    func covers(_ name: String) -> Bool {
        defer { OpenSSLErrorQueue.clear() }
        return X509_check_ip_asc(raw, name, 0) == 1
            || X509_check_host(raw, name, name.utf8.count, 0, nil) == 1
    }

    private var der: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(max(0, i2d_X509(raw, nil))))
        bytes.withUnsafeMutableBufferPointer { buffer in
            var end: UnsafeMutablePointer<UInt8>? = buffer.baseAddress
            _ = i2d_X509(raw, &end)
        }
        return bytes
    }

    private func text(of name: OpaquePointer?) -> String {
        guard let name, let bio = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(bio) }
        X509_NAME_print_ex(bio, name, 0, COpenSSL_XN_FLAG_ONELINE() & ~UInt(ASN1_STRFLGS_ESC_MSB))
        return String(decoding: contents(of: bio), as: UTF8.self)
    }

    /// Seconds since 1970; 0 for a time that cannot be read.
    private func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int {
        guard let epoch = ASN1_TIME_set(nil, 0) else { return 0 }
        defer { ASN1_TIME_free(epoch) }
        var days: Int32 = 0
        var rest: Int32 = 0
        guard ASN1_TIME_diff(&days, &rest, epoch, time) == 1 else { return 0 }
        return Int(days) * 86_400 + Int(rest)
    }
}

/// Takes all bytes out of a memory BIO.
func contents(of bio: OpaquePointer) -> [UInt8] {
    let count = COpenSSL_BIO_pending(bio)
    return [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, initialised in
        initialised = Int(max(0, BIO_read(bio, buffer.baseAddress, count)))
    }
}
