import Values

/// Tables: of questions, of keys, and those that belong to a question.
extension WordOutline {
    mutating func take(
        table cells: [[[StyledLine]]], headerRows: Int, place: Int
    ) {
        if stage == .answers {
            if !takeGuide(cells, place: place) { takeAnswers(cells, place: place) }
            return
        }
        if isBehindEnd, holdsKeys(cells) {
            finish()
            add("BẢNG ĐÁP ÁN", place: place)
            return takeAnswers(cells, place: place)
        }
        if isBehindEnd ? takeGuide(cells, place: place) : takeCrosses(cells, place: place) {
            return
        }
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
            if let choices = current?.choices, choices.count > 1, stage == .questions {
                noteBehindOptions(lines.map(\.text).joined(separator: " "), place: place)
            }
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

    // MARK: Statements with crosses

    /// "Phát biểu | Đúng | Sai": a statement a row, and a cross for what it is.
    ///
    /// - Returns: false where it is another table.
    private mutating func takeCrosses(_ cells: [[[StyledLine]]], place: Int) -> Bool {
        guard let question = current, question.choices.isEmpty, let heading = cells.first,
            cells.count > 2, cells.allSatisfy({ $0.count == heading.count })
        else { return false }
        let names = heading.map { Self.text($0).lowercased() }
        guard let yes = names.lastIndex(where: { ["đúng", "đ", "true", "t"].contains($0) }),
            let no = names.lastIndex(where: { ["sai", "s", "false", "f"].contains($0) })
        else { return false }
        var (statements, said) = ([WordChoice](), "")
        for (place, row) in cells.dropFirst().enumerated() {
            let others = row.indices.filter { $0 != yes && $0 != no }
            guard
                let widest = others.max(by: { Self.text(row[$0]).count < Self.text(row[$1]).count }
                ),
                let first = row[widest].first, place < 26
            else { return false }
            var text = WordChoice.statements(in: first).first?.text ?? first
            for line in row[widest].dropFirst() {
                text.glyphs += [.init(piece: .character(" "), looks: [])] + line.glyphs
            }
            statements.append(
                WordChoice(
                    letter: Character(Lettering.statement(place)), isStarred: false,
                    isPinned: false, marker: text.suffix(0), text: text))
            switch (Self.text(row[yes]).isEmpty, Self.text(row[no]).isEmpty) {
            case (false, true): said += "Đ"
            case (true, false): said += "S"
            default: break
            }
        }
        current?.lines += statements.map { .statement($0) }
        if said.count == statements.count {
            current?.lines.append(.field("Đáp án: \(said)", place: place))
        }
        return true
    }

    private static func text(_ cell: [StyledLine]) -> String {
        VietnameseText.clean(cell.map(\.text).joined(separator: " "))
    }

    // MARK: Marking guides

    /// "Câu | Nội dung | Điểm": what a row says is the solution of its question, with what it
    /// is worth. A row without a number goes on with the one above.
    ///
    /// - Returns: false where it is another table.
    private mutating func takeGuide(_ cells: [[[StyledLine]]], place: Int) -> Bool {
        guard let names = cells.first?.map({ Self.text($0).lowercased() }), names.count > 1 else {
            return false
        }
        let worth = names.lastIndex { $0.contains("điểm") || $0.contains("point") }
        let told = cells.dropFirst().flatMap { row in
            row.indices.filter { $0 > 0 && $0 != worth }.map { Self.text(row[$0]) }
        }
        guard names.dropFirst().contains(where: { $0.contains(Self.contents) }),
            told.contains(where: { !$0.isEmpty && !CauAnswer.isPlausible($0) })
        else { return false }
        for row in cells.dropFirst() {
            // A cell that reaches down from above is missing at the start.
            let row = Array(repeating: [], count: max(0, names.count - row.count)) + row
            if let number = Self.leadingNumber(Self.text(row[0])), number != current?.number {
                finish()
                current = WordQuestion(
                    place: place, heading: "Câu \(number).", number: number, part: part,
                    isBehindEnd: true, isWritten: false)
            }
            guard current != nil else { continue }
            take(guide: row, worth: worth)
        }
        stage = .solution
        return true
    }

    private static var contents: Regex<Substring> {
        /nội dung|đáp án|hướng dẫn|lời giải|yêu cầu|gợi ý|answer|solution/
    }

    private static func leadingNumber(_ text: String) -> Int? {
        text.prefixMatch(of: /(?:câu|bài)?\s*(\d{1,3})/.ignoresCase()).flatMap { Int($0.1) }
    }

    private mutating func take(guide row: [[StyledLine]], worth: Int?) {
        var lines: [StyledLine] = []
        var label: StyledLine?
        for (place, cell) in row.enumerated() where place > 0 && place != worth {
            // "a", "1)" in a column of its own stands before what it is of.
            if Self.text(cell).count <= 3, cell.count == 1 {
                label = cell[0]
                continue
            }
            lines += cell
        }
        guard var first = lines.first ?? label else { return }
        if let label, !lines.isEmpty {
            first.glyphs = label.glyphs + [.init(piece: .character(" "), looks: [])] + first.glyphs
        }
        lines = [first] + lines.dropFirst()
        let points = worth.flatMap { row.indices.contains($0) ? Self.text(row[$0]) : nil } ?? ""
        if !points.isEmpty {
            let words = Double(points.replacing(",", with: ".")) == nil ? points : "\(points) điểm"
            lines[lines.count - 1].glyphs += " (\(words))".map {
                .init(piece: .character($0), looks: [])
            }
        }
        for line in lines {
            let isFirst = current?.lines.isEmpty == true
            current?.lines.append(isFirst ? .stem(line) : .text(line))
        }
    }

    // MARK: Keys

    /// Whether a table behind the end is one of keys: numbers, and letters below them.
    private func holdsKeys(_ cells: [[[StyledLine]]]) -> Bool {
        let rows = cells.map { $0.map(Self.text) }
        return zip(rows, rows.dropFirst()).contains { numbers, keys in
            let known = numbers.dropFirst().filter { !$0.isEmpty }
            let said = keys.dropFirst().filter { !$0.isEmpty }
            return known.count > 1 && known.allSatisfy { Self.number($0) != nil }
                && said.count == known.count && said.allSatisfy { CauAnswer.options($0) != nil }
        }
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
            notes.append((place, nil, .keysOfSeveralCodes))
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
