import Foundation
package import People
import Subprocess
package import Values

/// The server that letters are handed to (RFC 6409), spoken to by the program curl.
package struct MailServer: Hashable, Sendable {
    /// "smtps://smtp.example.edu.vn" (port 465), or "smtp://smtp.example.edu.vn:587", where the
    /// connection is encrypted before anything is said.
    package let address: String
    /// Whom letters are from.
    package let from: EmailAddress
    package let account: Account?
    /// In the clear, as only a server on this machine may be spoken to.
    package let isPlain: Bool

    package struct Account: Hashable, Sendable {
        package let name: String
        /// Holds the password, read anew for each letter.
        package let passwordFile: String

        package init(name: String, passwordFile: String) {
            self.name = name
            self.passwordFile = passwordFile
        }
    }

    /// - Returns: nil for an address that is neither of smtp nor of smtps.
    package init?(address: String, from: EmailAddress, account: Account? = nil) {
        guard let parts = URLComponents(string: address), let host = parts.host, !host.isEmpty,
            parts.scheme == "smtp" || parts.scheme == "smtps", parts.user == nil,
            parts.path.isEmpty || parts.path == "/", parts.query == nil
        else { return nil }
        self.address = address
        self.from = from
        self.account = account
        isPlain = parts.scheme == "smtp" && ["127.0.0.1", "[::1]", "localhost"].contains(host)
    }

    /// Most addresses of one letter; servers refuse more than some hundred.
    private static let atOnce = 50

    /// Hands the letter over for each of the addresses. One that the server does not take does
    /// not keep it from the others.
    ///
    /// - Throws: `MailFault`: some or all of it was not taken.
    package func send(
        _ letter: Letter, to addresses: [EmailAddress], at now: Instant
    ) async throws(MailFault) {
        var refused: [String] = []
        for start in stride(from: 0, to: addresses.count, by: Self.atOnce) {
            let part = addresses[start...].prefix(Self.atOnce)
            refused += try await hand(letter.message(from: from, at: now), to: part)
        }
        if !refused.isEmpty { throw MailFault(reason: refused.joined(separator: "; ")) }
    }

    /// - Returns: what the server said of those that it did not take.
    private func hand(
        _ message: String, to addresses: some Collection<EmailAddress>
    ) async throws(MailFault) -> [String] {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "sen-letter-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let (status, errors): (TerminationStatus, String?)
        do {
            try Data(message.utf8).write(to: file)
            let result = try await Subprocess.run(
                .name("curl"), arguments: ["--config", "-", "--upload-file", file.path],
                input: .string(try order(addresses)), output: .discarded,
                error: .string(limit: 65_536))
            (status, errors) = (result.terminationStatus, result.standardError)
        } catch {
            throw MailFault(reason: "\(error)")
        }
        let said = errors?.split(whereSeparator: \.isNewline).map(String.init) ?? []
        let refused = Self.refused(in: said)
        guard status.isSuccess else {
            let curl = said.last { $0.hasPrefix("curl: ") }
            throw MailFault(
                reason: (refused + [curl ?? said.last ?? ""]).joined(separator: "; "))
        }
        return refused
    }

    /// The addresses that a conversation shows as refused, each with the server's words.
    private static func refused(in conversation: [String]) -> [String] {
        let order = "> RCPT TO:"
        var refused: [String] = []
        var address: Substring?
        for line in conversation {
            if line.hasPrefix(order) {
                address = line.dropFirst(order.count)
            } else if line.hasPrefix("< "), let asked = address {
                let answer = line.dropFirst(2)
                if answer.hasPrefix("4") || answer.hasPrefix("5") {
                    refused.append("\(asked) \(answer)")
                }
                address = nil
            }
        }
        return refused
    }

    /// What curl is told on its input, where no list of processes shows it.
    private func order(_ addresses: some Collection<EmailAddress>) throws -> String {
        var lines = [
            "silent", "show-error", "verbose", "connect-timeout = 30", "max-time = 60",
            "mail-rcpt-allowfails", "url = \(Self.quoted(address))",
            "mail-from = \(Self.quoted(from.text))",
        ]
        if !isPlain { lines.append("ssl-reqd") }
        if let account {
            let password = try String(contentsOfFile: account.passwordFile, encoding: .utf8)
                .prefix { !$0.isNewline }
            lines.append("user = \(Self.quoted("\(account.name):\(password)"))")
        }
        lines += addresses.map { "mail-rcpt = \(Self.quoted($0.text))" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

/// Why a letter was not taken.
package struct MailFault: Error, Hashable, Sendable {
    /// In the server's words, or curl's.
    package let reason: String
}
