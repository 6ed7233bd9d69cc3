/// UTF-16, as Excel's "Unicode text" and old Notepads save it, made UTF-8.
enum UTF16Text {
    /// - Returns: nil for what is no UTF-16: no byte-order mark, and no zero byte in every
    ///   second place of the beginning; or half of a pair stands alone.
    static func utf8(_ raw: [UInt8]) -> [UInt8]? {
        guard raw.count % 2 == 0, raw.count >= 2, let isBig = isBigEndian(raw) else { return nil }
        let hasMark = raw[0] >= 0xFE && raw[1] >= 0xFE
        var units: [UInt16] = []
        units.reserveCapacity(raw.count / 2)
        for place in stride(from: hasMark ? 2 : 0, to: raw.count, by: 2) {
            let (first, second) = (UInt16(raw[place]), UInt16(raw[place + 1]))
            units.append(isBig ? first << 8 | second : second << 8 | first)
        }
        return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
    }

    private static func isBigEndian(_ raw: [UInt8]) -> Bool? {
        switch (raw[0], raw[1]) {
        case (0xFE, 0xFF): return true
        case (0xFF, 0xFE): return false
        default: break
        }
        let start = raw.prefix(4_096)
        let zeros = start.indices.filter { start[$0] == 0 }
        guard zeros.count * 3 >= start.count else { return nil }
        let even = zeros.count { $0 % 2 == 0 }
        if even == zeros.count { return true }
        return even == 0 ? false : nil
    }
}
