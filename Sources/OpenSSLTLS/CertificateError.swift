/// Why a certificate, its key or an authority could not be used or made.
///
/// Each names the file, so that an administrator knows what to mend; none holds
/// anything of a key.
package enum CertificateError: Error, Equatable, CustomStringConvertible {
    /// The file could not be opened or read.
    case unreadable(file: String, reason: String)
    /// The file could not be written.
    case unwritable(file: String, reason: String)
    /// The file holds no certificate in PEM form, or a damaged one.
    case noCertificate(file: String, reason: String)
    /// The file holds no private key in PEM form, or a damaged one.
    case noKey(file: String, reason: String)
    /// The key needs a passphrase, which a server that starts by itself cannot ask for.
    case encryptedKey(file: String)
    /// The key is not the certificate's.
    case keyDoesNotMatch(certificate: String, key: String)
    /// OpenSSL will not use what the file holds: too short a key, say.
    case refused(file: String, reason: String)
    /// OpenSSL failed where no input was involved: memory, randomness.
    case openSSL(doing: String, reason: String)
    /// A host name or address that no certificate can hold.
    case badName(String)
    /// The local authority has come to its end.
    case authorityExpired(file: String)

    package var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file): cannot be read: \(reason)"
        case .unwritable(let file, let reason): "\(file): cannot be written: \(reason)"
        case .noCertificate(let file, let reason): "\(file): no PEM certificate: \(reason)"
        case .noKey(let file, let reason): "\(file): no PEM private key: \(reason)"
        case .encryptedKey(let file):
            "\(file): the key has a passphrase; give a key without one, readable by the server only"
        case .keyDoesNotMatch(let certificate, let key):
            "\(key): this is not the key of the certificate in \(certificate)"
        case .refused(let file, let reason): "\(file): not usable: \(reason)"
        case .openSSL(let doing, let reason): "\(doing): \(reason)"
        case .badName(let name): "\"\(name)\" is neither a host name nor an IP address"
        case .authorityExpired(let file):
            "\(file): the local authority has expired; move its folder away and start again, "
                + "then install the new authority where the old one was"
        }
    }
}
