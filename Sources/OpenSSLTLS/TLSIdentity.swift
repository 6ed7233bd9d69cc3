internal import Synchronization

/// The certificate that a server shows, replaceable while it runs.
///
/// Connections keep the context that they began with; those that come after a
/// `reload()` are shown the new certificate.
package final class TLSIdentity: Sendable {
    private let load: @Sendable () throws(CertificateError) -> TLSContext
    private let current: Mutex<TLSContext>

    /// - Parameter load: reads the certificate anew; called now, and at each `reload()`.
    package init(_ load: @escaping @Sendable () throws(CertificateError) -> TLSContext)
        throws(CertificateError)
    {
        self.load = load
        current = Mutex(try load())
    }

    /// A certificate chain and its key from two PEM files.
    package convenience init(chainFile: String, keyFile: String) throws(CertificateError) {
        try self.init { () throws(CertificateError) -> TLSContext in
            try .server(chain: .file(chainFile), key: .file(keyFile))
        }
    }

    /// A certificate of a local authority, made or renewed as `LocalAuthority.open` says:
    /// a `reload()` now and then keeps it from running out.
    package convenience init(
        authorityFolder folder: String, title: String, names: [String] = []
    ) throws(CertificateError) {
        try self.init { () throws(CertificateError) -> TLSContext in
            let authority = try LocalAuthority.open(folder: folder, title: title, names: names)
            return try .server(chain: .file(authority.chainFile), key: .file(authority.keyFile))
        }
    }

    /// What new connections use.
    package var context: TLSContext { current.withLock { $0 } }

    /// The certificate that new connections are shown.
    package var certificate: Certificate? { context.certificate }

    /// Reads the certificate and key again, for connections from now on.
    ///
    /// It also ends all session tickets: their keys go with the old context.
    ///
    /// - Throws: what is wrong with the new files. The old certificate stays in use then.
    package func reload() throws(CertificateError) {
        let fresh = try load()
        current.withLock { $0 = fresh }
    }
}
