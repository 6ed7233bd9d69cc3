package import People
package import Values

/// Units read from a list, and what was refused, by line.
package struct UnitRoster: Hashable, Sendable {
    package var entries: [Entry] = []
    package var refused: [RosterRefusal] = []
    /// Headings of columns that were not read, in their order.
    package var unknownColumns: [String] = []
    /// The file of a package that the lines are of.
    package var part: String?

    /// One unit that came through.
    package struct Entry: Hashable, Sendable {
        package var line: Int
        package var identifier: String?
        package var name: String
        package var kind: UnitKind
        package var level: SchoolLevel?
        /// Nil: at the top.
        package var parent: UnitName?
        package var from: CalendarDate?
        package var until: CalendarDate?
    }

    package init() {}

    /// Reads a list. Columns are found by their headings, in any order.
    ///
    /// - Throws: `ImportFault` where no row can be the headings.
    package init(rows: [TextRow], file: String) throws(ImportFault) {
        guard
            let heading = rows.prefix(30).firstIndex(where: {
                RosterColumns($0.cells, of: .units).hasUnitNames
            })
        else { throw ImportFault(file: file, reason: .noUnitHeadings) }
        let columns = RosterColumns(rows[heading].cells, of: .units)
        unknownColumns = columns.unknown
        var lines: [String: Int] = [:]
        for row in rows[(heading + 1)...] {
            let cells = row.cells.map(VietnameseText.clean)
            let filled = cells.filter { !$0.isEmpty }
            if filled.isEmpty { continue }
            do throws(RosterRowFault) {
                let entry = try Self.entry(
                    row.line, RosterRow(cells: cells, columns: columns), filled.count)
                if let identifier = entry.identifier {
                    if let line = lines[identifier] {
                        throw RosterRowFault(.sameIdentifier(identifier, line: line))
                    }
                    lines[identifier] = row.line
                }
                entries.append(entry)
            } catch {
                refused.append(
                    RosterRefusal(
                        line: row.line, words: String(filled.joined(separator: ", ").prefix(120)),
                        reason: error.reason))
            }
        }
    }

    private static func entry(
        _ line: Int, _ row: RosterRow, _ filled: Int
    ) throws(RosterRowFault) -> Entry {
        guard let name = row[.unit] else {
            throw RosterRowFault(filled == 1 ? .aside : .noName)
        }
        if filled == 1, name.contains(":") { throw RosterRowFault(.aside) }
        let from = try row.date(.from)
        let until = try row.end(from)
        let level: SchoolLevel?
        if let text = row[.level] {
            level = SchoolLevel(words: text)
            guard level != nil else { throw RosterRowFault(.badLevel(text)) }
        } else {
            level = SchoolLevel(name: name)
        }
        let kind: UnitKind?
        if let text = row[.kind] {
            kind = UnitKind(words: text)
            guard kind != nil else { throw RosterRowFault(.badKind(text)) }
        } else {
            kind = UnitKind(words: name) ?? (level == nil ? nil : .school)
        }
        guard let kind else { throw RosterRowFault(.badKind(name)) }
        return Entry(
            line: line, identifier: row[.unitIdentifier], name: name, kind: kind,
            level: kind == .school || kind == .centre ? level : nil,
            parent: UnitName(identifier: row[.parentIdentifier], name: row[.parent]),
            from: from, until: until)
    }
}

extension UnitKind {
    /// Reads "Trường", "Phòng GDĐT", "Xã Tân Thạnh": the kind, or a name that begins with it.
    init?(words: String) {
        let folded = VietnameseText.folded(VietnameseText.clean(words))
        func begins(_ starts: String...) -> Bool {
            starts.contains { folded == $0 || folded.hasPrefix("\($0) ") }
        }
        if begins("so", "department") {
            self = .department
        } else if begins("phong", "office") {
            self = .office
        } else if begins("xa", "phuong", "thi tran", "commune", "ward", "dac khu") {
            self = .commune
        } else if begins("trung tam", "tt", "centre", "center", "ttgdtx") {
            self = .centre
        } else if begins(
            "truong", "school", "mn", "th", "thcs", "thpt", "tieu hoc", "mam non", "mau giao")
        {
            self = .school
        } else {
            return nil
        }
    }
}

extension SchoolLevel {
    /// Reads "THCS", "Trung học cơ sở"; of several levels the highest.
    init?(words: String) {
        let folded = " " + VietnameseText.folded(VietnameseText.clean(words)) + " "
        let spaced = folded.replacing(/[^a-z0-9]+/, with: " ")
        func has(_ texts: String...) -> Bool { texts.contains { spaced.contains(" \($0) ") } }
        if has("gdtx", "giao duc thuong xuyen", "gdnn gdtx", "ttgdtx") {
            self = .continuing
        } else if has("thpt", "trung hoc pho thong", "cap 3") {
            self = .upperSecondary
        } else if has("thcs", "trung hoc co so", "cap 2") {
            self = .lowerSecondary
        } else if has("th", "tieu hoc", "cap 1") {
            self = .primary
        } else if has("mn", "mam non", "mau giao", "nha tre", "mg") {
            self = .kindergarten
        } else {
            return nil
        }
    }

    /// What a school's name says of its level.
    init?(name: String) { self.init(words: name) }
}
