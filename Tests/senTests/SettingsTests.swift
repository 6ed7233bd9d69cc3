import Foundation
import Logging
import Mail
import People
import Testing

@testable import sen

@Suite struct SettingsTests {
    @Test func defaultsServeThisMachineOnly() throws {
        let settings = try read()
        #expect(settings.host == "127.0.0.1", "a first try is nobody else's business")
        #expect(settings.port == 8443)
        #expect(settings.httpPort == nil)
        #expect(settings.certificate == nil)
        #expect(settings.dataFolder == "/work/here/data")
        #expect(settings.publicFolder == "/work/here/Public")
        #expect(settings.logLevel == .info)
        #expect(!settings.demo)
        #expect(settings.file == nil)
    }

    /// What stands where, and which of them wins.
    @Test(arguments: [
        (flag: "1", variable: "2", file: "3", port: 1, from: "--port"),
        (flag: nil, variable: "2", file: "3", port: 2, from: "SEN_PORT"),
        (flag: nil, variable: nil, file: "3", port: 3, from: "sen.conf:1"),
        (flag: nil, variable: "", file: "3", port: 3, from: "sen.conf:1"),  // compose files pass ""
        (flag: nil, variable: nil, file: nil, port: 8443, from: "default"),
    ])
    func flagOverEnvironmentOverFile(
        flag: String?, variable: String?, file: String?, port: Int, from: String
    ) throws {
        let folder = try TemporaryFolder()
        if let file { try folder.write("port = \(file)", to: "sen.conf") }
        let settings = try read(
            flags: [.port: flag, .data: folder.path], environment: variable.map { ["SEN_PORT": $0] }
        )
        #expect(settings.port == port)
        let line = settings.description.split(separator: "\n").first { $0.hasPrefix("port = ") }
        #expect(try #require(line).hasSuffix("\(from))"))
    }

    @Test func theFileMaySetEverything() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            \u{FEFF}# a province's server
            host = 0.0.0.0
            port=443    # the usual one
            http-port = 80
              certificate = tls/chain.pem
            key = /etc/sen/key#1.pem
            names = thi.dongthap.edu.vn, 10.0.0.5

