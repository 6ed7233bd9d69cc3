import CQREncode

/// A QR code (ISO/IEC 18004) of a short text, as dark and light squares.
package struct QRCode: Hashable, Sendable {
    /// Squares on each side.
    package let size: Int
    private let dark: [Bool]

    /// With error correction M: readable with 15 % of it lost.
    ///
    /// - Returns: nil for what no QR code can hold.
    package init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        size = Int(code.pointee.width)
        dark = (0..<size * size).map { code.pointee.data[$0] & 1 == 1 }
    }

    package func isDark(row: Int, column: Int) -> Bool { dark[row * size + column] }

    /// The light squares around it that readers need.
    package static let quiet = 4

    /// The dark squares as the path of an SVG whose side is `size + 2 * quiet`.
    package var path: String {
        var path = ""
        for row in 0..<size {
            var column = 0
            while column < size {
                guard isDark(row: row, column: column) else {
                    column += 1
                    continue
                }
                let start = column
                while column < size, isDark(row: row, column: column) { column += 1 }
                let width = column - start
                path += "M\(start + Self.quiet) \(row + Self.quiet)h\(width)v1h-\(width)z"
            }
        }
        return path
    }
}
