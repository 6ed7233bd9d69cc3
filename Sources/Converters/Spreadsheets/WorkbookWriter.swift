import CXlsxWriter
import Foundation

/// Writes spreadsheets (.xlsx). Every cell is text: nothing in it can run as a formula.
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
        let file = FileManager.default.temporaryDirectory
            .appending(path: "sen-sheet-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        guard let book = workbook_new(file.path) else { throw .failed(program: "xlsx", "memory") }
        guard let sheet = workbook_add_worksheet(book, Self.sheetName(name)) else {
            workbook_close(book)
            throw .failed(program: "xlsx", "sheet “\(name)”")
        }
        let heading = workbook_add_format(book)
        format_set_bold(heading)
        format_set_text_wrap(heading)
        let text = workbook_add_format(book)
        format_set_text_wrap(text)
        format_set_align(text, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        for (column, width) in widths.enumerated() {
            worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil)
        }
        worksheet_freeze_panes(sheet, 1, 0)
        for (row, cells) in rows.enumerated() {
            for (column, cell) in cells.enumerated() where !cell.isEmpty {
                worksheet_write_string(
                    sheet, UInt32(row), UInt16(column),
                    String(String.UnicodeScalarView(cell.unicodeScalars.prefix(32_767))),
                    row == 0 ? heading : text)
            }
        }
        let error = workbook_close(book)
        guard error == LXW_NO_ERROR, let bytes = try? Data(contentsOf: file) else {
            throw .failed(program: "xlsx", String(cString: lxw_strerror(error)))
        }
        return [UInt8](bytes)
    }

    /// A name that Excel takes: 31 letters, none of its signs, no apostrophe at an end. The
    /// library gives no sheet for another.
    private static func sheetName(_ name: String) -> String? {
        let letters = name.unicodeScalars.filter {
            !"[]:*?/\\".unicodeScalars.contains($0) && $0.properties.generalCategory != .control
        }
        let short = String(String.UnicodeScalarView(letters.prefix(31)))
            .trimmingCharacters(in: CharacterSet(charactersIn: "' "))
        return short.isEmpty ? nil : short
    }
}
