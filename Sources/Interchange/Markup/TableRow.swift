/// A table's line: `| a | b |`.
enum TableRow {
    /// The cells between the bars, trimmed; bars in code and formulas part nothing.
    ///
    /// - Returns: nil when the line is no table's.
    static func cells(of line: Bytes) -> [Bytes]? {
        let line = line.trimmed()
        guard line.first == ASCII.bar, line.count >= 2 else { return nil }
        var cells: [Bytes] = []
        var start = line.startIndex + 1
        var place = start
        var spans = SpanSearch()
        while place < line.endIndex {
            if let end = spans.end(in: line, at: place) {
                place = end
            } else if line[place] == ASCII.backslash {
                place += 2
            } else if line[place] == ASCII.backtick {
                place += InlineSpan.runLength(in: line, at: place)
            } else if line[place] == ASCII.bar {
                cells.append(line[start..<place].trimmed())
                place += 1
                start = place
            } else {
                place += 1
            }
        }
        return start == line.endIndex && !cells.isEmpty ? cells : nil
    }

    /// Whether every cell is dashes: the line that makes the one above it a heading.
    static func isRule(_ cells: [Bytes]) -> Bool { cells.allSatisfy(isDashes) }

    /// Whether a cell is only dashes, perhaps with the colons of Markdown.
    static func isDashes(_ cell: Bytes) -> Bool {
        cell.contains(ASCII.minus) && cell.allSatisfy { $0 == ASCII.minus || $0 == ASCII.colon }
    }
}
