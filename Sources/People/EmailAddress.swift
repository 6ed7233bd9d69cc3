import Values

/// An address for letters, as far as its spelling tells (RFC 5321, section 4.1.2, without
/// quoted names and without names of hosts that are no domain).
package struct EmailAddress: Hashable, Sendable {
    /// In small letters.
    package let text: String

    /// Reads an address that may have blanks around it; nil where no letter could go there.
    package init?(_ text: some StringProtocol) {
        let address = VietnameseText.clean(String(text)).lowercased()
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, address.utf8.count <= 254 else { return nil }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard (1...64).contains(parts[0].utf8.count), parts[0].utf8.allSatisfy(Self.isOfName),
            labels.count >= 2, labels.allSatisfy(Self.isLabel)
        else { return nil }
        self.text = address
    }

    private static func isLabel(_ label: Substring) -> Bool {
        !label.isEmpty && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
