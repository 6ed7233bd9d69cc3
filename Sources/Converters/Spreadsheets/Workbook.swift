package import Interchange

/// The cells of a spreadsheet (.xlsx, ECMA-376) as people see them in it.
///
/// Only what has a value is read: the size that a sheet claims to have is not believed.
package struct Workbook: Sendable {
    /// Those that are not hidden.
    package let sheets: [TextSheet]

    /// Columns that are looked at: A to IV, what the old .xls had.
    static let mostColumns = 256
    /// Cells of all sheets together.
    static let mostCells = 4_000_000

    /// - Throws: `ArchiveFault`; `ConversionFault.notADocument`.
    package init(_ bytes: [UInt8]) throws {
        let archive = try Archive(zip: bytes)
        let book = WorkbookPart()
        guard let part = archive["xl/workbook.xml"] else {
            throw ConversionFault.notADocument("xl/workbook.xml is missing")
        }
        try book.read(part, of: "xl/workbook.xml")
        let relations = RelationsPart()
        if let part = archive["xl/_rels/workbook.xml.rels"] {
            try relations.read(part, of: "xl/_rels/workbook.xml.rels")
        }
        let strings = SharedStringsPart()
        if let part = archive["xl/sharedStrings.xml"] {
            try strings.read(part, of: "xl/sharedStrings.xml")
        }
        let styles = StylesPart()
        if let part = archive["xl/styles.xml"] { try styles.read(part, of: "xl/styles.xml") }
        var cells = Self.mostCells
        sheets = try book.sheets.compactMap { sheet in
            guard let target = relations.targets[sheet.relation],
                let name = Self.path(target), let part = archive[name]
            else { return nil }
            let reader = SheetPart(
                strings: strings.strings, numberStyles: styles.numberStyles,
                countsFrom1904: book.countsFrom1904, room: cells)
            try reader.read(part, of: name)
            guard reader.room >= 0 else {
                throw ConversionFault.notADocument("more than \(Self.mostCells) cells")
            }
            cells = reader.room
            return TextSheet(name: sheet.name, rows: reader.rows)
        }
    }

    /// "worksheets/sheet1.xml" and "/xl/worksheets/sheet1.xml" are the same part.
    private static func path(_ target: String) -> String? {
        target.hasPrefix("/") ? String(target.dropFirst()) : "xl/\(target)"
    }
}

private final class WorkbookPart: PartReader {
    var sheets: [(name: String, relation: String)] = []
    var countsFrom1904 = false

    override func begins(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "sheet" where attributes["state"] ?? "visible" == "visible":
            guard let relation = attributes.first(where: { $0.key.hasSuffix(":id") })?.value else {
                return
            }
            sheets.append((attributes["name"] ?? "", relation))
        case "workbookPr":
            countsFrom1904 = ["1", "true"].contains(attributes["date1904"] ?? "0")
        default: break
        }
    }
}

private final class RelationsPart: PartReader {
    var targets: [String: String] = [:]

    override func begins(_ name: String, _ attributes: [String: String]) {
        guard name == "Relationship", attributes["TargetMode"] != "External",
            let id = attributes["Id"]
        else { return }
        targets[id] = attributes["Target"]
    }
}

private final class SharedStringsPart: PartReader {
    var strings: [String] = []
    private var current = ""

    override func begins(_ name: String, _ attributes: [String: String]) {
        if name == "si" { current = "" }
    }

    override func ends(_ name: String, text: String) {
        // Phonetic readings (rPh) are no part of the text.
        if name == "t", !path.contains("rPh") { current += text }
        if name == "si" { strings.append(CellText.unescaped(current)) }
    }
}

private final class StylesPart: PartReader {
    /// Places of the cell styles that show a number as a date, a time or a percentage.
    var numberStyles: [Int: CellText.NumberKind] = [:]
    private var formats: [Int: String] = [:]
    private var count = 0

    override func begins(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "numFmt":
            guard let id = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
            formats[id] = attributes["formatCode"]
        case "xf" where path.last == "cellXfs":
            let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            numberStyles[count] = CellText.numberKind(format: id, code: formats[id])
            count += 1
        default: break
        }
    }
}

private final class SheetPart: PartReader {
    var rows: [TextRow] = []
    /// Cells that may still come; below zero: too many.
    var room: Int
    private let strings: [String]
    private let numberStyles: [Int: CellText.NumberKind]
    private let countsFrom1904: Bool
    private var cells: [String] = []
    private var row = 0
    private var column = 0
    /// The last row that a sheet can have (ECMA-376).
    private static let lastRow = 1_048_576
    private var type = ""
    private var style = 0
    private var inline = ""
    private var value = ""

    init(
        strings: [String], numberStyles: [Int: CellText.NumberKind], countsFrom1904: Bool, room: Int
    ) {
        self.strings = strings
        self.numberStyles = numberStyles
        self.countsFrom1904 = countsFrom1904
        self.room = room
    }

    override func begins(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "row":
            let said = attributes["r"].flatMap { Int($0) }
            row = said.flatMap { (1...Self.lastRow).contains($0) ? $0 : nil } ?? row + 1
            column = 0
            cells = []
        case "c":
            column = attributes["r"].flatMap(CellText.column) ?? column + 1
            type = attributes["t"] ?? "n"
            style = attributes["s"].flatMap { Int($0) } ?? 0
            (inline, value) = ("", "")
        default: break
        }
    }

    override func ends(_ name: String, text: String) {
        switch name {
        case "v": value = text
        case "t" where path.contains("is") && !path.contains("rPh"): inline += text
        case "c": put(shown)
        case "row":
            if cells.contains(where: { !$0.isEmpty }) {
                rows.append(TextRow(line: row, cells: cells))
            }
        default: break
        }
    }

    private func put(_ text: String) {
        guard !text.isEmpty, (1...Workbook.mostColumns).contains(column), room >= 0 else { return }
        room -= 1
        while cells.count < column { cells.append("") }
        cells[column - 1] = text
    }

    private var shown: String {
        switch type {
        case "s":
            guard let place = Int(value), strings.indices.contains(place) else { return "" }
            return strings[place]
        case "inlineStr": return CellText.unescaped(inline)
        case "str": return CellText.unescaped(value)
        case "b": return value == "1" ? "TRUE" : "FALSE"
        case "e", "d": return value
        default:
            switch numberStyles[style] {
            case .date: return CellText.date(value, countsFrom1904: countsFrom1904)
            case .duration: return CellText.duration(value)
            case .percent: return CellText.percent(value)
            case nil: return CellText.number(value)
            }
        }
    }
}
