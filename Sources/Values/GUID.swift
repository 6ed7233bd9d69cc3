/// A permanent identity that travels between servers: a random UUID (RFC 9562, version 4).
package struct GUID: Hashable, Sendable, Codable, CustomStringConvertible {
    @usableFromInline let high: UInt64
    @usableFromInline let low: UInt64

    /// A new one.
    package init() {
        var random = SystemRandomNumberGenerator()
        high = random.next() & ~0xF000 | 0x4000
        low = random.next() & ~(0b11 << 62) | 0b10 << 62
    }

    /// Reads the usual 36-character text, in any letter case, of any version.
    package init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let guid = text.withUTF8({ GUID(bytes: $0) }) else { return nil }
        self = guid
    }

    private init?(bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 36 else { return nil }
        var halves: (high: UInt64, low: UInt64) = (0, 0)
        for place in 0..<36 {
            if Self.isHyphen(place) {
                guard bytes[place] == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Self.digit(bytes[place]) else { return nil }
            if place < 18 {
                halves.high = halves.high << 4 | digit
            } else {
                halves.low = halves.low << 4 | digit
            }
        }
        (high, low) = halves
    }

    @inlinable package static func == (one: GUID, other: GUID) -> Bool {
        one.low == other.low && one.high == other.high
    }

    /// Lower-case text of 36 characters.
    package var description: String {
        String(unsafeUninitializedCapacity: 36) { text in
            var digits = 0
            for place in 0..<36 {
                if Self.isHyphen(place) {
                    text[place] = UInt8(ascii: "-")
                    continue
                }
                let half = digits < 16 ? high : low
                text[place] = Self.letter(UInt8(half >> (60 - 4 * UInt64(digits % 16)) & 0xF))
                digits += 1
            }
            return 36
        }
    }

    private static func isHyphen(_ place: Int) -> Bool {
        place == 8 || place == 13 || place == 18 || place == 23
    }

    private static func digit(_ letter: UInt8) -> UInt64? {
        switch letter {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(letter - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(letter - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(letter - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    private static func letter(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let guid = GUID(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(text) is not a GUID")
        }
        self = guid
    }
}
