extension String {
    /// The text with every ASCII sign `byte` replaced.
    ///
    /// By bytes: a sign and a combining mark after it are one Character, in which a
    /// search by Characters would not find the sign.
    func replacing(byte: UInt8, with other: StaticString) -> String {
        guard utf8.contains(byte) else { return self }
        var result: [UInt8] = []
        for next in utf8 {
            if next == byte {
                other.withUTF8Buffer { result += $0 }
            } else {
                result.append(next)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The text with a backslash before every sign of `signs` (ASCII).
    func backslashed(_ signs: StaticString) -> String {
        let wanted = signs.withUTF8Buffer(Array.init)
        var result: [UInt8] = []
        for byte in utf8 {
            if wanted.contains(byte) { result.append(ASCII.backslash) }
            result.append(byte)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
