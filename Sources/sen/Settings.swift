import Foundation
import Logging

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
        case .demo: demo ? "yes" : "no"
        }
    }
}

/// A value as it was written.
struct SettingsChoice: Sendable {
    let text: String
    let source: Settings.Source
    /// The folder that a relative path counts from.
    let base: String
}

/// Turns what was written into values, or says what is wrong with it.
struct SettingsReader {
    let choices: [Settings.Key: SettingsChoice]

    init(_ choices: [Settings.Key: SettingsChoice]) { self.choices = choices }

    /// The error of a value that is not `expected`; a pasted PEM text is hidden.
    func malformed(_ key: Settings.Key, _ expected: String) -> SettingsError {
        let choice = choices[key]
        let text = choice?.text ?? ""
        return .malformed(
            key: key, value: text.contains("-----BEGIN") ? "•••" : text,
            source: choice?.source ?? .standard, expected: expected)
    }

    func dataFolder(in workingFolder: String) throws(SettingsError) -> String {
        try path(.data) ?? Settings.path("data", in: workingFolder)
    }

    func number(_ key: Settings.Key, in range: ClosedRange<Int>) throws(SettingsError) -> Int? {
        guard let text = choices[key]?.text else { return nil }
        // Digits only: `Int` would also take a sign.
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text),
            range.contains(number)
        else { throw malformed(key, "a number from \(range.lowerBound) to \(range.upperBound)") }
        return number
    }

    func path(_ key: Settings.Key) throws(SettingsError) -> String? {
        guard let choice = choices[key] else { return nil }
        guard !choice.text.isEmpty, !choice.text.contains(where: { $0.isNewline || $0 == "\0" }),
            !choice.text.hasPrefix("-----BEGIN")
        else { throw malformed(key, "a path") }
        return Settings.path(choice.text, in: choice.base)
    }

    func host() throws(SettingsError) -> String? {
        guard let text = choices[.host]?.text else { return nil }
        guard Self.isName(text) else { throw malformed(.host, "an address or a host name") }
        return text
    }

    func names() throws(SettingsError) -> [String] {
        guard let text = choices[.names]?.text else { return [] }
        let names = text.split { $0 == "," || $0 == " " || $0 == "\t" }.map(String.init)
        guard !names.isEmpty, names.allSatisfy(Self.isName) else {
            throw malformed(.names, "host names or addresses, separated by commas")
        }
        return names
    }

    func certificate() throws(SettingsError) -> Settings.CertificateFiles? {
        switch (try path(.certificate), try path(.key)) {
        case (nil, nil): return nil
        case (let certificate?, let key?): return .init(certificate: certificate, key: key)
        case (_?, nil): throw malformed(.certificate, "given together with key")
        case (nil, _?): throw malformed(.key, "given together with certificate")
        }
    }

    func logLevel() throws(SettingsError) -> Logger.Level? {
        guard let text = choices[.logLevel]?.text else { return nil }
        guard let level = Logger.Level(rawValue: text) else {
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw malformed(.logLevel, "one of \(levels)")
        }
        return level
    }

    func yesOrNo(_ key: Settings.Key) throws(SettingsError) -> Bool? {
        switch choices[key]?.text {
        case nil: return nil
        case "yes", "true", "1": return true
        case "no", "false", "0": return false
        default: throw malformed(key, "yes or no")
        }
    }

    /// Whether this could be a host name or an IP address; whoever uses it knows better.
    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != UInt8(ascii: "-"), text.utf8.count <= 253 else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "%"), UInt8(ascii: "*"):
                true
            default: false
            }
        }
    }
}

/// `sen.conf`: `key = value` lines; `#` begins a comment at the start of a line or after a space.
struct SettingsFile {
    let path: String
    let entries: [(key: Settings.Key, choice: SettingsChoice)]

    private static let limit = 1 << 20

