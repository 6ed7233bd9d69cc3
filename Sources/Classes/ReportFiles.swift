import Converters
import Interchange
package import Training
package import Values

/// Reports as files: the same table on screen, in a spreadsheet, as CSV and as a document.
package enum ReportFile: String, Hashable, Sendable, CaseIterable {
    case csv
    case xlsx
    case docx

    package var mediaType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        }
    }

    /// Writes a table with its titles above it.
    ///
    /// - Parameter rows: the headings first.
    package func write(titles: [String], rows: [[String]], widths: [Int]) throws -> [UInt8] {
        switch self {
        case .csv: return CSVWriter.write(rows)
        case .xlsx: return try TableWriter.spreadsheet(document(titles, rows, widths), sheet: "Sen")
        case .docx: return try TableWriter.word(document(titles, rows, widths))
        }
    }

    private func document(_ titles: [String], _ rows: [[String]], _ widths: [Int]) -> TableDocument
    {
        TableDocument(
            titles: titles,
            rows: rows.enumerated().map { place, row in
                row.enumerated().map { column, text in
                    .init(
                        text, isBold: place == 0, isCentred: column > 0,
                        isNumber: column > 0 && Self.isCount(text))
                }
            }, headRows: 1, widths: widths, notes: [])
    }
}

extension ReportFile {
    /// Whether a spreadsheet may add it up: an identifier, longer or with zeros before it, is
    /// text.
    private static func isCount(_ text: String) -> Bool {
        text.utf8.count < 10 && Int(text).map { "\($0)" == text } ?? false
    }
}

extension ReportTable {
    /// Headings and a row a group, the sum of all last.
    package func rows(by grouping: ReportQuery.Grouping, in language: Language) -> [[String]] {
        let headings = [
            grouping.text(in: language), language.choose("Số lớp", "Classes"),
            ReportMeasure.enrolments.text(in: language),
            ReportMeasure.attendances.text(in: language),
            ReportMeasure.people.text(in: language), ReportMeasure.completed.text(in: language),
            language.choose("Tỉ lệ hoàn thành", "Completion rate"),
            language.choose("Số tiết", "Periods"),
        ]
        let body = lines.map { Self.cells($0.label, $0.count) }
        return [headings] + body + [Self.cells(language.choose("Tất cả", "All"), total)]
    }

    private static func cells(_ label: String, _ count: ReportFigures.Count) -> [String] {
        [
            label, "\(count.classes)", "\(count.enrolments)", "\(count.attendances)",
            "\(count.people)", "\(count.completed)", count.completion.text, "\(count.periods)",
        ]
    }

    /// Widths of the columns, as parts of the whole.
    package static let widths = [30, 8, 10, 10, 10, 10, 16, 8]
}

extension ReportQuery {
    /// What stands above a report: what was asked, in words.
    package func titles(_ input: ReportInput, in language: Language) -> [String] {
        let last = begunBy ?? asOf
        let dates = language.choose(
            "Các lớp khai giảng từ \(from.text) đến \(last.text); tình trạng ngày \(asOf.text)",
            "Classes begun from \(from.text) to \(last.text); as of \(asOf.text)")
        let knowledge =
            known.map {
                language.choose(
                    "Theo số liệu đã biết đến hết ngày \($0.text)",
                    "As known at the end of \($0.text)")
            } ?? language.choose("Theo số liệu hiện có", "As known now")
        return [
            language.choose("Báo cáo bồi dưỡng", "Training report"),
            ReportInput.words(input.scopeNames, in: language), dates, knowledge,
            filters(input, in: language),
        ].filter { !$0.isEmpty }
    }

    /// What narrows a report besides its units and days; "" where nothing does.
    private func filters(_ input: ReportInput, in language: Language) -> String {
        func said(_ vietnamese: String, _ english: String, _ value: String?) -> String? {
            value.map { language.choose("\(vietnamese): \($0)", "\(english): \($0)") }
        }
        let asked = input.programmes.values.first { $0.code == programme }?.programme
        let found = input.classes.values.first { $0.code == trainingClass }
        return [
            said("cấp học", "level", level?.text(in: language)),
            said("chương trình", "programme", asked?.name),
            said("loại chương trình", "kind", kindName ?? kind?.text(in: language)),
            said("lớp", "class", found.map { "\($0.identifier) \($0.title)" }),
            said("chức vụ", "post", title?.text(in: language)),
            said("môn dạy", "subject", subject), only?.text(in: language),
        ].compactMap(\.self).joined(separator: "; ")
    }
}

extension ReportFile {
    /// Writes the province's report: a table a section, numbered as in the outline; in a
    /// spreadsheet a sheet a section.
    package func write(_ report: ProvinceReport) throws -> [UInt8] {
        let documents = report.sections.enumerated().map { place, section in
            let heading = "Mục \(section.number). \(section.title)"
            let head: [TableDocument.Cell] = ["TT", "Nội dung", "Kết quả"].map {
                .init($0, isBold: true)
            }
            let rows = section.rows.map { row -> [TableDocument.Cell] in
                [
                    .init(row.number), .init(row.content, isCentred: false),
                    .init(
                        row.sentences.map { "- \($0.text)" }.joined(separator: "\n"),
                        isCentred: false),
                ]
            }
            return TableDocument(
                titles: place == 0 ? [report.title] + report.lines + [heading] : [heading],
                rows: [head] + rows, headRows: 1, widths: [6, 34, 60])
        }
        switch self {
        case .docx: return try TableWriter.word(documents)
        case .xlsx:
            return try TableWriter.spreadsheet(
                zip(report.sections, documents).map { ("Mục \($0.number)", $1) })
        case .csv:
            return CSVWriter.write(
                documents.flatMap { $0.rows.map { row in row.map(\.text) } })
        }
    }
}
