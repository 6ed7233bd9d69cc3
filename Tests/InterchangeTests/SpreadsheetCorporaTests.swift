import Assessment
import Converters
import Testing
import Values

@testable import Interchange

/// Sheets as people keep their questions in, and oddities that users of others reported.
@Suite(.enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"))
struct SpreadsheetCorporaTests {
    private func rows(_ file: String) throws -> [TextRow] {
        let bytes = try Corpora.bytes("csv-xlsx/\(file)")
        guard file.hasSuffix(".xlsx") else { return try CSVTable(bytes, file: file).rows }
        return try #require(try Workbook(bytes).sheets.first).rows
    }

    @Test(arguments: [
        ("q40_utf8_comma_lf.csv", "q40"), ("q30_utf8bom_semicolon_crlf.csv", "q30"),
        ("q30_plain.xlsx", "q30_plain"),
    ])
    func readsTheKeysOfASheet(file: String, expected: String) throws {
        let draft = try SpreadsheetReader.read(try rows("vi-exams/\(file)"), file: file)
        let rows = try self.rows("vi-exams/\(expected).expected.csv").dropFirst().map(\.cells)
        let lost = draft.notes.filter { $0.kind == .leftOut }
        #expect(lost.map { "\($0.line): \($0.text(in: .english))" } == [])
        try #require(draft.questions.count == rows.count)
        for (found, row) in zip(draft.questions.map(\.question), rows) {
            #expect(ResponseText.key(of: found.content.interaction) == row[2])
            #expect(found.level != nil)
            #expect(!found.topic.isEmpty)
            let plain = VietnameseText.clean(found.content.stem.plainText)
            #expect(plain.hasPrefix(VietnameseText.clean(row[4]).prefix(50)))
        }
    }

    private func cell(_ file: String, _ row: Int, _ column: Int) throws -> String? {
        try rows("calamine/\(file)").first { $0.line == row }.flatMap {
            $0.cells.indices.contains(column) ? $0.cells[column] : nil
        }
    }

    @Test(arguments: [
        ("date.xlsx", 1, 0, "01/01/2021"), ("date.xlsx", 3, 0, "255:10:10"),
        ("date_1904.xlsx", 1, 0, "01/01/2021"), ("inlineStr_with_value.xlsx", 1, 4, "ID"),
        ("inlineStr_with_value.xlsx", 2, 4, "RQ11610"), ("inlineStr_with_value.xlsx", 2, 3, "1."),
        ("has_x000D_.xlsx", 1, 0, "ABC\r\nDEF"),
        ("richtext-after-plain.xlsx", 2, 0, "tvalrval1rval2"),
        ("empty_shared_string.xlsx", 1, 0, "abc"), ("header-row.xlsx", 9, 0, "Columns"),
        ("nonstandard-xml-ns-prefix.xlsx", 1, 1, "b"),
        ("nonstandard-xml-ns-prefix.xlsx", 3, 0, "2"),
    ])
    func showsTheCell(file: String, row: Int, column: Int, text: String) throws {
        #expect(try cell(file, row, column) == text)
    }

    @Test func believesNoDimension() throws {
        let bytes = try Corpora.bytes("hostile/xlsx/dimension_says_17_billion_cells.xlsx")
        let rows = try #require(try Workbook(bytes).sheets.first).rows
        #expect(rows.count < 10)
    }
}

/// Containers that are made to do harm, and broken ones.
@Suite(.enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"))
struct HostileContainerTests {
    @Test(arguments: [
        "zip/5000_entries.zip", "zip/bomb_60MB_in_60kB.zip",
        "zip/duplicate_and_case_colliding_names.zip", "zip/path_traversal.zip", "zip/truncated.zip",
    ])
    func refusesTheContainer(file: String) throws {
        #expect(throws: ArchiveFault.self) {
            try Archive(zip: try Corpora.bytes("hostile/\(file)"))
        }
    }

    @Test func refusesADocumentWithEntities() async throws {
        await #expect(throws: ConversionFault.self) {
            try await WordConverter().read(try Corpora.bytes("hostile/docx/xxe.docx"), as: .docx)
        }
    }

    /// The picture's path leads out of the package: there is no such file in it.
    @Test func takesNoPictureFromOutside() async throws {
        let content = try await WordConverter().read(
            try Corpora.bytes("hostile/docx/image_target_traversal.docx"), as: .docx)
        #expect(content.pictures.isEmpty)
        #expect(!String(decoding: content.tree, as: UTF8.self).contains("root:"))
    }
}
