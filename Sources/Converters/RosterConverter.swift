package import Interchange

/// Lists of people and of units in every form they come in: CSV, spreadsheets, OneRoster
/// packages.
package enum RosterConverter {
    /// - Throws: `ImportFault` when nothing of the file can be taken.
    package static func people(
        _ bytes: [UInt8], file: String
    ) throws(ImportFault) -> PersonRoster {
        switch try Source(bytes, file: file) {
        case .package(let package): package.people
        case .tables(let tables):
            try first(of: tables) { rows throws(ImportFault) in
                try PersonRoster(rows: rows, file: file)
            }
        }
    }

    /// - Throws: `ImportFault` when nothing of the file can be taken.
    package static func units(_ bytes: [UInt8], file: String) throws(ImportFault) -> UnitRoster {
        switch try Source(bytes, file: file) {
        case .package(let package) where package.namesUnits: package.units
        case .package: throw ImportFault(file: file, reason: .noUnitHeadings)
        case .tables(let tables):
            try first(of: tables) { rows throws(ImportFault) in
                try UnitRoster(rows: rows, file: file)
            }
        }
    }

    /// The first table that has the headings; the fault of the first where none has.
    private static func first<Roster>(
        of tables: [[TextRow]], _ read: ([TextRow]) throws(ImportFault) -> Roster
    ) throws(ImportFault) -> Roster {
        for table in tables {
            if let roster = try? read(table) { return roster }
        }
        return try read(tables.first ?? [])
    }

    private enum Source {
        case tables([[TextRow]])
        case package(OneRoster)

        init(_ bytes: [UInt8], file: String) throws(ImportFault) {
            if let closed = ImportFault.ClosedFormat(bytes) {
                throw ImportFault(file: file, reason: .closedFormat(closed))
            }
            guard bytes.starts(with: [0x50, 0x4B]) else {
                let table = try CSVTable(bytes, file: file)
                if OneRoster.areUsers(table.rows.first?.cells ?? []) {
                    self = .package(try OneRoster(["users.csv": bytes], file: file))
                } else {
                    self = .tables([table.rows])
                }
                return
            }
            do {
                let archive = try Archive(zip: bytes)
                if OneRoster.isPackage(archive.files.keys) {
                    self = .package(try OneRoster(archive.files, file: file))
                } else {
                    self = .tables(try Workbook(bytes).sheets.map(\.rows))
                }
            } catch let fault as ImportFault {
                throw fault
            } catch {
                throw ImportFault(file: file, reason: BankConverter.reason(error))
            }
        }
    }
}
