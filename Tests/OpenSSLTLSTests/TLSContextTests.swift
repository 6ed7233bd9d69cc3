import Foundation
import Testing

@testable import OpenSSLTLS

@Suite struct TLSContextTests {
    private let folder: TemporaryFolder
    private let made: LocalAuthority

    init() throws {
        folder = try TemporaryFolder()
        made = try LocalAuthority.open(folder: folder.path + "/tls", title: "Test authority")
    }

    private func failure(chain: PEMSource, key: PEMSource) -> CertificateError? {
        do throws(CertificateError) {
            _ = try TLSContext.server(chain: chain, key: key)
            return nil
        } catch { return error }
    }

    @Test func takesAMatchingPair() throws {
        let context = try TLSContext.server(chain: .file(made.chainFile), key: .file(made.keyFile))
        #expect(context.certificate == made.server)
    }

    @Test func namesTheFileThatIsNotThere() {
        let error = failure(chain: .file("/nowhere/a.pem"), key: .file(made.keyFile))
        #expect(error == .unreadable(file: "/nowhere/a.pem", reason: "No such file or directory"))
    }

    @Test func namesTheFileThatIsNoCertificate() throws {
        // A key where the chain should be, an empty file, half a file, and a
        // good certificate followed by a damaged one.
        let good = try folder.read("tls/server.pem")
        for text in [
            try folder.read("tls/server.key.pem"), "", String(good.prefix(300)),
            good + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ] {
            let bad = PEMSource.memory(Array(text.utf8), name: "bad.pem")
            guard
                case .noCertificate(file: "bad.pem", _) = failure(
                    chain: bad, key: .file(made.keyFile))
            else {
                Issue.record("took \(text)")
                return
            }
        }
    }

    @Test func namesTheFileThatIsNoKey() throws {
        for text in [try folder.read("tls/server.pem"), "", "no PEM"] {
            let bad = PEMSource.memory(Array(text.utf8), name: "bad.key")
            guard case .noKey(file: "bad.key", _) = failure(chain: .file(made.chainFile), key: bad)
            else {
                Issue.record("took \(text)")
                return
            }
        }
    }

    @Test func tellsAKeyOfAnotherCertificate() throws {
        let other = try LocalAuthority.open(folder: folder.path + "/other", title: "Another")
        let error = failure(chain: .file(made.chainFile), key: .file(other.keyFile))
        #expect(error == .keyDoesNotMatch(certificate: made.chainFile, key: other.keyFile))
    }

    /// It must not ask on the terminal, and must say what is wrong.
    @Test func tellsAKeyWithAPassphrase() async throws {
        let locked = folder.path + "/locked.pem"
        let outcome = try await Tool.openssl.run([
            "pkcs8", "-topk8", "-in", made.keyFile, "-out", locked, "-passout", "pass:secret",
        ])
        try #require(outcome.status == 0)
        let error = failure(chain: .file(made.chainFile), key: .file(locked))
        #expect(error == .encryptedKey(file: locked))
    }

    /// Keys of other kinds than ours: a public authority may have signed any of them.
    @Test(arguments: [
        (kind: ["rsa:2048"], isTaken: true),
        (kind: ["rsa:1024"], isTaken: false),  // too short for OpenSSL's security level 2
        (kind: ["ec", "-pkeyopt", "ec_paramgen_curve:P-384"], isTaken: true),
        (kind: ["ed25519"], isTaken: true),
    ])
    func judgesTheKindOfKey(kind: [String], isTaken: Bool) async throws {
        let files = (chain: folder.path + "/c.pem", key: folder.path + "/k.pem")
        let outcome = try await Tool.openssl.run(
            ["req", "-x509", "-nodes", "-subj", "/CN=localhost", "-keyout", files.key]
                + ["-out", files.chain, "-newkey"] + kind)
        try #require(outcome.status == 0, "\(outcome.errors)")
        let error = failure(chain: .file(files.chain), key: .file(files.key))
        if isTaken {
            #expect(error == nil)
        } else {
            guard case .refused(file: files.chain, let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.contains("too small"))
        }
    }

    /// What a public authority gives: a certificate, and the one between it and the root.
    @Test func sendsTheWholeChain() async throws {
        let path = folder.path
        try folder.write("ca.txt", Array("basicConstraints=critical,CA:TRUE\n".utf8))
        try folder.write("leaf.txt", Array("subjectAltName=DNS:localhost\n".utf8))
        func make(_ name: String, signedBy issuer: String?, _ extensions: String) async throws {
            let request = try await Tool.openssl.run([
                "req", "-new", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=\(name)",
                "-keyout", "\(path)/\(name).key", "-out", "\(path)/\(name).csr",
            ])
            try #require(request.status == 0, "\(request.errors)")
            let signer = issuer.map { ["-CA", "\(path)/\($0).crt", "-CAkey", "\(path)/\($0).key"] }
            let signed = try await Tool.openssl.run(
                ["x509", "-req", "-in", "\(path)/\(name).csr", "-out", "\(path)/\(name).crt"]
                    + ["-extfile", "\(path)/\(extensions)"]
                    + (signer ?? ["-signkey", "\(path)/\(name).key"]))
            try #require(signed.status == 0, "\(signed.errors)")
        }
        try await make("root", signedBy: nil, "ca.txt")
        try await make("middle", signedBy: "root", "ca.txt")
        try await make("leaf", signedBy: "middle", "leaf.txt")
        let chain = try folder.write(
            "chain.pem", Array((folder.read("leaf.crt") + folder.read("middle.crt")).utf8))
        let pair = try Pair(
            showing: .server(chain: .file(chain), key: .file(path + "/leaf.key")),
            trusting: .file(path + "/root.crt"))
        try pair.open()
        #expect(pair.clientSide.errors == [])
        #expect(pair.clientSide.events.first?.hasPrefix("handshakeCompleted") == true)
    }

    @Test func anIdentityOfALocalAuthorityRenewsItself() throws {
        let path = folder.path + "/tls"
        let identity = try TLSIdentity(authorityFolder: path, title: "Test authority")
        #expect(identity.certificate == made.server)
        try FileManager.default.removeItem(atPath: made.chainFile)
        try identity.reload()
        #expect(identity.certificate?.issuer == made.authority.subject)
        #expect(identity.certificate != made.server)
    }

    @Test func aFailedReloadKeepsTheOldAndSaysWhy() throws {
        let identity = try TLSIdentity(chainFile: made.chainFile, keyFile: made.keyFile)
        let before = identity.certificate
        try folder.write("tls/server.pem", Array("half a fi".utf8))
        #expect(throws: CertificateError.self) { try identity.reload() }
        #expect(identity.certificate == before)
        let renewed = try LocalAuthority.open(folder: folder.path + "/tls", title: "Test authority")
        try identity.reload()
        #expect(identity.certificate == renewed.server)
        #expect(identity.certificate != before)
    }
}
