package import People
package import Values

/// People read from a list: pupils of classes, or staff with their posts; and what was
/// refused, by line.
package struct PersonRoster: Hashable, Sendable {
    package var entries: [Entry] = []
    package var refused: [RosterRefusal] = []
    /// Headings of columns that were not read, in their order.
    package var unknownColumns: [String] = []
    /// The file of a package that the lines are of.
    package var part: String?

    /// Somebody who came through.
    package struct Entry: Hashable, Sendable {
        package var line: Int
        /// Cleaned by `VietnameseText.clean`, family name first.
        package var fullName: String
        /// The school's or the ministry's identifier: text, with its leading zeros.
        package var identifier: String?
        package var birthDate: CalendarDate?
        package var gender: Gender?
        /// Read for who heads a unit, and for nobody else.
        package var email: EmailAddress?
        /// Empty for pupils; the first is the main one.
        package var posts: [Post] = []
        package var classes: [SchoolClass] = []
        /// The file says so, also where it names no class.
        package var isPupil = false
    }

    package struct Post: Hashable, Sendable {
        /// Nil: the file does not say where.
        package var unit: UnitName?
        package var title: PostTitle
        /// As it stands there: "Tổ trưởng chuyên môn".
        package var words: String?
        package var subject: String?
        package var from: CalendarDate?
        /// Exclusive.
        package var until: CalendarDate?

        /// Whether two are one post, whatever the days.
        func isLike(_ other: Post) -> Bool {
            unit == other.unit && title == other.title && words == other.words
                && subject == other.subject
        }
    }

    package struct SchoolClass: Hashable, Sendable {
        /// "12A1".
        package var name: String
        package var school: UnitName?
        /// The pupil's days in it.
        package var from: CalendarDate?
        package var until: CalendarDate?
        /// The days of the class itself, where the file tells.
        package var opens: CalendarDate?
        package var closes: CalendarDate?
    }

    package init() {}

    /// Reads a list from a CSV.
    ///
    /// - Throws: `ImportFault` when the file is no CSV, or has no column of names.
    package init(_ bytes: [UInt8], file: String) throws(ImportFault) {
        try self.init(rows: try CSVTable(bytes, file: file).rows, file: file)
    }

    /// Reads a list. Columns are found by their headings, in any order; of the title rows
    /// above them only a class and a school are taken, where no column names these.
    ///
    /// - Throws: `ImportFault` where no row can be the headings.
    package init(rows: [TextRow], file: String) throws(ImportFault) {
        guard
            let heading = rows.prefix(30).firstIndex(where: { RosterColumns($0.cells).hasNames })
        else { throw ImportFault(file: file, reason: .noHeadings) }
        var headings = rows[heading].cells.map(VietnameseText.clean)
        var below = rows[(heading + 1)...]
        if let next = below.first,
            let joined = SplitHeadings.join(
                headings, next, isKnown: { RosterColumn(heading: $0) != nil })
        {
            headings = joined
            below = below.dropFirst()
        }
        var columns = RosterColumns(headings)
        // Sums and signatures below the table are nobody.
        let end = below.firstIndex { row in
            let cells = RosterRow(cells: row.cells.map(VietnameseText.clean), columns: columns)
            return cells.endsTable && !cells.isNumbered
        }
        columns.look(at: headings, below: end.map { below[..<$0] } ?? below)
        let titles = RosterTitles(rows[..<heading])
        unknownColumns = columns.unknown
        var known: [String: Int] = [:]
        for row in below {
            let isBelow = end.map { row.line >= rows[$0].line } ?? false
            take(row, columns, titles, isBelow: isBelow, &known)
        }
    }

    /// - Parameters:
    ///   - isBelow: whether the table has ended.
    ///   - known: where the entry with each identifier stands.
    private mutating func take(
        _ row: TextRow, _ columns: RosterColumns, _ titles: RosterTitles, isBelow: Bool,
        _ known: inout [String: Int]
    ) {
        let cells = row.cells.map(VietnameseText.clean)
        let filled = cells.filter { !$0.isEmpty }
        if filled.isEmpty { return }
        do throws(RosterRowFault) {
            if filled.count == 1, filled[0].contains(where: { $0 == ":" || $0.isNumber }) {
                throw RosterRowFault(.aside)
            }
            let own = RosterRow(cells: cells, columns: columns)
            if isBelow, !own.isNumbered { throw RosterRowFault(.aside) }
            let entry = try own.entry(row.line, titles)
            guard let identifier = entry.identifier, let place = known[identifier] else {
                if let identifier = entry.identifier { known[identifier] = entries.count }
                entries.append(entry)
                return
            }
            // Somebody with several posts has a row for each.
            guard let post = entry.posts.first, entries[place].fullName == entry.fullName,
                !entries[place].posts.contains(where: { $0.isLike(post) })
            else {
                throw RosterRowFault(.sameIdentifier(identifier, line: entries[place].line))
            }
            entries[place].posts += entry.posts
            entries[place].email = entries[place].email ?? entry.email
        } catch {
            let isAside = error.reason == .noName && filled.count == 1
            refused.append(
                RosterRefusal(
                    line: row.line, words: String(filled.joined(separator: ", ").prefix(120)),
                    reason: isAside ? .aside : error.reason))
        }
    }
}

/// A unit as a file names it.
package struct UnitName: Hashable, Sendable {
    package var identifier: String?
    package var name: String?

    package init?(identifier: String? = nil, name: String? = nil) {
        guard identifier != nil || name != nil else { return nil }
        self.identifier = identifier
        self.name = name
    }

    /// For people who must find it again.
    package var words: String { [name, identifier].compactMap(\.self).joined(separator: ", ") }
}
