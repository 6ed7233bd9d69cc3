internal import COpenSSL

/// Where PEM text comes from: a file, or memory under a name for messages.
package enum PEMSource: Sendable {
    case file(String)
    case memory([UInt8], name: String)

    /// What to call it in an error.
    package var name: String {
        switch self {
        case .file(let path): path
        case .memory(_, let name): name
        }
    }

    /// The text, whole.
    ///
    /// - Throws: `.unreadable` with the system's reason.
    func bytes() throws(CertificateError) -> [UInt8] {
        switch self {
        case .file(let path): try SmallFile(path).read()
        case .memory(let bytes, _): bytes
        }
    }

    /// The certificates of the text, in its order; one at least.
    ///
    /// - Throws: `.unreadable`, or `.noCertificate` when there is none or one is damaged.
    func certificates() throws(CertificateError) -> [X509Certificate] {
        let text = try TextBIO(bytes())
        var found: [X509Certificate] = []
        OpenSSLErrorQueue.clear()
        while let certificate = PEM_read_bio_X509(text.bio, nil, refusePassphrase, nil) {
            found.append(X509Certificate(taking: certificate))
        }
        // "No start line" is how OpenSSL says that the text is at its end.
        let ended = ERR_peek_last_error() & UInt(ERR_REASON_MASK) == UInt(PEM_R_NO_START_LINE)
        let reason = OpenSSLErrorQueue.drain()
        guard !found.isEmpty, ended else { throw .noCertificate(file: name, reason: reason) }
        return found
    }

    /// The private key of the text.
    ///
    /// - Throws: `.unreadable`, `.encryptedKey`, or `.noKey`.
    func privateKey() throws(CertificateError) -> PrivateKey {
        let bytes = try bytes()
        let text = try TextBIO(bytes)
        OpenSSLErrorQueue.clear()
        guard let key = PEM_read_bio_PrivateKey(text.bio, nil, refusePassphrase, nil) else {
            let reason = OpenSSLErrorQueue.drain()
            let isEncrypted = String(decoding: bytes, as: UTF8.self).contains("ENCRYPTED")
            throw isEncrypted ? .encryptedKey(file: name) : .noKey(file: name, reason: reason)
        }
        return PrivateKey(taking: key)
    }
}

/// Without it OpenSSL would ask for a passphrase on the terminal, and wait.
private func refusePassphrase(
    buffer: UnsafeMutablePointer<CChar>?, size: Int32, isWriting: Int32,
    context: UnsafeMutableRawPointer?
) -> Int32 { -1 }

/// A text that OpenSSL reads from, for as long as this object lives.
private final class TextBIO {
    let bio: OpaquePointer

    init(_ bytes: [UInt8]) throws(CertificateError) {
        guard let bio = BIO_new(BIO_s_mem()) else {
            throw .openSSL(doing: "reading PEM", reason: OpenSSLErrorQueue.drain())
        }
        BIO_write(bio, bytes, Int32(clamping: bytes.count))
        self.bio = bio
    }

    deinit { BIO_free(bio) }
}
