/// A text file made ready for reading: proven UTF-8 (of UTF-16, made UTF-8), without
/// byte-order mark and stray control signs, letters in NFC.
package struct SourceText: Sendable {
    package let bytes: [UInt8]

    /// The largest file that is read, in bytes.
    package static let largest = 128 << 20

    /// - Throws: `ImportFault` for an empty or too large file, and for any
    ///   encoding but UTF-8 and UTF-16, with the place of the first wrong byte.
    package init(_ raw: [UInt8], file: String) throws(ImportFault) {
        let raw = raw.count <= Self.largest ? UTF16Text.utf8(raw) ?? raw : raw
        if let reason = Self.refusal(of: raw) { throw ImportFault(file: file, reason: reason) }
        let body = raw.starts(with: [0xEF, 0xBB, 0xBF]) ? raw[3...] : raw[...]
        guard !body.allSatisfy(\.isSpace) else { throw ImportFault(file: file, reason: .empty) }
        let kept =
            body.contains(where: Self.isStray) ? body.filter { !Self.isStray($0) }[...] : body
        bytes = Composition.composed(kept)
    }

    /// The lines with their numbers; LF, CRLF and a lone CR end one.
    package var lines: [SourceLine] {
        var lines: [SourceLine] = []
        var start = 0
        var number = 1
        for place in bytes.indices {
            let byte = bytes[place]
            if byte == ASCII.newline, place > 0, bytes[place - 1] == ASCII.carriageReturn {
                start = place + 1
            } else if byte == ASCII.newline || byte == ASCII.carriageReturn {
                lines.append(SourceLine(number: number, bytes: bytes[start..<place]))
                number += 1
                start = place + 1
            }
        }
        if start < bytes.count {
            lines.append(SourceLine(number: number, bytes: bytes[start...]))
        }
        return lines
    }

    private static func refusal(of raw: [UInt8]) -> ImportFault.Reason? {
        if raw.isEmpty { return .empty }
        if raw.count > largest { return .tooLarge(bytes: raw.count, limit: largest) }
        if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]) { return .utf16 }
        if let null = raw.firstIndex(of: 0) {
            let nulls = raw.prefix(4_096).count { $0 == 0 }
            let half = min(raw.count, 4_096) / 3
            return nulls >= half ? .utf16 : .binary(offset: null)
        }
        guard let offset = UTF8Check.firstFault(in: raw) else { return nil }
        let line = raw[..<offset].count { $0 == ASCII.newline } + 1
        return .notUTF8(offset: offset, line: line)
    }

    /// Control signs have no place in a question.
    private static func isStray(_ byte: UInt8) -> Bool {
        byte < 32 && byte != ASCII.tab && byte != ASCII.newline && byte != ASCII.carriageReturn
            || byte == 127
    }
}

/// One line of a source text, without its line end.
package struct SourceLine: Sendable {
    /// 1 for the first line of the file.
    package let number: Int
    package var bytes: Bytes

    package init(number: Int, bytes: Bytes) {
        self.number = number
        self.bytes = bytes
    }

    var isBlank: Bool { bytes.allSatisfy(\.isSpace) }
}
