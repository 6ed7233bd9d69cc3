import Assessment
package import Values

/// Writes a sheet with one question a row that `SpreadsheetReader` reads back as the same
/// bank. Cells hold what Câu text has behind its markers.
package enum SpreadsheetWriter {
    /// - Returns: the heading and a row a question.
    package static func rows(_ draft: BankDraft) -> [[String]] {
        let written = CauSegment.cut(CauTextWriter.write(draft, file: "").bytes)
        let sheetRows = zip(draft.questions, written).enumerated().map { place, pair in
            SheetRow(pair.0.question, pair.1, number: place + 1)
        }
        let options = max(4, sheetRows.map(\.options.count).max() ?? 0)
        let letters = (0..<options).map(Lettering.option)
        let usual = ["STT", "Câu hỏi"] + letters.map { "Đáp án \($0)" }
        let always = usual + ["Đáp án đúng", "Mức độ", "Chủ đề", "Mã", "Lời giải"]
        // Columns that only some questions need stand behind, where one does.
        let extra = Set(sheetRows.flatMap(\.cells.keys)).subtracting(always).sorted()
        let heading = always + extra
        return [heading] + sheetRows.map { row in heading.map { row.cells[$0] ?? "" } }
    }

    /// Widths of the first columns, in characters.
    package static func widths(of heading: [String]) -> [Double] {
        heading.map { name in
            switch name {
            case "STT": 6
            case "Câu hỏi", "Lời giải": 50
            case "Mức độ", "Mã", "Đáp án đúng": 14
            default: 22
            }
        }
    }

    /// A sheet to begin from: the headings, and a question of each kind.
    package static func template(in language: Language) -> [[String]] {
        let lines = language.choose(vietnameseExamples, englishExamples)
            .split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { SourceLine(number: $0.offset + 1, bytes: Array($0.element.utf8)[...]) }
        return rows(CauTextReader.read(lines, file: ""))
    }

    private static let vietnameseExamples = """
        Chủ đề: Ví dụ
        Câu 1. [NB] Số nào sau đây là số nguyên tố?
        A. 1
        *B. 2
        C. 4
        D. 9
        Câu 2. [TH] Xét tính đúng sai của các phát biểu sau.
        *a) 0 là số chẵn.
        b) 1 là số nguyên tố.
        *c) 2 là số nguyên tố.
        d) 9 là số nguyên tố.
        Câu 3. [VD] Tính $\\sqrt{2}$, làm tròn đến hàng phần trăm.
        Đáp án: 1,41
        """

    private static let englishExamples = """
        Topic: Examples
        Question 1. [NB] Which of these is a prime number?
        A. 1
        *B. 2
        C. 4
        D. 9
        Question 2. [TH] True or false?
        *a) 0 is even.
        b) 1 is a prime number.
        *c) 2 is a prime number.
        d) 9 is a prime number.
        Question 3. [VD] Work out $\\sqrt{2}$ to two decimals.
        Answer: 1.41
        """
}

/// One question on its way to a row: cells by their heading.
private struct SheetRow {
    private(set) var cells: [String: String]
    private(set) var options: [String] = []

    private mutating func write(_ stimulus: Stimulus) {
        func text(_ text: RichText) -> String {
            let lines = BlockWriter.lines(text).map(\.text)
            return Composition.composed(lines.joined(separator: "\n"))
        }
        cells["Ngữ liệu chung"] = text(stimulus.text)
        guard let recording = stimulus.recording else { return }
        cells["Tệp nghe"] = recording.source.name
        cells["Số lần nghe"] = recording.plays.map { "\($0)" }
        cells["Lời thoại"] = text(recording.transcript)
    }

    init(_ question: Question, _ segments: [CauSegment], number: Int) {
        cells = [
            "STT": "\(number)", "Mức độ": question.level?.rawValue ?? "",
            "Chủ đề": CauTopic.write(question.topic),
        ]
        if let stimulus = question.content.stimulus { write(stimulus) }
        var key: [String] = []
        var pinned: [String] = []
        var answers: [String] = []
        for segment in segments {
            switch segment.shape {
            case .question: cells["Câu hỏi"] = segment.text
            case .option(let marker):
                let letter = Lettering.option(options.count)
                if marker.isStarred { key.append(letter) }
                if marker.isPinned { pinned.append("\(letter)#") }
                options.append(segment.text)
                cells["Đáp án \(letter)"] = segment.text
            case .statement(let marker):
                key.append(marker.isStarred ? "Đ" : "S")
                cells["Loại"] = "đúng/sai"
                cells["Đáp án \(Lettering.option(options.count))"] = segment.text
                options.append(segment.text)
            case .field(.answer, _): answers.append(segment.text)
            case .field(.criterion, _):
                // Its further lines are set in, so that they are no criteria.
                let text = segment.text.replacing(byte: ASCII.newline, with: "\n  ")
                cells["Tiêu chí"] = [cells["Tiêu chí"], text].compactMap(\.self)
                    .joined(separator: "\n")
            case .field where segment.keyword == "Phản hồi" && options.isEmpty:
                // Its further lines are set in, so that they are no answers.
                let lines = segment.text.utf8.split(
                    separator: ASCII.newline, omittingEmptySubsequences: false)
                answers.append(
                    "Phản hồi: " + lines.map { String(Substring($0)) }.joined(separator: "\n  "))
            case .field where segment.keyword == "Phản hồi":
                cells["Phản hồi \(Lettering.option(options.count - 1))"] = segment.text
            case .field: cells[segment.keyword] = segment.text
            default: break
            }
        }
        let isGroup = cells["Loại"] == "đúng/sai"
        let own = isGroup ? [key.joined()] : key + pinned
        let typed = answers.joined(separator: "\n")
        let isTyped = options.isEmpty || !isGroup && own.isEmpty
        cells["Đáp án đúng"] = isTyped ? typed : own.joined(separator: ", ")
    }
}
