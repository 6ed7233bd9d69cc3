/// Base64 without padding (RFC 4648), in the plain or the URL alphabet.
package struct Base64: Sendable {
    /// For addresses, cookies and tokens: `-` and `_` (RFC 4648, section 5).
    package static let url = Base64(last: "-_")
    /// The usual alphabet: `+` and `/`.
    package static let standard = Base64(last: "+/")

    private let letters: [UInt8]
    private let values: [UInt8?]

    private init(last: StaticString) {
        let usual = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        letters = Array(usual.utf8) + Array(last.description.utf8)
        var values = [UInt8?](repeating: nil, count: 256)
        for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
        self.values = values
    }

    /// The text of the bytes: four letters for three bytes, no `=` at the end.
    package func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        var held: UInt32 = 0
        var bits = 0
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(letters[Int(held >> UInt32(bits) & 63)])
            }
        }
        if bits > 0 { text.append(letters[Int(held << UInt32(6 - bits) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text that `encode` made; nil for anything else.
    ///
    /// Padding, spaces, letters of the other alphabet and stray last bits are
    /// refused, so that one value has one spelling only.
    package func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var held: UInt32 = 0
        var bits = 0
        for letter in text.utf8 {
            guard let value = values[Int(letter)] else { return nil }
            held = held << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
            }
        }
        guard bits < 6, held & (1 << UInt32(bits) - 1) == 0 else { return nil }
        return bytes
    }
}
