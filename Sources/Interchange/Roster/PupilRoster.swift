package import People
package import Values

/// A class list read from a CSV: pupils, and what was refused, by line.
package struct PupilRoster: Hashable, Sendable {
    package var pupils: [Pupil] = []
    package var refused: [Refused] = []
    /// Headings of columns that were not read, in their order.
    package var unknownColumns: [String] = []

    /// One row that came through.
    package struct Pupil: Hashable, Sendable {
        package var line: Int
        /// Cleaned by `VietnameseText.clean`, family name first.
        package var fullName: String
        /// The school's or the ministry's identifier: text, with its leading zeros.
        package var identifier: String?
        /// "12A1".
        package var className: String?
        package var birthDate: CalendarDate?
        package var gender: Gender?
    }

    /// One row that did not come through.
    package struct Refused: Hashable, Sendable {
        package var line: Int
        /// What stands in the row, for who must find it again.
        package var words: String
        package var reason: Reason
    }

    package enum Reason: Hashable, Sendable {
        /// One cell of text, such as "Tổng số: 40 học sinh": hardly a pupil.
        case aside
        case noName
        case badDate(String)
        case badGender(String)
        /// The line of the pupil that has the same identifier.
        case sameIdentifier(String, line: Int)

        package func text(in language: Language) -> String {
            switch self {
            case .aside: language.choose("Dòng ghi chú.", "A remark, not a pupil.")
            case .noName: language.choose("Thiếu họ và tên.", "The name is missing.")
            case .badDate(let text):
                language.choose(
                    "Ngày sinh “\(text)” không đúng (dd/mm/yyyy).",
                    "The date of birth “\(text)” is not a date (dd/mm/yyyy).")
            case .badGender(let text):
                language.choose(
                    "Giới tính “\(text)” không rõ (Nam, Nữ).",
                    "The gender “\(text)” is not clear (Nam, Nữ).")
            case .sameIdentifier(let identifier, let line):
                language.choose(
                    "Mã “\(identifier)” trùng với dòng \(line).",
                    "The identifier “\(identifier)” is that of line \(line).")
            }
        }
    }

    /// Reads a class list. Columns are found by their headings, in any order; title rows
    /// above the headings are skipped.
    ///
    /// - Throws: `ImportFault` when the file is no CSV, or has no column of names.
    package init(_ bytes: [UInt8], file: String) throws(ImportFault) {
        let table = try CSVTable(bytes, file: file)
        guard
            let heading = table.rows.prefix(30).firstIndex(where: {
                RosterColumns($0.cells).hasNames
            })
        else { throw ImportFault(file: file, reason: .noHeadings) }
        let columns = RosterColumns(table.rows[heading].cells)
        unknownColumns = columns.unknown
        var identifiers: [String: Int] = [:]
        for row in table.rows[(heading + 1)...] {
            take(row, columns, &identifiers)
        }
    }

    private mutating func take(
        _ row: TextRow, _ columns: RosterColumns, _ identifiers: inout [String: Int]
    ) {
        let cells = row.cells.map(VietnameseText.clean)
        let filled = cells.filter { !$0.isEmpty }
        if filled.isEmpty { return }
        do throws(RowFault) {
            if filled.count == 1, filled[0].contains(where: { $0 == ":" || $0.isNumber }) {
                throw RowFault(.aside)
            }
            let pupil = try Self.pupil(row.line, cells, columns)
            if let identifier = pupil.identifier {
                if let earlier = identifiers[identifier] {
                    throw RowFault(.sameIdentifier(identifier, line: earlier))
                }
                identifiers[identifier] = row.line
            }
            pupils.append(pupil)
        } catch {
            let isAside = error.reason == .noName && filled.count == 1
            refused.append(
                Refused(
                    line: row.line, words: String(filled.joined(separator: ", ").prefix(120)),
                    reason: isAside ? .aside : error.reason))
        }
    }

    private struct RowFault: Error {
        let reason: Reason
        init(_ reason: Reason) { self.reason = reason }
    }

    private static func pupil(
        _ line: Int, _ cells: [String], _ columns: RosterColumns
    ) throws(RowFault) -> Pupil {
        func cell(_ column: RosterColumn) -> String? {
            guard let place = columns.places[column], place < cells.count, !cells[place].isEmpty
            else { return nil }
            return cells[place]
        }
        let parts = [cell(.familyName), cell(.givenName)].compactMap { $0 }
        guard let name = cell(.fullName) ?? (parts.isEmpty ? nil : parts.joined(separator: " "))
        else { throw RowFault(.noName) }
        var pupil = Pupil(
            line: line, fullName: name, identifier: cell(.identifier), className: cell(.className))
        if let text = cell(.birthDate) {
            guard let date = CalendarDate(text) else { throw RowFault(.badDate(text)) }
            pupil.birthDate = date
        }
        if let text = cell(.gender) {
            guard let gender = Gender(text: text) else { throw RowFault(.badGender(text)) }
            pupil.gender = gender
        }
        return pupil
    }
}
