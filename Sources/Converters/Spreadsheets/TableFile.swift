package import Interchange

/// A table in a file: .csv by its separators, .xlsx by its first sheet that has rows.
package enum TableFile {
    /// Rows that hold something, with the lines that a report names.
    ///
    /// - Throws: `ImportFault` when it is neither, or is broken.
    package static func rows(
        _ bytes: [UInt8], file: String
    ) throws(ImportFault) -> [TextRow] {
        guard !bytes.isEmpty else { throw ImportFault(file: file, reason: .empty) }
        if let closed = ImportFault.ClosedFormat(bytes) {
            throw ImportFault(file: file, reason: .closedFormat(closed))
        }
        let rows: [TextRow]
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            do {
                let sheets = try Workbook(bytes).sheets
                rows = sheets.first { !$0.rows.isEmpty }?.rows ?? []
            } catch {
                throw ImportFault(file: file, reason: BankConverter.reason(error))
            }
        } else {
            rows = try CSVTable(bytes, file: file).rows
        }
        guard !rows.isEmpty else { throw ImportFault(file: file, reason: .empty) }
        return rows
    }
}
