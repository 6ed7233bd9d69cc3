import CXlsxWriter
import Foundation

/// A sheet of a spreadsheet (.xlsx) while it is written: the one place where cells are.
///
/// Text stays text: nothing in it can run as a formula, and "007" keeps its zeros.
final class SheetFile {
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private var formats: [Style.RawValue: UnsafeMutablePointer<lxw_format>] = [:]

    /// How a cell looks.
    struct Style: OptionSet {
        let rawValue: UInt8
        static let bold = Style(rawValue: 1)
        static let wrapped = Style(rawValue: 2)
        static let centred = Style(rawValue: 4)
        static let bordered = Style(rawValue: 8)
        /// At the top of its row, or in its middle; else at the bottom.
        static let top = Style(rawValue: 16)
        static let middle = Style(rawValue: 32)
    }

    /// A file of these sheets.
    ///
    /// - Parameter sheets: the name of each, of which what Excel does not take is left out,
    ///   and what writes its cells.
    /// - Returns: the file's bytes.
    /// - Throws: `ConversionFault.failed`.
    static func write(
        _ sheets: [(name: String, fill: (SheetFile) -> Void)]
    ) throws(ConversionFault) -> [UInt8] {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "sen-sheet-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        guard let book = workbook_new(file.path) else { throw .failed(program: "xlsx", "memory") }
        for (name, fill) in sheets {
            guard let sheet = workbook_add_worksheet(book, Self.sheetName(name)) else {
                workbook_close(book)
                throw .failed(program: "xlsx", "sheet “\(name)”")
            }
            fill(SheetFile(book: book, sheet: sheet))
        }
        let error = workbook_close(book)
        guard error == LXW_NO_ERROR, let bytes = try? Data(contentsOf: file) else {
            throw .failed(program: "xlsx", String(cString: lxw_strerror(error)))
        }
        return [UInt8](bytes)
    }

    private init(
        book: UnsafeMutablePointer<lxw_workbook>, sheet: UnsafeMutablePointer<lxw_worksheet>
    ) {
        (self.book, self.sheet) = (book, sheet)
    }

    /// - Parameter widths: of the first columns, in characters.
    func setWidths(_ widths: [Double]) {
        for (column, width) in widths.enumerated() {
            worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil)
        }
    }

    /// Keeps the first row in view.
    func freezeHeading() { worksheet_freeze_panes(sheet, 1, 0) }

    /// On A4 across, one page wide.
    func prepareForPrint() {
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
    }

    /// - Parameter text: at most 32,767 characters of it are kept.
    func put(_ text: String, row: Int, column: Int, _ style: Style) {
        let kept = String(String.UnicodeScalarView(text.unicodeScalars.prefix(32_767)))
        worksheet_write_string(sheet, UInt32(row), UInt16(column), kept, format(style))
    }

    func put(_ number: Int, row: Int, column: Int, _ style: Style) {
        worksheet_write_number(sheet, UInt32(row), UInt16(column), Double(number), format(style))
    }

    /// Makes one of these cells; what it holds is put into the first.
    func merge(rows: ClosedRange<Int>, columns: ClosedRange<Int>, _ style: Style) {
        worksheet_merge_range(
            sheet, UInt32(rows.lowerBound), UInt16(columns.lowerBound), UInt32(rows.upperBound),
            UInt16(columns.upperBound), "", format(style))
    }

    private func format(_ style: Style) -> UnsafeMutablePointer<lxw_format>? {
        if style.isEmpty { return nil }
        if let known = formats[style.rawValue] { return known }
        guard let made = workbook_add_format(book) else { return nil }
        if style.contains(.bold) { format_set_bold(made) }
        if style.contains(.wrapped) { format_set_text_wrap(made) }
        if style.contains(.centred) { format_set_align(made, UInt8(LXW_ALIGN_CENTER.rawValue)) }
        if style.contains(.bordered) { format_set_border(made, UInt8(LXW_BORDER_THIN.rawValue)) }
        if style.contains(.top) {
            format_set_align(made, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        } else if style.contains(.middle) {
            format_set_align(made, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        }
        formats[style.rawValue] = made
        return made
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
