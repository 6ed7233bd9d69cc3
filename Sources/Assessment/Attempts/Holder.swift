/// Who writes an attempt: one signed-in session, on one machine.
///
/// A number drawn from the session's secret, too short to say anything of it.
package struct Holder: Hashable, Sendable, CustomStringConvertible {
    private let value: UInt64

    /// - Parameter bytes: the first eight count.
    package init(_ bytes: some Sequence<UInt8>) {
        value = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Reads what `description` wrote.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 16, let value = UInt64(text, radix: 16) else { return nil }
        self.value = value
    }

    /// 16 hexadecimal digits.
    package var description: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
