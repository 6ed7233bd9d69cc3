import Foundation
import Logging
import Mail
import People

/// Everything about a server that is decided before it starts, read once.
///
/// A flag wins over the environment, which wins over the file, which wins over the
/// default. Each value remembers where it came from, so that `description` can say
/// so and an error can name the place to mend.
///
/// No setting is a secret itself: the private key is named by its file. A key
/// pasted where its path belongs is refused and never printed.
struct Settings: Sendable {
    /// The folder with all of a server's data; an absolute path.
    let dataFolder: String
    /// The address to listen on: an IP address or a host name.
    let host: String
    /// The HTTPS port; 0 takes any free one.
    let port: Int
    /// The plain HTTP port that redirects to HTTPS; nil for none.
    let httpPort: Int?
    /// PEM files of the certificate chain and its key: both, or neither for the local authority.
    let certificate: CertificateFiles?
    /// Names and addresses that the local certificate holds beside this machine's own.
    let names: [String]
    /// How long a sign-in lasts.
    let sessionHours: Int
    let logLevel: Logger.Level
    /// The folder with `pages`, `assets` and `locales`; an absolute path.
    let publicFolder: String
    /// Open connections at once; further ones wait.
    let maximumConnections: Int
    /// From the connection to the end of its TLS handshake.
    let handshakeSeconds: Int
    /// How long a connection may stay silent.
    let idleSeconds: Int
    /// Where reminders are handed over; nil: they only stand on pages.
    let mail: MailServer?
    /// Fill an empty data folder with samples.
    let demo: Bool
    /// The file that was read; nil when there was none.
    let file: String?
    /// Variables that begin with `SEN_` and mean nothing: likely typing errors, for the log.
    let unknownVariables: [String]
    private let choices: [Key: SettingsChoice]

    /// A certificate chain and its private key, as absolute paths.
    struct CertificateFiles: Hashable, Sendable {
        let certificate: String
        let key: String
    }

    /// One setting: `http-port` in the file, `SEN_HTTP_PORT` in the environment.
    enum Key: String, Hashable, Sendable, CaseIterable {
        case data, host, port
        case httpPort = "http-port"
        case certificate, key, names
        case sessionHours = "session-hours"
        case logLevel = "log-level"
        case publicFolder = "public"
        case maximumConnections = "maximum-connections"
        case handshakeSeconds = "handshake-seconds"
        case idleSeconds = "idle-seconds"
        case smtp
        case smtpFrom = "smtp-from"
        case smtpUser = "smtp-user"
        case smtpPasswordFile = "smtp-password-file"
        case demo

        /// The name of its environment variable.
        var variable: String { Settings.variable(rawValue) }
    }

    /// Where a value came from.
    enum Source: Hashable, Sendable, CustomStringConvertible {
        case flag(String)
        case environment(String)
        case file(String, line: Int)
        case standard

        var description: String {
            switch self {
            case .flag(let name), .environment(let name): name
            case .file(let file, let line): "\(file):\(line)"
            case .standard: "default"
            }
        }
    }

    /// Reads flags, environment and file, in this order of force.
    ///
    /// - Parameters:
    ///   - flags: what was typed, by key; nil where a flag was not given.
    ///   - config: the file of `--config`; without it `SEN_CONFIG`, then `sen.conf` in the
    ///     data folder if it is there. A file that was named must exist.
    ///   - environment: a variable that is empty counts as not set.
    ///   - workingFolder: absolute; what flags and variables are relative to. Paths in the file
    ///     are relative to the file's folder.
    ///   - programFolder: absolute; where `Public` is looked for first.
    /// - Throws: `SettingsError` at the first fault; nothing malformed becomes a default.
    static func read(
        flags: [Key: String?] = [:], config: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        workingFolder: String = FileManager.default.currentDirectoryPath,
        programFolder: String = Settings.programFolder
    ) throws(SettingsError) -> Settings {
        var choices: [Key: SettingsChoice] = [:]
        for (key, value) in flags {
            guard let value else { continue }
            choices[key] = SettingsChoice(
                text: value, source: .flag("--\(key.rawValue)"), base: workingFolder)
        }
        for key in Key.allCases where choices[key] == nil {
            guard let value = environment[key.variable], !value.isEmpty else { continue }
            choices[key] = SettingsChoice(
                text: value, source: .environment(key.variable), base: workingFolder)
        }
        let variable = environment[Self.variable("config")].flatMap { $0.isEmpty ? nil : $0 }
        let named = (config ?? variable).map { Self.path($0, in: workingFolder) }
        let dataFolder = try SettingsReader(choices).dataFolder(in: workingFolder)
        let file = try SettingsFile.read(named ?? dataFolder + "/sen.conf", mustExist: named != nil)
        for entry in file?.entries ?? [] {
            if entry.key == .data, named == nil { throw .misplaced(entry.key, entry.choice.source) }
            if choices[entry.key] == nil { choices[entry.key] = entry.choice }
        }
        return try Settings(
            SettingsReader(choices), file: file?.path,
            unknownVariables: Self.unknownVariables(in: environment),
            workingFolder: workingFolder, programFolder: programFolder)
    }

