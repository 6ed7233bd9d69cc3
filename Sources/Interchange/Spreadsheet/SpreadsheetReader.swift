import Assessment
import Values

/// Reads a sheet with one question a row (docs/formats.md): each row becomes Câu text,
/// which `CauTextReader` reads. Lines of the report are rows of the sheet.
package enum SpreadsheetReader {
    /// The heading stands among the first rows that hold something.
    private static let headingRows = 30

    /// Reads the sheets of a workbook that look like ones of questions, one behind the other;
    /// of several, the report names the sheet.
    ///
    /// - Throws: `ImportFault` when there is none, or no question.
    package static func read(
        _ sheets: [TextSheet], file: String
    ) throws(ImportFault) -> BankDraft {
        let tables = sheets.filter { isTableOfQuestions($0.rows) }
        guard tables.count > 1 else {
            return try read((tables.first ?? sheets.first)?.rows ?? [], file: file)
        }
        var draft = BankDraft(questions: [])
        for sheet in tables {
            let own: BankDraft
            do throws(ImportFault) {
                own = try read(sheet.rows, file: "\(file) [\(sheet.name)]")
            } catch  where error.reason == .noQuestions {
                continue
            }
            draft.questions += own.questions
            draft.read += own.read
            draft.notes += own.notes
        }
        guard draft.read > 0 else { throw ImportFault(file: file, reason: .noQuestions) }
        return draft
    }

    /// - Throws: `ImportFault` when the sheet has no heading row, or no question.
    package static func read(
        _ rows: [TextRow], file: String
    ) throws(ImportFault) -> BankDraft {
        guard let (place, columns) = heading(of: rows) else {
            throw ImportFault(file: file, reason: .noQuestionHeadings)
        }
        var lines: [SourceLine] = []
        var topic = ""
        for row in rows.dropFirst(place + 1) where !isBlank(row, columns) {
            let own = columns.text(.topic, in: row)
            if own != topic {
                lines += script("Chủ đề: \(VietnameseText.clean(own))", row)
                topic = own
            }
            lines += SheetQuestion(row, columns).script
        }
        var draft = CauTextReader.read(lines, file: file)
        guard draft.read > 0 else { throw ImportFault(file: file, reason: .noQuestions) }
        if !columns.unknown.isEmpty {
            draft.notes.insert(
                ImportNote(
                    file: file, line: rows[place].line, question: nil,
                    reason: .columnsNotRead(columns.unknown)), at: 0)
        }
        return draft
    }

    /// Whether a table looks like one of questions.
    package static func isTableOfQuestions(_ rows: [TextRow]) -> Bool { heading(of: rows) != nil }

    private static func heading(of rows: [TextRow]) -> (Int, QuestionColumns)? {
        for (place, row) in rows.prefix(headingRows).enumerated() {
            if let columns = QuestionColumns(row) { return (place, columns) }
        }
        return nil
    }

    private static func isBlank(_ row: TextRow, _ columns: QuestionColumns) -> Bool {
        VietnameseText.clean(columns.text(.stem, in: row)).isEmpty
            && columns.text(.option(0), in: row).isEmpty && columns.text(.key, in: row).isEmpty
    }

    static func script(_ text: String, _ row: TextRow) -> [SourceLine] {
        [SourceLine(number: row.line, bytes: Array(text.utf8)[...])]
    }
}

/// One row on its way to Câu text.
private struct SheetQuestion {
    let row: TextRow
    let columns: QuestionColumns

    init(_ row: TextRow, _ columns: QuestionColumns) {
        self.row = row
        self.columns = columns
    }

    private func text(_ field: QuestionColumns.Field) -> String { columns.text(field, in: row) }

    private var options: [String] {
        let all = (0..<8).map { text(.option($0)) }
        let last = all.lastIndex { !VietnameseText.clean($0).isEmpty }
        return last.map { Array(all[...$0]) } ?? []
    }

