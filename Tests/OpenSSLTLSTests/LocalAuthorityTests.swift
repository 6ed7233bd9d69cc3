import Foundation
import Testing

@testable import OpenSSLTLS

@Suite struct LocalAuthorityTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/tls" }
    private let day = 86_400
    private let now = Int(Date().timeIntervalSince1970)

    init() throws { folder = try TemporaryFolder() }

    private func open(names: [String] = [], in days: Int = 0) throws -> LocalAuthority {
        try LocalAuthority.open(
            folder: path, title: "Trường THPT Sa Đéc", names: names, now: now + days * day)
    }

    @Test func isMadeOnceAndUsedAgain() throws {
        let first = try open()
        let second = try open()
        #expect(first.made == .authorityAndServer)
        #expect(second.made == .nothing)
        #expect(second.authority == first.authority)
        #expect(second.server == first.server)
        #expect(first.authority.subject == "CN = Trường THPT Sa Đéc")
        #expect(first.server.issuer == first.authority.subject)
    }

    @Test func keysAreTheirOwnersOnly() throws {
        _ = try open()
        let modes = try ["", "/authority.key.pem", "/server.key.pem"].map { name in
            try FileManager.default.attributesOfItem(atPath: path + name)[.posixPermissions] as? Int
        }
        #expect(modes == [0o700, 0o600, 0o600])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: path).sorted() == [
                "authority.key.pem", "authority.pem", "server.key.pem", "server.pem",
            ])
    }

    @Test func livesAsLongAsBrowsersAllow() throws {
        let made = try open()
        #expect(made.server.notAfter - made.server.notBefore <= 397 * day)
        #expect(made.server.notBefore < now)
        #expect(made.authority.notAfter - now > 3650 * day)
    }

    @Test(arguments: [
        (name: "localhost", isCovered: true), (name: "127.0.0.1", isCovered: true),
        (name: "::1", isCovered: true), (name: "thi.truong.example", isCovered: true),
        (name: "192.168.1.20", isCovered: true), (name: "a.lop.example", isCovered: true),
        (name: "b.a.lop.example", isCovered: false), (name: "10.0.0.1", isCovered: false),
    ])
    func coversTheNamesThatItWasGiven(name: String, isCovered: Bool) throws {
        let made = try open(names: ["thi.truong.example", "192.168.1.20", "*.lop.example"])
        #expect(made.server.covers(name) == isCovered)
    }

    @Test(arguments: [
        "", "two words", "DNS:evil,IP:1.2.3.4", "a,b", "-a.example", "a..b", "đề.example",
        String(repeating: "a", count: 64),
    ])
    func refusesWhatIsNoName(name: String) {
        #expect(throws: CertificateError.badName(name)) { try open(names: [name]) }
    }

    @Test(arguments: [
        (days: 300, made: LocalAuthority.Made.nothing),
        (days: 364, made: .nothing),
        (days: 366, made: .server),  // in the last 30 days
        (days: 500, made: .server),  // long over
    ])
    func renewsTheServerInTime(days: Int, made: LocalAuthority.Made) throws {
        let first = try open()
        let later = try open(in: days)
        #expect(later.made == made)
        #expect(later.authority == first.authority)
        #expect((later.server == first.server) == (made == .nothing))
    }

    @Test func aNewNameMakesTheServerAnew() throws {
        let first = try open()
        let second = try open(names: ["thi.truong.example"])
        #expect(second.made == .server)
        #expect(second.authority == first.authority)
        #expect(second.server.covers("thi.truong.example"))
    }

    @Test(arguments: ["server.pem", "server.key.pem"])
    func damagedServerFilesAreMadeAnew(name: String) throws {
        let first = try open()
        try folder.write("tls/" + name, Array("damaged".utf8))
        let second = try open()
        #expect(second.made == .server)
        #expect(second.authority == first.authority)
    }

    /// Devices trust it: a new one would cut them all off, so that is a person's decision.
    @Test func theAuthorityIsNeverReplaced() throws {
        let first = try open()
        #expect(throws: CertificateError.authorityExpired(file: path + "/authority.pem")) {
            try open(in: 3652)
        }
        try folder.write("tls/authority.pem", Array("damaged".utf8))
        #expect(throws: CertificateError.self) { try open() }
        #expect(try folder.read("tls/authority.pem") == "damaged")
        try folder.write("tls/authority.pem", Array(first.authority.pem.utf8))
        #expect(try open().made == .nothing)
    }

    /// Its key may be kept elsewhere until the server's certificate nears its end.
    @Test func theAuthoritysKeyIsNeededOnlyToSign() throws {
        _ = try open()
        try FileManager.default.removeItem(atPath: path + "/authority.key.pem")
        #expect(try open().made == .nothing)
        #expect(throws: CertificateError.self) { try open(in: 380) }
    }

    @Test func theServerNeverOutlivesItsAuthority() throws {
        let first = try open()
        let later = try open(in: 3500)
        #expect(later.server.notAfter == first.authority.notAfter)
    }

    /// OpenSSL's own verifier, as strict as it can be.
    @Test func satisfiesAStrictVerifier() async throws {
        let made = try open(names: ["thi.truong.example"])
        for name in [["-verify_hostname", "thi.truong.example"], ["-verify_ip", "127.0.0.1"]] {
            let outcome = try await Tool.openssl.run(
                ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile"]
                    + [path + "/authority.pem"] + name + [made.chainFile])
            #expect(outcome.status == 0, "\(outcome.all)")
        }
    }

    @Test func fingerprintsAreAsOpenSSLPrintsThem() async throws {
        let made = try open()
        let outcome = try await Tool.openssl.run([
            "x509", "-noout", "-fingerprint", "-sha256", "-in", path + "/authority.pem",
        ])
        #expect(outcome.output == "sha256 Fingerprint=\(made.authority.fingerprint)\n")
    }

    @Test func theDERIsTheSameCertificate() async throws {
        let made = try open()
        let der = try folder.write("ca.der", made.authority.der)
        let outcome = try await Tool.openssl.run(["x509", "-inform", "DER", "-in", der])
        #expect(outcome.output == made.authority.pem)
    }
}
