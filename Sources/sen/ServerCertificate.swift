import OpenSSLTLS
import Web

/// The certificate a server shows: from files, else by its own local authority.
struct ServerCertificate {
    let identity: TLSIdentity
    /// What browsers in a closed network must be told to trust; nil with files.
    let authority: SiteSettings.Authority?

    /// - Throws: `CertificateError`, naming the file.
    init(_ settings: Settings) throws(CertificateError) {
        if let files = settings.certificate {
            identity = try TLSIdentity(chainFile: files.certificate, keyFile: files.key)
            authority = nil
            return
        }
        let folder = "\(settings.dataFolder)/certificates"
        identity = try TLSIdentity(authorityFolder: folder, title: "Sen", names: settings.names)
        let local = try LocalAuthority.open(folder: folder, title: "Sen", names: settings.names)
        authority = SiteSettings.Authority(
            fingerprint: local.authority.fingerprint, der: local.authority.der,
            pem: local.authority.pem)
    }
}