    /// Statements are told by the type's name, or by a key of as many Đ and S.
    private var hasStatements: Bool {
        let said = CauAnswer.statements(key)
        let type = VietnameseText.folded(text(.type))
        let isSaid = options.count > 1 && said?.count == options.count && key.count > 1
        return isSaid || type == "dung/sai" || type == "dung sai" || type == "true/false"
    }

    private var key: String { VietnameseText.clean(text(.key)) }

    /// What it is about, or that it is about nothing as the row above was.
    private var passage: [SourceLine] {
        guard columns.hasPassages else { return [] }
        var lines = block("Ngữ liệu chung:", text(.passage))
        field("Tệp nghe", text(.recording), to: &lines)
        field("Số lần nghe", text(.plays), to: &lines)
        if !text(.transcript).isEmpty { lines += block("Lời thoại:", text(.transcript)) }
        return lines
    }

    var script: [SourceLine] {
        var lines = passage
        let number = Int(VietnameseText.clean(text(.number))).map { " \($0)" } ?? ""
        lines += block("Câu\(number).\(level)", text(.stem), isStem: true)
        let isGroup = hasStatements && !options.isEmpty
        for (place, option) in options.enumerated() {
            let marker =
                isGroup
                ? "\(Lettering.statement(place)))" : "\(pin(place))\(Lettering.option(place))."
            lines += block(marker, option)
            let feedback = text(.feedback(place))
            if !feedback.isEmpty { lines += block("Phản hồi:", feedback) }
        }
        // By bytes: a line end or a blank and a combining mark behind it are one Character.
        for line in answer.utf8.split(separator: ASCII.newline).map({ Substring($0) }) {
            // What is said to who gave an answer stands below it; its further lines are
            // set in.
            let isFeedback = ["Phản hồi:", "Feedback:"].contains {
                line.utf8.starts(with: $0.utf8)
            }
            let isMore = line.utf8.starts(with: "  ".utf8)
            lines += SpreadsheetReader.script(
                isFeedback || isMore ? "\(line)" : "Đáp án: \(line)", row)
        }
        for (name, field) in [("Đúng", .feedbackForTrue), ("Sai", .feedbackForFalse)]
            as [(String, QuestionColumns.Field)]
        {
            let said = text(field)
            if !said.isEmpty { lines += block("Phản hồi \(name):", said) }
        }
        field("Loại", typeField, to: &lines)
        for line in text(.criteria).utf8.split(separator: ASCII.newline).map({ Substring($0) }) {
            let isMore = line.utf8.starts(with: "  ".utf8)
            lines += SpreadsheetReader.script(isMore ? "\(line)" : "Tiêu chí: \(line)", row)
        }
        field("Chấm", text(.grading), to: &lines)
        field("Phân biệt hoa thường", text(.matchesCase), to: &lines)
        field("Dấu thập phân", text(.decimalMark), to: &lines)
        field("Mức độ", unknownLevel, to: &lines)
        field("Mã", text(.identifier), to: &lines)
        field("GUID", text(.guid), to: &lines)
        field("Tên", text(.name), to: &lines)
        field("Từ khóa", text(.tags), to: &lines)
        let solution = text(.solution)
        if !solution.isEmpty { lines += block("Lời giải:", solution) }
        return lines
    }

    /// "#" behind a letter of the key keeps that option in its place: "B, D#".
    private func pin(_ place: Int) -> String { "" + (pinned.contains(place) ? "#" : "") }

    private var pinned: Set<Int> {
        Set(
            key.split { ",; ".contains($0) }.filter { $0.hasSuffix("#") }
                .compactMap { CauAnswer.option(String($0.dropLast())) })
    }

