internal import COpenSSL
internal import NIOCore

/// One connection's `SSL`, between two memory BIOs: bytes in, bytes out, no socket.
///
/// Used on one event loop only.
final class TLSSession {
    private let ssl: OpaquePointer
    /// What came from the peer and is not read yet. Owned by `ssl`, as is the next.
    private var incoming: OpaquePointer
    /// What is to go to the peer.
    private var outgoing: OpaquePointer
    /// Most bytes that `incoming` was given at a time.
    private var largestPiece = 0
    // The context must outlive the connection's use of its ALPN callback.
    private let context: TLSContext

    /// A memory BIO that held more than this is replaced once it is empty: it would
    /// keep its size, some 40 KB for each connection that ever moved a large page.
    private static let keptBytes = 4096

    /// Bytes of plaintext in the largest record (RFC 8446, section 5.1).
    static let largestRecord = 16_384

    /// A server's side, or a client's that expects the peer to be `name`.
    ///
    /// - Parameter name: the host name or IP address that the server's
    ///   certificate must bear; nil on the server's side.
    init(_ context: TLSContext, expecting name: String?) throws(TLSError) {
        OpenSSLErrorQueue.clear()
        guard let ssl = SSL_new(context.raw) else {
            throw .noConnectionState(reason: OpenSSLErrorQueue.drain())
        }
        guard let incoming = BIO_new(BIO_s_mem()), let outgoing = BIO_new(BIO_s_mem()) else {
            SSL_free(ssl)
            throw .noConnectionState(reason: OpenSSLErrorQueue.drain())
        }
        SSL_set_bio(ssl, incoming, outgoing)
        self.ssl = ssl
        self.incoming = incoming
        self.outgoing = outgoing
        self.context = context
        switch context.side {
        case .server: SSL_set_accept_state(ssl)
        case .client: SSL_set_connect_state(ssl)
        }
        if let name { try expect(name) }
    }

    deinit { SSL_free(ssl) }

    /// Asks for the name (SNI) and insists on it; an IP address is only insisted on.
    private func expect(_ name: String) throws(TLSError) {
        let parameters = SSL_get0_param(ssl)
        if X509_VERIFY_PARAM_set1_ip_asc(parameters, name) == 1 { return }
        OpenSSLErrorQueue.clear()
        guard SSL_set1_host(ssl, name) == 1, COpenSSL_SSL_set_tlsext_host_name(ssl, name) == 1
        else {
            throw .noConnectionState(reason: OpenSSLErrorQueue.drain())
        }
    }

    /// How far a handshake has come.
    enum Handshake { case done, starved, failed(String) }

    /// Takes the handshake as far as the bytes at hand allow.
    func handshake() -> Handshake {
        OpenSSLErrorQueue.clear()
        let outcome = SSL_do_handshake(ssl)
        if outcome == 1 { return .done }
        if SSL_get_error(ssl, outcome) == SSL_ERROR_WANT_READ { return .starved }
        return .failed(reason())
    }

    /// Takes in up to `limit` of the peer's bytes; false when there is no memory for any.
    func receive(_ bytes: inout ByteBuffer, atMost limit: Int) -> Bool {
        let taken = bytes.withUnsafeReadableBytes {
            BIO_write(incoming, $0.baseAddress, Int32(min($0.count, limit)))
        }
        guard taken > 0 else { return false }
        bytes.moveReaderIndex(forwardBy: Int(taken))
        largestPiece = max(largestPiece, Int(taken))
        return true
    }

    /// What one attempt to read gave.
    enum Reading { case some, starved, ended, failed(String) }

    /// Appends decrypted bytes, as many as one record holds at most.
    func decrypt(into plain: inout ByteBuffer) -> Reading {
        OpenSSLErrorQueue.clear()
        var outcome: Int32 = 0
        plain.writeWithUnsafeMutableBytes(minimumWritableBytes: 2048) { room in
            outcome = SSL_read(ssl, room.baseAddress, Int32(clamping: room.count))
            return Int(max(0, outcome))
        }
        if outcome > 0 { return .some }
        switch SSL_get_error(ssl, outcome) {
        case SSL_ERROR_WANT_READ:
            trimIncoming()
            return .starved
        case SSL_ERROR_ZERO_RETURN: return .ended
        default: return .failed(reason())
        }
    }

    /// Encrypts the bytes into a record; nil, or OpenSSL's reason for not doing so.
    ///
    /// - Precondition: the handshake is done, and there is at least one byte.
    func encrypt(_ plain: ByteBuffer) -> String? {
        OpenSSLErrorQueue.clear()
        let outcome = plain.withUnsafeReadableBytes {
            SSL_write(ssl, $0.baseAddress, Int32($0.count))
        }
        return outcome == Int32(plain.readableBytes) ? nil : reason()
    }

    /// Puts our close_notify among what is to go out.
    func sayGoodbye() {
        OpenSSLErrorQueue.clear()
        SSL_shutdown(ssl)
        OpenSSLErrorQueue.clear()
    }

    /// What is to go to the peer, and is now the caller's; nil when there is nothing.
    func takeCiphertext(_ allocator: ByteBufferAllocator) -> ByteBuffer? {
        let count = COpenSSL_BIO_pending(outgoing)
        guard count > 0 else { return nil }
        var bytes = allocator.buffer(capacity: Int(count))
        bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: Int(count)) {
            Int(max(0, BIO_read(outgoing, $0.baseAddress, count)))
        }
        trimOutgoing(after: bytes.readableBytes)
        return bytes
    }

    private func trimIncoming() {
        guard largestPiece > Self.keptBytes, COpenSSL_BIO_pending(incoming) == 0,
            let fresh = BIO_new(BIO_s_mem())
        else { return }
        SSL_set0_rbio(ssl, fresh)
        incoming = fresh
        largestPiece = 0
    }

    private func trimOutgoing(after count: Int) {
        guard count > Self.keptBytes, SSL_is_init_finished(ssl) == 1,
            let fresh = BIO_new(BIO_s_mem())
        else { return }
        SSL_set0_wbio(ssl, fresh)
        outgoing = fresh
    }

    /// The protocol agreed on by ALPN, if any.
    var negotiatedProtocol: String? {
        var name: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &name, &count)
        guard count > 0 else { return nil }
        return String(decoding: UnsafeBufferPointer(start: name, count: Int(count)), as: UTF8.self)
    }

    /// `TLSv1.3` or `TLSv1.2`.
    var version: String { String(cString: SSL_get_version(ssl)) }

    /// Whether the handshake took up an earlier session.
    var isResumed: Bool { SSL_session_reused(ssl) == 1 }

    /// OpenSSL's errors, with what it thinks of the peer's certificate.
    private func reason() -> String {
        let errors = OpenSSLErrorQueue.drain()
        let verdict = SSL_get_verify_result(ssl)
        guard context.side == .client, verdict != X509_V_OK else { return errors }
        return "\(errors): \(String(cString: X509_verify_cert_error_string(verdict)))"
    }
}
