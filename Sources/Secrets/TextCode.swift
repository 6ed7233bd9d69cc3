/// Short codes that people read, say and type: tickets, and the ids in addresses.
///
/// The alphabet is Crockford's base 32: digits and capitals without I, L, O and
/// U, so that no two letters look alike. Each character carries five bits: a
/// ticket of 12 characters is one of 2⁶⁰.
package enum TextCode {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// A random code of so many characters.
    package static func random(characters count: Int) -> String {
        // 256 is a multiple of 32, so the low five bits of a byte are even-handed.
        let letters = SecureRandom.bytes(count).map { alphabet[Int($0 & 31)] }
        return String(decoding: letters, as: UTF8.self)
    }

    /// What a person meant by a typed code: capitals, without spaces and hyphens,
    /// with I and L read as 1 and O as 0; nil when it holds anything else.
    ///
    /// Apply it before looking a code up. A code from `random` comes back as it is.
    package static func normalised(_ typed: String) -> String? {
        var letters: [UInt8] = []
        for letter in typed.uppercased().utf8 {
            switch letter {
            case UInt8(ascii: " "), UInt8(ascii: "-"): continue
            case UInt8(ascii: "I"), UInt8(ascii: "L"): letters.append(UInt8(ascii: "1"))
            case UInt8(ascii: "O"): letters.append(UInt8(ascii: "0"))
            case let letter where alphabet.contains(letter): letters.append(letter)
            default: return nil
            }
        }
        return letters.isEmpty ? nil : String(decoding: letters, as: UTF8.self)
    }

    /// The code as it is printed: in groups of four with hyphens, `7K3M-9QWE-0ZXT`.
    package static func grouped(_ code: String, by size: Int = 4) -> String {
        var groups: [Substring] = []
        var rest = code[...]
        while !rest.isEmpty {
            groups.append(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return groups.joined(separator: "-")
    }
}
