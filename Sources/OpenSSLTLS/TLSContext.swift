internal import COpenSSL

/// What all connections of one server certificate, or of one client, share: an `SSL_CTX`.
///
/// TLS 1.2 and 1.3, ciphers with forward secrecy and authentication only, ALPN
/// `http/1.1`, no compression, no renegotiation. A server resumes sessions by
/// tickets, whose keys live and die with the context.
// @unchecked: OpenSSL counts references to an SSL_CTX atomically and locks its
// session cache; everything else in it is set before `init` returns and only
// read after.
package final class TLSContext: @unchecked Sendable {
    let raw: OpaquePointer

    /// Which side of a connection the context is for.
    enum Side { case server, client }
    let side: Side

    /// The certificate that a server shows; nil for a client.
    package let certificate: Certificate?

    private init(side: Side, raw: OpaquePointer, certificate: Certificate?) {
        self.side = side
        self.raw = raw
        self.certificate = certificate
    }

    deinit { SSL_CTX_free(raw) }

    /// A server's context.
    ///
    /// - Parameters:
    ///   - chain: the server's certificate, then those that lead from it to its authority.
    ///   - key: the private key of the first of them, without passphrase.
    /// - Throws: which of the two is wrong, and what OpenSSL said of it.
    package static func server(
        chain: PEMSource, key: PEMSource
    ) throws(CertificateError) -> TLSContext {
        let certificates = try chain.certificates()
        let privateKey = try key.privateKey()
        let leaf = certificates[0]
        guard leaf.matches(privateKey) else {
            throw .keyDoesNotMatch(certificate: chain.name, key: key.name)
        }
        let context = TLSContext(
            side: .server, raw: try bare(.server), certificate: leaf.summary)
        try context.setServerDefaults()
        try context.require(SSL_CTX_use_certificate(context.raw, leaf.raw), of: chain.name)
        for certificate in certificates.dropFirst() {
            // The context takes over a reference of its own.
            X509_up_ref(certificate.raw)
            try context.require(
                COpenSSL_SSL_CTX_add0_chain_cert(context.raw, certificate.raw), of: chain.name)
        }
        try context.require(SSL_CTX_use_PrivateKey(context.raw, privateKey.raw), of: key.name)
        return context
    }

    /// A client's context, which insists on a certificate that leads to an authority it trusts.
    ///
    /// - Parameter authorities: whom to trust; nil for those that the system trusts.
    package static func client(
        trusting authorities: PEMSource? = nil
    ) throws(CertificateError) -> TLSContext {
        let context = TLSContext(side: .client, raw: try bare(.client), certificate: nil)
        SSL_CTX_set_verify(context.raw, SSL_VERIFY_PEER, nil)
        let http1: [UInt8] = [8] + Array("http/1.1".utf8)
        SSL_CTX_set_alpn_protos(context.raw, http1, UInt32(http1.count))
        guard let authorities else {
            try context.require(
                SSL_CTX_set_default_verify_paths(context.raw), of: "the system's authorities")
            return context
        }
        let store = SSL_CTX_get_cert_store(context.raw)
        for authority in try authorities.certificates() {
            try context.require(X509_STORE_add_cert(store, authority.raw), of: authorities.name)
        }
        return context
    }

    /// What both sides have in common.
    private static func bare(_ side: Side) throws(CertificateError) -> OpaquePointer {
        OpenSSLErrorQueue.clear()
        let method = side == .server ? TLS_server_method() : TLS_client_method()
        guard let raw = SSL_CTX_new(method) else {
            throw .openSSL(doing: "setting up TLS", reason: OpenSSLErrorQueue.drain())
        }
        let agreed =
            COpenSSL_SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION) == 1
            && COpenSSL_SSL_CTX_set_max_proto_version(raw, TLS1_3_VERSION) == 1
            && SSL_CTX_set_cipher_list(raw, Ciphers.tls12) == 1
            && SSL_CTX_set_ciphersuites(raw, Ciphers.tls13) == 1
            && COpenSSL_SSL_CTX_set1_groups_list(raw, Ciphers.groups) == 1
        guard agreed else {
            SSL_CTX_free(raw)
            throw .openSSL(doing: "setting up TLS", reason: OpenSSLErrorQueue.drain())
        }
        SSL_CTX_set_options(
            raw, COpenSSL_SSL_OP_NO_COMPRESSION() | COpenSSL_SSL_OP_NO_RENEGOTIATION())
        // An idle connection gives its 34 KB of record buffers back.
        _ = COpenSSL_SSL_CTX_set_mode(raw, Int(SSL_MODE_RELEASE_BUFFERS))
        return raw
    }

    private func setServerDefaults() throws(CertificateError) {
        // Our order, except that a device without AES in hardware may ask for ChaCha20.
        SSL_CTX_set_options(
            raw,
            COpenSSL_SSL_OP_CIPHER_SERVER_PREFERENCE() | COpenSSL_SSL_OP_PRIORITIZE_CHACHA())
        let name = Array("http/1.1".utf8)
        try require(
            SSL_CTX_set_session_id_context(raw, name, UInt32(name.count)), of: "session context")
        _ = COpenSSL_SSL_CTX_set_session_cache_mode(raw, Int(SSL_SESS_CACHE_SERVER))
        // Only clients of TLS 1.2 that know no tickets need the cache.
        _ = COpenSSL_SSL_CTX_sess_set_cache_size(raw, 4096)
        SSL_CTX_set_timeout(raw, 2 * 60 * 60)
        SSL_CTX_set_alpn_select_cb(raw, chooseHTTP1, nil)
    }

    private func require(_ outcome: Int32, of file: String) throws(CertificateError) {
        guard outcome != 1 else { return }
        throw .refused(file: file, reason: OpenSSLErrorQueue.drain())
    }
}

/// What we speak, best first. All of it has forward secrecy and authenticated encryption.
private enum Ciphers {
    static let tls13 =
        "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_256_GCM_SHA384"
    static let tls12 =
        "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
        + "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"
        + "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384"
    static let groups = "X25519:P-256:P-384"
}

/// Picks `http/1.1` from the protocols that a client offers; with none in common
/// the handshake must fail (RFC 7301, section 3.2).
private func chooseHTTP1(
    connection: OpaquePointer?, chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    chosenLength: UnsafeMutablePointer<UInt8>?, offer: UnsafePointer<UInt8>?, offerLength: UInt32,
    context: UnsafeMutableRawPointer?
) -> Int32 {
    let wanted = Array("http/1.1".utf8)
    let offer = UnsafeBufferPointer(start: offer, count: Int(offerLength))
    var start = 0
    while start < offer.count {
        let name = offer[(start + 1)...].prefix(Int(offer[start]))
        if name.elementsEqual(wanted) {
            chosen?.pointee = offer.baseAddress?.advanced(by: name.startIndex)
            chosenLength?.pointee = UInt8(name.count)
            return SSL_TLSEXT_ERR_OK
        }
        start = name.endIndex
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL
}
