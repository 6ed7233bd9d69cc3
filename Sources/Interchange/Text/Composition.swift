import Foundation

/// Unicode's composed normal form (NFC), asked for only where it can matter.
enum Composition {
    /// The text in NFC.
    static func composed(_ text: String) -> String {
        text.unicodeScalars.allSatisfy(isSurelyComposed)
            ? text : text.precomposedStringWithCanonicalMapping
    }

    /// Scalars that NFC leaves alone whatever stands beside them. Written out because
    /// nearly every real file holds no other.
    private static func isSurelyComposed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x300, 0x391...0x3CE, 0x1E00...0x1EFF, 0x2010...0x205E, 0x2190...0x22FF: true
        default: false
        }
    }
}
