import Foundation
import People
import Values

/// A letter in plain text to people who do not see each other's addresses.
package struct Letter: Hashable, Sendable {
    package var subject: String
    package var text: String

    package init(subject: String, text: String) {
        self.subject = subject
        self.text = text
    }

    /// The letter as it travels (RFC 5322; its subject by RFC 2047, its text by RFC 2045).
    func message(from: EmailAddress, at now: Instant) -> String {
        let domain = from.text.split(separator: "@").last ?? ""
        let head = [
            "From: Sen <\(from.text)>",
            "To: undisclosed-recipients:;",
            "Subject: \(Self.encoded(subject))",
            "Date: \(Self.date(now))",
            "Message-ID: <\(GUID())@\(domain)>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        ]
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let body = Data((lines.joined(separator: "\r\n") + "\r\n").utf8).base64EncodedString(
            options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
        return (head + ["", body, ""]).joined(separator: "\r\n")
    }

    /// Words of at most 75 characters each, none of them cut within a letter.
    private static func encoded(_ subject: String) -> String {
        var words: [String] = []
        var word = ""
        for character in subject where !character.isNewline {
            if word.utf8.count + character.utf8.count > 39 {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        return (words + [word]).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }
            .joined(separator: "\r\n ")
    }

    private static func date(_ moment: Instant) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, d MMM yyyy HH:mm:ss Z"
        return format.string(
            from: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000))
    }
}
