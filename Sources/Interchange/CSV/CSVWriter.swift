/// Writes a table for spreadsheets: UTF-8 with a byte-order mark, CRLF, quotes where
/// they are needed, and no cell that a spreadsheet would run as a formula.
package struct CSVWriter {
    private let separator: CSVTable.Separator
    /// The file so far.
    package private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    package init(separator: CSVTable.Separator = .comma) { self.separator = separator }

    /// A whole table at once.
    package static func write(
        _ rows: [[String]], separator: CSVTable.Separator = .comma
    ) -> [UInt8] {
        var writer = CSVWriter(separator: separator)
        for row in rows { writer.add(row) }
        return writer.bytes
    }

    package mutating func add(_ row: [String]) {
        for (place, cell) in row.enumerated() {
            if place > 0 { bytes.append(separator.rawValue) }
            add(Self.defused(cell))
        }
        bytes += [ASCII.carriageReturn, ASCII.newline]
    }

    private mutating func add(_ cell: String) {
        let needsQuotes = cell.utf8.contains {
            $0 == separator.rawValue || $0 == ASCII.quote || $0 == ASCII.newline
                || $0 == ASCII.carriageReturn
        }
        guard needsQuotes else { return bytes += cell.utf8 }
        bytes.append(ASCII.quote)
        for byte in cell.utf8 {
            if byte == ASCII.quote { bytes.append(ASCII.quote) }
            bytes.append(byte)
        }
        bytes.append(ASCII.quote)
    }

    /// The cell with an apostrophe before what a spreadsheet would run (OWASP, "CSV
    /// Injection"); plain numbers such as "-5" and "+23" stay as they are.
    package static func defused(_ cell: String) -> String { isRisky(cell) ? "'" + cell : cell }

    /// The cell that `defused` was given.
    package static func undefused(_ cell: String) -> String {
        cell.hasPrefix("'") && isRisky(cell) ? String(cell.dropFirst()) : cell
    }

    /// Apostrophes before it are looked through, so that one more can be taken off again.
    private static func isRisky(_ cell: String) -> Bool {
        let signs: Set<Unicode.Scalar> = [
            "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
        ]
        let bare = String(cell.unicodeScalars.drop { $0 == "'" })
        return bare.unicodeScalars.first.map(signs.contains) ?? false && !isNumber(bare)
    }

    /// A sign, digits, and one decimal mark at most.
    private static func isNumber(_ cell: String) -> Bool {
        let digits = cell.utf8.dropFirst()
        guard cell.utf8.first == ASCII.minus || cell.utf8.first == ASCII.plus,
            digits.first?.isDigit == true, digits.last?.isDigit == true
        else { return false }
        return digits.allSatisfy { $0.isDigit || $0 == ASCII.point || $0 == ASCII.comma }
            && digits.count { !$0.isDigit } <= 1
    }
}
