import Foundation

/// Unicode's composed normal form (NFC), asked for only where it can matter.
enum Composition {
    /// The text in NFC.
    static func composed(_ text: String) -> String {
        let isComposed = text.utf8.withContiguousStorageIfAvailable(isSurelyComposed) ?? false
        return isComposed ? text : text.precomposedStringWithCanonicalMapping
    }

    /// UTF-8 in NFC.
    static func composed(_ bytes: Bytes) -> [UInt8] {
        let isComposed = bytes.withUnsafeBufferPointer(isSurelyComposed)
        return isComposed
            ? Array(bytes) : Array(bytes.text.precomposedStringWithCanonicalMapping.utf8)
    }

    /// Whether every scalar is one that NFC leaves alone whatever stands beside it:
    /// Latin with its Vietnamese letters, Greek letters, punctuation, arrows, operators.
    /// Told from bytes, because it decides for nearly every real text.
    private static func isSurelyComposed(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        while place < text.count {
            let lead = text[place]
            switch lead {
            case 0..<0x80:
                place += 1
            case 0xC2...0xCB:
                place += 2
            case 0xCE where text[place + 1] >= 0x91, 0xCF where text[place + 1] <= 0x8E:
                place += 2
            case 0xE1 where (0xB8...0xBB).contains(text[place + 1]):
                place += 3
            case 0xE2 where isPlain(text[place + 1], text[place + 2]):
                place += 3
            default:
                return false
            }
        }
        return true
    }

    /// U+2010–203F, U+2040–205E, U+2180–22FF.
    private static func isPlain(_ second: UInt8, _ third: UInt8) -> Bool {
        switch second {
        case 0x80: third >= 0x90
        case 0x81: third <= 0x9E
        case 0x86...0x8B: true
        default: false
        }
    }
}
