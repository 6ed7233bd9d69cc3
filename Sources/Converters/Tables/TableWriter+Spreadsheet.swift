package import Interchange

extension TableWriter {
    /// An .xlsx on A4 across.
    ///
    /// - Throws: `ConversionFault.failed`.
    package static func spreadsheet(
        _ document: TableDocument, sheet name: String
    ) throws(ConversionFault) -> [UInt8] {
        try spreadsheet([(name, document)])
    }

    /// An .xlsx with a sheet a document.
    ///
    /// - Parameter documents: each with the name of its sheet.
    /// - Throws: `ConversionFault.failed`.
    package static func spreadsheet(
        _ documents: [(name: String, document: TableDocument)]
    ) throws(ConversionFault) -> [UInt8] {
        try SheetFile.write(
            documents.map { name, document in (name, { write(document, to: $0) }) })
    }

    private static func write(_ document: TableDocument, to sheet: SheetFile) {
        sheet.prepareForPrint()
        sheet.setWidths(document.widths.map { Double($0) * 1.3 })
        for (row, title) in document.titles.enumerated() {
            sheet.put(title, row: row, column: 0, row < 2 ? [.bold, .middle] : .middle)
        }
        let top = document.titles.count + 1
        for placed in document.placed { put(placed, below: top, in: sheet) }
        for (place, note) in document.notes.enumerated() {
            sheet.put(note, row: top + document.rows.count + 1 + place, column: 0, [])
        }
    }

    private static func put(
        _ placed: TableDocument.Placed, below top: Int, in sheet: SheetFile
    ) {
        let cell = placed.cell
        var style: SheetFile.Style = [.middle, .bordered, .wrapped]
        if cell.isBold { style.insert(.bold) }
        if cell.isCentred { style.insert(.centred) }
        let row = top + placed.row
        if cell.rows > 1 || cell.columns > 1 {
            sheet.merge(
                rows: row...(row + max(1, cell.rows) - 1),
                columns: placed.column...(placed.column + max(1, cell.columns) - 1), style)
        }
        if cell.isNumber, let number = Int(cell.text) {
            sheet.put(number, row: row, column: placed.column, style)
        } else {
            sheet.put(cell.text, row: row, column: placed.column, style)
        }
    }
}
