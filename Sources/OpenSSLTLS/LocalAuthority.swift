internal import Glibc

/// A certificate authority of this server alone, for a network where no public one reaches.
///
/// It lives in a folder of four files, keys readable by their owner only:
///
/// | File | Holds | Lives |
/// |---|---|---|
/// | `authority.pem` | what people install on their devices | 10 years |
/// | `authority.key.pem` | its key; needed only to renew the server's certificate | |
/// | `server.pem` | the server's certificate | 396 days, renewed in the last 30 |
/// | `server.key.pem` | its key | |
///
/// What is there is used again. The authority is never replaced: the devices
/// that trust it would not trust another.
package struct LocalAuthority: Sendable {
    /// What `open` had to make.
    package enum Made: Equatable, Sendable { case nothing, server, authorityAndServer }

    /// The authority: to install on devices, and to compare fingerprints with.
    package let authority: Certificate
    /// The server's certificate.
    package let server: Certificate
    package let made: Made
    /// The PEM file of the server's certificate.
    package let chainFile: String
    /// The PEM file of its key.
    package let keyFile: String

    /// Opens the authority in a folder, makes what is missing and renews what nears its end.
    ///
    /// - Parameters:
    ///   - folder: made if it is not there; the folder around it must be.
    ///   - title: what devices show as the authority's name, 64 bytes at most; used when it is made.
    ///   - names: host names and addresses that the server answers to, beside
    ///     `localhost`, `127.0.0.1`, `::1` and the machine's own name. The server's
    ///     certificate is made anew when it lacks one of them.
    ///   - now: seconds since 1970.
    /// - Throws: which file is wrong and why. Nothing is overwritten that could be read.
    package static func open(
        folder: String, title: String, names: [String] = [], now: Int = Int(time(nil))
    ) throws(CertificateError) -> LocalAuthority {
        let files = Files(folder: folder)
        let names = try allNames(names)
        let isNew = !files.authority.exists
        if isNew { try makeAuthority(files, title: title, now: now) }
        let authority = try PEMSource.file(files.authority.path).certificates()[0]
        guard authority.summary.notAfter > now + 86_400 else {
            throw .authorityExpired(file: files.authority.path)
        }
        let kept = isNew ? nil : usableServer(files, of: authority, names: names, now: now)
        let server =
            if let kept { kept } else {
                try makeServer(files, signedBy: authority, names: names, now: now)
            }
        return LocalAuthority(
            authority: authority.summary, server: server.summary,
            made: isNew ? .authorityAndServer : kept == nil ? .server : .nothing,
            chainFile: files.server.path, keyFile: files.serverKey.path)
    }

    private struct Files {
        let authority, authorityKey, server, serverKey: SmallFile
        let folder: String

        init(folder: String) {
            self.folder = folder
            authority = SmallFile(folder + "/authority.pem")
            authorityKey = SmallFile(folder + "/authority.key.pem")
            server = SmallFile(folder + "/server.pem")
            serverKey = SmallFile(folder + "/server.key.pem")
        }
    }

    private static let day = 86_400

    private static func makeAuthority(
        _ files: Files, title: String, now: Int
    ) throws(CertificateError) {
        try SmallFile.makeFolder(files.folder)
        let key = try PrivateKey.p256()
        let certificate = try CertificateDraft(
            subject: title, notBefore: now - day, notAfter: now + 3652 * day,
            extensions: .authority
        ).signed(for: key, by: .itself)
        // The certificate last: while it is missing nothing has been made.
        try files.authorityKey.write(key.pem(), mode: 0o600)
        try files.authority.write(Array(certificate.summary.pem.utf8), mode: 0o644)
    }

    /// The server's certificate, if it can go on being used.
    private static func usableServer(
        _ files: Files, of authority: X509Certificate, names: [String], now: Int
    ) -> X509Certificate? {
        // Damaged or missing files are no loss here: both are made again.
        guard let chain = try? PEMSource.file(files.server.path).certificates(),
            let key = try? PEMSource.file(files.serverKey.path).privateKey(),
            let server = chain.first, server.matches(key), server.isSigned(by: authority),
            server.summary.notAfter > now + 30 * day, names.allSatisfy(server.covers)
        else { return nil }
        return server
    }

    private static func makeServer(
        _ files: Files, signedBy authority: X509Certificate, names: [String], now: Int
    ) throws(CertificateError) -> X509Certificate {
        let authorityKey = try PEMSource.file(files.authorityKey.path).privateKey()
        guard authority.matches(authorityKey) else {
            throw .keyDoesNotMatch(
                certificate: files.authority.path, key: files.authorityKey.path)
        }
        let key = try PrivateKey.p256()
        let certificate = try CertificateDraft(
            // A day back, for devices whose clock is slow. 397 days is the most
            // that browsers accept (CA/Browser Forum, ballot SC31).
            subject: "localhost", notBefore: now - day,
            notAfter: min(now + 395 * day, authority.summary.notAfter),
            extensions: .server(names)
        ).signed(for: key, by: .authority(authority, authorityKey))
        try files.serverKey.write(key.pem(), mode: 0o600)
        try files.server.write(Array(certificate.summary.pem.utf8), mode: 0o644)
        return certificate
    }

    /// The names asked for and those that go without saying, each once.
    private static func allNames(_ asked: [String]) throws(CertificateError) -> [String] {
        if let bad = asked.first(where: { !CertificateDraft.isName($0) }) { throw .badName(bad) }
        var all: [String] = []
        for name in ["localhost", "127.0.0.1", "::1", machineName] + asked
        where CertificateDraft.isName(name) && !all.contains(name) {
            all.append(name)
        }
        return all
    }

    private static var machineName: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        return String(
            decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
