internal import COpenSSL

/// A certificate before it is signed.
struct CertificateDraft {
    /// The common name.
    var subject: String
    /// Seconds since 1970.
    var notBefore: Int
    /// Seconds since 1970.
    var notAfter: Int
    var extensions: Extensions

    /// What the certificate is good for.
    enum Extensions {
        /// Signing server certificates, and no further authorities.
        case authority
        /// Being the server of these host names and IP addresses.
        case server([String])
    }

    /// Who signs.
    enum Signer {
        case itself
        case authority(X509Certificate, PrivateKey)
    }

    /// A signed certificate for the key (ECDSA or RSA with SHA-256), with a random serial number.
    func signed(
        for key: PrivateKey, by signer: Signer
    ) throws(CertificateError) -> X509Certificate {
        OpenSSLErrorQueue.clear()
        guard let raw = X509_new() else { throw failure() }
        let certificate = X509Certificate(taking: raw)
        let (issuer, signingKey) =
            switch signer {
            case .itself: (certificate, key)
            case .authority(let authority, let authorityKey): (authority, authorityKey)
            }
        guard X509_set_version(raw, 2) == 1, setSerial(raw), setValidity(raw),
            X509_NAME_add_entry_by_txt(
                X509_get_subject_name(raw), "CN", MBSTRING_FLAG | 0, subject, -1, -1, 0) == 1,
            X509_set_issuer_name(raw, X509_get_subject_name(issuer.raw)) == 1,
            X509_set_pubkey(raw, key.raw) == 1
        else { throw failure() }
        for (identifier, value) in extensions.values {
            guard add(identifier, value, to: raw, issuer: issuer.raw) else { throw failure() }
        }
        guard X509_sign(raw, signingKey.raw, EVP_sha256()) > 0 else { throw failure() }
        return certificate
    }

    /// Whether a text is a host name (letters, digits, hyphens, dots, a leading
    /// `*.`) or an IP address, and so may stand in a certificate.
    static func isName(_ text: String) -> Bool {
        if isAddress(text) { return true }
        let name = text.hasPrefix("*.") ? text.dropFirst(2) : text[...]
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count)
                    && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
                    && !label.hasPrefix("-") && !label.hasSuffix("-")
            }
    }

    fileprivate static func isAddress(_ text: String) -> Bool {
        defer { OpenSSLErrorQueue.clear() }
        guard let address = a2i_IPADDRESS(text) else { return false }
        ASN1_OCTET_STRING_free(address)
        return true
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private func setSerial(_ raw: OpaquePointer) -> Bool {
        // 127 bits: positive, unguessable, and within the 20 bytes of RFC 5280.
        guard let number = BN_new() else { return false }
        defer { BN_free(number) }
        return BN_rand(number, 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1
            && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(raw)) != nil
    }

    private func setValidity(_ raw: OpaquePointer) -> Bool {
        ASN1_TIME_set(X509_getm_notBefore(raw), notBefore) != nil
            && ASN1_TIME_set(X509_getm_notAfter(raw), notAfter) != nil
    }

    private func add(
        _ identifier: Int32, _ value: String, to raw: OpaquePointer, issuer: OpaquePointer
    ) -> Bool {
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer, raw, nil, nil, 0)
        guard let made = X509V3_EXT_conf_nid(nil, &context, identifier, value) else { return false }
        defer { X509_EXTENSION_free(made) }
        return X509_add_ext(raw, made, -1) == 1
    }

    private func failure() -> CertificateError {
        .openSSL(doing: "making a certificate", reason: OpenSSLErrorQueue.drain())
    }
}

extension CertificateDraft.Extensions {
    /// OpenSSL's number of each extension, and its value as in OpenSSL's configuration files.
    fileprivate var values: [(Int32, String)] {
        switch self {
        case .authority:
            [
                (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"),
                (NID_key_usage, "critical,keyCertSign,cRLSign"),
                (NID_subject_key_identifier, "hash"),
            ]
        case .server(let names):
            [
                (NID_basic_constraints, "critical,CA:FALSE"),
                (NID_key_usage, "critical,digitalSignature"),
                (NID_ext_key_usage, "serverAuth"),
                (NID_subject_key_identifier, "hash"),
                (NID_authority_key_identifier, "keyid:always"),
                (
                    NID_subject_alt_name,
                    names.map { (CertificateDraft.isAddress($0) ? "IP:" : "DNS:") + $0 }.joined(
                        separator: ",")
                ),
            ]
        }
    }
}
