import Values

/// A sheet of training results: its headings, and what each column was taken for.
package struct ResultSheet: Hashable, Sendable {
    /// The file's name as it was given.
    package let file: String
    /// As they stand in the sheet.
    package let headings: [String]
    /// One for each heading.
    package var columns: [ResultColumn]
    /// The rows below the headings.
    package let rows: [TextRow]

    /// Rows above which the headings stand.
    private static let headingRows = 30

    /// Finds the headings. Titles above them are skipped.
    ///
    /// - Parameters:
    ///   - components: the names of the programme's components.
    ///   - remembered: what somebody once said of columns with these headings
    ///     (`headingsKey`); nil where nobody has.
    /// - Throws: `ImportFault` when no row could be one of headings.
    package init(
        _ rows: [TextRow], file: String, components: [String],
        remembered: (String) -> [ResultColumn]?
    ) throws(ImportFault) {
        let first = rows.prefix(Self.headingRows)
        func known(_ row: TextRow) -> Int {
            row.cells.count { ResultColumn(heading: $0, components: components) != nil }
        }
        let best = first.indices.max { known(rows[$0]) < known(rows[$1]) }
        let widest = first.indices.max { Self.filled(rows[$0]) < Self.filled(rows[$1]) }
        guard let best, let widest else { throw ImportFault(file: file, reason: .empty) }
        let place = known(rows[best]) >= 2 ? best : widest
        guard Self.filled(rows[place]) >= 2 else {
            throw ImportFault(file: file, reason: .noResultHeadings)
        }
        self.file = file
        let upper = rows[place].cells.map(VietnameseText.clean)
        let lower =
            place + 1 < rows.count
            ? SplitHeadings.join(upper, rows[place + 1]) {
                ResultColumn(heading: $0, components: components) != nil
            } : nil
        headings = lower ?? upper
        self.rows = Array(rows[(place + (lower == nil ? 1 : 2))...])
        let said = remembered(Self.headingsKey(headings))
        columns =
            said?.count == headings.count
            ? said ?? [] : Self.columns(of: headings, self.rows, components: components)
    }

    private static func filled(_ row: TextRow) -> Int { row.cells.count { !$0.isEmpty } }

    /// The first column of each kind; what repeats one, or is not known, is ignored.
    private static func columns(
        of headings: [String], _ rows: [TextRow], components: [String]
    ) -> [ResultColumn] {
        var taken: Set<ResultColumn> = []
        var columns: [ResultColumn] = headings.map { heading in
            guard let column = ResultColumn(heading: heading, components: components),
                column == .ignored || taken.insert(column).inserted
            else { return .ignored }
            return column
        }
        if let place = columns.firstIndex(of: .fullName),
            SplitName.goesOn(behind: place, headings, rows)
        {
            columns[place] = .familyName
            columns[place + 1] = .givenName
        }
        return columns
    }

    /// The keys of all that can be headings in the first rows of a sheet: of one row, or of two.
    package static func possibleKeys(_ rows: [TextRow]) -> Set<String> {
        let first = rows.prefix(headingRows + 1)
        var keys = Set(first.map { headingsKey($0.cells.map(VietnameseText.clean)) })
        for (upper, lower) in zip(first, first.dropFirst()) {
            let joined = SplitHeadings.join(upper.cells.map(VietnameseText.clean), lower) { _ in
                true
            }
            if let joined { keys.insert(headingsKey(joined)) }
        }
        return keys
    }

    /// What tells sheets with the same headings.
    package static func headingsKey(_ headings: [String]) -> String {
        headings.map(ResultColumn.folded).joined(separator: "\n")
    }

    /// Whether the columns say who each row is about.
    package var namesPeople: Bool {
        columns.contains(.identifier) || columns.contains(.fullName)
            || columns.contains(.givenName)
    }

    /// Headings whose columns are not read.
    package var unread: [String] {
        zip(headings, columns).filter { heading, column in
            column == .ignored && !heading.isEmpty
                && ResultColumn(heading: heading, components: []) != .ignored
        }.map(\.0)
    }
}