    /// - Returns: nil if there is no such file and it need not exist.
    static func read(_ path: String, mustExist: Bool) throws(SettingsError) -> SettingsFile? {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            if mustExist { throw .unreadable(file: path, reason: "no such file") }
            return nil
        } catch {
            throw .unreadable(file: path, reason: reason(of: error))
        }
        guard data.count <= limit else {
            throw .unreadable(file: path, reason: "larger than \(limit) bytes")
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            throw .unreadable(file: path, reason: "not UTF-8")
        }
        return try SettingsFile(path: path, text: text)
    }

    init(path: String, text: String) throws(SettingsError) {
        var entries: [(key: Settings.Key, choice: SettingsChoice)] = []
        let lines = text.trimmingPrefix("\u{FEFF}")
            .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let source = Settings.Source.file(path, line: index + 1)
            guard let (name, value) = try Self.assignment(line, source) else { continue }
            guard let key = Settings.Key(rawValue: name) else {
                throw .unknownKey(name, source, nearest: Self.nearest(to: name))
            }
            if let earlier = entries.first(where: { $0.key == key }) {
                throw .repeated(key, first: earlier.choice.source, again: source)
            }
            let base = Settings.folder(of: path)
            entries.append((key, SettingsChoice(text: value, source: source, base: base)))
        }
        self.path = path
        self.entries = entries
    }

    private static func assignment(
        _ line: Substring, _ source: Settings.Source
    ) throws(SettingsError) -> (name: String, value: String)? {
        var end = line.startIndex
        var before: Character = " "
        while end < line.endIndex, !(line[end] == "#" && before.isWhitespace) {
            before = line[end]
            end = line.index(after: end)
        }
        let statement = line[..<end].trimmed
        guard !statement.isEmpty else { return nil }
        guard let equals = statement.firstIndex(of: "=") else { throw .noAssignment(source) }
        let name = statement[..<equals].trimmed
        guard !name.isEmpty else { throw .noAssignment(source) }
        return (name, statement[statement.index(after: equals)...].trimmed)
    }

    /// The known key that has the name in it (or the other way round), else the one that
    /// needs the fewest letters changed, added or left out.
    private static func nearest(to name: String) -> Settings.Key {
        let name = name.lowercased().prefix(64).replacing("_", with: "-")
        let ranked = Settings.Key.allCases.map { key in
            let related = key.rawValue.contains(name) || name.contains(key.rawValue)
            return (key, related ? 0 : 1, distance(Array(name), Array(key.rawValue)))
        }
        return ranked.min { ($0.1, $0.2) < ($1.1, $1.2) }?.0 ?? .port
    }

    /// Levenshtein's distance, one row at a time.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let replaced = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
            }
        }
        return row[right.count]
    }

    private static func reason(of error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        guard let underlying, underlying.domain == NSPOSIXErrorDomain else { return "\(error)" }
        return String(cString: strerror(Int32(underlying.code)))
    }
}

/// Why the settings cannot be used. Each names the place to mend.
enum SettingsError: Error, Hashable, CustomStringConvertible {
    /// The value is not what its key needs; `value` is `•••` where it may be a secret.
    case malformed(key: Settings.Key, value: String, source: Settings.Source, expected: String)
    /// The file sets something that does not exist. Its value is withheld: it may be a secret.
    case unknownKey(String, Settings.Source, nearest: Settings.Key)
    /// The file sets the same key twice.
    case repeated(Settings.Key, first: Settings.Source, again: Settings.Source)
    /// A line of the file is neither `key = value` nor a comment.
    case noAssignment(Settings.Source)
    /// The file inside the data folder cannot say where the data folder is.
    case misplaced(Settings.Key, Settings.Source)
    case unreadable(file: String, reason: String)

    var description: String {
        switch self {
        case .malformed(let key, let value, let source, let expected):
            "\(source): \(key.rawValue) = \"\(value)\" is not usable: expected \(expected)"
        case .unknownKey(let name, let source, let nearest):
            "\(source): there is no setting \"\(name)\"; the nearest is \"\(nearest.rawValue)\""
        case .repeated(let key, let first, let again):
            "\(again): \(key.rawValue) is set again, first at \(first)"
        case .noAssignment(let source):
            "\(source): expected \"key = value\" or a comment that begins with #"
        case .misplaced(let key, let source):
            "\(source): \(key.rawValue) can be set by flag, by variable or in a file given by "
                + "--config, not in a file inside the data folder"
        case .unreadable(let file, let reason):
            "\(file): the settings cannot be read: \(reason)"
        }
    }
}

extension StringProtocol {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}

extension String {
    /// Without the slash that `URL` puts after a folder.
    fileprivate var trimmedOfSlash: String {
        count > 1 && hasSuffix("/") ? String(dropLast()) : self
    }
}