    private init(
        _ reader: SettingsReader, file: String?, unknownVariables: [String], workingFolder: String,
        programFolder: String
    ) throws(SettingsError) {
        self.file = file
        self.unknownVariables = unknownVariables
        choices = reader.choices
        dataFolder = try reader.dataFolder(in: workingFolder)
        host = try reader.host() ?? "127.0.0.1"
        port = try reader.number(.port, in: 0...65_535) ?? 8443
        httpPort = try reader.number(.httpPort, in: 0...65_535)
        if let httpPort, httpPort == port, port != 0 {
            throw reader.malformed(.httpPort, "another port than that of HTTPS")
        }
        certificate = try reader.certificate()
        names = try reader.names()
        sessionHours = try reader.number(.sessionHours, in: 1...720) ?? 12
        logLevel = try reader.logLevel() ?? .info
        publicFolder =
            try reader.path(.publicFolder)
            ?? Self.publicFolder(beside: programFolder, in: workingFolder)
        maximumConnections = try reader.number(.maximumConnections, in: 1...1_000_000) ?? 20_000
        handshakeSeconds = try reader.number(.handshakeSeconds, in: 1...300) ?? 10
        idleSeconds = try reader.number(.idleSeconds, in: 1...3_600) ?? 75
        mail = try reader.mail()
        demo = try reader.yesOrNo(.demo) ?? false
    }

    /// The folder of the running program, links followed.
    static var programFolder: String {
        let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return folder(of: program ?? FileManager.default.currentDirectoryPath + "/sen")
    }

    /// `Public` beside the program if it is there, else in the working folder.
    private static func publicFolder(beside program: String, in workingFolder: String) -> String {
        let beside = path("Public", in: program)
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: beside, isDirectory: &isFolder)
        return exists && isFolder.boolValue ? beside : path("Public", in: workingFolder)
    }

    private static func unknownVariables(in environment: [String: String]) -> [String] {
        let known = Set(Key.allCases.map(\.variable) + [variable("config")])
        return environment.keys.filter { $0.hasPrefix("SEN_") && !known.contains($0) }.sorted()
    }

    static func variable(_ key: String) -> String {
        "SEN_" + key.uppercased().replacing("-", with: "_")
    }

    static func path(_ path: String, in folder: String) -> String {
        let absolute = path.hasPrefix("/") ? path : folder + "/" + path
        return URL(filePath: absolute).standardized.path(percentEncoded: false).trimmedOfSlash
    }

    static func folder(of path: String) -> String {
        let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
        return folder.isEmpty ? "/" : String(folder)
    }
}

extension Settings: CustomStringConvertible {
    /// One line a setting: `port = 8443  (default)`.
    var description: String {
        Key.allCases.map { key in
            "\(key.rawValue) = \(shown(key))  (\(choices[key]?.source ?? .standard))"
        }
        .joined(separator: "\n")
    }

    /// The same for the log: `"port": "8443 (default)"`.
    var logMetadata: Logger.Metadata {
        let pairs = Key.allCases.map { key in
            (
                key.rawValue,
                Logger.MetadataValue("\(shown(key)) (\(choices[key]?.source ?? .standard))")
            )
        }
        return Logger.Metadata(uniqueKeysWithValues: pairs)
    }

    private func shown(_ key: Key) -> String {
        switch key {
        case .data: dataFolder
        case .host: host
        case .port: "\(port)"
        case .httpPort: httpPort.map(String.init) ?? "none"
        case .certificate: certificate?.certificate ?? "the local authority's"
        case .key: certificate?.key ?? "the local authority's"
        case .names: names.isEmpty ? "none" : names.joined(separator: ", ")
        case .sessionHours: "\(sessionHours)"
        case .logLevel: logLevel.rawValue
        case .publicFolder: publicFolder
        case .maximumConnections: "\(maximumConnections)"
        case .handshakeSeconds: "\(handshakeSeconds)"
        case .idleSeconds: "\(idleSeconds)"
        case .smtp: mail?.address ?? "none"
        case .smtpFrom: mail?.from.text ?? "none"
        case .smtpUser: mail?.account?.name ?? "none"
        case .smtpPasswordFile: mail?.account?.passwordFile ?? "none"
        case .demo: demo ? "yes" : "no"
        }
    }
}

extension String {
    /// Without the slash that `URL` puts after a folder.
    fileprivate var trimmedOfSlash: String {
        count > 1 && hasSuffix("/") ? String(dropLast()) : self
    }
}