    private var answer: String {
        if options.isEmpty || hasStatements || CauAnswer.pairs(key) != nil { return text(.key) }
        let letters = key.split { ",; ".contains($0) }.map(String.init)
        let isLetters = letters.allSatisfy {
            CauAnswer.option($0.hasSuffix("#") ? String($0.dropLast()) : $0) != nil
        }
        if !letters.isEmpty, isLetters {
            return letters.filter { !$0.hasSuffix("#") }.joined(separator: ", ")
        }
        if columns.numbersOptions {
            let numbers = letters.map { Int($0) ?? 0 }
            if !numbers.isEmpty, numbers.allSatisfy({ (1...options.count).contains($0) }) {
                return numbers.map { Lettering.option($0 - 1) }.joined(separator: ", ")
            }
        }
        // The right option written out.
        let place = options.firstIndex { VietnameseText.clean($0) == key }
        return place.map(Lettering.option) ?? key
    }

    private var typeField: String {
        let type = VietnameseText.folded(VietnameseText.clean(text(.type)))
        return Self.types[type] ?? ""
    }

    private static let types = [
        "nhieu dap an": "nhiều đáp án", "multiple": "nhiều đáp án",
        "mot dap an": "một đáp án", "single": "một đáp án", "ghep cap": "ghép cặp",
        "ghep doi": "ghép cặp", "matching": "ghép cặp", "sap xep": "sắp xếp",
        "ordering": "sắp xếp", "dien khuyet": "điền khuyết", "cloze": "điền khuyết",
        "tu luan": "tự luận", "essay": "tự luận",
    ]

    /// " [TH]" for "Thông hiểu", "TH", "2. Thông hiểu".
    private var level: String { knownLevel.map { " [\($0.rawValue)]" } ?? "" }

    private var unknownLevel: String { knownLevel == nil ? VietnameseText.clean(text(.level)) : "" }

    private var knownLevel: CognitiveLevel? {
        let written = text(.level)
        if let level = CognitiveLevel(tag: written) { return level }
        let name = VietnameseText.folded(VietnameseText.clean(written.filter { !$0.isNumber }))
        return Self.levels.first { name.contains($0.name) }?.level
    }

    /// The longer names first.
    private static let levels: [(name: String, level: CognitiveLevel)] = [
        ("van dung cao", .advancedApplication), ("van dung", .application),
        ("thong hieu", .comprehension), ("nhan biet", .recognition), ("hieu", .comprehension),
        ("biet", .recognition),
    ]

    private func field(_ name: String, _ value: String, to lines: inout [SourceLine]) {
        let value = VietnameseText.clean(value)
        if !value.isEmpty { lines += SpreadsheetReader.script("\(name): \(value)", row) }
    }

    /// A marker with a cell's text; each further line of the cell is kept from meaning
    /// something of its own.
    private func block(_ marker: String, _ cell: String, isStem: Bool = false) -> [SourceLine] {
        let cell = cell.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        var pieces = Array(cell.utf8)[...].pieces(between: ASCII.newline)
        let first = pieces.first ?? []
        let isRisky =
            isStem && (first.first == ASCII.leftBracket || first.first == ASCII.leftParenthesis)
        var lines: [Bytes] = []
        if isRisky {
            lines.append(Array(marker.utf8)[...])
        } else {
            lines.append(Array("\(marker) ".utf8) + first)
            pieces = Array(pieces.dropFirst())
        }
        var isCode = CodeFence.opens(first.trimmed())
        for piece in pieces {
            let isFence = CodeFence.opens(piece.trimmed()) || CodeFence.closes(piece.trimmed())
            let isMeant = isFence || piece.isTableLine || piece.isListItem
            lines.append(isCode || isMeant ? piece : BlockWriter.escaped(piece))
            if isFence { isCode.toggle() }
        }
        return lines.map { SourceLine(number: row.line, bytes: $0) }
    }
}

extension Bytes {
    fileprivate var isTableLine: Bool { first == ASCII.bar }

    fileprivate var isListItem: Bool {
        guard case .text = CauLine(self) else { return false }
        return ListMarker.begins(self)
    }
}
