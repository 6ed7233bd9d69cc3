/// A page with one table, as documents that are handed in have it: what writers of Word
/// files and spreadsheets turn into their own.
package struct TableDocument: Hashable, Sendable {
    /// Lines above the table; the first is the heading.
    package var titles: [String]
    package var rows: [[Cell]]
    /// How many rows head the table on every page.
    package var headRows: Int
    /// Of the columns, as parts of the whole width.
    package var widths: [Int]
    /// Lines below the table.
    package var notes: [String]

    package init(
        titles: [String], rows: [[Cell]], headRows: Int, widths: [Int], notes: [String] = []
    ) {
        self.titles = titles
        self.rows = rows
        self.headRows = headRows
        self.widths = widths
        self.notes = notes
    }

    /// What stands in one place, or spans several.
    package struct Cell: Hashable, Sendable {
        package var text: String
        package var columns: Int
        package var rows: Int
        package var isBold: Bool
        package var isCentred: Bool
        /// A whole number, which a spreadsheet can add up; anything else stays the text that
        /// it is ("007").
        package var isNumber: Bool

        package init(
            _ text: String, columns: Int = 1, rows: Int = 1, isBold: Bool = false,
            isCentred: Bool = true, isNumber: Bool = false
        ) {
            self.text = text
            self.columns = columns
            self.rows = rows
            self.isBold = isBold
            self.isCentred = isCentred
            self.isNumber = isNumber
        }
    }

    /// A cell where it stands; a row holds only cells that begin in it.
    package struct Placed: Hashable, Sendable {
        package let row: Int
        package let column: Int
        package let cell: Cell
    }

    /// All cells with their places: each takes the first column of its row that no
    /// cell above reaches into.
    package var placed: [Placed] {
        var taken: Set<[Int]> = []
        var placed: [Placed] = []
        for (row, cells) in rows.enumerated() {
            var column = 0
            for cell in cells {
                while taken.contains([row, column]) { column += 1 }
                placed.append(Placed(row: row, column: column, cell: cell))
                for below in 0..<cell.rows {
                    for beside in 0..<cell.columns { taken.insert([row + below, column + beside]) }
                }
                column += cell.columns
            }
        }
        return placed
    }
}
