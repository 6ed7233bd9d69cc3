/// Escaped signs of GIFT, kept apart from the signs that mean something.
///
/// While a block is taken apart an escaped sign stands as a byte that no UTF-8 has;
/// this is Moodle's own way (`escapedchar_pre`), without its placeholders' length.
enum GIFTEscapes {
    private static let signs: [(escaped: UInt8, sign: UInt8, stands: UInt8)] = [
        (ASCII.colon, ASCII.colon, 0xF8), (ASCII.hash, ASCII.hash, 0xF9),
        (ASCII.equals, ASCII.equals, 0xFA), (ASCII.leftBrace, ASCII.leftBrace, 0xFB),
        (ASCII.rightBrace, ASCII.rightBrace, 0xFC), (ASCII.tilde, ASCII.tilde, 0xFD),
        (UInt8(ascii: "n"), ASCII.newline, 0xFE),
    ]

    /// Replaces every escape, from left to right; a backslash before anything else is itself.
    static func hide(_ text: Bytes, into hidden: inout [UInt8]) {
        var place = text.startIndex
        while place < text.endIndex {
            let byte = text[place]
            guard byte == ASCII.backslash, place + 1 < text.endIndex else {
                hidden.append(byte)
                place += 1
                continue
            }
            let next = text[place + 1]
            if next == ASCII.backslash {
                hidden.append(ASCII.backslash)
                place += 2
            } else if let sign = signs.first(where: { $0.escaped == next }) {
                hidden.append(sign.stands)
                place += 2
            } else {
                hidden.append(byte)
                place += 1
            }
        }
    }

    /// The text that a piece stands for, trimmed.
    static func shown(_ piece: Bytes) -> String {
        guard piece.contains(where: { $0 >= 0xF8 }) else { return piece.trimmed().text }
        let bytes = piece.map { byte in
            byte >= 0xF8 && byte <= 0xFE ? signs[Int(byte - 0xF8)].sign : byte
        }
        return bytes[...].trimmed().text
    }

    /// A text with every sign that means something escaped.
    static func escaped(_ text: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        for byte in text {
            switch byte {
            case ASCII.newline: result += "\\n".utf8
            case ASCII.backslash, ASCII.colon, ASCII.hash, ASCII.equals, ASCII.leftBrace,
                ASCII.rightBrace, ASCII.tilde:
                result += [ASCII.backslash, byte]
            default: result.append(byte)
            }
        }
        return result
    }
}
