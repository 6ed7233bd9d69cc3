/// A table of text cells (RFC 4180): commas, semicolons or tabs, quoted cells.
package struct CSVTable: Hashable, Sendable {
    package let separator: Separator
    /// Rows with at least one sign; blank lines are skipped.
    package let rows: [TextRow]

    package enum Separator: UInt8, Hashable, Sendable, CaseIterable {
        case comma = 0x2C
        case semicolon = 0x3B
        case tab = 0x09
    }

    /// Reads UTF-8, with or without a byte-order mark. The separator is the one that
    /// stands most often in the first row that has any.
    ///
    /// - Throws: `ImportFault` for another encoding, a quote that never closes (its line
    ///   is named), and text behind a closing quote.
    package init(_ bytes: [UInt8], file: String) throws(ImportFault) {
        let source = try SourceText(bytes, file: file)
        separator = Self.separator(of: source.bytes)
        var reader = CSVReader(source.bytes, separator: separator.rawValue)
        do throws(CSVReader.Fault) {
            rows = try reader.rows()
        } catch {
            throw ImportFault(file: file, reason: error.reason)
        }
    }

    private static func separator(of bytes: [UInt8]) -> Separator {
        var counts: [Separator: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == ASCII.quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == ASCII.newline, !counts.isEmpty { break }
            if let separator = Separator(rawValue: byte) { counts[separator, default: 0] += 1 }
        }
        let most = counts.values.max() ?? 0
        return Separator.allCases.first { counts[$0, default: 0] == most } ?? .comma
    }
}

/// A sheet of a workbook.
package struct TextSheet: Hashable, Sendable {
    package let name: String
    /// Rows that have a value, with their numbers; cells from column A.
    package let rows: [TextRow]

    package init(name: String, rows: [TextRow]) {
        self.name = name
        self.rows = rows
    }
}

/// A row of a table of texts.
package struct TextRow: Hashable, Sendable {
    /// The line on which the row begins, or its number in a spreadsheet.
    package let line: Int
    /// As they stand, quotes undone.
    package let cells: [String]

    package init(line: Int, cells: [String]) {
        self.line = line
        self.cells = cells
    }
}

/// The state of reading a table.
struct CSVReader {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var place = 0
    private var line = 1

    struct Fault: Error { let reason: ImportFault.Reason }

    init(_ bytes: [UInt8], separator: UInt8) {
        (self.bytes, self.separator) = (bytes, separator)
    }

    mutating func rows() throws(Fault) -> [TextRow] {
        var rows: [TextRow] = []
        while place < bytes.count {
            let start = line
            var cells = [try cell()]
            while place < bytes.count, bytes[place] == separator {
                place += 1
                cells.append(try cell())
            }
            takeLineEnd()
            if cells.count > 1 || !cells[0].isEmpty {
                rows.append(TextRow(line: start, cells: cells))
            }
        }
        return rows
    }

    private mutating func cell() throws(Fault) -> String {
        guard place < bytes.count, bytes[place] == ASCII.quote else {
            let end = bytes[place...].firstIndex(where: isEnd) ?? bytes.count
            defer { place = end }
            return bytes[place..<end].text
        }
        return try quotedCell()
    }

    private mutating func quotedCell() throws(Fault) -> String {
        let opened = line
        var text: [UInt8] = []
        place += 1
        while place < bytes.count {
            let byte = bytes[place]
            if byte == ASCII.quote {
                guard place + 1 < bytes.count, bytes[place + 1] == ASCII.quote else {
                    place += 1
                    guard place == bytes.count || isEnd(bytes[place]) else {
                        throw Fault(reason: .textAfterQuote(line: line))
                    }
                    return text[...].text
                }
                place += 1
            }
            if endsLine(place) { line += 1 }
            text.append(byte)
            place += 1
        }
        throw Fault(reason: .unclosedQuote(line: opened))
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == separator || byte == ASCII.newline || byte == ASCII.carriageReturn
    }

    private func endsLine(_ place: Int) -> Bool {
        bytes[place] == ASCII.newline
            || bytes[place] == ASCII.carriageReturn
                && (place + 1 == bytes.count || bytes[place + 1] != ASCII.newline)
    }

    private mutating func takeLineEnd() {
        guard place < bytes.count else { return }
        if bytes[place] == ASCII.carriageReturn, place + 1 < bytes.count,
            bytes[place + 1] == ASCII.newline
        {
            place += 1
        }
        place += 1
        line += 1
    }
}