            session-hours = 8
            log-level = debug
            public = ../Public
            maximum-connections = 5000
            handshake-seconds = 5
            idle-seconds = 120
            smtp = smtps://smtp.example.edu.vn
            smtp-from = sen@example.edu.vn
            smtp-user = sen
            smtp-password-file = secrets/smtp
            demo = yes
            """.replacing("\n", with: "\r\n"), to: "sen.conf")
        let settings = try read(flags: [.data: folder.path])
        #expect(settings.host == "0.0.0.0")
        #expect(settings.port == 443)
        #expect(settings.httpPort == 80)
        #expect(
            settings.certificate
                == .init(certificate: folder.path + "/tls/chain.pem", key: "/etc/sen/key#1.pem"),
            "a path in the file counts from the file; # inside a word is no comment")
        #expect(settings.names == ["thi.dongthap.edu.vn", "10.0.0.5"])
        #expect(settings.sessionHours == 8)
        #expect(settings.logLevel == .debug)
        #expect(settings.publicFolder == Settings.folder(of: folder.path) + "/Public")
        #expect(settings.maximumConnections == 5_000)
        #expect(settings.handshakeSeconds == 5)
        #expect(settings.idleSeconds == 120)
        #expect(settings.mail?.address == "smtps://smtp.example.edu.vn")
        #expect(settings.mail?.from.text == "sen@example.edu.vn")
        #expect(
            settings.mail?.account
                == .init(name: "sen", passwordFile: folder.path + "/secrets/smtp"))
        #expect(settings.demo)
        #expect(settings.file == folder.path + "/sen.conf")
    }

    /// Each stops the start and shows key, value and place.
    @Test(arguments: [
        (Settings.Key.port, "abc", "a number from 0 to 65535"),
        (.port, "65536", "a number from 0 to 65535"),
        (.port, "-1", "a number from 0 to 65535"),
        (.port, "+8443", "a number from 0 to 65535"),
        (.port, "8443.0", "a number from 0 to 65535"),
        (.port, "٨٤٤٣", "a number from 0 to 65535"),  // digits, but not ours
        (.port, "99999999999999999999", "a number from 0 to 65535"),
        (.port, "tcp://10.0.0.1:8443", "a number from 0 to 65535"),  // Kubernetes sets SEN_PORT so
        (.httpPort, "8443", "another port than that of HTTPS"),
        (.host, "https://thi.edu.vn", "an address or a host name"),
        (.host, "-v", "an address or a host name"),
        (.names, ",", "host names or addresses, separated by commas"),
        (.names, "thi.edu.vn, trường", "host names or addresses, separated by commas"),
        (.sessionHours, "0", "a number from 1 to 720"),
        (.logLevel, "loud", "one of trace, debug, info, notice, warning, error, critical"),
        (.maximumConnections, "0", "a number from 1 to 1000000"),
        (.handshakeSeconds, "10s", "a number from 1 to 300"),
        (.idleSeconds, "3601", "a number from 1 to 3600"),
        (.demo, "maybe", "yes or no"),
        (.smtpFrom, "sen@example.edu.vn", "given together with smtp"),
        (.smtpUser, "sen", "given together with smtp"),
        (.smtpPasswordFile, "password", "given together with smtp"),
        (.certificate, "chain.pem", "given together with key"),
        (.key, "key.pem", "given together with certificate"),
    ])
    func refusesWhatIsMalformed(key: Settings.Key, value: String, expected: String) throws {
        #expect(
            throws: SettingsError.malformed(
                key: key, value: value, source: .environment(key.variable), expected: expected)
        ) { try read(environment: [key.variable: value]) }

        let folder = try TemporaryFolder()
        try folder.write("# first line\n\(key.rawValue) = \(value)", to: "sen.conf")
        let error = #expect(throws: SettingsError.self) { try read(flags: [.data: folder.path]) }
        #expect(
            error?.description
                == "\(folder.path)/sen.conf:2: \(key.rawValue) = \"\(value)\" is not usable: "
                + "expected \(expected)")
    }

    /// Typed by hand, likely meant.
    @Test(arguments: [
        ("prot", Settings.Key.port), ("Port", .port), ("http_port", .httpPort),
        ("session", .sessionHours), ("loglevel", .logLevel),
        ("max-connections", .maximumConnections),
        ("certificates", .certificate),
    ])
    func namesTheNearestOfAnUnknownKey(name: String, nearest: Settings.Key) throws {
        let folder = try TemporaryFolder()
        try folder.write("\(name) = hunter2", to: "sen.conf")
        let error = #expect(throws: SettingsError.self) { try read(flags: [.data: folder.path]) }
        #expect(
            error == .unknownKey(name, .file(folder.path + "/sen.conf", line: 1), nearest: nearest))
        #expect(error?.description.contains("hunter2") == false, "it may be a secret")
    }

    /// A whole file that cannot be used, and why.
    @Test(arguments: [
        ("port = 1\n\nport = 2", "sen.conf:3: port is set again, first at "),
        ("port 8443", "sen.conf:1: expected \"key = value\""),
        ("= 8443", "sen.conf:1: expected \"key = value\""),
        ("data = /elsewhere", "sen.conf:1: data can be set by flag"),
        ("port =", "sen.conf:1: port = \"\" is not usable"),
    ])
    func refusesAFile(text: String, reason: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "sen.conf")
        let error = #expect(throws: SettingsError.self) { try read(flags: [.data: folder.path]) }
        #expect(try #require(error).description.contains(reason))
    }

    @Test func refusesAFileThatIsNotText() throws {
        let folder = try TemporaryFolder()
        try Data([0x70, 0xFF, 0xFE]).write(to: folder.url("sen.conf"))
        #expect(
            throws: SettingsError.unreadable(file: folder.path + "/sen.conf", reason: "not UTF-8")
        ) { try read(flags: [.data: folder.path]) }
    }

    @Test func aPastedKeyIsNeverPrinted() throws {
        let pasted = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----"
        let error = #expect(throws: SettingsError.self) {
            try read(environment: ["SEN_KEY": pasted, "SEN_CERTIFICATE": "chain.pem"])
        }
        #expect(error?.description == "SEN_KEY: key = \"•••\" is not usable: expected a path")
    }

    @Test func aNamedFileMustExistAndMayStandAnywhere() throws {
        let folder = try TemporaryFolder()
        let missing = folder.path + "/other.conf"
        let absent = SettingsError.unreadable(file: missing, reason: "no such file")
        #expect(throws: absent) { try read(config: missing) }
        #expect(throws: absent) { try read(environment: ["SEN_CONFIG": missing]) }
        #expect(throws: SettingsError.self, "a folder is no file") { try read(config: folder.path) }

        try folder.write("data = store\nport = 9443", to: "other.conf")
        let settings = try read(config: missing)
        #expect(settings.dataFolder == folder.path + "/store")
        #expect(settings.port == 9_443)
    }

    @Test func publicBesideTheProgramWins() throws {
        let folder = try TemporaryFolder()
        let beside = folder.url("Public")
        try FileManager.default.createDirectory(at: beside, withIntermediateDirectories: true)
        #expect(try read(programFolder: folder.path).publicFolder == folder.path + "/Public")
    }

    @Test func relativeFlagsCountFromTheWorkingFolder() throws {
        let settings = try read(flags: [.data: "../kho/./2026/"])
        #expect(settings.dataFolder == "/work/kho/2026")
    }

    @Test func variablesThatMeanNothingAreReported() throws {
        let settings = try read(environment: ["SEN_PROT": "1", "SENSIBLE": "1", "SEN_DEMO": "yes"])
        #expect(settings.unknownVariables == ["SEN_PROT"])
        #expect(settings.demo)
    }

    @Test func theDescriptionHasALineForEveryKey() throws {
        let lines = try read().description.split(separator: "\n")
        #expect(lines.count == Settings.Key.allCases.count)
        for (line, key) in zip(lines, Settings.Key.allCases) {
            #expect(line.hasPrefix("\(key.rawValue) = ") && line.hasSuffix("  (default)"))
        }
        let metadata = try read(flags: [.host: "::1"]).logMetadata
        #expect(metadata.count == lines.count)
        #expect(metadata["host"] == "::1 (--host)")
    }

    /// Nothing of the machine that runs the test gets in.
    private func read(
        flags: [Settings.Key: String?] = [:], config: String? = nil,
        environment: [String: String]? = nil, programFolder: String = "/nowhere"
    ) throws -> Settings {
        try Settings.read(
            flags: flags, config: config, environment: environment ?? [:],
            workingFolder: "/work/here", programFolder: programFolder)
    }
}

/// A folder of its own for one test, removed with it.
final class TemporaryFolder: Sendable {
    /// Absolute, without a slash at its end.
    let path: String

    init() throws {
        path = "/tmp/sen-tests-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func url(_ name: String) -> URL { URL(filePath: path).appending(path: name) }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: url(name))
    }
}
