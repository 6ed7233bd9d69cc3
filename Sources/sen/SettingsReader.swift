import Logging
import Mail
import People

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

    /// The address and the sender belong together, and so do the account and its password.
    func mail() throws(SettingsError) -> MailServer? {
        guard let address = choices[.smtp]?.text else {
            for key in [Settings.Key.smtpFrom, .smtpUser, .smtpPasswordFile]
            where choices[key] != nil {
                throw malformed(key, "given together with smtp")
            }
            return nil
        }
        guard let from = EmailAddress(choices[.smtpFrom]?.text ?? "") else {
            throw malformed(.smtpFrom, "an e-mail address, given together with smtp")
        }
        let account: MailServer.Account?
        switch (choices[.smtpUser]?.text, try path(.smtpPasswordFile)) {
        case (nil, nil): account = nil
        case (let name?, let file?): account = .init(name: name, passwordFile: file)
        case (_?, nil): throw malformed(.smtpUser, "given together with smtp-password-file")
        case (nil, _?): throw malformed(.smtpPasswordFile, "given together with smtp-user")
        }
        guard let server = MailServer(address: address, from: from, account: account) else {
            throw malformed(.smtp, "smtps://host or smtp://host:port")
        }
        return server
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
