import Values

/// Tables: of questions, of keys, and those that belong to a question.
extension WordOutline {
    mutating func take(
        table cells: [[[StyledLine]]], headerRows: Int, place: Int
    ) {
        if stage == .answers { return takeAnswers(cells, place: place) }
        let lines = cells.joined().joined()
        let isLayout = lines.contains { line in
            !WordChoice.options(in: line).isEmpty || start(Array(line.text.utf8)[...]) != nil
        }
        if isLayout, passage == nil {
            for row in cells {
                for line in Self.withKeywords(row) { take(line) }
            }
        } else if current != nil || passage != nil {
            let rows = cells.map { row in row.map { cell in Self.joined(cell) } }
            let table = RichText.Block.table(header: headerRows > 0, rows: rows)
            let block = BlockWriter.lines(RichText([table]))
            passage?.add(block, place: place)
            current?.lines.append(.block(block, place: place))
        }
    }

    /// The lines of a row; a keyword alone in its first cell belongs to the second: "Đáp án | B".
    private static func withKeywords(_ row: [[StyledLine]]) -> [StyledLine] {
        guard row.count > 1, row[0].count == 1, let value = row[1].first,
            CauField.read(Array("\(row[0][0].text):".utf8)[...]) != nil
        else { return Array(row.joined()) }
        var first = row[0][0]
        first.glyphs +=
            [":", " "].map { .init(piece: .character($0), looks: []) } + value.glyphs
        return [first] + row[1].dropFirst() + row.dropFirst(2).joined()
    }

    private static func joined(_ cell: [StyledLine]) -> [RichText.Inline] {
        var inlines: [RichText.Inline] = []
        for (place, line) in cell.enumerated() {
            if place > 0 { inlines.append(.lineBreak) }
            inlines += line.inlines
        }
        return inlines
    }

    /// A row of numbers above a row of answers is read column by column; other rows
    /// as they stand ("1-A", or a number and its answer).
    private mutating func takeAnswers(_ cells: [[[StyledLine]]], place: Int) {
        let all = cells.map { $0.map { $0.map(\.text).joined(separator: " ") } }
        let rows = ownColumns(all, place: place)
        var above: [String] = []
        for row in rows {
            let numbers = row.map(Self.number)
            if numbers.compactMap(\.self).count > 1, !numbers.dropFirst().contains(nil) {
                above = row
            } else if !above.isEmpty {
                for (name, answer) in zip(above, row) {
                    guard let number = Self.number(name), !answer.isEmpty else { continue }
                    add("\(number)-\(answer.filter { !$0.isWhitespace })", place: place)
                }
                above = []
            } else {
                add(row.joined(separator: " | "), place: place)
            }
        }
    }

    /// Of keys for several codes only the column of this paper's code; without one, none.
    private mutating func ownColumns(_ rows: [[String]], place: Int) -> [[String]] {
        guard let heading = rows.first else { return rows }
        let codes = heading.map {
            $0.firstMatch(of: /^(?:[Mm]ã(?: đề)?|[Đđ]ề)?\s*:?\s*(\d{3,4})$/)?.1
        }
        guard codes.compactMap(\.self).count > 1, rows.count > 2 else { return rows }
        guard let code, let own = codes.firstIndex(where: { $0.map(String.init) == code }) else {
            notes.append((place, .keysOfSeveralCodes))
            return []
        }
        return rows.dropFirst().map { row in
            row.indices.contains(own) ? [row[0], row[own]] : row
        }
    }

    /// "7", "Câu 7"
    private static func number(_ text: String) -> Int? {
        Int(text.trimmingPrefix("Câu").filter { !$0.isWhitespace })
    }
}
