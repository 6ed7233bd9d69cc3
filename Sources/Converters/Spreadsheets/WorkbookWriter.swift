/// Writes spreadsheets (.xlsx) of plain rows.
package enum WorkbookWriter {
    /// One sheet with a heading that stays in view.
    ///
    /// - Parameters:
    ///   - rows: the heading first; at most 1,048,576 rows, cells of at most 32,767 characters.
    ///   - widths: of the columns, in characters; what is not given is narrow.
    /// - Throws: `ConversionFault.failed`.
    package static func write(
        sheet name: String, rows: [[String]], widths: [Double] = []
    ) throws(ConversionFault) -> [UInt8] {
        try SheetFile.write([(name, { write(rows, widths, to: $0) })])
    }

    private static func write(_ rows: [[String]], _ widths: [Double], to sheet: SheetFile) {
        sheet.setWidths(widths)
        sheet.freezeHeading()
        for (row, cells) in rows.enumerated() {
            for (column, cell) in cells.enumerated() where !cell.isEmpty {
                sheet.put(
                    cell, row: row, column: column,
                    row == 0 ? [.bold, .wrapped] : [.wrapped, .top])
            }
        }
    }
}
