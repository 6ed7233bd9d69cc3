import Glibc
import Logging

/// How a log line looks.
///
/// Either way one event is one line of valid UTF-8: control characters, line
/// separators and marks that turn the direction of writing come out escaped, so
/// that nobody can forge a line by what they type into a form.
enum LogFormat: Sendable {
    /// For people at a terminal: `14:03:59.120 INFO  signed in  role=teacher`, local time.
    case text
    /// For programs: `{"time":"2026-11-20T07:03:59.120Z","level":"info","message":"…",
    /// "metadata":{…}}`, UTC; `metadata` is left out when there is none.
    case json

    /// Text where standard error is a terminal, JSON elsewhere.
    static var ofStandardError: LogFormat { isatty(STDERR_FILENO) == 1 ? .text : .json }

    /// Makes this the format of every logger of the process; to be called once, at its start.
    static func start(level: Logger.Level) {
        let format = ofStandardError
        LoggingSystem.bootstrap(
            { _, provider in
                LineLogHandler(
                    format: format, output: .standardError, logLevel: level,
                    metadataProvider: provider)
            }, metadataProvider: nil)
    }

    /// One event as one line, with its line end.
    func line(
        at time: timespec, _ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata
    ) -> String {
        var line = ""
        switch self {
        case .text:
            line += Self.localTime(time) + " "
            let name = level.rawValue.uppercased()
            line += name + String(repeating: " ", count: max(1, 9 - name.utf8.count))
            Self.escape(message, quotes: false, into: &line)
            for (index, (key, value)) in metadata.sorted(by: { $0.key < $1.key }).enumerated() {
                line += index == 0 ? "  " : " "
                Self.escape(key, quotes: false, into: &line)
                line += "="
                Self.appendText(value, to: &line)
            }
        case .json:
            line += "{\"time\":\"\(Self.universalTime(time))\",\"level\":\"\(level.rawValue)\""
            line += ",\"message\":"
            Self.appendJSON(.string(message), to: &line)
            if !metadata.isEmpty {
                line += ",\"metadata\":"
                Self.appendJSON(.dictionary(metadata), to: &line)
            }
            line += "}"
        }
        return line + "\n"
    }
}

extension LogFormat {
    /// A plain word stands as it is; anything else is quoted, or written as JSON.
    private static func appendText(_ value: Logger.MetadataValue, to line: inout String) {
        switch value {
        case .string, .stringConvertible:
            let text = value.description
            let isPlain =
                !text.isEmpty && text.allSatisfy { !$0.isWhitespace && !"\"=".contains($0) }
            if isPlain {
                escape(text, quotes: false, into: &line)
            } else {
                appendJSON(value, to: &line)
            }
        case .array, .dictionary: appendJSON(value, to: &line)
        }
    }

    private static func appendJSON(_ value: Logger.MetadataValue, to line: inout String) {
        switch value {
        case .string, .stringConvertible:
            line += "\""
            escape(value.description, quotes: true, into: &line)
            line += "\""
        case .array(let values):
            line += "["
            for (index, value) in values.enumerated() {
                if index > 0 { line += "," }
                appendJSON(value, to: &line)
            }
            line += "]"
        case .dictionary(let values):
            line += "{"
            for (index, (key, value)) in values.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { line += "," }
                appendJSON(.string(key), to: &line)
                line += ":"
                appendJSON(value, to: &line)
            }
            line += "}"
        }
    }

    /// - Parameter quotes: whether `"` and `\` are escaped too, as inside a JSON string.
    private static func escape(_ text: String, quotes: Bool, into line: inout String) {
        if text.utf8.allSatisfy(isPlain) {
            line += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"" where quotes, "\\" where quotes: line += "\\\(scalar)"
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\t": line += "\\t"
            case _ where isUnsafe(scalar):
                let digits = String(scalar.value, radix: 16)
                line += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: line.unicodeScalars.append(scalar)
            }
        }
    }

    /// ASCII that no format escapes.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// What a terminal or a viewer obeys instead of showing: C0 and C1 controls, line and
    /// paragraph separators, marks and overrides of direction (Unicode TR 36, 2.2.1), BOM.
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}

extension LogFormat {
    /// "2026-11-20T07:03:59.120Z".
    private static func universalTime(_ time: timespec) -> String {
        var seconds = time.tv_sec
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let date =
            "\(padded(Int(parts.tm_year) + 1900, 4))-\(padded(Int(parts.tm_mon) + 1, 2))"
            + "-\(padded(Int(parts.tm_mday), 2))"
        return "\(date)T\(timeOfDay(parts, time))Z"
    }

    /// "14:03:59.120", as the clock beside the terminal shows it.
    private static func localTime(_ time: timespec) -> String {
        var seconds = time.tv_sec
        var parts = tm()
        localtime_r(&seconds, &parts)
        return timeOfDay(parts, time)
    }

    private static func timeOfDay(_ parts: tm, _ time: timespec) -> String {
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0), 2) }
        return clock.joined(separator: ":") + "." + padded(time.tv_nsec / 1_000_000, 3)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
